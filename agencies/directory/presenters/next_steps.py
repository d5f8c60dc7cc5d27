"""What business managers and agency leads can do next about people and agencies."""

from collections.abc import Sequence

from agencies.directory import queries as directory_queries
from agencies.membership import queries as membership_queries
from agencies.models import Membership
from agencies.place.addresses import place_url
from agencies.place.presenters.your_work import Item, Urgency
from agencies.roles import may
from s11portal.common.words import counted


def agencies_without_lead(own: Sequence[Membership]) -> dict[int, list[Item]]:
    """Lists without agencies, and agencies that nobody was asked to lead (1 query)."""
    managed = [m for m in own if m.partnership_id and may(m, "manage_agencies")]
    if not managed:
        return {}
    counts = directory_queries.lead_counts([m.partnership_id for m in managed if m.partnership_id])
    found = {}
    for membership in managed:
        count = counts.get(membership.partnership_id or 0, {})
        item = _item(membership, count)
        if item:
            found[membership.pk] = [item]
    return found


def _item(membership: Membership, count: dict[str, int]) -> Item | None:
    url = place_url(membership, "listings")
    if not count:
        return Item(
            "Add your agencies", url, Urgency.TO_DO, "An audit needs agencies to answer it."
        )
    missing = count.get("none", 0)
    if not missing:
        return None
    text = counted(missing, "agency has no lead", "agencies have no lead") + ": invite one"
    return Item(
        text,
        f"{url}?lead=none",
        Urgency.TO_DO,
        "Invite someone from each. An agency cannot answer without a lead.",
    )


def leads_without_colleagues(own: Sequence[Membership]) -> dict[int, list[Item]]:
    """Leads who are alone in their agency (1 query)."""
    led = [m for m in own if m.agency_id and may(m, "manage_colleagues")]
    alone = membership_queries.with_one_person([m.agency_id for m in led if m.agency_id])
    found = {}
    for membership in led:
        if membership.agency_id in alone:
            url = place_url(membership, "colleagues")
            detail = "Contributors help to answer. An approver reads the return and signs it off."
            item = Item("Invite your colleagues", url, Urgency.INFORMATION, detail)
            found[membership.pk] = [item]
    return found
