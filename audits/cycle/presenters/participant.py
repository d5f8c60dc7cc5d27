"""One agency in a cycle, for the partnership's people."""

from datetime import timedelta
from typing import Any

from agencies.models import Membership
from audits import scope
from audits.cycle import permissions as cycle_permissions
from audits.cycle.presenters.row import Row
from audits.cycle.queries import board as board_queries
from audits.models import Cycle, Participant
from audits.reminder import queries as reminder_queries
from audits.reminder import rules as reminder_rules
from s11portal.common import clock


def page(membership: Membership, participant: Participant) -> dict[str, Any]:
    """Where the return stands, what was sent, and what may be done about it (6 queries)."""
    entry = board_queries.entry(membership, participant)
    cycle = entry.participant.cycle
    row = Row(entry, cycle.state == Cycle.State.OPEN, clock.today())
    return {
        "row": row,
        "participant": entry.participant,
        "cycle": cycle,
        "mails": [
            (reminder_rules.WORDS[reminder_rules.what(mail.step)], mail)
            for mail in reminder_queries.sent([entry.participant])
        ],
        "revisions": scope.revisions_visible_to(membership)
        .filter(participant=participant)
        .select_related("send_back__actor")
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
    if not row.is_awaited:
        return ["send_back"] if row.is_open else []
    found = ["note"] if row.is_sent_back else ["note", "exempt", "national"]
    if row.is_open:
        found = ["move_date", *found]
    return ["remind", *found] if row.can_be_reminded else found


def sending_back(participant: Participant) -> dict[str, Any]:
    """What the form of sending back starts with: two weeks, unless more is left."""
    return {"due_on": max(participant.due_on, clock.today() + timedelta(days=14))}
