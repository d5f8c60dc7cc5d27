"""A date that is moved: the agency is told, and reminded anew."""

from datetime import date, timedelta

import pytest
import time_machine

from audits.cycle.services import participant as participant_services
from audits.reminder import rules as reminder_rules
from audits.reminder.services import reminder as reminder_services
from tests.factories.cycles import launched_cycle, manager_of

from .timetable import DUE, go_to, steps, subjects

pytestmark = pytest.mark.django_db


def test_a_moved_date_is_told_and_gets_its_own_reminders(clock: time_machine.Traveller) -> None:
    cycle = launched_cycle(agencies=1)
    row = cycle.participants.get()
    go_to(clock, DUE - timedelta(days=14))
    reminder_services.sweep()
    later = date(2027, 1, 22)
    participant_services.move_date(
        actor=manager_of(cycle.partnership), participant=row, due_on=later
    )
    assert subjects()[-1] == "Section 11 audit 2026: your new due date is 22 January 2027"
    go_to(clock, DUE + timedelta(days=1))
    assert reminder_services.sweep() == 0
    go_to(clock, later - timedelta(days=14))
    assert reminder_services.sweep() == 1
    assert [reminder_rules.what(step) for step in steps()] == ["reminder", "moved", "reminder"]


def test_the_notice_of_a_near_date_stands_for_the_reminder_due(
    clock: time_machine.Traveller,
) -> None:
    """Moved by a week two days before the end: no second mail the next morning."""
    cycle = launched_cycle(agencies=1)
    go_to(clock, DUE - timedelta(days=2))
    reminder_services.sweep()
    row = cycle.participants.get()
    participant_services.move_date(
        actor=manager_of(cycle.partnership), participant=row, due_on=DUE + timedelta(days=7)
    )
    go_to(clock, DUE - timedelta(days=1))
    assert reminder_services.sweep() == 0
    go_to(clock, DUE + timedelta(days=4))
    assert reminder_services.sweep() == 1
