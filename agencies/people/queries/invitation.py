"""Invitations."""

from django.db.models import Q, QuerySet

from agencies.models import Invitation, Listing, Membership


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


def to_place(membership: Membership) -> QuerySet[Invitation]:
    """The invitations to the membership's own place."""
    # Those a partnership sent to agencies have one.
    return visible_to(membership).filter(agency=membership.agency_id)
