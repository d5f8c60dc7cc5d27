"""Everything a board shows, in a fixed number of queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from agencies.membership import queries as membership_queries
from agencies.models import Listing, Membership, User
from audits import scope
from audits.cycle.queries import participant as participant_queries
from audits.models import Cycle, Participant
from audits.reminder import queries as reminder_queries


@dataclass(frozen=True)
class Entry:
    """One agency of a cycle as its partnership may see it."""

    participant: Participant
    listing: Listing
    leads: tuple[User, ...]
    # Those whom an email about this audit was sent to today.
    emailed_today: frozenset[int] = frozenset()


def entries(membership: Membership, cycle: Cycle) -> list[Entry]:
    """The cycle's agencies that the partnership sees, by the name in its list (4 queries).

    Their returns come with them: the counters of the working return, the current revision.
    """
    listings = participant_queries.listings(membership.partnership_id, cycle)
    rows = list(
        scope.participants_visible_to(membership)
        .filter(cycle=cycle)
        .select_related("submission__current_revision", "agency")
    )
    found = _entries(cycle, rows, listings)
    return sorted(found, key=lambda entry: (entry.listing.name.casefold(), entry.listing.pk))


def entry(membership: Membership, participant: Participant) -> Entry:
    """One agency of a cycle (4 queries). Raises Participant.DoesNotExist when not visible."""
    row = (
        scope.participants_visible_to(membership)
        .select_related(
            "submission__current_revision__submitted_by", "agency", "cycle__partnership"
        )
        .get(pk=participant.pk)
    )
    listings = participant_queries.listings(membership.partnership_id, row.cycle)
    return _entries(row.cycle, [row], listings)[0]


def _entries(
    cycle: Cycle, rows: Sequence[Participant], listings: Mapping[int, Listing]
) -> list[Entry]:
    people = membership_queries.leads_of(row.agency_id for row in rows)
    today = reminder_queries.emailed_today(cycle)
    return [
        Entry(
            row,
            listings[row.pk],
            tuple(people.get(row.agency_id, ())),
            frozenset(today.get(row.pk, ())),
        )
        for row in rows
    ]
