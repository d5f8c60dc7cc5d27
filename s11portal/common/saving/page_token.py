"""The name of one page made for one person: signed, so that it stays theirs."""

from django.core import signing
from django.http import HttpRequest
from django.utils.crypto import get_random_string

SALT = "answer-page"

OTHER_PERSON = (
    "Someone else is now signed in in this browser. To keep what you typed, sign in again as the "
    "person who opened this page."
)


def new_token(user_id: int) -> str:
    """A name for a page that is made for this person now."""
    return signing.Signer(salt=SALT).sign(f"{user_id}.{get_random_string(12)}")


def token_owner(token: str) -> int | None:
    """The id of the person for whom the page was made; None for a token that is not ours."""
    try:
        return int(signing.Signer(salt=SALT).unsign(token).split(".")[0])
    except (signing.BadSignature, ValueError):
        return None


def is_own_page(request: HttpRequest) -> bool:
    """Whether the page was made for who is signed in now: on a shared computer it may not be."""
    return token_owner(request.POST.get("token", "")) == request.user.pk
