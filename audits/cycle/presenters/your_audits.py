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
from s11portal.common import clock
from s11portal.common.dates import uk_date

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
    overdue = f" {row.overdue} overdue." if row.overdue else ""
    return Item(
        text=row.title,
        url=place_url(membership, "cycle-board", pk=row.cycle),
        urgency=Urgency.OVERDUE if row.overdue else Urgency.INFORMATION,
        detail=f"{row.returned} of {row.expected} returned, due by "
        f"{uk_date(row.closes_on)}.{overdue}",
    )


def on_partnership_home(membership: Membership) -> dict[str, Any] | None:
    """The partnership's audits (1 query); the section is left out where there is none."""
    rows = list(cycle_queries.with_counts(scope.cycles_visible_to(membership), membership)[:5])
    return {"cycles": rows, "may_manage": may(membership, "manage_cycles")}


def on_agency_home(membership: Membership) -> dict[str, Any] | None:
    """The agency's audits, past ones included (1 query)."""
    assert membership.agency_id is not None, "registered for agencies only"
    rows = your_audits_queries.audits_of(membership.agency_id)
    return {"returns": rows} if rows else None
