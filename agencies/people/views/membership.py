"""People of a partnership and colleagues in an agency: list, roles, end."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from agencies.membership import queries as membership_queries
from agencies.membership import services as membership_services
from agencies.models import Membership
from agencies.people.forms.membership import RolesForm
from agencies.people.presenters import people as people_presenters
from agencies.place.access import PlaceRequest, place_form, place_page
from agencies.roles import may
from s11portal.common.forms import posted
from s11portal.common.views.refusals import done, refusals_on, refusals_told


@place_page(partnership="manage_people", agency="view_agency")
def people(request: PlaceRequest) -> HttpResponse:
    """Who belongs to the place, and who was invited."""
    context = {
        "people": people_presenters.people_of(request.membership),
        "may_manage": may(request.membership, people_presenters.capability(request.membership)),
        **people_presenters.frame(request.membership),
    }
    return render(request, "agencies/people/people.html", context)


@place_form(partnership="manage_people", agency="manage_colleagues")
def roles(request: PlaceRequest, pk: int) -> HttpResponse:
    """Change the roles of one person."""
    membership = _present(request, pk)
    form = RolesForm(
        posted(request),
        place=membership.place,
        initial={"roles": list(membership.role_names)},
    )
    form.cancel_url = back = people_presenters.list_url(request.membership)
    if form.is_valid():
        with refusals_on(form, "roles"):
            membership_services.change_roles(
                actor=request.user, membership=membership, roles=form.cleaned_data["roles"]
            )
            return done(request, f"The roles of {membership.user} have been saved.", back)
    context = {
        "form": form,
        "person": membership.user,
        **people_presenters.frame(request.membership),
    }
    return render(request, "agencies/people/roles.html", context)


@place_form(partnership="manage_people", agency="manage_colleagues")
def end(request: PlaceRequest, pk: int) -> HttpResponse:
    """Ask, then end one person's membership."""
    membership = _present(request, pk)
    if request.method == "POST":
        with refusals_told(request):
            membership_services.end_membership(actor=request.user, membership=membership)
            messages.success(request, f"{membership.user} no longer has access.")
            if membership.user == request.user:
                return redirect("your-work")
        return redirect(people_presenters.list_url(request.membership))
    context = {
        "person": membership.user,
        "place": membership.place,
        "people_url": people_presenters.list_url(request.membership),
        **people_presenters.frame(request.membership),
    }
    return render(request, "agencies/people/end.html", context)


def _present(request: PlaceRequest, pk: int) -> Membership:
    return get_object_or_404(
        membership_queries.visible_to(request.membership).filter(ended_at__isnull=True), pk=pk
    )
