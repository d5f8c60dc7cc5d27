"""One agency in a cycle, for the partnership's people."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from agencies.models import Membership
from agencies.place.addresses import place_url
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
    may_manage = cycle_permissions.can_manage_participant(membership, participant)
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
        "actions": _actions(membership, row, cycle) if may_manage else [],
        "may_expect": may_manage and not row.is_expected and cycle.state != Cycle.State.CLOSED,
    }


@dataclass(frozen=True)
class Action:
    """One thing the manager may do now."""

    text: str
    url: str


# By the url names of their pages.
_TEXTS = {
    "participant-remind": "Send a reminder",
    "participant-date": "Change the due date",
    "participant-note": "Add a note: why there is no return, and the next step",
    "participant-national": "Count a national document as the return",
    "participant-exempt": "Mark as exempt",
    "participant-send-back": "Send the return back",
}


def _actions(membership: Membership, row: Row, cycle: Cycle) -> list[Action]:
    """What the manager may do about the return, and about who leads the agency."""
    pk = row.participant.pk
    found = [
        Action(_TEXTS[name], place_url(membership, name, pk=pk)) for name in _names(row, cycle)
    ]
    lead = "listing-change-lead" if row.entry.leads else "listing-invite-lead"
    text = "The lead has left" if row.entry.leads else "Invite a lead"
    return [*found, Action(text, place_url(membership, lead, pk=row.entry.listing.pk))]


def _names(row: Row, cycle: Cycle) -> list[str]:
    if cycle.state == Cycle.State.CLOSED:
        return ["participant-note"] if row.is_missing else []
    if not row.is_expected:
        return []
    if not row.is_awaited:
        return ["participant-send-back"] if row.is_open else []
    found = ["participant-remind"] if row.can_be_reminded else []
    found += ["participant-date"] if row.is_open else []
    found += ["participant-note"]
    return found if row.is_sent_back else [*found, "participant-national", "participant-exempt"]


def sending_back(participant: Participant) -> dict[str, Any]:
    """What the form of sending back starts with: two weeks, unless more is left."""
    return {"due_on": max(participant.due_on, clock.today() + timedelta(days=14))}
