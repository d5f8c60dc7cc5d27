"""Demonstration only: sign in as anybody invented, and see the emails."""

from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib.auth import logout
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from agencies.demonstration import queries as demonstration_queries
from agencies.person import queries as person_queries
from s11portal.common.access import open_button, open_page

PER_PAGE = 50


@open_button
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in as the invented person whose id was sent."""
    _only_in_the_demonstration()
    pk = request.POST.get("user", "")
    person = (
        person_queries.demonstration_person(int(pk)) if pk.isdecimal() and len(pk) < 18 else None
    )
    if person is None:
        raise Http404
    if request.user.is_authenticated:
        logout(request)
    return perform_login(request, person, email=person.email)


@open_page
def outbox(request: HttpRequest) -> HttpResponse:
    """The emails that were written, the newest first."""
    _only_in_the_demonstration()
    page = Paginator(demonstration_queries.all_mails(), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "agencies/demonstration/outbox.html", {"page": page})


@open_page
def mail(request: HttpRequest, pk: int) -> HttpResponse:
    """The text of one email."""
    _only_in_the_demonstration()
    return render(
        request,
        "agencies/demonstration/mail.html",
        {"mail": get_object_or_404(demonstration_queries.all_mails(), pk=pk)},
    )


def _only_in_the_demonstration() -> None:
    if not settings.DEMONSTRATION:
        raise Http404
