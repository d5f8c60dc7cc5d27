"""What waits for people in running audits, over all their places at once."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Exists, F, OuterRef, Q

from agencies.models import MembershipRole
from audits import scope
from audits.models import Cycle, Participant, Reminder, Submission
from audits.reminder import queries as reminder_queries
from s11portal.common import clock

_EXPECTED = ~Q(participant__state=Participant.State.EXEMPT)
_RETURNED = Q(participant__submission__current_revision__isnull=False) | Q(
    participant__state=Participant.State.NATIONAL
)
_BACK = Q(participant__submission__state=Submission.State.SENT_BACK)
_AWAITED = Q(participant__state=Participant.State.EXPECTED) & (
    Q(participant__submission__current_revision__isnull=True) | _BACK
)
_NOT_STARTED = _AWAITED & Q(participant__submission__state=Submission.State.NOT_STARTED)


class Running(NamedTuple):
    """An open audit in figures. `cycle` and `lead` are the ids of audit and lead partnership.

    The last two count those of the two before that had no email about it today.
    """

    cycle: int
    lead: int
    title: str
    closes_on: date
    expected: int
    returned: int
    awaited: int
    overdue: int
    not_started: int
    overdue_to_remind: int
    not_started_to_remind: int


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
    rows = (
        scope.areas_of(partnership_ids)
        .filter(participant__cycle__state=Cycle.State.OPEN)
        .values(
            "cycle_partner__partnership",
            cycle=F("participant__cycle"),
            lead=F("participant__cycle__partnership"),
            title=F("participant__cycle__title"),
            closes_on=F("participant__cycle__closes_on"),
        )
        .annotate(**_counts())
        .order_by("closes_on", "cycle")
    )
    found: dict[int, list[Running]] = defaultdict(list)
    for row in rows:
        figures = {name: row[name] for name in Running._fields}  # type: ignore[literal-required]
        found[row["cycle_partner__partnership"]].append(Running(**figures))
    return found


def _counts() -> dict[str, Count]:
    """The figures of Running: agencies, each once, however many areas they have."""
    today = Reminder.objects.filter(
        participant=OuterRef("participant"), created_at__gte=reminder_queries.start_of_today()
    )
    can_be_reminded = Q(_has_lead()) & Q(~Exists(today)) & Q(listing__archived_at__isnull=True)
    overdue = _AWAITED & Q(participant__due_on__lt=clock.today())
    wanted: dict[str, Q] = {
        "expected": _EXPECTED,
        "returned": _EXPECTED & _RETURNED,
        "awaited": _AWAITED,
        "overdue": overdue,
        "not_started": _NOT_STARTED,
        "overdue_to_remind": overdue & can_be_reminded,
        "not_started_to_remind": _NOT_STARTED & can_be_reminded,
    }
    return {
        name: Count("participant", filter=which, distinct=True) for name, which in wanted.items()
    }


def _has_lead() -> Exists:
    return Exists(
        MembershipRole.objects.filter(
            role=MembershipRole.Role.LEAD,
            membership__agency=OuterRef("participant__agency"),
            membership__ended_at__isnull=True,
        )
    )
