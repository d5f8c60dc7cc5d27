"""Reminders: who still owes a return, and what has been sent."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime, time

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from audits.models import Cycle, CyclePartner, Participant, ParticipantArea, Reminder, SendBack
from audits.submission.queries import submission as submission_queries
from s11portal.common import clock


def awaited(participants: QuerySet[Participant]) -> QuerySet[Participant]:
    """Those whose return is still to come, or to come again, with all that an email needs.

    A return that was sent back is awaited again. An agency that every partnership of the audit
    has archived is asked nothing more. Adds `sent_back_at`.
    """
    back = SendBack.objects.filter(participant=OuterRef("pk")).order_by("-at")
    return (
        participants.filter(
            state=Participant.State.EXPECTED, submission__state__in=submission_queries.OPEN_STATES
        )
        .filter(still_listed())
        .select_related("agency", "submission", "cycle__partnership")
        .annotate(sent_back_at=Subquery(back.values("at")[:1]))
    )


def still_listed() -> Exists:
    """Whether a partnership of the audit has the participant's agency on its present list."""
    return Exists(
        ParticipantArea.objects.filter(
            participant=OuterRef("pk"),
            listing__archived_at__isnull=True,
            withdrawn_at__isnull=True,
            cycle_partner__state=CyclePartner.State.JOINED,
        )
    )


def candidates() -> QuerySet[Participant]:
    """Agencies of every open cycle whose return is awaited. For the system's own sweep."""
    return awaited(
        Participant.objects.filter(cycle__state=Cycle.State.OPEN, cycle__launched_at__isnull=False)
    ).order_by("pk")


def awaited_of(agency_id: int) -> QuerySet[Participant]:
    """One agency in every open cycle in which its return is awaited."""
    return candidates().filter(agency=agency_id)


def sent(rows: Collection[Participant]) -> list[Reminder]:
    """Everything written down about these participants, the latest first (1 query)."""
    return list(
        Reminder.objects.filter(participant__in=rows)
        .select_related("recipient")
        .order_by("-created_at", "-pk")
    )


def emailed_today(cycle: Cycle | int) -> dict[int, set[int]]:
    """By participant of the cycle, the people who had an email about it today (1 query)."""
    rows = Reminder.objects.filter(participant__cycle=cycle, created_at__gte=start_of_today())
    found: dict[int, set[int]] = defaultdict(set)
    for participant, recipient in rows.values_list("participant", "recipient"):
        found[participant].add(recipient)
    return found


def start_of_today() -> datetime:
    """The moment at which today began in London."""
    return datetime.combine(clock.today(), time.min, tzinfo=clock.LONDON)
