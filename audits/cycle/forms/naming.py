"""Whether the report names agencies with their average scores."""

from s11portal.common import forms

LABEL = "Name each agency with its average score in the report"
HINT = (
    "An appendix then lists every agency that has returned, with its average score. Agencies are "
    "told before they sign. If you leave this unticked, the report prints no agency's average."
)


class NamingForm(forms.Form):
    """One tick."""

    names_agencies = forms.BooleanField(label=LABEL, help_text=HINT, required=False)
