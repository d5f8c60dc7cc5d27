"""What a manager says when an audit is closed, or opened again."""

from datetime import date
from typing import Any

from s11portal.common import clock, forms


class CloseForm(forms.Form):
    """Asks for a tick where closing breaks a date that was given."""

    submit_label = "Close the audit"
    submit_kind = "warning"
    cancel_label = "Keep it open"

    anyway = forms.BooleanField(
        label="Close the audit before these dates",
        error_messages={"required": "Tick the box to close the audit before these dates"},
    )

    def __init__(self, *args: Any, breaks_dates: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not breaks_dates:
            del self.fields["anyway"]


class ReopenForm(forms.Form):
    """Why, and until when."""

    submit_label = "Open the audit again"
    cancel_label = "Keep it closed"

    reason = forms.CharField(
        label="Why are you opening this audit again?",
        max_length=500,
        widget=forms.Textarea,
        error_messages={"required": "Enter the reason for opening the audit again"},
    )
    closes_on = forms.DateField(
        label="New due date", help_text="Returns can be submitted until the end of this day."
    )

    def __init__(self, *args: Any, was_launched: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if was_launched:
            self.fields["reason"].help_text = "The leads of every agency get this by email."
        else:
            del self.fields["closes_on"]

    def clean_closes_on(self) -> date:
        """A day to come."""
        day: date = self.cleaned_data["closes_on"]
        if day < clock.today():
            raise forms.ValidationError("The due date must be today or later")
        return day
