"""Signing a return."""

from typing import Any

from django import forms

from agencies.models import User
from s11portal.common.forms import Form


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

    def __init__(self, *args: Any, person: User, seen: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = seen
        self.fields["name"].initial = person.name
        self.fields["capacity"].initial = person.job_title
