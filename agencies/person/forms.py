"""Forms about oneself."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import RequestLoginCodeForm, ResetPasswordForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, BaseAuthenticateForm, ReauthenticateForm
from django.contrib.auth.password_validation import validate_password
from django.forms import PasswordInput
from django.http import HttpRequest

from agencies.models import User
from agencies.person import limits, second_step
from agencies.person.rules import name_of
from s11portal.common import forms
from s11portal.common.errors import Refused


class NameField(forms.CharField):
    """A person's name or job title: one line, and no address in it."""

    def clean(self, value: Any) -> str:
        """The name as it is stored."""
        try:
            return name_of(super().clean(value))
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from refused


class DetailsForm(forms.Form):
    """How one is named on every page."""

    name = NameField(label="Your name", max_length=150)
    job_title = NameField(label="Job title", max_length=150, required=False)


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
            "At least 12 characters. If you leave this empty, we will email you a code "
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


class CodeRequestForm(RequestLoginCodeForm):
    """Asks for a code by email; nobody's asking keeps others from theirs."""

    def clean_email(self) -> str:
        """Count for the address and its source."""
        email = super().clean_email()
        if email and not limits.spend(context.request, "code", email):
            raise get_adapter().validation_error("too_many_codes")
        return email


class PasswordLinkForm(ResetPasswordForm):
    """Asks for a link by email; above the limit the links that were sent go on working."""

    def save(self, request: HttpRequest, **details: Any) -> str:
        """Send the link, or say as much and send nothing."""
        email: str = self.cleaned_data["email"]
        return super().save(request, **details) if limits.spend(request, "reset", email) else email


class _OnceForm(BaseAuthenticateForm):
    """A code of the authenticator app that works once."""

    def clean_code(self) -> str:
        """Refuse a code that was right before."""
        code = super().clean_code()
        if not second_step.use_up(self.authenticator, code):
            self._emit_authentication_failed(self.authenticator)
            raise get_adapter().validation_error("incorrect_code")
        return code


class SecondStepForm(_OnceForm, AuthenticateForm):
    """The second step of signing in."""


class SecondStepAgainForm(_OnceForm, ReauthenticateForm):
    """The second step, before something is changed about it."""
