"""The doors of pages about oneself: open to whoever is signed in."""

from collections.abc import Callable
from typing import Concatenate

from django.http import HttpRequest, HttpResponse

from agencies.models import User
from s11portal.common.access import FORM, PAGE, View, no_store


class PersonRequest(HttpRequest):
    """A request of somebody who is signed in."""

    user: User


PersonView = Callable[Concatenate[PersonRequest, ...], HttpResponse]


def person_page(view: PersonView) -> View:
    """A page (GET, HEAD) for whoever is signed in; SignInRequiredMiddleware sees to that."""
    return no_store(PAGE(view))


def person_form(view: PersonView) -> View:
    """A form (GET, HEAD, POST) for whoever is signed in."""
    return no_store(FORM(view))
