"""Reminders: who still owes a return, and what has been sent."""

from collections.abc import Collection
from datetime import datetime, time

from django.db.models import QuerySet

from audits.models import Cycle, Participant, Reminder
from s11portal.common import clock

Sent = tuple[int, int]


def without_return(participants: QuerySet[Participant]) -> QuerySet[Participant]:
    """Participants who still owe a return, with all that an email needs.

    A return that was sent back has come: whoever has submitted is never reminded.
    """
    return participants.filter(
        state=Participant.State.EXPECTED, submission__current_revision__isnull=True
    ).select_related("agency", "submission", "cycle__partnership")


def candidates() -> QuerySet[Participant]:
    """Agencies of every open cycle whose return is still to come. For the system's own sweep."""
    return without_return(
        Participant.objects.filter(cycle__state=Cycle.State.OPEN, cycle__launched_at__isnull=False)
    ).order_by("pk")


def overdue(rows: QuerySet[Participant]) -> QuerySet[Participant]:
    """Those of `rows` of an open cycle whose due date has passed without a return."""
    return without_return(
        rows.filter(cycle__state=Cycle.State.OPEN, due_on__lt=clock.today())
    ).order_by("pk")


def sent(rows: Collection[Participant]) -> list[Reminder]:
    """Everything written down about these participants, the latest first (1 query)."""
    return list(
        Reminder.objects.filter(participant__in=rows)
        .select_related("recipient")
        .order_by("-created_at", "-pk")
    )


def start_of_today() -> datetime:
    """The moment at which today began in London."""
    return datetime.combine(clock.today(), time.min, tzinfo=clock.LONDON)
