"""What follows an end: a closed audit is opened again, a prepared one is deleted."""

from collections.abc import Callable
from datetime import date

from django.db import transaction
from django.db.models import F, ProtectedError

from agencies.membership import access as membership_access
from agencies.models import User
from audits import records
from audits.models import Cycle, Participant, ParticipantArea, Submission
from audits.reminder.services import notice as notice_services
from audits.submission.queries import submission as submission_queries
from s11portal.common import clock
from s11portal.common.errors import Refused

# Higher apps say why an audit cannot be prepared again: a reason to refuse, or "".
_obstacles: list[Callable[[Cycle], str]] = []


def register_obstacle(reason: Callable[[Cycle], str]) -> None:
    """Let a higher app refuse that an audit is prepared again, with a sentence that says why."""
    _obstacles.append(reason)


@transaction.atomic
def reopen(*, actor: User | None, cycle: Cycle, reason: str, closes_on: date | None = None) -> bool:
    """Open a closed audit again, and tell the leads why. True if this call opened it.

    Returns that are still to come are due by `closes_on`, unless the agency had been given
    longer. Those submitted stay as they are. One that was never launched is prepared again, and
    nobody is told. Raises Refused without a reason, without a date to come, and where something
    would be lost to readers while it is prepared, such as a published report.
    """
    membership_access.require(actor, "manage_cycles", partnership=cycle.partnership_id)
    if not reason.strip():
        raise Refused("Enter the reason for opening the audit again.")
    state, dates = Cycle.State.DRAFT, {}
    if cycle.launched_at:
        state, dates = Cycle.State.OPEN, {"closes_on": _to_come(cycle, closes_on)}
    moved = Cycle.objects.filter(pk=cycle.pk, state=Cycle.State.CLOSED).update(
        state=state,
        closed_at=None,
        reopened_at=clock.now(),
        reopened_reason=reason.strip(),
        **dates,
    )
    if not moved:
        return False
    if state == Cycle.State.DRAFT:
        _check_obstacles(cycle)
    told = {name: day.isoformat() for name, day in dates.items()}
    records.of_cycle(actor, "opened the audit again", cycle, reason=reason.strip(), **told)
    cycle.refresh_from_db()
    if cycle.state == Cycle.State.OPEN:
        _give_until(cycle)
        notice_services.announce_reopening(cycle)
    return True


def _check_obstacles(cycle: Cycle) -> None:
    """Raise Refused with the first reason there is. The audit is held by then."""
    for obstacle in _obstacles:
        if reason := obstacle(cycle):
            raise Refused(reason)


def _to_come(cycle: Cycle, closes_on: date | None) -> date:
    if closes_on is None or closes_on < max(clock.today(), cycle.opens_on):
        raise Refused("The due date must be today or later, and not before the audit opened.")
    return closes_on


def _give_until(cycle: Cycle) -> None:
    """Returns that are to come have at least until the audit's new date."""
    Participant.objects.filter(
        cycle=cycle,
        state=Participant.State.EXPECTED,
        due_on__lt=cycle.closes_on,
        submission__state__in=submission_queries.OPEN_STATES,
    ).update(due_on=cycle.closes_on)


@transaction.atomic
def delete(*, actor: User | None, cycle: Cycle) -> None:
    """Delete an audit that is being prepared: nobody has been told of it.

    Raises Refused once it is launched, and when it holds returns or a report. The history keeps
    what it was called.
    """
    membership_access.require(actor, "manage_cycles", partnership=cycle.partnership_id)
    rows = Cycle.objects.filter(pk=cycle.pk, state=Cycle.State.DRAFT)
    if not rows.update(state=F("state")):
        raise Refused("You can only delete an audit that has not been launched.")
    if Submission.objects.filter(participant__cycle=cycle).exists():
        raise Refused("You cannot delete this audit: returns have been imported into it.")
    records.of_cycle(actor, "deleted the prepared audit", cycle, period=cycle.period)
    ParticipantArea.objects.filter(participant__cycle=cycle).delete()
    cycle.participants.all().delete()
    cycle.cycle_templates.all().delete()
    cycle.partners.all().delete()
    # Each has been undone: an import that holds is one with returns.
    cycle.imports.all().delete()
    try:
        rows.delete()
    except ProtectedError as kept:
        raise Refused("You cannot delete this audit: a report has been started for it.") from kept
