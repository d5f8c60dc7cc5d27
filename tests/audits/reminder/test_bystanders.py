"""Whom a mail goes to: those of whom a return is still to come, at the moment it is written."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from agencies.models import History
from audits.cycle.services import cycle as cycle_services
from audits.models import Cycle, Participant, Reminder, Submission
from audits.reminder import queries as reminder_queries
from audits.reminder import rules as reminder_rules
from audits.reminder.services import notice as notice_services
from audits.reminder.services import reminder as reminder_services
from s11portal.common import clock
from s11portal.common.errors import Refused
from s11portal.common.models import OutgoingMail
from tests.factories.agencies import person_at
from tests.factories.cycles import launched_cycle, lead_of, manager_of, prepared_cycle, submitted

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 27)  # the day of the reminder two weeks before the end


@pytest.fixture(autouse=True)
def during_the_audit() -> Iterator[time_machine.Traveller]:
    """Nine o'clock in London, two weeks before the due date."""
    launch = datetime(2026, 10, 1, 9, 0, tzinfo=ZoneInfo("Europe/London"))
    with time_machine.travel(launch, tick=False) as traveller:
        yield traveller


@pytest.fixture
def rows(during_the_audit: time_machine.Traveller) -> list[Participant]:
    """Six agencies of a running audit: the first two have not returned, one has to again."""
    cycle = launched_cycle(agencies=6)
    waiting, second, back, returned, exempt, national = cycle.participants.order_by("pk")
    for one in (returned, back):
        submitted(one)
    Submission.objects.filter(participant=back).update(state="sent_back")
    Participant.objects.filter(pk=exempt.pk).update(state=Participant.State.EXEMPT)
    Participant.objects.filter(pk=national.pk).update(state=Participant.State.NATIONAL)
    during_the_audit.move_to(
        datetime(TODAY.year, TODAY.month, TODAY.day, 9, tzinfo=ZoneInfo("Europe/London"))
    )
    OutgoingMail.objects.all().delete()
    return [waiting, second, back, returned, exempt, national]


def other_audits() -> None:
    """Audits that nobody is reminded of: in preparation, closed, and one of the past."""
    prepared_cycle(agencies=1)
    closed = launched_cycle(agencies=1)
    cycle_services.close(actor=None, cycle=closed)
    Cycle.objects.filter(pk=prepared_cycle(agencies=1).pk).update(state=Cycle.State.OPEN)
    OutgoingMail.objects.all().delete()


def test_waited_for_are_those_expected_to_return_once_or_again(rows: list[Participant]) -> None:
    other_audits()
    assert list(reminder_queries.candidates()) == rows[:3]


def test_what_was_sent_is_told_of_these_agencies_only(rows: list[Participant]) -> None:
    first, second = rows[:2]
    assert {one.participant for one in reminder_queries.sent([first])} == {first}
    assert {one.participant for one in reminder_queries.sent([first, second])} == {first, second}


def test_the_sweep_writes_to_them_and_to_nobody_else(rows: list[Participant]) -> None:
    other_audits()
    assert reminder_services.sweep() == 3
    addresses = {lead_of(row.agency).email for row in rows[:3]}
    assert set(OutgoingMail.objects.values_list("to", flat=True)) == addresses
    assert reminder_services.sweep() == 0


def test_a_mail_sent_to_one_person_today_is_not_sent_again(rows: list[Participant]) -> None:
    """One a day to each person of each agency, whichever it was."""
    lead = lead_of(rows[0].agency)
    Reminder.objects.create(
        participant=rows[0],
        step="by_hand",
        due_on=rows[0].due_on,
        recipient=lead,
        created_at=reminder_queries.start_of_today(),
    )
    assert [one.participant for one in reminder_services.pending()] == rows[1:3]


def test_a_mail_of_yesterday_does_not_stand_for_todays(rows: list[Participant]) -> None:
    Reminder.objects.create(
        participant=rows[0],
        step="by_hand",
        due_on=rows[0].due_on,
        recipient=lead_of(rows[0].agency),
        created_at=reminder_queries.start_of_today() - timedelta(seconds=1),
    )
    assert [one.participant for one in reminder_services.pending()] == rows[:3]


def test_a_lead_who_came_later_is_invited_first(rows: list[Participant]) -> None:
    new = person_at(rows[0].agency, "lead")
    found = {(one.person, one.step) for one in reminder_services.pending()}
    assert (new, reminder_rules.LAUNCH) in found
    assert (lead_of(rows[0].agency), reminder_rules.LAUNCH) not in found
    assert len(found) == 4


def test_on_other_days_nothing_is_due(
    rows: list[Participant], during_the_audit: time_machine.Traveller
) -> None:
    assert len(reminder_services.pending()) == 3
    during_the_audit.shift(timedelta(days=-1))
    assert reminder_services.pending() == []


def test_a_step_that_was_sent_is_not_due_again_the_next_day(
    rows: list[Participant], during_the_audit: time_machine.Traveller
) -> None:
    reminder_services.sweep()
    during_the_audit.shift(timedelta(days=1))
    assert reminder_services.pending() == []


def test_a_reminder_by_hand_is_no_invitation(rows: list[Participant]) -> None:
    """A lead who came later was reminded before the sweep could invite them."""
    new = person_at(rows[0].agency, "lead")
    manager = manager_of(rows[0].cycle.partnership)
    reminder_services.remind(actor=manager, cycle=rows[0].cycle, rows=rows[:1])
    found = {(one.person, one.step) for one in reminder_services.pending()}
    assert (new, reminder_rules.LAUNCH) in found


# --- at the moment of writing --------------------------------------------------------


def exempted(row: Participant) -> None:
    Participant.objects.filter(pk=row.pk).update(state=Participant.State.EXEMPT)


def moved(row: Participant) -> None:
    Participant.objects.filter(pk=row.pk).update(due_on=row.due_on + timedelta(days=7))


def closed(row: Participant) -> None:
    Cycle.objects.filter(pk=row.cycle_id).update(state=Cycle.State.CLOSED)


def returned(row: Participant) -> None:
    submitted(row)


@pytest.mark.parametrize("change", [exempted, moved, closed, returned])
def test_what_changed_since_the_look_stops_the_mail(
    rows: list[Participant], change: object
) -> None:
    first, second, _ = reminder_services.pending()
    change(first.participant)  # type: ignore[operator]
    assert not reminder_services.send(first)
    assert reminder_services.send(second) is (change is not closed)
    assert not Reminder.objects.filter(participant=first.participant, step=first.step).exists()


def test_a_second_scheduler_sends_nothing(rows: list[Participant]) -> None:
    first, *_ = reminder_services.pending()
    assert reminder_services.send(first)
    assert not reminder_services.send(first)
    assert OutgoingMail.objects.count() == 1


# --- by hand -------------------------------------------------------------------------


def test_by_hand_only_those_chosen_are_reminded(rows: list[Participant]) -> None:
    manager = manager_of(rows[0].cycle.partnership)
    sent = reminder_services.remind(actor=manager, cycle=rows[0].cycle, rows=[rows[0], *rows[3:]])
    assert sent == 1
    again = reminder_services.remind(actor=manager, cycle=rows[0].cycle, rows=[rows[0]])
    assert again == 0
    (written,) = History.objects.filter(verb="sent reminders for")
    assert written.data == {"participants": [rows[0].pk], "mails": 1}
    assert OutgoingMail.objects.get().to == lead_of(rows[0].agency).email


def test_by_hand_nobody_is_reminded_of_a_closed_audit(rows: list[Participant]) -> None:
    cycle = rows[0].cycle
    launched_cycle(agencies=1)
    manager = manager_of(cycle.partnership)
    Cycle.objects.filter(pk=cycle.pk).update(state=Cycle.State.CLOSED)
    with pytest.raises(Refused, match="while the audit is open"):
        reminder_services.remind(actor=manager, cycle=cycle, rows=rows)


def test_a_moved_date_stands_for_the_reminder_of_today(rows: list[Participant]) -> None:
    """Who is told of the new date is not told again what it is on the same day or the next."""
    row = rows[0]
    Participant.objects.filter(pk=row.pk).update(due_on=TODAY + timedelta(days=3))
    row.refresh_from_db()
    notice_services.announce_date(row)
    steps = Reminder.objects.filter(participant=row, due_on=row.due_on)
    moved, reminder = steps.order_by("pk").values_list("step", flat=True)
    assert (reminder_rules.what(moved), reminder) == (reminder_rules.MOVED, "3_days_before")
    assert steps.filter(recipient=lead_of(row.agency)).count() == 2
    assert {one.created_at for one in steps} == {clock.now()}
