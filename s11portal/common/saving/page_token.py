"""The name of one page made for one person: signed, so that it stays theirs."""

from datetime import timedelta

from django.core import signing
from django.http import HttpRequest
from django.utils.crypto import get_random_string

SALT = "answer-page"
# How old a page may be for its text to wait for somebody who has to sign in.
KEPT_FOR = timedelta(days=7)

OTHER_PERSON = (
    "Someone else is now signed in in this browser. To keep what you typed, sign in again as the "
    "person who opened this page."
)


def new_token(user_id: int) -> str:
    """A name for a page that is made for this person now."""
    return signing.TimestampSigner(salt=SALT).sign(f"{user_id}.{get_random_string(12)}")


def token_owner(token: str, max_age: timedelta | None = None) -> int | None:
    """The id of the person for whom the page was made; None for a token that is not ours.

    With `max_age`, None for an older one too, and for one of the first release, which had no age.
    """
    try:
        if max_age is not None:
            signing.TimestampSigner(salt=SALT).unsign(token, max_age=max_age)
        return int(signing.Signer(salt=SALT).unsign(token).split(".")[0])
    except (signing.BadSignature, ValueError):
        return None


def is_own_page(request: HttpRequest) -> bool:
    """Whether the page was made for who is signed in now: on a shared computer it may not be."""
    return token_owner(request.POST.get("token", "")) == request.user.pk
