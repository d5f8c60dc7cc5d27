"""Inviting people to a place."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from agencies import history
from agencies.membership import access as membership_access
from agencies.membership import queries as membership_queries
from agencies.membership import services as membership_services
from agencies.models import (
    Agency,
    Invitation,
    Listing,
    Membership,
    MembershipRole,
    Partnership,
    User,
)
from agencies.people.queries import invitation as invitation_queries
from agencies.person.rules import name_of
from s11portal.common import clock, mail
from s11portal.common.errors import Refused

Role = MembershipRole.Role
DAYS = 14
ANSWERED = "This invitation has already been answered or withdrawn."


@dataclass(frozen=True)
class Sent:
    """An invitation that was sent, with its link: the link is stored nowhere."""

    invitation: Invitation
    url: str


def token_hash(token: str) -> str:
    """What the database holds instead of the token (sha256, hexadecimal)."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def invite_person(
    *, actor: User | None, partnership: Partnership, email: str, role: str, name: str = ""
) -> Sent:
    """Invite an address to the partnership with one of its roles. See `_invite`."""
    membership_access.require(actor, "manage_people", partnership=partnership)
    if role not in MembershipRole.PARTNERSHIP_ROLES:
        raise Refused("Select a role of the partnership.")
    return _invite(actor, Invitation(partnership=partnership, role=role, email=email, name=name))


@transaction.atomic
def invite_colleague(
    *, actor: User | None, agency: Agency, email: str, role: str, name: str = ""
) -> Sent:
    """Invite an address to the agency with one of its roles. See `_invite`."""
    membership_access.require(actor, "manage_colleagues", agency=agency)
    if role not in MembershipRole.AGENCY_ROLES:
        raise Refused("Select a role of the agency.")
    return _invite(actor, Invitation(agency=agency, role=role, email=email, name=name))


@transaction.atomic
def invite_agency_lead(*, actor: User | None, listing: Listing, email: str, name: str = "") -> Sent:
    """Invite the lead of an agency that has none, on behalf of the listing's partnership.

    An agency that has a lead invites its own people: else one partnership could put
    somebody among the people of an agency that answers to others too.
    """
    membership_access.require(actor, "manage_agencies", partnership=listing.partnership_id)
    _refuse_second_lead(listing.agency, listing.name)
    invitation = Invitation(
        agency=listing.agency,
        invited_for=listing.partnership,
        role=Role.LEAD,
        email=email,
        name=name or listing.contact_name,
    )
    return _invite(actor, invitation)


@transaction.atomic
def resend(*, actor: User | None, invitation: Invitation) -> Sent:
    """Send a fresh link for another 14 days; the old link stops working.

    Refuses what has been answered or withdrawn, even a moment ago, and a partnership's
    invitation to an agency that has found a lead meanwhile: only that lead sends it again, and
    then as their own.
    """
    _require_over(actor, invitation)
    if invitation.agency and invitation.invited_for:
        _refuse_second_lead(invitation.agency, str(invitation.agency), but=actor)
    _refuse_too_many(actor, invitation)
    token, fields = _new_link()
    if actor is not None:
        fields |= {"invited_by": actor, "invited_for": _invites_for(actor, invitation)}
    # One conditional UPDATE: whoever accepts at this moment is not asked again.
    if not _unanswered().filter(pk=invitation.pk).update(**fields):
        raise Refused(ANSWERED)
    for name, value in fields.items():
        setattr(invitation, name, value)
    history.record(actor=actor, verb="sent again", subject=invitation, **_places(invitation))
    return _send(actor, invitation, token)


@transaction.atomic
def withdraw(*, actor: User | None, invitation: Invitation) -> None:
    """Take the invitation back: its link stops working."""
    _require_over(actor, invitation)
    withdrawn = _unanswered().filter(pk=invitation.pk).update(withdrawn_at=clock.now())
    if not withdrawn:
        raise Refused(ANSWERED)
    history.record(actor=actor, verb="withdrew", subject=invitation, **_places(invitation))


def _invites_for(actor: User, invitation: Invitation) -> Partnership | None:
    """For which partnership `actor` sends an invitation again; a lead sends it for none."""
    is_lead = membership_access.allows(actor, "manage_colleagues", agency=invitation.agency_id)
    return None if is_lead else invitation.invited_for


def _require_over(actor: User | None, invitation: Invitation) -> None:
    """Raise NotAllowed unless `actor` looks after the place, or invited for their partnership."""
    if actor is not None and membership_access.allows(
        actor, "manage_colleagues", agency=invitation.agency_id
    ):
        return
    asking = invitation.partnership_id or invitation.invited_for_id
    membership_access.require(actor, "manage_people", partnership=asking)


def _invite(actor: User | None, invitation: Invitation) -> Sent:
    """Store and send it; an unanswered invitation of the same address is replaced.

    Refuses somebody who belongs to the place already. Raises nothing about accounts elsewhere:
    whether an address has one is nobody's business here.
    """
    invitation.email = invitation.email.strip().lower()
    invitation.name = name_of(invitation.name)
    _refuse_too_many(actor, invitation)
    place = {"partnership": invitation.partnership, "agency": invitation.agency}
    member = Membership.objects.filter(
        ended_at__isnull=True, user__email=invitation.email, **place
    ).first()
    if member:
        raise Refused(f"{member.user} is already a member. You can change their roles instead.")
    earlier = _unanswered().filter(email=invitation.email, **place)
    earlier.update(withdrawn_at=clock.now())
    invitation.invited_by = actor
    history.record(actor=actor, verb="invited", subject=invitation, **_places(invitation))
    token, fields = _new_link()
    for name, value in fields.items():
        setattr(invitation, name, value)
    invitation.save()
    return _send(actor, invitation, token)


def _refuse_too_many(actor: User | None, invitation: Invitation) -> None:
    """Refuse more than a person, a place and an address are sent in an hour or a day.

    Counted while the place is held, so that many at once are counted too. The system, which
    builds demonstrations, has no limit.
    """
    if actor is None:
        return
    membership_services.hold(invitation.partnership or invitation.invited_for or invitation.place)
    if refusal := invitation_queries.too_many(actor, invitation):
        raise Refused(refusal)


def _new_link() -> tuple[str, dict[str, Any]]:
    """A token, and the fields of an invitation whose link carries it from now on."""
    token = secrets.token_urlsafe(32)
    expires_at = clock.now() + timedelta(days=DAYS)
    return token, {"token_hash": token_hash(token), "expires_at": expires_at}


def _send(actor: User | None, invitation: Invitation, token: str) -> Sent:
    url = settings.SITE_URL + reverse("invitation", kwargs={"token": token})
    mail.queue(
        key=f"invitation:{invitation.token_hash}",
        to=invitation.email,
        template="invitation_agency" if invitation.agency_id else "invitation_partnership",
        context={
            "invitation": invitation,
            "url": url,
            "inviter": actor,
            "help": _help(actor, invitation),
            "partnership": invitation.partnership or invitation.invited_for,
        },
        # The link admits its reader. Only the demonstration shows it, on its Outbox page.
        secret=not settings.DEMONSTRATION,
    )
    return Sent(invitation, url)


def _help(actor: User | None, invitation: Invitation) -> membership_queries.Help:
    """Whom the invited person can ask: the partnership's contact, or the colleague who invites."""
    asking = invitation.partnership or invitation.invited_for
    if asking is None and actor is not None:
        return membership_queries.Help(str(actor), actor.email, "")
    return membership_queries.help_at(asking) if asking else membership_queries.help_for(None)


def _unanswered() -> QuerySet[Invitation]:
    return Invitation.objects.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)


def _refuse_second_lead(agency: Agency, name: str, but: User | None = None) -> None:
    leads = [membership.user for membership in membership_queries.with_role(agency, Role.LEAD)]
    if leads and but not in leads:
        raise Refused(f"{name} already has a lead: {leads[0]}. They can invite others.")


def _places(invitation: Invitation) -> dict[str, int | None]:
    return {
        "partnership": invitation.partnership_id or invitation.invited_for_id,
        "agency": invitation.agency_id,
    }
