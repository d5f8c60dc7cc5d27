"""One agency in a cycle, for the partnership's people."""

from typing import Any

from agencies.models import Membership
from audits.models import Cycle, Participant, Submission
from audits.permissions import participant as permissions
from audits.presenters.board import Row
from audits.queries import board as boards
from audits.queries import reminder as reminders
from audits.queries import revision as revisions
from s11portal.common import clock


def page(membership: Membership, participant: Participant) -> dict[str, Any]:
    """Where the return stands, what was sent, and what may be done about it (5 queries)."""
    entry = boards.entry(membership, participant)
    cycle = entry.participant.cycle
    row = Row(entry, cycle.state == Cycle.State.OPEN, clock.today())
    return {
        "row": row,
        "participant": entry.participant,
        "cycle": cycle,
        "letters": reminders.sent([entry.participant]),
        "revisions": revisions.visible_to(membership)
        .filter(participant=participant)
        .order_by("-number"),
        "may_read": permissions.can_read_return(membership, participant),
        "actions": _actions(row, cycle) if permissions.can_manage(membership, participant) else (),
    }


def _actions(row: Row, cycle: Cycle) -> list[str]:
    """The names of what the manager may do now."""
    if cycle.state == Cycle.State.CLOSED:
        return ["note"] if row.is_missing else []
    if not row.is_expected:
        return ["expect"]
    if row.revision:
        back = row.submission and row.submission.state == Submission.State.SUBMITTED
        return ["send_back"] if back and row.is_open else []
    found = ["note", "exempt", "national"]
    if row.is_open:
        found = ["move_date", *found]
    return ["remind", *found] if row.can_be_reminded else found
