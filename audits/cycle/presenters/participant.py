"""One agency in a cycle, for the partnership's people."""

from typing import Any

from agencies.models import Membership
from audits import scope
from audits.cycle import permissions as cycle_permissions
from audits.cycle.presenters.board import Row
from audits.cycle.queries import board as board_queries
from audits.models import Cycle, Participant, Submission
from audits.reminder import queries as reminder_queries
from s11portal.common import clock


def page(membership: Membership, participant: Participant) -> dict[str, Any]:
    """Where the return stands, what was sent, and what may be done about it (5 queries)."""
    entry = board_queries.entry(membership, participant)
    cycle = entry.participant.cycle
    row = Row(entry, cycle.state == Cycle.State.OPEN, clock.today())
    return {
        "row": row,
        "participant": entry.participant,
        "cycle": cycle,
        "mails": reminder_queries.sent([entry.participant]),
        "revisions": scope.revisions_visible_to(membership)
        .filter(participant=participant)
        .order_by("-number"),
        "may_read": cycle_permissions.can_read_return(membership, participant),
        "actions": _actions(row, cycle)
        if cycle_permissions.can_manage_participant(membership, participant)
        else (),
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
