"""Chasing: whom a manager can remind, once a day, and returns that were sent back."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from agencies.models import History, User
from audits.cycle.services import participant as participant_services
from audits.models import Cycle, Participant, Reminder, Submission
from audits.reminder.services import reminder as reminder_services
from s11portal.common.errors import Refused
from s11portal.common.models import OutgoingMail
from tests.factories.agencies import person_at
from tests.factories.cycles import launched_cycle, manager_of, submitted

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")
Get = Callable[..., str]


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """The morning of the launch; returns are due by 11 December."""
    with time_machine.travel(datetime(2026, 11, 2, 9, 0, tzinfo=LONDON), tick=False) as traveller:
        yield traveller


def go_to(clock: time_machine.Traveller, month: int, day: int, year: int = 2026) -> None:
    """Nine o'clock on that day."""
    clock.move_to(datetime(year, month, day, 9, 0, tzinfo=LONDON))


@pytest.fixture
def cycle(clock: time_machine.Traveller) -> Cycle:
    """Four agencies; one has returned, one has started, one has no lead."""
    cycle = launched_cycle(agencies=3, without_lead=1)
    rows = list(cycle.participants.order_by("pk"))
    submitted(rows[0])
    Submission.objects.filter(participant=rows[1]).update(state="started")
    go_to(clock, 11, 20)
    return cycle


@pytest.fixture
def manager(cycle: Cycle) -> User:
    """A business manager of the partnership."""
    return manager_of(cycle.partnership)


@pytest.fixture
def get(client: Client, manager: User, cycle: Cycle) -> Get:
    """What a page of the partnership says to the manager."""

    def get(name: str, pk: int, **query: str) -> str:
        client.force_login(manager)
        slug = cycle.partnership.slug
        return text_of(client.get(reverse(name, kwargs={"slug": slug, "pk": pk}), query))

    return get


def text_of(response: HttpResponse) -> str:
    """What a page says, without its markup."""
    content = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(content.replace("&#x27;", "'").split())


def first(cycle: Cycle) -> Participant:
    """The agency that has returned."""
    return cycle.participants.select_related("cycle", "agency").earliest("pk")


# --- whom ----------------------------------------------------------------------------


def test_before_the_date_everyone_still_to_submit_is_offered(cycle: Cycle, get: Get) -> None:
    """It said 'no return is missing' while three of four were."""
    assert "Send a reminder" in get("cycle-board", cycle.pk)
    page = get("cycle-remind", cycle.pk)
    assert "Not started (2) Started (1) Everyone still to submit (3)" in page
    assert "We will email 2 people at 2 agencies." in page
    assert "No lead to email" in page
    assert "Remind 2 agencies" in page


def test_a_manager_reminds_those_who_have_not_started(
    cycle: Cycle, get: Get, client: Client
) -> None:
    page = get("cycle-remind", cycle.pk, who="not_started")
    assert "We will email 1 person at 1 agency." in page
    assert page.startswith("Send a reminder: Not started:"), "the title names who gets it"
    url = reverse("cycle-remind", kwargs={"slug": cycle.partnership.slug, "pk": cycle.pk})
    OutgoingMail.objects.all().delete()
    client.post(f"{url}?who=not_started")
    (mail,) = OutgoingMail.objects.all()
    row = cycle.participants.order_by("pk")[2]
    assert mail.to == row.agency.memberships.get().user.email


@pytest.mark.parametrize("who", ["nonsense", "exempt", "returned", "no_lead"])
def test_an_unknown_group_is_everyone_still_to_submit(cycle: Cycle, get: Get, who: str) -> None:
    assert "We will email 2 people at 2 agencies." in get("cycle-remind", cycle.pk, who=who)


def test_when_all_have_returned_that_is_what_it_says(cycle: Cycle, get: Get) -> None:
    cycle.participants.update(state=Participant.State.EXEMPT)
    assert "so there is nobody to remind" in get("cycle-remind", cycle.pk)
    assert "Send a reminder" not in get("cycle-board", cycle.pk)


# --- once a day ----------------------------------------------------------------------


def test_a_new_date_is_no_second_reminder_on_the_same_day(
    cycle: Cycle, manager: User, get: Get, clock: time_machine.Traveller
) -> None:
    rows = list(cycle.participants.order_by("pk"))
    assert reminder_services.remind(actor=manager, cycle=cycle, rows=rows) == 2
    participant_services.move_date(actor=manager, participant=rows[1], due_on=date(2026, 12, 18))
    assert reminder_services.remind(actor=manager, cycle=cycle, rows=rows) == 0
    page = get("participant-remind", rows[1].pk)
    assert "has had an email about this audit today" in page
    assert "Already emailed today" in page
    assert "Remind 1 agency" not in page
    go_to(clock, 11, 21)
    assert "Remind 1 agency" in get("participant-remind", rows[1].pk)
    assert reminder_services.remind(actor=manager, cycle=cycle, rows=rows) == 2


def test_a_date_that_moves_there_and_back_and_there_again_is_told_each_time(
    cycle: Cycle, manager: User, clock: time_machine.Traveller
) -> None:
    row = cycle.participants.select_related("cycle", "agency").order_by("pk")[1]
    OutgoingMail.objects.all().delete()
    for day in (18, 11, 18):
        clock.shift(60)
        participant_services.move_date(actor=manager, participant=row, due_on=date(2026, 12, day))
    subjects = OutgoingMail.objects.order_by("pk").values_list("subject", flat=True)
    assert [subject.split(" is ")[1] for subject in subjects] == [
        "18 December 2026",
        "11 December 2026",
        "18 December 2026",
    ]


# --- returns that were sent back -----------------------------------------------------


@pytest.fixture
def back(cycle: Cycle, manager: User, clock: time_machine.Traveller) -> Participant:
    """A return that was sent back a week after the due date, for the week before Christmas."""
    go_to(clock, 12, 15)
    row = first(cycle)
    participant_services.send_back(
        actor=manager, participant=row, reason="Say more on 1.1", due_on=date(2026, 12, 23)
    )
    return row


def test_why_it_was_sent_back_is_on_the_page_for_those_who_read_returns(
    back: Participant, cycle: Cycle, get: Get, client: Client
) -> None:
    page = get("cycle-participant", back.pk)
    assert "Sent back today at 09:00 by" in page
    assert "Say more on 1.1" in page
    assert "23 December 2026" in page
    client.force_login(person_at(cycle.partnership, "executive"))
    slug = cycle.partnership.slug
    url = reverse("cycle-participant", kwargs={"slug": slug, "pk": back.pk})
    assert "Say more" not in text_of(client.get(url))


def test_the_mail_says_by_when_to_submit_again(back: Participant) -> None:
    mail = OutgoingMail.objects.filter(key__startswith="sent-back:").get()
    assert "submit again by 23 December 2026" in mail.body


def test_the_history_keeps_the_date_that_sending_back_replaced(back: Participant) -> None:
    row = History.objects.get(verb="moved the due date of")
    assert row.data == {"before": "2026-12-11", "after": "2026-12-23"}


def test_a_return_that_was_sent_back_can_be_chased(
    back: Participant, manager: User, get: Get, clock: time_machine.Traveller
) -> None:
    assert "Already emailed today" in get("participant-remind", back.pk)
    go_to(clock, 12, 16)
    assert "Sent back (1)" in get("cycle-remind", back.cycle_id)
    page = get("participant-remind", back.pk)
    assert "Say more on 1.1" in page
    OutgoingMail.objects.all().delete()
    assert reminder_services.remind(actor=manager, cycle=back.cycle, rows=[back]) == 1
    mail = OutgoingMail.objects.get()
    assert mail.subject.startswith("Reminder: please submit your return again")
    assert "submit it again by 23 December 2026" in mail.body
    assert "has not received" not in mail.body
    participant_services.move_date(actor=manager, participant=back, due_on=date(2026, 12, 30))
    back.refresh_from_db()
    assert back.due_on == date(2026, 12, 30)


def test_its_reminders_are_sent_automatically_from_the_new_date_on(
    back: Participant, clock: time_machine.Traveller
) -> None:
    """Those of the days before it was sent back are not made up for."""
    cycle = Participant.objects.filter(cycle=back.cycle_id)
    cycle.exclude(pk=back.pk).update(state=Participant.State.EXEMPT)
    sent = {}
    for day in range(15, 32):
        go_to(clock, 12, day)
        if count := reminder_services.sweep():
            sent[day] = count
    assert sent == {20: 1, 24: 1, 31: 1}
    submitted(back)
    go_to(clock, 1, 6, 2027)
    assert reminder_services.sweep() == 0


def test_a_return_is_not_sent_back_to_a_day_that_is_past(cycle: Cycle, manager: User) -> None:
    with pytest.raises(Refused, match="due date must be today or later"):
        participant_services.send_back(
            actor=manager, participant=first(cycle), reason="More", due_on=date(2026, 11, 19)
        )
    with pytest.raises(Refused, match="You can only send back"):
        participant_services.send_back(
            actor=manager,
            participant=cycle.participants.order_by("pk")[1],
            reason="More",
            due_on=date(2026, 12, 19),
        )
    assert not Reminder.objects.filter(step__startswith="sent_back").exists()
