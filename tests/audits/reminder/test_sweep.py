"""Reminders that go by themselves: each once, also after downtime and with two schedulers."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from threading import Barrier, Thread
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from agencies.models import Membership
from audits.cycle.services import cycle as cycle_services
from audits.cycle.services import participant as participant_services
from audits.models import Cycle, Participant, Reminder, Submission
from audits.reminder.rules import STEPS, due_step
from audits.reminder.services import reminder as reminder_services
from audits.submission.services import submission as submission_services
from audits.tasks import sweep_reminders
from s11portal.common.models import OutgoingMail
from tests.factories.agencies import person_at
from tests.factories.cycles import launched_cycle, lead_of, manager_of, submitted

LONDON = ZoneInfo("Europe/London")
DUE = date(2026, 12, 11)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """The clock, standing at the morning of the launch."""
    with time_machine.travel(datetime(2026, 10, 1, 9, 0, tzinfo=LONDON), tick=False) as traveller:
        yield traveller


def go_to(clock: time_machine.Traveller, day: date, hour: int = 9) -> None:
    """Move the clock to that day in London."""
    clock.move_to(datetime(day.year, day.month, day.day, hour, 0, tzinfo=LONDON))


def steps() -> list[str]:
    """The reminders written down, invitations left out, in their order."""
    rows = Reminder.objects.exclude(step="launch").order_by("pk")
    return list(rows.values_list("step", flat=True))


def subjects() -> list[str]:
    """The subjects of all mails after the invitation."""
    rows = OutgoingMail.objects.exclude(key__startswith="launch:").order_by("pk")
    return list(rows.values_list("subject", flat=True))


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
        step = due_step(due_on=due_on, launched_on=launched_on, today=today)
        if step and step not in found:
            assert launched_on < step.day(due_on) <= today
            found.append(step)
    assert found == sorted(found, key=lambda step: step.days)


# --- to whom -------------------------------------------------------------------------


@pytest.mark.django_db
def test_only_agencies_whose_return_is_to_come_are_reminded(
    clock: time_machine.Traveller,
) -> None:
    """Not the submitted, the sent back, the exempt, the national document."""
    cycle = launched_cycle(agencies=6)
    manager = manager_of(cycle.partnership)
    rows = list(cycle.participants.order_by("pk"))
    submitted(rows[0])
    submitted(rows[1])
    submission_services.send_back(
        actor=manager, submission=Submission.objects.get(participant=rows[1]), reason="Look again"
    )
    participant_services.exempt(actor=manager, participant=rows[2], reason="Merged")
    participant_services.accept_national_document(
        actor=manager, participant=rows[3], document="BTP"
    )
    Submission.objects.filter(participant=rows[4]).update(state="started", answered=3)
    go_to(clock, DUE + timedelta(days=1))
    assert reminder_services.sweep() == 2
    reminded = Reminder.objects.filter(step="overdue").values_list("participant", flat=True)
    assert set(reminded) == {rows[4].pk, rows[5].pk}


@pytest.mark.django_db
def test_drafts_and_closed_audits_remind_nobody(clock: time_machine.Traveller) -> None:
    cycle = launched_cycle()
    cycle_services.close(actor=None, cycle=cycle)
    go_to(clock, DUE + timedelta(days=1))
    assert reminder_services.sweep() == 0


@pytest.mark.django_db
def test_every_lead_is_reminded_and_nobody_else(clock: time_machine.Traveller) -> None:
    cycle = launched_cycle(agencies=1)
    agency = cycle.participants.get().agency
    person_at(agency, "contributor")
    go_to(clock, DUE - timedelta(days=3))
    assert reminder_services.sweep() == 1
    assert OutgoingMail.objects.latest("pk").to == lead_of(agency).email


@pytest.mark.django_db
def test_a_lead_who_joins_later_gets_the_invitation_and_no_reminder_that_day(
    clock: time_machine.Traveller,
) -> None:
    cycle = launched_cycle(agencies=0, without_lead=1)
    assert reminder_services.sweep() == 0
    go_to(clock, DUE - timedelta(days=3))
    late = person_at(cycle.participants.get().agency, "lead")
    assert reminder_services.sweep() == 1
    assert reminder_services.sweep() == 0
    mail = OutgoingMail.objects.get()
    assert mail.to == late.email
    assert mail.key.startswith("launch:")
    go_to(clock, DUE - timedelta(days=2))
    assert reminder_services.sweep() == 1  # the step of yesterday
    assert reminder_services.sweep() == 0


@pytest.mark.django_db
def test_one_who_submits_between_the_look_and_the_letter_gets_none(
    clock: time_machine.Traveller,
) -> None:
    cycle = launched_cycle(agencies=1)
    go_to(clock, DUE + timedelta(days=1))
    (letter,) = reminder_services.pending()
    submitted(cycle.participants.get())
    assert not reminder_services.send(letter)
    assert not subjects()


@pytest.mark.django_db
def test_a_lead_who_left_is_reminded_no_more(clock: time_machine.Traveller) -> None:
    launched_cycle(agencies=1)
    Membership.objects.update(ended_at="2026-11-01T00:00Z")
    go_to(clock, DUE + timedelta(days=1))
    assert reminder_services.sweep() == 0


@pytest.mark.django_db
def test_one_letter_that_cannot_be_written_does_not_keep_back_the_others(
    clock: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    cycle = launched_cycle(agencies=3)
    broken = cycle.participants.order_by("pk").first()
    whole = reminder_services.letter_services.queue

    def queue(**kwargs: object) -> None:
        if kwargs["participant"].pk == broken.pk:
            raise OSError("a template is missing")
        whole(**kwargs)

    monkeypatch.setattr(reminder_services.letter_services, "queue", queue)
    go_to(clock, DUE + timedelta(days=1))
    assert reminder_services.sweep() == 2
    assert not Reminder.objects.filter(step="overdue", participant=broken).exists()


# --- moved dates ---------------------------------------------------------------------


@pytest.mark.django_db
def test_a_moved_date_is_told_and_gets_its_own_reminders(clock: time_machine.Traveller) -> None:
    cycle = launched_cycle(agencies=1)
    row = cycle.participants.get()
    go_to(clock, DUE - timedelta(days=14))
    reminder_services.sweep()
    later = date(2027, 1, 22)
    participant_services.move_date(
        actor=manager_of(cycle.partnership), participant=row, due_on=later
    )
    assert subjects()[-1] == "Section 11 audit 2026: your new date is 22 January 2027"
    go_to(clock, DUE + timedelta(days=1))
    assert reminder_services.sweep() == 0
    go_to(clock, later - timedelta(days=14))
    assert reminder_services.sweep() == 1
    assert Counter(steps()) == {"14_days_before": 2, "moved": 1}


@pytest.mark.django_db
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


# --- two schedulers --------------------------------------------------------------------


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


# --- by hand -------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_manager_reminds_once_a_day(clock: time_machine.Traveller) -> None:
    cycle = launched_cycle(agencies=3)
    submitted(cycle.participants.first())
    go_to(clock, DUE + timedelta(days=3))
    manager = manager_of(cycle.partnership)
    rows = list(Participant.objects.all())
    assert reminder_services.remind(actor=manager, cycle=cycle, rows=rows) == 2
    assert reminder_services.remind(actor=manager, cycle=cycle, rows=rows) == 0
    assert reminder_services.sweep() == 0  # nobody gets two letters on one day
    go_to(clock, DUE + timedelta(days=4))
    assert reminder_services.remind(actor=manager, cycle=cycle, rows=rows) == 2


@pytest.mark.django_db
def test_by_hand_nobody_is_reminded_of_a_closed_audit(clock: time_machine.Traveller) -> None:
    cycle = launched_cycle(agencies=1)
    cycle_services.close(actor=None, cycle=cycle)
    with pytest.raises(reminder_services.Refused, match="while an audit is open"):
        reminder_services.remind(
            actor=manager_of(cycle.partnership), cycle=cycle, rows=list(Participant.objects.all())
        )
    assert Cycle.objects.get().state == "closed"
