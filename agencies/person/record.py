"""Sign-ins in the history: who came in and how, who was refused, what was changed about it.

A refused attempt is nobody's act: it stands there as the system's, with the person it was
about. How often that can be is limited, see limits.py. An address without an account leaves
no row.
"""

from typing import Any

from allauth.account import signals as account
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa import signals as mfa
from django.http import HttpRequest

from agencies import history
from agencies.models import User


def signed_in(sender: Any, request: HttpRequest, user: User, **rest: Any) -> None:
    """Somebody came in; `how` says by which steps ('code', 'password', 'mfa')."""
    how = [record["method"] for record in get_authentication_records(request, user)]
    history.record(actor=user, verb="signed in", subject=user, how=how)


def refused(user: User, how: str) -> None:
    """A code or a password was wrong."""
    history.record(actor=None, verb="refused a sign-in of", subject=user, how=how, person=user.pk)


def code_refused(sender: Any, user: User, **rest: Any) -> None:
    """The code sent by email was wrong."""
    refused(user, "code")


def second_step_refused(sender: Any, user: User, reauthentication: bool, **rest: Any) -> None:
    """The code of the app was wrong."""
    refused(user, "mfa")


def _did(verb: str) -> Any:
    """A receiver that writes down what the person did."""

    def receiver(sender: Any, user: User, **rest: Any) -> None:
        history.record(actor=user, verb=verb, subject=user)

    return receiver


# By signal, what its row says. Kept here: Django's signals hold no receiver alive.
_ACTS = {
    account.password_set: _did("set a password"),
    account.password_changed: _did("changed the password"),
    account.password_reset: _did("chose a new password by a link"),
    mfa.authenticator_added: _did("turned on the second step"),
    mfa.authenticator_removed: _did("turned off the second step"),
    mfa.authenticator_reset: _did("made new recovery codes"),
}


def connect() -> None:
    """Listen to allauth; called once, when the site starts."""
    account.user_logged_in.connect(signed_in)
    account.login_code_rejected.connect(code_refused)
    mfa.authentication_failed.connect(second_step_refused)
    for signal, receiver in _ACTS.items():
        signal.connect(receiver)
