"""Forms about oneself."""

from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.forms import PasswordInput

from agencies.models import User
from s11portal.common import forms


class DetailsForm(forms.Form):
    """How one is named on every page."""

    name = forms.CharField(label="Your name", max_length=150)
    job_title = forms.CharField(label="Job title", max_length=150, required=False)


class NewPersonForm(DetailsForm):
    """What a new person says when accepting an invitation."""

    submit_label = "Accept and sign in"

    password = forms.CharField(
        label="Password",
        required=False,
        strip=False,
        max_length=200,
        widget=PasswordInput,
        help_text=(
            "At least 12 characters. Leave it empty to be sent a code by email "
            "each time you sign in."
        ),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email
        self.fields["password"].widget.attrs["autocomplete"] = "new-password"

    def clean(self) -> dict[str, Any]:
        """A password is judged with name and address in mind."""
        data = super().clean() or {}
        password = data.get("password")
        if password:
            person = User(email=self.email, name=data.get("name", ""))
            try:
                validate_password(password, person)
            except forms.ValidationError as problem:
                self.add_error("password", problem)
        return data
