"""Memberships: the proof that a person belongs to a place."""

from django.db.models import QuerySet

from agencies.models import Membership, User


def current(user: User) -> QuerySet[Membership]:
    """The person's memberships that have not ended, with place and roles (2 queries)."""
    return (
        Membership.objects.filter(user=user, ended_at__isnull=True)
        .select_related("user", "partnership", "agency")
        .prefetch_related("roles")
        .order_by("pk")
    )


def at_partnership(user: User, slug: str) -> Membership | None:
    """The person's membership of the partnership with this slug."""
    return current(user).filter(partnership__slug=slug).first()


def at_agency(user: User, code: str) -> Membership | None:
    """The person's membership of the agency with this code."""
    return current(user).filter(agency__code=code).first()


def visible_to(membership: Membership) -> QuerySet[Membership]:
    """The people of the same place, ended ones included."""
    return Membership.objects.filter(
        partnership=membership.partnership_id, agency=membership.agency_id
    ).select_related("user")


def of_agency(agency_id: int) -> QuerySet[Membership]:
    """The people who belong to an agency now, with their user row (1 query)."""
    return Membership.objects.filter(agency=agency_id, ended_at__isnull=True).select_related("user")
