"""Inviting people, and taking invitations back."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from agencies.models import Invitation
from agencies.people.forms.membership import InviteForm
from agencies.people.presenters import people as people_presenters
from agencies.people.queries import invitation as invitation_queries
from agencies.people.services import invitation as invitation_services
from agencies.place.access import (
    PlaceRequest,
    agency_page,
    partnership_page,
    posted,
    shows_and_takes,
)
from s11portal.common.errors import Refused


def _invite(request: PlaceRequest) -> HttpResponse:
    """Invite somebody to the place."""
    membership = request.membership
    form = InviteForm(posted(request), place=membership.place)
    form.cancel_url = people_presenters.list_url(membership)
    if request.method == "POST" and form.is_valid():
        invite = (
            invitation_services.invite_person
            if membership.partnership
            else invitation_services.invite_colleague
        )
        place = "partnership" if membership.partnership else "agency"
        try:
            invite(
                actor=request.user,
                email=form.cleaned_data["invited_email"],
                name=form.cleaned_data["name"],
                role=form.cleaned_data["role"],
                **{place: membership.place},
            )
        except Refused as no:
            form.add_error("invited_email", str(no))
        else:
            messages.success(request, f"Invitation sent to {form.cleaned_data['invited_email']}.")
            return redirect(people_presenters.list_url(membership))
    context = {"form": form, **people_presenters.frame(membership)}
    return render(request, "agencies/membership/invite.html", context)


def _resend(request: PlaceRequest, pk: int) -> HttpResponse:
    """Send a fresh link; the old one stops working."""
    return _change(
        request,
        pk,
        invitation_services.resend,
        "Invitation sent again to {}. The old link is dead.",
    )


def _withdraw(request: PlaceRequest, pk: int) -> HttpResponse:
    """Take an invitation back."""
    return _change(request, pk, invitation_services.withdraw, "The invitation of {} is withdrawn.")


def _change(
    request: PlaceRequest, pk: int, change: Callable[..., object], done: str
) -> HttpResponse:
    invitation: Invitation = get_object_or_404(
        invitation_queries.visible_to(request.membership), pk=pk
    )
    try:
        change(actor=request.user, invitation=invitation)
    except Refused as no:
        messages.error(request, str(no))
    else:
        messages.success(request, done.format(invitation.email))
    return redirect(people_presenters.invitation_list_url(request.membership, invitation))


partnership_invite = shows_and_takes(partnership_page("manage_people")(_invite))
partnership_resend = require_POST(partnership_page("manage_people")(_resend))
partnership_withdraw = require_POST(partnership_page("manage_people")(_withdraw))
colleague_invite = shows_and_takes(agency_page("manage_colleagues")(_invite))
colleague_resend = require_POST(agency_page("manage_colleagues")(_resend))
colleague_withdraw = require_POST(agency_page("manage_colleagues")(_withdraw))
