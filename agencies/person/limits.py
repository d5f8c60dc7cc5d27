"""How often one may try to sign in, so that nobody keeps somebody else out.

A stranger who tries Ann's address over and over must reach a limit, and Ann must not meet it.
So each try counts for the address together with its source (the internet address it came from),
and for the address alone only far above what one source can reach. A browser in which Ann has
signed in before counts for itself: it holds a signed mark, which opens nothing.

Numbers are in settings/base.py (ACCOUNT_RATE_LIMITS): `<what>_source`, `<what>_address` and
`<what>_known`.
"""

from allauth.core.internal.ratelimit import RateLimitUsage, clear, consume, get_ip
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import get_random_string, salted_hmac

COOKIE = "s11-known"
SALT = "agencies.person.limits"
DAYS = 180
_APP = "allauth.account"


def spend(request: HttpRequest, what: str, email: str) -> RateLimitUsage | None:
    """Count one try at `what` ('password', 'code', 'reset'); None above the limit."""
    email = email.strip().lower()
    if known := _mark_of(request, email):
        return consume(request, app=_APP, action=f"{what}_known", key=f"{email}|{known}")
    source = consume(request, app=_APP, action=f"{what}_source", key=f"{email}|{get_ip(request)}")
    address = source and consume(request, app=_APP, action=f"{what}_address", key=email)
    if not source or not address:
        return None
    return RateLimitUsage(usage=[*source.usage, *address.usage])


def forget(request: HttpRequest, what: str, email: str) -> None:
    """Begin to count the address anew: its owner has proved to be it."""
    email = email.strip().lower()
    clear(request, app=_APP, action=f"{what}_address", key=email)
    clear(request, app=_APP, action=f"{what}_source", key=f"{email}|{get_ip(request)}")


def remember(response: HttpResponse, email: str) -> None:
    """Mark the browser as one in which the owner of the address has signed in."""
    response.set_cookie(
        COOKIE,
        signing.Signer(salt=SALT).sign(f"{_name_of(email)}.{get_random_string(12)}"),
        max_age=DAYS * 24 * 60 * 60,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def _mark_of(request: HttpRequest, email: str) -> str:
    """What tells this browser of the address's owner from others; empty for a strange one."""
    try:
        mark = signing.Signer(salt=SALT).unsign(request.COOKIES.get(COOKIE, ""))
    except signing.BadSignature:
        return ""
    name, _, number = mark.partition(".")
    return number if name == _name_of(email) else ""


def _name_of(email: str) -> str:
    """The address in the mark, so that who finds the browser does not read it there."""
    return salted_hmac(SALT, email.strip().lower(), algorithm="sha256").hexdigest()[:16]
