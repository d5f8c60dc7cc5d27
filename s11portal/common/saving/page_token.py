"""The name of one page made for one person: signed, so that it stays theirs."""

from django.core import signing
from django.utils.crypto import get_random_string

SALT = "answer-page"


def new_token(user_id: int) -> str:
    """A name for a page that is made for this person now."""
    return signing.Signer(salt=SALT).sign(f"{user_id}.{get_random_string(12)}")


def token_owner(token: str) -> int | None:
    """The id of the person for whom the page was made; None for a token that is not ours."""
    try:
        return int(signing.Signer(salt=SALT).unsign(token).split(".")[0])
    except (signing.BadSignature, ValueError):
        return None
