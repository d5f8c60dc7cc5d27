"""How percentages are rounded."""

from audits.models import Cycle
from s11portal.common import forms


class RoundingForm(forms.Form):
    """One way of rounding."""

    mark_optional = False

    percentages = forms.ChoiceField(
        label="How should percentages be rounded?",
        choices=Cycle.Percentages.choices,
        widget=forms.RadioSelect,
        help_text="The results and the report change at once. You can change this until you "
        "publish a report of the audit.",
        error_messages={"required": "Select how percentages should be rounded"},
    )
