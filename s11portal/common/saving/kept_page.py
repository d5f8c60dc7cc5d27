"""Keeping what was typed when the session has ended meanwhile."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt

from s11portal.common.saving.page_token import token_owner
from s11portal.common.views.errors import csrf_failure

BACK = (
    "You were signed out while you were typing. Your text is back on this page, but not saved "
    "yet: press Save."
)
KEY = "held-page"  # in sessions since the first release: a text kept there must be found


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
                return _keep(request, redirect(request.path))
            return csrf_failure(request, reason=refused)
        if is_script:
            return JsonResponse({"signed_out": True}, status=401)
        return _keep(request, redirect_to_login(request.get_full_path()))

    # The check is made above: its failure must not cost anybody what they typed.
    return csrf_exempt(login_not_required(guarded))


def _csrf_refusal(request: HttpRequest) -> str | None:
    """Why the request is not taken as coming from one of our own pages; None when it is."""
    check = _CsrfCheck(lambda _: HttpResponse())
    check.process_request(request)
    return check.process_view(request, None, (), {})  # type: ignore[arg-type,return-value]


def _keep(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Keep what was posted, if one of our own pages sent it."""
    if token_owner(request.POST.get("token", "")):
        request.session[KEY] = {"path": request.path, "data": request.POST.urlencode()}
    return response


def taken_back(request: HttpRequest) -> QueryDict | None:
    """What this person typed here before signing in again, once. Somebody else's is thrown away.

    Only a page that is shown gives it back: a look by HEAD takes nothing.
    """
    if request.method != "GET":
        return None
    kept = request.session.pop(KEY, None)
    if kept is None or kept["path"] != request.path:
        return None
    data = QueryDict(kept["data"])
    return data if token_owner(data.get("token", "")) == request.user.pk else None
