"""What publishing and withdrawing a document ask."""

from typing import Any

from reports.publication.rules import Concerns
from s11portal.common import forms

MOST_CHARACTERS = 2_000


class PublishForm(forms.Form):
    """The note of a correction, and a tick for each concern there is."""

    mark_optional = False

    note = forms.CharField(
        label="What was corrected?",
        help_text="Executives see this beside the report and in the email. "
        "For example: Two figures on page 12 were swapped.",
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Enter what was corrected"},
    )
    although_open = forms.BooleanField(
        label="Publish the report even though the audit is still open",
        error_messages={"required": "Confirm that you want to publish while the audit is open"},
    )
    although_stale = forms.BooleanField(
        label="Publish this PDF even though it is out of date",
        error_messages={"required": "Confirm that you want to publish a PDF that is out of date"},
    )

    def __init__(
        self, *args: Any, concerns: Concerns, corrects: bool, executives: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        asked = {
            "note": corrects,
            "although_open": concerns.is_open,
            "although_stale": concerns.is_stale,
        }
        for name, needed in asked.items():
            if not needed:
                del self.fields[name]
        self.submit_label = "Publish"
        if executives:
            people = "1 executive" if executives == 1 else f"{executives} executives"
            self.submit_label = f"Publish and email {people}"


class WithdrawForm(forms.Form):
    """Why a report is withdrawn."""

    submit_kind = "warning"
    submit_label = "Withdraw the report"
    mark_optional = False

    reason = forms.CharField(
        label="Why are you withdrawing it?",
        help_text="Executives see this where the report was, and in the email.",
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Enter why you are withdrawing the report"},
    )
