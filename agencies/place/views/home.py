"""The home pages of partnerships and agencies."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies.place.access import PlaceRequest, agency_page, partnership_page
from agencies.place.presenters import home as home_presenters
from agencies.place.presenters import your_work as your_work_presenters


@require_safe
@partnership_page("view_partnership")
def partnership_home(request: PlaceRequest) -> HttpResponse:
    """What waits for the person at the partnership, and what goes on there."""
    return _home(request, "agencies/partnership/home.html")


@require_safe
@agency_page("view_agency")
def agency_home(request: PlaceRequest) -> HttpResponse:
    """What waits for the person at the agency, and what goes on there."""
    return _home(request, "agencies/agency/home.html")


def _home(request: PlaceRequest, template: str) -> HttpResponse:
    context = {
        "items": your_work_presenters.at(request.membership),
        "sections": home_presenters.sections(request.membership),
        "roles": your_work_presenters.role_labels(request.membership),
    }
    return render(request, template, context)
