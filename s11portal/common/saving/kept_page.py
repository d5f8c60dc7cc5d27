"""Keeping what was typed when the session has ended meanwhile."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from allauth.core.internal.ratelimit import consume
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt

from s11portal.common import clock
from s11portal.common.saving.page_token import KEPT_FOR, token_owner
from s11portal.common.views.errors import csrf_failure

BACK = (
    "You were signed out while you were typing. Your text is back on this page, but not saved "
    "yet: press Save."
)
TOO_MUCH = (
    "You were signed out and we could not keep the text you sent. Go back in your browser, copy "
    "your text, then sign in and paste it."
)
KEY = "held-page"  # in sessions since the first release: a text kept there must be found
MOST_BYTES = 512 * 1024
# Longer than anybody is signed in.
KEPT_SECONDS = 12 * 60 * 60

Belongs = Callable[[int, Mapping[str, Any]], bool]
_asked: list[Belongs] = []


def ask_whether_they_belong(belongs: Belongs) -> None:
    """Have `belongs(person's id, what the address names)` asked before a text is kept."""
    _asked[:] = [belongs]


class _CsrfCheck(CsrfViewMiddleware):
    """Django's own check, returning its answer instead of showing a page."""

    def _reject(self, request: HttpRequest, reason: str) -> str:
        return reason


def keeps_text(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a POST wait in the session until the person is known again.

    Somebody whose sign-in has ended gets the text back after signing in; somebody who signed in
    again in another window (which makes the form's token too old) gets it back at once: the next
    GET of the same address gives it to the view, if it is the same person. Scripts get 401, and
    keep the text on the page themselves.
    """

    @wraps(view)
    def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        is_script = request.headers.get("Accept") == "application/json"
        if request.user.is_authenticated:
            refused = _csrf_refusal(request)
            if not refused:
                return view(request, **kwargs)
            if not is_script and token_owner(request.POST.get("token", "")) == request.user.pk:
                return keep(request, redirect(request.path), kwargs)
            return csrf_failure(request, reason=refused)
        if is_script:
            return JsonResponse({"signed_out": True}, status=401)
        return keep(request, redirect_to_login(request.get_full_path()), kwargs)

    # The check is made above: its failure must not cost anybody what they typed.
    return csrf_exempt(login_not_required(guarded))


def _csrf_refusal(request: HttpRequest) -> str | None:
    """Why the request is not taken as coming from one of our own pages; None when it is."""
    check = _CsrfCheck(lambda _: HttpResponse())
    check.process_request(request)
    return check.process_view(request, None, (), {})  # type: ignore[arg-type,return-value]


def keep(request: HttpRequest, response: HttpResponse, address: Mapping[str, Any]) -> HttpResponse:
    """Keep what was posted, if one of our own pages sent it and who opened that belongs here.

    Nobody is signed in, so it is bounded: by the page's age and the text's size, one for each
    browser, a few an hour for each person. A stranger can keep nothing.
    """
    owner = token_owner(request.POST.get("token", ""), max_age=KEPT_FOR)
    if owner is None or not all(belongs(owner, address) for belongs in _asked):
        return response
    data = request.POST.urlencode()
    if len(data) > MOST_BYTES or not _is_among_few(request, owner):
        messages.warning(request, TOO_MUCH)
        return response
    request.session[KEY] = {"path": request.path, "data": data, "at": clock.now().timestamp()}
    return response


def _is_among_few(request: HttpRequest, owner: int) -> bool:
    return bool(consume(request, app="allauth.account", action="kept_text", key=str(owner)))


def taken_back(request: HttpRequest) -> QueryDict | None:
    """What this person typed here before signing in again, once. Somebody else's is thrown away.

    Only a page that is shown gives it back: a look by HEAD takes nothing.
    """
    if request.method != "GET":
        return None
    kept = request.session.pop(KEY, None)
    return _own(request, kept) if kept else None


def waiting(request: HttpRequest) -> QueryDict | None:
    """What this person typed here before signing in again; it waits on, until `drop`.

    Somebody else's is thrown away, and what is too old.
    """
    kept = request.session.get(KEY)
    if kept is None or kept["path"] != request.path:
        return None
    data = _own(request, kept)
    if data is None:
        drop(request)
    return data


def drop(request: HttpRequest) -> None:
    """Throw away what was kept."""
    request.session.pop(KEY, None)


def _own(request: HttpRequest, kept: Mapping[str, Any]) -> QueryDict | None:
    """What was kept of this page, if this person sent it, and lately."""
    if kept["path"] != request.path:
        return None
    if kept.get("at", 0) < clock.now().timestamp() - KEPT_SECONDS:
        return None
    data = QueryDict(kept["data"])
    return data if token_owner(data.get("token", "")) == request.user.pk else None
