"""Every page is closed unless it says otherwise."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme


class SignInRequiredMiddleware(LoginRequiredMiddleware):
    """Sends whoever is not signed in to the sign-in page; scripts that ask for JSON get 401.

    A script would follow a redirect and take the sign-in page for its answer. Given a 401, the
    script offers to sign in without leaving the page, and nothing typed is lost.
    """

    def handle_no_permission(  # type: ignore[override]  # Django's own only ever redirects
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseBase:
        """Answer a request of somebody who is not signed in."""
        if request.headers.get("Accept") == "application/json":
            return JsonResponse({"signed_out": True}, status=401)
        if request.method not in ("GET", "HEAD"):
            # What was sent is lost: after signing in one is back on the page it came from.
            return redirect_to_login(self._page_before(request), self.get_login_url(view_func))
        return super().handle_no_permission(request, view_func)

    def _page_before(self, request: HttpRequest) -> str:
        referrer = request.headers.get("Referer", "")
        if url_has_allowed_host_and_scheme(referrer, allowed_hosts={request.get_host()}):
            return urlsplit(referrer).path
        return resolve_url(settings.LOGIN_REDIRECT_URL)
