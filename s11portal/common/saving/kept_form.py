"""Forms whose session ended before they were sent: kept, and offered again after signing in.

Pages that are saved while one types show what was kept in their own boxes (`keeps_text`). Every
other form of a place is shown as a list of what was typed, with a button that sends it.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from s11portal.common.saving import kept_page
from s11portal.common.saving.page_token import is_own_page
from s11portal.common.views import errors

_OURS = ("csrfmiddlewaretoken", "token")
_WORTH_SHOWING = 12  # characters: what is shorter is a code, a tick or a number


def is_form_of_a_place(request: HttpRequest) -> bool:
    """Whether the address is under a partnership or an agency: no password is ever sent there."""
    found = request.resolver_match
    return bool(found and {"slug", "code"} & found.kwargs.keys())


class KeptFormMiddleware:
    """Keeps a form that nobody signed in has sent, and shows it again to who filled it in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Mapping[str, Any]
    ) -> HttpResponseBase | None:
        """Keep or show; None for everything else."""
        if not is_form_of_a_place(request) or not getattr(view, "login_required", True):
            return None
        if request.method == "POST" and not request.user.is_authenticated:
            return _kept(request, kwargs)
        if request.method == "GET" and request.user.is_authenticated:
            return _shown(request)
        return None


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form older than a sign-in in another window is offered again; others are refused."""
    match = request.resolver_match
    if match and is_form_of_a_place(request) and is_own_page(request):
        return kept_page.keep(request, redirect(request.path), match.kwargs)
    return errors.csrf_failure(request, reason=reason)


def _kept(request: HttpRequest, kwargs: Mapping[str, Any]) -> HttpResponse | None:
    is_script = request.headers.get("Accept") == "application/json"
    if is_script or "token" not in request.POST:
        return None
    return kept_page.keep(request, redirect_to_login(request.get_full_path()), kwargs)


def _shown(request: HttpRequest) -> HttpResponse | None:
    """The page with what was typed here; None when nothing of this person waits."""
    if request.session.get(kept_page.KEY, {}).get("path") != request.path:
        return None
    data = kept_page.taken_back(request)
    if data is None:
        return None
    sent = [(name, value) for name, values in data.lists() for value in values]
    context = {
        "sent": [(name, value) for name, value in sent if name not in _OURS],
        "texts": [value for name, value in sent if _is_text(name, value)],
    }
    response = render(request, "pages/kept_form.html", context)
    # Shown before any door is reached, which would see to it: see common.access.no_store.
    response.headers["Cache-Control"] = "no-store, private"
    return response


def _is_text(name: str, value: str) -> bool:
    return name not in _OURS and len(value) > _WORTH_SHOWING
