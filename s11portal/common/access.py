"""Which methods a page answers, and the doors of pages that are open to everybody.

There are three kinds of pages, whoever may come in:

page    looked at: GET and HEAD
form    looked at and sent: GET, HEAD and POST
button  sent only, by a button of some page: POST

The other doors are in agencies/person/access.py (whoever is signed in) and in
agencies/place/access.py (members of a partnership or an agency).
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

View = Callable[..., HttpResponse]
Methods = Callable[[View], View]

PAGE: Methods = require_http_methods(["GET", "HEAD"])
# Django's own list for a form would answer a mail scanner's HEAD with 405.
FORM: Methods = require_http_methods(["GET", "HEAD", "POST"])
BUTTON: Methods = require_http_methods(["POST"])


def open_page(view: View) -> View:
    """A page that anybody may look at."""
    return login_not_required(PAGE(view))


def open_form(view: View) -> View:
    """A page that anybody may look at and send; the browser does not keep it."""
    return login_not_required(no_store(FORM(view)))


def open_button(view: View) -> View:
    """A button that anybody may press."""
    return login_not_required(no_store(BUTTON(view)))


def no_store(view: View) -> View:
    """Keep the view's pages out of the browser's store.

    Hospital and school computers are shared: the Back button must show nothing.
    """

    @wraps(view)
    def answered(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        response = view(request, **kwargs)
        response.headers.setdefault("Cache-Control", "no-store, private")
        return response

    return answered
