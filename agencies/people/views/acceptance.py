"""What the link of an invitation opens. Looking uses nothing up; only POST accepts."""

from allauth.account.utils import perform_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from agencies.models import Invitation, Membership, User
from agencies.people.forms.acceptance import AcceptForm
from agencies.people.queries import invitation as invitation_queries
from agencies.people.queries import same_organisation as same_organisation_queries
from agencies.people.services import acceptance as acceptance_services
from agencies.people.services.invitation import token_hash
from agencies.person import queries as person_queries
from agencies.person.forms import NewPersonForm
from agencies.place.addresses import home_url
from s11portal.common.access import open_form
from s11portal.common.forms import posted
from s11portal.common.views.refusals import done, refusals_on


@open_form
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show the invitation and take the answer."""
    found = invitation_queries.by_hash(token_hash(token))
    if found is None:
        return render(request, "agencies/people/invitation/dead.html", status=404)
    person = request.user if request.user.is_authenticated else None
    against = invitation_queries.obstacle(found, person)
    if against or found.state != Invitation.State.OPEN:
        return _dead(request, person, found, against)
    if person:
        return _accept(request, person, found)
    if person_queries.by_email(found.email):
        context = {"invitation": found, "next": request.path}
        return render(request, "agencies/people/invitation/sign_in_first.html", context)
    return _accept_as_new_person(request, found)


def _dead(
    request: HttpRequest,
    person: User | None,
    found: Invitation,
    against: invitation_queries.Obstacle | None,
) -> HttpResponse:
    """Why the link does nothing. Whoever presses twice is told what the first press did."""
    if request.method == "POST" and found.state == Invitation.State.ACCEPTED:
        return redirect(request.path)
    mine = person is not None and found.accepted_by_id == person.pk
    context = {"invitation": found, "mine": mine, "against": against}
    return render(request, "agencies/people/invitation/dead.html", context, status=410)


def _accept(request: HttpRequest, person: User, found: Invitation) -> HttpResponse:
    form = AcceptForm(
        posted(request),
        organisations=same_organisation_queries.absorbers(person, found),
        invited=found,
    )
    if form.is_valid():
        with refusals_on(form):
            membership = acceptance_services.accept(
                actor=person, invitation=found, same_organisation=form.same_organisation()
            )
            return done(request, _what_happened(found, membership), home_url(membership))
        if not invitation_queries.may_be_accepted(found, person):
            return redirect(request.path)
    context = {
        "form": form,
        "invitation": found,
        "other_address": person.email != found.email,
        "next": request.path,
    }
    return render(request, "agencies/people/invitation/accept.html", context)


def _what_happened(found: Invitation, membership: Membership) -> str:
    if found.agency_id and found.agency_id != membership.agency_id:
        return f"{found.invited_for} now asks {membership.place}: one place for all your returns."
    return f"You now belong to {membership.place}."


def _accept_as_new_person(request: HttpRequest, found: Invitation) -> HttpResponse:
    form = NewPersonForm(posted(request), email=found.email, initial={"name": found.name})
    if form.is_valid():
        with refusals_on(form):
            membership = acceptance_services.accept_as_new_person(
                actor=None, invitation=found, **form.cleaned_data
            )
            # The link reached the invited address: that is the proof a code would give.
            return perform_login(
                request, membership.user, redirect_url=home_url(membership), email=found.email
            )
        if not invitation_queries.may_be_accepted(found):
            return redirect(request.path)
    context = {"form": form, "invitation": found}
    return render(request, "agencies/people/invitation/new_person.html", context)
