"""Inviting people to a partnership or an agency, and taking invitations back."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from agencies.models import Partnership
from agencies.people.forms.membership import InviteForm
from agencies.people.presenters import people as people_presenters
from agencies.people.queries import invitation as invitation_queries
from agencies.people.services import invitation as invitation_services
from agencies.place.access import PlaceRequest, place_button, place_form
from s11portal.common.forms import posted
from s11portal.common.views.refusals import done, refusals_on, refusals_told


@place_form(partnership="manage_people", agency="manage_colleagues")
def invite(request: PlaceRequest) -> HttpResponse:
    """Invite somebody to the place."""
    form = InviteForm(posted(request), place=request.membership.place)
    form.cancel_url = back = people_presenters.list_url(request.membership)
    if form.is_valid():
        with refusals_on(form, "invited_email"):
            _send(request, form)
            return done(request, f"Invitation sent to {form.cleaned_data['invited_email']}.", back)
    context = {"form": form, **people_presenters.frame(request.membership)}
    return render(request, "agencies/people/invite.html", context)


def _send(request: PlaceRequest, form: InviteForm) -> None:
    place = request.membership.place
    email, name, role = (form.cleaned_data[key] for key in ("invited_email", "name", "role"))
    if isinstance(place, Partnership):
        invitation_services.invite_person(
            actor=request.user, partnership=place, email=email, name=name, role=role
        )
    else:
        invitation_services.invite_colleague(
            actor=request.user, agency=place, email=email, name=name, role=role
        )


@place_button(partnership="manage_people", agency="manage_colleagues")
def resend(request: PlaceRequest, pk: int) -> HttpResponse:
    """Send a fresh link; the old one stops working."""
    message = "Invitation sent again to {}. The old link no longer works."
    return _change(request, pk, invitation_services.resend, message)


@place_button(partnership="manage_people", agency="manage_colleagues")
def withdraw(request: PlaceRequest, pk: int) -> HttpResponse:
    """Take an invitation back."""
    return _change(
        request, pk, invitation_services.withdraw, "The invitation to {} has been withdrawn."
    )


def _change(
    request: PlaceRequest, pk: int, change: Callable[..., object], message: str
) -> HttpResponse:
    invitation = get_object_or_404(invitation_queries.visible_to(request.membership), pk=pk)
    with refusals_told(request):
        change(actor=request.user, invitation=invitation)
        messages.success(request, message.format(invitation.email))
    return redirect(people_presenters.invitation_list_url(request.membership, invitation))
