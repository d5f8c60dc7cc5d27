"""Signing a return."""

from typing import Any

from django import forms

from agencies.models import User
from s11portal.common.forms import Form

NAMES_CHANGED = (
    "The partnership has changed what its report prints by name since you opened this page. Read "
    "who will see your return below, then sign again."
)


class SignForm(Form):
    """Who signs, in which capacity, and the declaration."""

    submit_label = "Sign and submit the return"

    name = forms.CharField(label="Your name", max_length=150)
    capacity = forms.CharField(
        label="Your job title or role",
        max_length=150,
        help_text="For example, safeguarding lead, chair of trustees or head teacher.",
    )
    declared = forms.BooleanField(
        label="To the best of my knowledge this return is a fair account of our organisation, "
        "and I may sign it on its behalf.",
        error_messages={"required": "Tick the box to sign the return."},
    )

    # The fingerprint of the answers that the page is about.
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    # Whether the page said that the report prints averages by name.
    told = forms.BooleanField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, person: User, seen: str = "", names: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.names = names
        self.fields["told"].initial = names
        self.fields["seen"].initial = seen
        self.fields["name"].initial = person.name
        self.fields["capacity"].initial = person.job_title

    def clean(self) -> dict[str, Any]:
        """Nobody signs a page that did not say what is printed by name."""
        cleaned = super().clean() or self.cleaned_data
        if self.names and not cleaned.get("told"):
            self.show_instead("told", "True")
            self.add_error(None, NAMES_CHANGED)
        return cleaned
