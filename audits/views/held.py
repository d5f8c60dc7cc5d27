"""Keeping what was typed when the session has ended meanwhile."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict

from audits.forms.answer import token_owner

KEY = "held-page"


def keeps_text(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a signed-out person's POST wait in the session until they have signed in.

    The next GET of the same address gives it to the view, if the same person signed in.
    Scripts get 401 and keep the text on the page themselves.
    """

    @wraps(view)
    def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, **kwargs)
        if request.headers.get("Accept") == "application/json":
            return JsonResponse({"signed_out": True}, status=401)
        if request.method == "POST" and token_owner(request.POST.get("token", "")):
            request.session[KEY] = {"path": request.path, "data": request.POST.urlencode()}
        return redirect_to_login(request.get_full_path())

    return login_not_required(guarded)


def take(request: HttpRequest) -> QueryDict | None:
    """What this person typed here before signing in again, once. Somebody else's is thrown away."""
    held = request.session.pop(KEY, None)
    if held is None or held["path"] != request.path:
        return None
    data = QueryDict(held["data"])
    return data if token_owner(data.get("token", "")) == request.user.pk else None
