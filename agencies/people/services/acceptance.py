"""Accepting an invitation."""

from typing import Any

from django.db import transaction

from agencies import history
from agencies.membership import arrivals
from agencies.membership import services as membership_services
from agencies.models import Agency, Invitation, Membership, MembershipRole, Partnership, User
from agencies.people.queries import invitation as invitation_queries
from agencies.people.services import same_organisation as same_organisation_services
from agencies.person import services as person_services
from s11portal.common import clock, mail
from s11portal.common.errors import Refused

ANSWERED = "This invitation has been used or withdrawn, or has expired. Ask for a new one."


@transaction.atomic
def accept(
    *, actor: User, invitation: Invitation, same_organisation: Agency | None = None
) -> Membership:
    """Take the signed-in `actor` into the place, and return the membership.

    The account may have another address than the one invited: whoever sent the invitation then gets
    an email. `same_organisation` is an agency that `actor` leads and that takes the place of the
    provisional one (see same_organisation_services.absorb). Refuses what was answered, withdrawn or
    has run out, and what could not be sent today (see invitation_queries.obstacle); of two who
    accept at once, one wins.
    """
    _claim(invitation, actor)
    if actor.email != invitation.email:
        _tell_inviter(invitation, actor)
    if same_organisation is not None:
        return same_organisation_services.absorb(
            actor=actor, invitation=invitation, into=same_organisation
        )
    return _join(actor, invitation)


@transaction.atomic
def accept_as_new_person(
    *,
    actor: User | None,
    invitation: Invitation,
    name: str,
    job_title: str = "",
    password: str | None = None,
) -> Membership:
    """Open an account for the invited address and take it into the place.

    `actor` is None: nobody is signed in yet. Refuses as `accept` does, and an address that
    has an account: its owner signs in first, for a link may have been forwarded.
    """
    _claim(invitation, None)
    user = person_services.create_person(
        actor=actor,
        email=invitation.email,
        name=name,
        job_title=job_title,
        password=password or None,
    )
    Invitation.objects.filter(pk=invitation.pk).update(accepted_by=user)
    return _join(user, invitation)


def _claim(invitation: Invitation, user: User | None) -> None:
    """Mark the invitation accepted: one conditional UPDATE, so that a link works once.

    Asks all that inviting asked again, while nobody else can join the place: of two links to
    lead one agency, one works.
    """
    membership_services.hold(invitation.place)
    now = clock.now()
    open_ones = Invitation.objects.filter(
        accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=now
    )
    if not open_ones.filter(pk=invitation.pk).update(accepted_at=now, accepted_by=user):
        raise Refused(ANSWERED)
    sent = invitation_queries.by_id(invitation.pk)
    if against := invitation_queries.obstacle(sent, user):
        raise Refused(against.label)


def _join(user: User, invitation: Invitation) -> Membership:
    place: Partnership | Agency = invitation.place
    at: dict[str, Any] = {
        "partnership": invitation.partnership,
        "agency": invitation.agency,
    }
    membership, _ = Membership.objects.get_or_create(user=user, ended_at=None, **at)
    MembershipRole.objects.get_or_create(membership=membership, role=invitation.role)
    if invitation.agency and invitation.role == MembershipRole.Role.LEAD:
        membership_services.claim_agency(agency=invitation.agency)
        arrivals.lead_came(invitation.agency, user)
    history.record(
        actor=user,
        verb="accepted an invitation",
        subject=f"{invitation.get_role_display()} at {place}",
        partnership=invitation.partnership_id or invitation.invited_for_id,
        agency=invitation.agency_id,
        invited=invitation.email,
    )
    return membership


def _tell_inviter(invitation: Invitation, user: User) -> None:
    if invitation.invited_by is None:
        return
    mail.queue(
        key=f"invitation-accepted:{invitation.pk}",
        to=invitation.invited_by.email,
        template="invitation_other_address",
        context={"invitation": invitation, "person": user},
    )
