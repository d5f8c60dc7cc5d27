"""Forms whose session ended before they were sent: kept, and offered again after signing in.

Pages that are saved while one types show what was kept in their own boxes (`keeps_text`). Every
other form of a place is shown as a list of what was typed, with a button that sends it and one that
throws it away. It waits until one of them is pressed: a reload costs nothing. A form that only
asks before something is done is never sent so: its own page says what the button does.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render

from s11portal.common.saving import kept_page
from s11portal.common.saving.form_read import FormRead
from s11portal.common.saving.page_token import is_own_page
from s11portal.common.views import errors

_OURS = ("csrfmiddlewaretoken", "token")
# What the button sends that throws a kept form away.
_THROW_AWAY = "throw-away-kept-form"
# Besides pages and redirects: a form shown again, with all that was typed.
_SHOWN_AGAIN = (409, 422)
NOTHING_DONE = (
    "You were signed out before you pressed the button, so nothing has been done. Press it again "
    "if you still want to."
)


def is_form_of_a_place(request: HttpRequest) -> bool:
    """Whether the address is under a partnership or an agency: no password is ever sent there."""
    found = request.resolver_match
    return bool(found and {"slug", "code"} & found.kwargs.keys())


class KeptFormMiddleware:
    """Keeps a form that nobody signed in has sent, and shows it again to who filled it in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on. A form that was sent, and answered, waits no longer."""
        is_sent = request.method == "POST" and _is_waiting_for(request)
        before = request.session.get(kept_page.KEY) if is_sent else None
        is_offered = request.method == "GET" and _is_waiting_for(request)
        response = self.get_response(request)
        if is_offered:
            return _shown(request, response)
        is_answered = response.status_code < 400 or response.status_code in _SHOWN_AGAIN
        # Not what was kept just now, as its form was too old.
        is_same = is_sent and request.session.get(kept_page.KEY) is before
        if is_same and is_answered and _is_guarded_form(request):
            kept_page.drop(request)
        return response

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Mapping[str, Any]
    ) -> HttpResponseBase | None:
        """Keep or throw away; None for everything else."""
        if not _is_guarded_form(request):
            return None
        if request.method == "POST" and _THROW_AWAY in request.POST:
            # Never for the view, even if nothing waits any more: a form of one button would act.
            return _thrown_away(request)
        if request.method == "POST" and not request.user.is_authenticated:
            return _kept(request, kwargs)
        if request.method == "GET" and _is_waiting_for(request):
            _drop_if_it_only_asks(request)
        return None


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form older than a sign-in in another window is offered again; others are refused."""
    match = request.resolver_match
    if match and is_form_of_a_place(request) and is_own_page(request):
        return kept_page.keep(request, redirect(request.path), match.kwargs)
    return errors.csrf_failure(request, reason=reason)


def _is_guarded_form(request: HttpRequest) -> bool:
    """Whether this is a form of a place that does not see to what was kept itself."""
    if not is_form_of_a_place(request):
        return False
    match = request.resolver_match
    return bool(match and getattr(match.func, "login_required", True))


def _is_waiting_for(request: HttpRequest) -> bool:
    """Whether what waits was typed on this page, by who is signed in."""
    return request.user.is_authenticated and kept_page.waiting(request) is not None


def _thrown_away(request: HttpRequest) -> HttpResponse:
    """The page as it was before anything was typed."""
    if _is_waiting_for(request):
        kept_page.drop(request)
    return redirect(request.get_full_path())


def _kept(request: HttpRequest, kwargs: Mapping[str, Any]) -> HttpResponse | None:
    is_script = request.headers.get("Accept") == "application/json"
    if is_script or "token" not in request.POST:
        return None
    return kept_page.keep(request, redirect_to_login(request.get_full_path()), kwargs)


def _drop_if_it_only_asks(request: HttpRequest) -> None:
    """Closing, deleting, removing: nothing is typed there, at most a tick confirms it."""
    data = kept_page.waiting(request)
    sent = [value for name, value in _sent(data) if name not in _OURS] if data else []
    if set(sent) <= {"", "on"}:
        kept_page.drop(request)
        messages.warning(request, NOTHING_DONE)


def _sent(data: QueryDict) -> list[tuple[str, str]]:
    return [(name, value) for name, values in data.lists() for value in values]


def _shown(request: HttpRequest, page: HttpResponseBase) -> HttpResponseBase:
    """What was typed, in the words of the `page` it was typed on; that page if nothing waits."""
    data = kept_page.waiting(request) if _is_guarded_form(request) else None
    if data is None or page.status_code != 200 or not isinstance(page, HttpResponse):
        return page
    form = FormRead(page.content.decode())
    typed = list(form.typed(data))
    if not typed:
        kept_page.drop(request)
        return page
    context = {
        "name": form.heading,
        "typed": typed,
        "sent": [(name, value) for name, value in _sent(data) if name not in _OURS],
        "throw_away": _THROW_AWAY,
    }
    response = render(request, "pages/kept_form.html", context)
    # As the doors see to for the page itself: see common.access.no_store.
    response.headers["Cache-Control"] = "no-store, private"
    return response
