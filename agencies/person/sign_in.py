"""How people sign in: closed sign-up, and all mail through the one sender."""

import secrets
from collections.abc import Callable
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from agencies.models import User
from agencies.person import limits, record
from agencies.person import queries as person_queries
from s11portal.common import mail

# allauth's mails that open an account to their reader: never listed, emptied once sent.
SECRET = {"account/email/login_code", "account/email/password_reset_key"}


# Whom a person can ask is known to a higher room.
_who_helps: list[Callable[[User | None], object]] = []


def ask_who_helps(answer: Callable[[User | None], object]) -> None:
    """Have `answer(person)` name whom the mails say one can ask for help."""
    _who_helps[:] = [answer]


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come from invitations only; mails are rows before they are sent.

    The texts stand in templates/emails/<name>/, named like allauth's own:
    account/email/login_code is sign_in_code, see TEMPLATES.
    """

    TEMPLATES = {
        "account/email/login_code": "sign_in_code",
        "account/email/password_reset_key": "password_reset",
        "account/email/unknown_account": "unknown_account",
        "account/email/account_already_exists": "unknown_account",
        "account/email/password_changed": "sign_in_changed",
        "account/email/password_set": "sign_in_changed",
        "account/email/password_reset": "sign_in_changed",
        "mfa/email/totp_activated": "sign_in_changed",
        "mfa/email/totp_deactivated": "sign_in_changed",
        "mfa/email/recovery_codes_generated": "sign_in_changed",
    }

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "This account is closed.",
        "email_password_mismatch": "The email address or the password is incorrect.",
        "incorrect_code": "This code is incorrect. Enter the code from our newest email.",
        "incorrect_password": "This password is incorrect.",
        "too_many_login_attempts": (
            "Too many attempts. Wait five minutes and try again, or sign in with a code by email."
        ),
        "too_many_codes": (
            "We have sent several codes to this address. Use the newest one, or wait a few "
            "minutes and try again."
        ),
        "rate_limited": "Too many attempts. Wait a minute and try again.",
        "same_as_current": "Enter a password that is different from your current one.",
        "enter_current_password": "Enter your current password.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: sign-up is closed."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue one of allauth's mails. A mail without a text here is a programming error."""
        mail.queue(
            # Two mails alike are two mails: each request for a code sends one.
            key=f"sign-in:{secrets.token_hex(16)}",
            to=email,
            template=self.TEMPLATES[template_prefix],
            context={
                "code": context.get("code", ""),
                "url": context.get("password_reset_url", ""),
                "what": template_prefix.rpartition("/")[2],
                "email": email,
                "sign_in_url": settings.SITE_URL + reverse("account_login"),
                "help": _who_helps[0](person_queries.by_email(email)) if _who_helps else None,
            },
            secret=template_prefix in SECRET,
        )

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count an attempt with a password; it is given back when the password is right."""
        self._login_failed_rl_usage = limits.spend(request, "password", _address(credentials))
        if not self._login_failed_rl_usage:
            raise self.validation_error("too_many_login_attempts")

    def _delete_login_attempts_cached_email(self, request: HttpRequest, **credentials: Any) -> None:
        limits.forget(request, "password", _address(credentials))

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Write a wrong password into the history of whose address it was."""
        if person := person_queries.by_email(_address(credentials)):
            record.refused(person, "password")

    def post_login(self, request: HttpRequest, user: User, **details: Any) -> HttpResponse:
        """Know this browser again, so that strangers' attempts do not count against it."""
        response = super().post_login(request, user, **details)
        limits.remember(response, user.email)
        return response

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Where a new password leads: not back to the form that asks for another."""
        return reverse("your-work")

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The link of the mail, with the site's own name whatever the request called it."""
        uid, _, token = key.partition("-")
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})
        return settings.SITE_URL + path


def _address(credentials: dict[str, Any]) -> str:
    return str(credentials.get("email") or "")
