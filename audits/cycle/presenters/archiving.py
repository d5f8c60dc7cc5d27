"""What archiving an agency means for the audits it is in."""

from agencies.directory.presenters.archiving import Use
from agencies.models import Listing, Membership
from agencies.place.addresses import place_url
from agencies.roles import may
from audits.cycle.queries import participant as participant_queries
from audits.models import Cycle


def running_audits(membership: Membership, listing: Listing) -> list[Use]:
    """The audits, prepared or open, that the agency is in through this listing (1 query)."""
    if not may(membership, "view_board"):
        return []
    rows = participant_queries.in_unfinished_audits(membership, listing)
    return [
        Use(
            row.cycle.title,
            place_url(membership, "cycle-participant", pk=row.pk),
            _what_happens(row.cycle),
        )
        for row in rows
    ]


def _what_happens(cycle: Cycle) -> str:
    if cycle.state == Cycle.State.DRAFT:
        return (
            "Being prepared. The agency stays in the audit, but gets no invitation. To leave it "
            "out, change the audit and untick it."
        )
    return (
        "Open. The agency stays on the board and can still submit, but gets no more reminders. If "
        "you no longer expect a return, mark it as exempt."
    )
