"""Every page is closed unless it says otherwise."""

from collections.abc import Callable

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase


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
        return super().handle_no_permission(request, view_func)
