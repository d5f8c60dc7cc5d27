"""The home pages of partnerships and agencies."""

from django.http import HttpResponse
from django.shortcuts import render

from agencies.place.access import PlaceRequest, place_page
from agencies.place.addresses import kind_of
from agencies.place.presenters import home as home_presenters
from agencies.place.presenters import your_work as your_work_presenters


@place_page(partnership="view_partnership", agency="view_agency")
def home(request: PlaceRequest) -> HttpResponse:
    """What waits for the person at the place, and what goes on there."""
    context = {
        "items": your_work_presenters.at(request.membership),
        "sections": home_presenters.sections(request.membership),
        "roles": your_work_presenters.role_labels(request.membership),
    }
    template = f"agencies/place/{kind_of(request.membership)}_home.html"
    return render(request, template, context)
