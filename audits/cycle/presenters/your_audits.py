"""What waits in audits: 'Your work', and the homes of partnerships and agencies."""

from collections.abc import Mapping, Sequence
from typing import Any

from agencies.models import Membership
from agencies.place.addresses import place_url
from agencies.place.presenters.your_work import Item, Urgency
from agencies.roles import may
from audits import scope
from audits.cycle.queries import cycle as cycle_queries
from audits.cycle.queries import your_audits as your_audits_queries
from audits.models import Submission
from s11portal.common import clock, dates
from s11portal.common.dates import uk_date
from s11portal.common.words import counted

SOON_DAYS = 14


def returns(own: Sequence[Membership]) -> Mapping[int, Sequence[Item]]:
    """Returns that the person's agencies still have to submit (1 query)."""
    answering = {m.pk: m for m in own if m.agency_id and may(m, "view_return")}
    if not answering:
        return {}
    found = your_audits_queries.returns({m.agency_id for m in answering.values() if m.agency_id})
    return {
        pk: [_return_item(membership, row) for row in found.get(membership.agency_id or 0, ())]
        for pk, membership in answering.items()
    }


def _return_item(membership: Membership, row: Submission) -> Item:
    due_on = row.participant.due_on
    left = (due_on - clock.today()).days
    sent_back = row.state == Submission.State.SENT_BACK
    words = "was due" if left < 0 else "due"
    progress = f"{row.answered} of {row.asked} answered"
    detail = "Sent back to you: the partnership asks you to look at it again." if sent_back else ""
    return Item(
        text=row.participant.cycle.title,
        url=place_url(membership, "submission-home", pk=row.pk),
        urgency=_urgency(left) if not sent_back else Urgency.SOON,
        detail=detail
        or f"{row.participant.cycle.partnership}, {words} {uk_date(due_on)}. {progress}.",
    )


def _urgency(days_left: int) -> Urgency:
    if days_left < 0:
        return Urgency.OVERDUE
    return Urgency.SOON if days_left <= SOON_DAYS else Urgency.TO_DO


def running(own: Sequence[Membership]) -> Mapping[int, Sequence[Item]]:
    """Audits that run in the person's partnerships: how many have returned (1 query)."""
    watching = {m.pk: m for m in own if m.partnership_id and may(m, "manage_cycles")}
    if not watching:
        return {}
    found = your_audits_queries.running(
        {m.partnership_id for m in watching.values() if m.partnership_id}
    )
    return {
        pk: [
            _running_item(membership, row) for row in found.get(membership.partnership_id or 0, ())
        ]
        for pk, membership in watching.items()
    }


def _running_item(membership: Membership, row: your_audits_queries.Running) -> Item:
    """The next thing to do about an audit, and below it how far it is."""
    text, page, who, urgency = _next_step(membership, row)
    query = f"?{who}" if who else ""
    days = dates.days_left(row.closes_on)
    # Said once: where it is all there is to say, it stands above.
    figures = "" if text == _how_far(row) else f": {row.returned} of {row.expected} returned"
    return Item(
        text=text,
        url=place_url(membership, page, pk=row.cycle) + query,
        urgency=urgency,
        detail=f"{row.title}{figures}, due by {uk_date(row.closes_on)} ({days}).",
    )


def _next_step(
    membership: Membership, row: your_audits_queries.Running
) -> tuple[str, str, str, Urgency]:
    """What to do, the page where it is done, its query and how urgent it is."""
    leads = row.lead == membership.partnership_id
    if row.overdue:
        text = counted(row.overdue, "return is overdue", "returns are overdue")
        if leads and row.overdue_to_remind:
            return f"{text}: send a reminder", "cycle-remind", "who=overdue", Urgency.OVERDUE
        return text, "cycle-board", "state=overdue", Urgency.OVERDUE
    if leads and row.expected and not row.awaited:
        return "Every return is in: close the audit", "cycle-close", "", Urgency.TO_DO
    if leads and row.not_started_to_remind:
        text = counted(row.not_started, "agency has", "agencies have") + " not started: remind them"
        soon = (row.closes_on - clock.today()).days <= SOON_DAYS
        urgency = Urgency.SOON if soon else Urgency.TO_DO
        return text, "cycle-remind", "who=not_started", urgency
    return _how_far(row), "cycle-board", "", Urgency.INFORMATION


def _how_far(row: your_audits_queries.Running) -> str:
    if not row.expected:
        return "No return is expected"
    return f"{row.returned} of {counted(row.expected, 'agency', 'agencies')} returned"


def on_partnership_home(membership: Membership) -> dict[str, Any] | None:
    """The partnership's audits (1 query); the section is left out where there is none."""
    rows = list(cycle_queries.with_counts(scope.cycles_visible_to(membership), membership)[:5])
    return {"cycles": rows, "may_manage": may(membership, "manage_cycles")}


def on_agency_home(membership: Membership) -> dict[str, Any] | None:
    """The agency's audits, past ones included (1 query)."""
    assert membership.agency_id is not None, "registered for agencies only"
    rows = your_audits_queries.audits_of(membership.agency_id)
    return {"returns": rows} if rows else None
