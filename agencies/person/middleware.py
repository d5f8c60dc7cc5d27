"""Every page is closed unless it says otherwise."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme


class SignInRequiredMiddleware(LoginRequiredMiddleware):
    """Leads who is not signed in to the sign-in page; htmx requests are answered 401.

    A redirect would be followed by htmx, and the sign-in page put into the middle of a
    form: with a 401 the page offers to sign in where one is, and nothing typed is lost.
    """

    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseBase:
        """Answer a request of somebody who is not signed in."""
        if request.headers.get("HX-Request") == "true":
            return HttpResponse("Please sign in again.", status=401, content_type="text/plain")
        if request.method not in ("GET", "HEAD"):
            # What was sent is lost: after signing in one is back on the page it came from.
            return redirect_to_login(self._page_before(request), self.get_login_url(view_func))
        return super().handle_no_permission(request, view_func)

    def _page_before(self, request: HttpRequest) -> str:
        referrer = request.headers.get("Referer", "")
        if url_has_allowed_host_and_scheme(referrer, allowed_hosts={request.get_host()}):
            return urlsplit(referrer).path
        return resolve_url(settings.LOGIN_REDIRECT_URL)
