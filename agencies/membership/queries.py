"""Memberships: the proof that a person belongs to a place."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Count, QuerySet

from agencies.models import Agency, Membership, MembershipRole, Partnership, User
from s11portal.common import compiled


def current(user: User) -> list[Membership]:
    """The person's memberships that have not ended, with place and roles (1 query).

    Partnerships come first, then agencies, each by name.
    """
    rows = _roles_of(user.pk).select_related("membership__partnership", "membership__agency")
    memberships = _with_roles(user, rows)
    return sorted(memberships, key=lambda m: (m.partnership is None, m.place.name, m.pk))


def at_partnership(user: User, slug: str) -> Membership | None:
    """The person's membership of the partnership with this slug (1 query)."""
    return next(iter(_with_roles(user, _at_partnership(user_id=user.pk, slug=slug))), None)


def at_agency(user: User, code: str) -> Membership | None:
    """The person's membership of the agency with this code (1 query)."""
    return next(iter(_with_roles(user, _at_agency(user_id=user.pk, code=code))), None)


def _roles_of(user_id: int) -> QuerySet[MembershipRole]:
    """The roles in which the person belongs somewhere now."""
    return MembershipRole.objects.filter(
        membership__user=user_id, membership__ended_at__isnull=True
    )


def roles_at_partnership(user_id: int, slug: str) -> QuerySet[MembershipRole]:
    """The person's roles at the partnership with this slug, with membership and place."""
    return (
        _roles_of(user_id)
        .filter(membership__partnership__slug=slug)
        .select_related("membership__partnership")
    )


def roles_at_agency(user_id: int, code: str) -> QuerySet[MembershipRole]:
    """The person's roles at the agency with this code, with membership and place."""
    return (
        _roles_of(user_id)
        .filter(membership__agency__code=code)
        .select_related("membership__agency")
    )


# One of them runs on every page of every place.
_at_partnership = compiled.Rows(roles_at_partnership, user_id=int, slug=str)
_at_agency = compiled.Rows(roles_at_agency, user_id=int, code=str)


def _with_roles(user: User, rows: Iterable[MembershipRole]) -> list[Membership]:
    """Memberships built from their role rows: place, person and roles in a single query.

    A membership without roles opens nothing.
    """
    memberships = []
    in_order = sorted(rows, key=lambda row: (row.membership_id, row.pk))
    for _, group in groupby(in_order, key=lambda row: row.membership_id):
        roles = list(group)
        membership = roles[0].membership
        membership.user = user
        # What prefetch_related("roles") would leave behind.
        held = membership.roles.all()
        held._result_cache = roles
        membership.__dict__["_prefetched_objects_cache"] = {"roles": held}
        memberships.append(membership)
    return memberships


def belongs(user_id: int, address: Mapping[str, Any]) -> bool:
    """Whether the person has a role at the place that an address names (1 query)."""
    if "code" in address:
        return roles_at_agency(user_id, address["code"]).exists()
    return "slug" in address and roles_at_partnership(user_id, address["slug"]).exists()


def visible_to(membership: Membership) -> QuerySet[Membership]:
    """The people of the same place, ended ones included."""
    return Membership.objects.filter(
        partnership=membership.partnership_id, agency=membership.agency_id
    ).select_related("user")


def people(place: Partnership | Agency) -> QuerySet[Membership]:
    """Who belongs to the place now, with person and roles, by name (2 queries)."""
    at = {"partnership": place} if isinstance(place, Partnership) else {"agency": place}
    return (
        Membership.objects.filter(ended_at__isnull=True, **at)
        .select_related("user")
        .prefetch_related("roles")
        .order_by("user__name", "user__email", "pk")
    )


def with_role(place: Partnership | Agency, role: str) -> QuerySet[Membership]:
    """Who holds `role` at the place now."""
    return people(place).filter(roles__role=role)


def everywhere() -> QuerySet[Membership]:
    """Every present membership, for the sign-in list of the demonstration (2 queries)."""
    return (
        Membership.objects.filter(ended_at__isnull=True)
        .select_related("user", "partnership", "agency")
        .prefetch_related("roles")
        .order_by("pk")
    )


def with_one_person(agency_ids: list[int]) -> set[int]:
    """Those of the agencies to which a single person belongs (1 query; none for none)."""
    counts = (
        Membership.objects.filter(agency__in=agency_ids, ended_at__isnull=True)
        .values_list("agency")
        .annotate(n=Count("pk"))
    )
    return {agency for agency, n in counts if n == 1}


def leads_of(agency_ids: Iterable[int]) -> dict[int, list[User]]:
    """By agency, the people who hold the role of lead there now, by name (1 query).

    They answer for the agency in every cycle. Agencies without any are absent.
    """
    roles = (
        MembershipRole.objects.filter(
            role=MembershipRole.Role.LEAD,
            membership__agency__in=set(agency_ids),
            membership__ended_at__isnull=True,
            membership__user__is_active=True,
        )
        .select_related("membership__user")
        .order_by("membership__user__name", "membership__user__email")
    )
    people: dict[int, list[User]] = defaultdict(list)
    for role in roles:
        assert role.membership.agency_id is not None, "the filter names the agency"
        people[role.membership.agency_id].append(role.membership.user)
    return dict(people)


class Help(NamedTuple):
    """Whom an agency can ask for help."""

    name: str
    email: str
    phone: str


def help_at(partnership: Partnership) -> Help:
    """Whom the partnership has named, or its first business manager (2 queries for that)."""
    if partnership.help_email or partnership.help_phone:
        return Help(partnership.help_name, partnership.help_email, partnership.help_phone)
    for row in with_role(partnership, MembershipRole.Role.MANAGER):
        return Help(str(row.user), row.user.email, "")
    return Help(*settings.SITE_HELP)


def help_for(user: User | None) -> Help:
    """Whom a person can ask about their account; for nobody known, who runs the site."""
    for membership in current(user) if user else ():
        if membership.partnership:
            return help_at(membership.partnership)
        listing = membership.agency and membership.agency.listings.select_related("partnership")
        if listing and (first := listing.filter(archived_at__isnull=True).first()):
            return help_at(first.partnership)
    return Help(*settings.SITE_HELP)
