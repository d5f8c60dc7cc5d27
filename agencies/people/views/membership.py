"""People of a partnership and colleagues in an agency: list, roles, end."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from agencies.membership import queries as membership_queries
from agencies.membership import services as membership_services
from agencies.models import Membership
from agencies.people.forms.membership import RolesForm
from agencies.people.presenters import people as people_presenters
from agencies.place.access import (
    PlaceRequest,
    agency_page,
    partnership_page,
    posted,
    shows_and_takes,
)
from agencies.roles import may
from s11portal.common.errors import Refused


def _people(request: PlaceRequest) -> HttpResponse:
    """Who belongs to the place, and who was invited."""
    context = {
        "people": people_presenters.of(request.membership),
        "may_manage": may(request.membership, people_presenters.capability(request.membership)),
        **people_presenters.frame(request.membership),
    }
    return render(request, "agencies/membership/people.html", context)


def _roles(request: PlaceRequest, pk: int) -> HttpResponse:
    """Change the roles of one person."""
    membership = _present(request, pk)
    form = RolesForm(
        posted(request),
        place=membership.place,
        initial={"roles": list(membership.role_names)},
    )
    form.cancel_url = people_presenters.list_url(request.membership)
    if request.method == "POST" and form.is_valid():
        try:
            membership_services.change_roles(
                actor=request.user, membership=membership, roles=form.cleaned_data["roles"]
            )
        except Refused as no:
            form.add_error("roles", str(no))
        else:
            messages.success(request, f"The roles of {membership.user} are saved.")
            return redirect(people_presenters.list_url(request.membership))
    context = {
        "form": form,
        "person": membership.user,
        **people_presenters.frame(request.membership),
    }
    return render(request, "agencies/membership/roles.html", context)


def _end(request: PlaceRequest, pk: int) -> HttpResponse:
    """Ask, then end one person's membership."""
    membership = _present(request, pk)
    if request.method == "POST":
        try:
            membership_services.end_membership(actor=request.user, membership=membership)
        except Refused as no:
            messages.error(request, str(no))
        else:
            messages.success(request, f"{membership.user} does not belong here any more.")
            if membership.user == request.user:
                return redirect("your-work")
        return redirect(people_presenters.list_url(request.membership))
    context = {
        "person": membership.user,
        "place": membership.place,
        "people_url": people_presenters.list_url(request.membership),
        **people_presenters.frame(request.membership),
    }
    return render(request, "agencies/membership/end.html", context)


def _present(request: PlaceRequest, pk: int) -> Membership:
    return get_object_or_404(
        membership_queries.visible_to(request.membership).filter(ended_at__isnull=True), pk=pk
    )


partnership_people = require_safe(partnership_page("manage_people")(_people))
partnership_roles = shows_and_takes(partnership_page("manage_people")(_roles))
partnership_end = shows_and_takes(partnership_page("manage_people")(_end))
colleagues = require_safe(agency_page("view_agency")(_people))
colleague_roles = shows_and_takes(agency_page("manage_colleagues")(_roles))
colleague_end = shows_and_takes(agency_page("manage_colleagues")(_end))
