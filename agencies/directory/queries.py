"""A partnership's list of agencies."""

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Value,
    When,
)

from agencies.models import Invitation, Listing, Membership, MembershipRole
from s11portal.common import clock

LEAD_STATES = {
    "none": "No lead yet",
    "invited": "Lead invited",
    "lead": "Has a lead",
}


def visible_to(membership: Membership) -> QuerySet[Listing]:
    """The listings of the membership's partnership, archived ones included; none for agencies."""
    return Listing.objects.filter(partnership=membership.partnership_id).select_related(
        "agency", "partnership"
    )


def with_leads(listings: QuerySet[Listing]) -> QuerySet[Listing]:
    """Adds `lead_state` (a key of LEAD_STATES) and `agency.leads` (1 query more)."""
    leads = (
        Membership.objects.filter(ended_at__isnull=True, roles__role=MembershipRole.Role.LEAD)
        .select_related("user")
        .order_by("user__name", "pk")
    )
    return annotate_lead_state(listings).prefetch_related(
        Prefetch("agency__memberships", queryset=leads, to_attr="leads")
    )


def leads_of(listing: Listing) -> list[Membership]:
    """The memberships of the agency's present leads, by name (1 query)."""
    rows = Membership.objects.filter(
        agency=listing.agency_id, ended_at__isnull=True, roles__role=MembershipRole.Role.LEAD
    )
    return list(rows.select_related("user").order_by("user__name", "pk"))


def is_listed_by_one(listing: Listing) -> bool:
    """Whether no other partnership lists the agency: its people answer to this one alone."""
    others = Listing.objects.filter(agency=listing.agency_id)
    return not others.exclude(partnership=listing.partnership_id).exists()


def annotate_lead_state(listings: QuerySet[Listing]) -> QuerySet[Listing]:
    """Adds `lead_state`: whether the agency has a lead, or this partnership invited one."""
    leads = Membership.objects.filter(
        agency=OuterRef("agency"),
        ended_at__isnull=True,
        roles__role=MembershipRole.Role.LEAD,
    )
    invited = Invitation.objects.filter(
        agency=OuterRef("agency"),
        invited_for=OuterRef("partnership"),
        accepted_at__isnull=True,
        withdrawn_at__isnull=True,
        expires_at__gt=clock.now(),
    )
    return listings.annotate(
        lead_state=Case(
            When(Exists(leads), then=Value("lead")),
            When(Exists(invited), then=Value("invited")),
            default=Value("none"),
            output_field=CharField(),
        )
    )


def search(
    listings: QuerySet[Listing],
    *,
    text: str = "",
    sector: str = "",
    lead: str = "",
    archived: bool = False,
) -> QuerySet[Listing]:
    """The listings that match all that is given. `lead` needs `with_leads` before."""
    listings = listings.filter(archived_at__isnull=not archived)
    if text:
        listings = listings.filter(
            Q(name__icontains=text)
            | Q(contact_name__icontains=text)
            | Q(contact_email__icontains=text)
        )
    if sector:
        listings = listings.filter(sector=sector)
    if lead:
        listings = listings.filter(Q(lead_state=lead))
    return listings


def sectors(membership: Membership) -> list[str]:
    """The sectors in the partnership's list, in alphabetical order (1 query)."""
    rows = visible_to(membership).order_by("sector")
    return list(rows.values_list("sector", flat=True).distinct())


def lead_counts(partnership_ids: list[int]) -> dict[int, dict[str, int]]:
    """How many agencies are in each lead state, by partnership (1 query), without archived ones."""
    listings = annotate_lead_state(
        Listing.objects.filter(partnership__in=partnership_ids, archived_at__isnull=True)
    ).order_by("partnership")
    rows = listings.values_list(
        "partnership",
        "lead_state",  # type: ignore[misc]  # annotated above
    ).annotate(n=Count("pk"))
    counts: dict[int, dict[str, int]] = {}
    for partnership, state, n in rows:
        counts.setdefault(partnership, {})[state] = n
    return counts
