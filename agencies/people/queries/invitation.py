"""Invitations."""

from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet, TextChoices

from agencies.membership import access as membership_access
from agencies.membership import queries as membership_queries
from agencies.models import History, Invitation, Listing, Membership, MembershipRole, User
from s11portal.common import clock


def visible_to(membership: Membership) -> QuerySet[Invitation]:
    """The invitations to the membership's place, and those its partnership sent to agencies."""
    if membership.partnership_id:
        mine = Q(partnership=membership.partnership_id) | Q(invited_for=membership.partnership_id)
    else:
        mine = Q(agency=membership.agency_id)
    return Invitation.objects.filter(mine).select_related(
        "partnership", "agency", "invited_for", "invited_by"
    )


def unanswered(invitations: QuerySet[Invitation]) -> QuerySet[Invitation]:
    """Those neither accepted nor withdrawn, the newest first; some may have run out."""
    return invitations.filter(accepted_at__isnull=True, withdrawn_at__isnull=True).order_by(
        "-created_at", "-pk"
    )


def for_listing(membership: Membership, listing: Listing) -> QuerySet[Invitation]:
    """The unanswered invitations by which the partnership asked the agency's lead."""
    return unanswered(visible_to(membership)).filter(
        agency=listing.agency_id, invited_for=listing.partnership_id
    )


def by_hash(token_hash: str) -> Invitation | None:
    """The invitation with this token, whatever its state."""
    return (
        Invitation.objects.filter(token_hash=token_hash)
        .select_related("partnership", "agency", "invited_for", "invited_by")
        .first()
    )


def by_id(pk: int) -> Invitation:
    """The invitation as it is now, with its place and who sent it."""
    return Invitation.objects.select_related(
        "partnership", "agency", "invited_for", "invited_by"
    ).get(pk=pk)


def to_place(membership: Membership) -> QuerySet[Invitation]:
    """The invitations to the membership's own place."""
    # Those a partnership sent to agencies have one.
    return visible_to(membership).filter(agency=membership.agency_id)


class Obstacle(TextChoices):
    """Why an open invitation admits nobody now, though it did when it was sent."""

    LED = "led", "This agency has a lead now. Ask its lead to invite you."
    UNLISTED = (
        "unlisted",
        "The partnership no longer lists this agency. Ask it to invite you again.",
    )
    INVITER = (
        "inviter",
        ("The person who invited you can no longer invite people. Ask for a new invitation."),
    )


def obstacle(invitation: Invitation, person: User | None = None) -> Obstacle | None:
    """What inviting asks, asked again: None when `person` may accept the open invitation.

    A lead may have come meanwhile, the partnership may have taken the agency off its list, and
    the one who invited may have lost the right to. Without a person it is asked for a new one.
    """
    if invitation.agency and invitation.invited_for_id:
        leads = membership_queries.with_role(invitation.agency, MembershipRole.Role.LEAD)
        if leads.exists() and not leads.filter(user=person).exists():
            return Obstacle.LED
        listings = Listing.objects.filter(archived_at__isnull=True, agency=invitation.agency_id)
        if not listings.filter(partnership=invitation.invited_for_id).exists():
            return Obstacle.UNLISTED
    inviter = invitation.invited_by
    if inviter and not membership_access.allows(inviter, **asked_of_inviter(invitation)):
        return Obstacle.INVITER
    return None


def may_be_accepted(invitation: Invitation, person: User | None = None) -> bool:
    """Whether the invitation is open, looked at now, and nothing stands against it."""
    now = by_id(invitation.pk)
    return now.state == Invitation.State.OPEN and obstacle(now, person) is None


# The most invitations, first ones and those sent again. The largest launch there is, a few
# hundred agencies, is two days' work by hand.
OF_A_PERSON_A_MINUTE = 20
OF_A_PERSON_AN_HOUR = 100
OF_A_PLACE_A_DAY = 400
TO_AN_ADDRESS_A_DAY = 5
_VERBS = ("invited", "sent again")  # of the history, where each leaves one row


def too_many(actor: User, invitation: Invitation) -> str:
    """Why `actor` may not send this invitation now (4 queries); empty when they may."""
    asking = invitation.partnership_id or invitation.invited_for_id
    place = {"partnership": asking} if asking else {"agency": invitation.agency_id}
    now, sent = clock.now(), History.objects.filter(verb__in=_VERBS)
    today = sent.filter(at__gt=now - timedelta(days=1), **place)
    if today.filter(subject__startswith=f"{invitation.email} as ").count() >= TO_AN_ADDRESS_A_DAY:
        return (
            f"{invitation.email} has been sent {TO_AN_ADDRESS_A_DAY} invitations in 24 hours. Ask "
            "them to look in their junk folder, or try again tomorrow."
        )
    mine = sent.filter(actor=actor)
    if mine.filter(at__gt=now - timedelta(minutes=1)).count() >= OF_A_PERSON_A_MINUTE:
        return "You have sent many invitations in the last minute. Wait a minute and try again."
    if mine.filter(at__gt=now - timedelta(hours=1)).count() >= OF_A_PERSON_AN_HOUR:
        return f"You have sent {OF_A_PERSON_AN_HOUR} invitations in the last hour. Try again later."
    if today.count() >= OF_A_PLACE_A_DAY:
        return f"{OF_A_PLACE_A_DAY} invitations have been sent in 24 hours. Try again tomorrow."
    return ""


def asked_of_inviter(invitation: Invitation) -> dict[str, Any]:
    """What whoever sends the invitation has to be allowed, and where."""
    if invitation.partnership_id:
        return {"capability": "manage_people", "partnership": invitation.partnership_id}
    if invitation.invited_for_id:
        return {"capability": "manage_agencies", "partnership": invitation.invited_for_id}
    return {"capability": "manage_colleagues", "agency": invitation.agency_id}
