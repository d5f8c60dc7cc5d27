"""What waits for people in running audits, over all their places at once."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from django.db.models import Count, F, Q

from audits import scope
from audits.models import Cycle, Participant, Submission
from s11portal.common import clock

_EXPECTED = ~Q(participant__state=Participant.State.EXEMPT)
_RETURNED = Q(participant__submission__current_revision__isnull=False) | Q(
    participant__state=Participant.State.NATIONAL
)
_MISSING = Q(
    participant__state=Participant.State.EXPECTED,
    participant__submission__current_revision__isnull=True,
)


class Running(NamedTuple):
    """An open audit in figures. `cycle` is its id."""

    cycle: int
    title: str
    closes_on: date
    expected: int
    returned: int
    overdue: int


def returns(agency_ids: Collection[int]) -> dict[int, list[Submission]]:
    """By agency, the returns of open audits that are still to be submitted (1 query)."""
    rows = (
        Submission.objects.filter(
            participant__agency__in=agency_ids,
            participant__state=Participant.State.EXPECTED,
            participant__cycle__state=Cycle.State.OPEN,
        )
        .exclude(state=Submission.State.SUBMITTED)
        .select_related("participant__cycle__partnership")
        .order_by("participant__due_on", "pk")
    )
    found: dict[int, list[Submission]] = defaultdict(list)
    for row in rows:
        found[row.participant.agency_id].append(row)
    return found


def audits_of(agency_id: int) -> list[Submission]:
    """Every return of one agency in launched audits, the latest first (1 query)."""
    return list(
        Submission.objects.filter(participant__agency=agency_id)
        .exclude(participant__cycle__state=Cycle.State.DRAFT)
        .select_related("participant__cycle__partnership", "current_revision")
        .order_by("-participant__cycle__opens_on", "-pk")
    )


def running(partnership_ids: Collection[int]) -> dict[int, list[Running]]:
    """By partnership, its open audits with their counts (1 query).

    Counted through the areas of the partnership, as everything it sees.
    """
    overdue = _MISSING & Q(participant__due_on__lt=clock.today())
    rows = (
        scope.areas_of(partnership_ids)
        .filter(participant__cycle__state=Cycle.State.OPEN)
        .values(
            "cycle_partner__partnership",
            cycle=F("participant__cycle"),
            title=F("participant__cycle__title"),
            closes_on=F("participant__cycle__closes_on"),
        )
        .annotate(
            expected=Count("participant", filter=_EXPECTED, distinct=True),
            returned=Count("participant", filter=_EXPECTED & _RETURNED, distinct=True),
            overdue=Count("participant", filter=overdue, distinct=True),
        )
        .order_by("closes_on", "cycle")
    )
    found: dict[int, list[Running]] = defaultdict(list)
    for row in rows:
        counts = row["expected"], row["returned"], row["overdue"]
        found[row["cycle_partner__partnership"]].append(
            Running(row["cycle"], row["title"], row["closes_on"], *counts)
        )
    return found
