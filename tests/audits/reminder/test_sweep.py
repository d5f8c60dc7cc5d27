"""Reminders that go by themselves: each once, also after downtime and with two schedulers."""

from datetime import date, datetime, timedelta
from threading import Barrier, Thread
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from audits.models import Reminder
from audits.reminder.rules import STEPS, due_step
from audits.reminder.services import reminder as reminder_services
from audits.tasks import sweep_reminders
from s11portal.common.models import OutgoingMail
from tests.factories.cycles import launched_cycle

from .timetable import DUE, LONDON, go_to, steps, subjects

# --- when ----------------------------------------------------------------------------


@pytest.mark.django_db
def test_through_a_whole_audit_each_step_goes_once(clock: time_machine.Traveller) -> None:
    """Hour by hour would be the same: the sweep runs each morning and evening here."""
    launched_cycle(agencies=1)
    sent: dict[date, int] = {}
    for n in range(110):
        day = date(2026, 10, 1) + timedelta(days=n)
        for hour in (0, 9, 23):
            go_to(clock, day, hour)
            count = reminder_services.sweep()
            if count:
                sent[day] = sent.get(day, 0) + count
    assert sent == {
        DUE - timedelta(days=14): 1,
        DUE - timedelta(days=3): 1,
        DUE + timedelta(days=1): 1,
        DUE + timedelta(days=8): 1,
        DUE + timedelta(days=15): 1,
        DUE + timedelta(days=22): 1,
    }
    assert steps() == [step.key for step in STEPS]


@pytest.mark.django_db
def test_the_due_day_itself_is_not_overdue(clock: time_machine.Traveller) -> None:
    """A deadline is a date, to the end of that day in London."""
    launched_cycle(agencies=1)
    go_to(clock, DUE - timedelta(days=3))
    reminder_services.sweep()
    go_to(clock, DUE, 23)
    assert reminder_services.sweep() == 0
    go_to(clock, DUE + timedelta(days=1), 0)
    assert reminder_services.sweep() == 1
    assert subjects()[-1] == "Overdue: Section 11 audit 2026 was due on 11 December 2026"


@pytest.mark.django_db
def test_midnight_is_londons_also_in_summer(clock: time_machine.Traveller) -> None:
    clock.move_to(datetime(2026, 5, 1, 9, 0, tzinfo=LONDON))
    launched_cycle(agencies=1, opens_on=date(2026, 5, 4), closes_on=date(2026, 6, 12))
    go_to(clock, date(2026, 6, 9))
    reminder_services.sweep()
    clock.move_to(datetime(2026, 6, 12, 22, 30, tzinfo=ZoneInfo("UTC")))  # 23:30 in London
    assert reminder_services.sweep() == 0
    clock.move_to(datetime(2026, 6, 12, 23, 30, tzinfo=ZoneInfo("UTC")))  # 0:30 on the 13th
    assert reminder_services.sweep() == 1


@pytest.mark.django_db
def test_after_downtime_only_the_latest_step_goes(clock: time_machine.Traveller) -> None:
    launched_cycle(agencies=1)
    go_to(clock, DUE + timedelta(days=10))
    assert reminder_services.sweep() == 1
    assert reminder_services.sweep() == 0
    assert steps() == ["overdue_week_1"]


@pytest.mark.django_db
def test_a_missed_run_is_made_up_for(clock: time_machine.Traveller) -> None:
    launched_cycle(agencies=1)
    go_to(clock, DUE - timedelta(days=11))
    assert reminder_services.sweep() == 1
    assert steps() == ["14_days_before"]
    assert "due in 11 days, by 11 December 2026" in OutgoingMail.objects.latest("pk").body


@pytest.mark.django_db
def test_who_was_invited_a_week_before_the_end_is_not_reminded_at_once(
    clock: time_machine.Traveller,
) -> None:
    go_to(clock, DUE - timedelta(days=7))
    launched_cycle(agencies=1)
    assert reminder_services.sweep() == 0
    go_to(clock, DUE - timedelta(days=6))
    assert reminder_services.sweep() == 0
    go_to(clock, DUE - timedelta(days=3))
    assert reminder_services.sweep() == 1


@given(
    due_on=st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    launched=st.integers(-400, 60),
    days=st.sets(st.integers(-500, 90), max_size=40),
)
def test_whenever_the_sweep_runs_no_step_comes_twice_or_out_of_order(
    due_on: date, launched: int, days: set[int]
) -> None:
    launched_on = due_on + timedelta(days=launched)
    found = []
    for day in sorted(days):
        today = due_on + timedelta(days=day)
        step = due_step(due_on=due_on, asked_on=launched_on, today=today)
        if step and step not in found:
            assert launched_on < due_on + timedelta(days=step.days) <= today
            found.append(step)
    assert found == sorted(found, key=lambda step: step.days)


# --- two schedulers ------------------------------------------------------------------


@pytest.mark.django_db
def test_two_schedulers_that_saw_the_same_send_once(clock: time_machine.Traveller) -> None:
    launched_cycle(agencies=3)
    go_to(clock, DUE + timedelta(days=1))
    first, second = reminder_services.pending(), reminder_services.pending()
    assert [reminder_services.send(one) for one in first] == [True] * 3
    assert [reminder_services.send(one) for one in second] == [False] * 3
    assert len(subjects()) == 3


@pytest.mark.django_db(transaction=True)
def test_two_schedulers_at_the_same_moment_send_once() -> None:
    """Real threads on the real database."""
    with time_machine.travel(datetime(2026, 10, 1, 9, 0, tzinfo=LONDON), tick=False) as clock:
        launched_cycle(agencies=4)
        go_to(clock, DUE + timedelta(days=1))
        barrier, sent = Barrier(2), []

        def run() -> None:
            try:
                barrier.wait()
                sent.append(reminder_services.sweep())
            finally:
                connection.close()

        threads = [Thread(target=run) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sum(sent) == 4
    assert len(subjects()) == 4
    assert Reminder.objects.filter(step="overdue").count() == 4


@pytest.mark.django_db
def test_the_timetables_job_sweeps(clock: time_machine.Traveller) -> None:
    launched_cycle(agencies=1)
    go_to(clock, DUE + timedelta(days=1))
    sweep_reminders.delay()
    assert steps() == ["overdue"]


@pytest.mark.django_db
@pytest.mark.parametrize("agencies", [1, 12])
def test_looking_costs_three_queries_whatever_the_number(
    clock: time_machine.Traveller, agencies: int, django_assert_num_queries
) -> None:
    launched_cycle(agencies=agencies)
    go_to(clock, DUE + timedelta(days=1))
    with django_assert_num_queries(3):
        assert len(reminder_services.pending()) == agencies


@pytest.mark.parametrize("due_on", [date.min, date.max])
def test_a_date_at_the_end_of_the_calendar_stops_nobodys_reminders(due_on: date) -> None:
    """One audit's slip of the pen must not keep every other partnership's mails from going."""
    today = date(2026, 11, 21)
    step = due_step(due_on=due_on, asked_on=date(2026, 10, 1), today=today)
    assert step is None
