"""Closing says what it breaks and tells the leads; a closed audit is opened again by decision."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from agencies.models import History, User
from audits.cycle.services import cycle as cycle_services
from audits.cycle.services import ending as ending_services
from audits.cycle.services import participant as participant_services
from audits.models import Cycle, Participant, Submission
from audits.reminder.services import reminder as reminder_services
from audits.response_file.services import returns as returns_services
from audits.response_file.services import taking_back as taking_back_services
from reports.models import Report
from s11portal.common.errors import Refused
from s11portal.common.models import OutgoingMail
from tests.factories.cycles import launched_cycle, manager_of, prepared_cycle, submitted

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """The morning of the launch; returns are due by 11 December."""
    with time_machine.travel(datetime(2026, 11, 2, 9, 0, tzinfo=LONDON), tick=False) as traveller:
        yield traveller


@pytest.fixture
def cycle(clock: time_machine.Traveller) -> Cycle:
    """Four agencies: one has returned, one has started, one has a week more, one is exempt."""
    cycle = launched_cycle(agencies=4)
    manager = manager_of(cycle.partnership)
    rows = list(cycle.participants.select_related("cycle", "agency").order_by("pk"))
    for row, name in zip(rows, ("Ash", "Beech", "Cedar", "Damson"), strict=True):
        cycle.partnership.listings.filter(agency=row.agency).update(name=name)
    submitted(rows[0])
    Submission.objects.filter(participant=rows[1]).update(state="started", answered=2, asked=7)
    participant_services.move_date(actor=manager, participant=rows[2], due_on=date(2026, 12, 18))
    participant_services.exempt(actor=manager, participant=rows[3], reason="Merged")
    OutgoingMail.objects.all().delete()
    return cycle


@pytest.fixture
def manager(cycle: Cycle) -> User:
    """A business manager of the partnership."""
    return manager_of(cycle.partnership)


class Browser:
    """The manager's browser, without scripts."""

    def __init__(self, client: Client, manager: User, slug: str) -> None:
        client.force_login(manager)
        self.client, self.slug = client, slug

    def get(self, name: str, **kwargs: Any) -> str:
        """What a page says, without its markup."""
        return self._text(self.client.get(self._url(name, kwargs), follow=True))

    def post(self, name: str, body: dict[str, str], **kwargs: Any) -> str:
        """What the page after it says."""
        return self._text(self.client.post(self._url(name, kwargs), body, follow=True))

    def _url(self, name: str, kwargs: dict[str, Any]) -> str:
        return reverse(name, kwargs={"slug": self.slug, **kwargs})

    def _text(self, response: Any) -> str:
        content = re.sub(r"<[^>]+>", " ", response.content.decode())
        return " ".join(content.replace("&#x27;", "'").split())


@pytest.fixture
def browser(client: Client, cycle: Cycle, manager: User) -> Browser:
    """The manager's browser."""
    return Browser(client, manager, cycle.partnership.slug)


# --- closing -------------------------------------------------------------------------


def test_closing_early_names_what_it_breaks_and_asks(cycle: Cycle, browser: Browser) -> None:
    page = browser.get("cycle-close", pk=cycle.pk)
    assert "If you close the audit now, agencies lose time that you gave them." in page
    assert "Due by 11 December 2026 (39 days left)" in page
    assert "1 agency still has until this date to submit." in page
    assert "Agencies you gave a different due date by email Cedar: 18 December 2026" in page
    assert "1 agency has answers that will not count." in page
    assert "Beech (2 of 7 answered)" in page
    places = [
        page.index(part) for part in ("not submitted a return", "lose time", "before these dates")
    ]
    assert places == sorted(places), "the tick follows what it is about"
    page = browser.post("cycle-close", {}, pk=cycle.pk)
    assert "Tick the box to close the audit before these dates" in page
    cycle.refresh_from_db()
    assert cycle.state == "open"
    assert "The audit is closed." in browser.post("cycle-close", {"anyway": "on"}, pk=cycle.pk)
    assert "already closed" in browser.get("cycle-close", pk=cycle.pk)


def test_after_the_dates_no_tick_is_asked_for(
    cycle: Cycle, manager: User, client: Client, clock: time_machine.Traveller
) -> None:
    clock.move_to(datetime(2026, 12, 19, 9, 0, tzinfo=LONDON))
    browser = Browser(client, manager, cycle.partnership.slug)
    assert "lose time" not in browser.get("cycle-close", pk=cycle.pk)
    assert "The audit is closed." in browser.post("cycle-close", {}, pk=cycle.pk)


def test_the_leads_are_told_each_what_is_true_of_them(cycle: Cycle) -> None:
    cycle_services.close(actor=None, cycle=cycle)
    assert OutgoingMail.objects.count() == 3  # not the exempt
    assert {mail.subject for mail in OutgoingMail.objects.all()} == {
        "Section 11 audit 2026 is closed"
    }
    assert OutgoingMail.objects.filter(body__contains="has been received").count() == 1
    assert OutgoingMail.objects.filter(body__contains="did not submit a return").count() == 2
    assert reminder_services.sweep() == 0


# --- opening again -------------------------------------------------------------------


AGAIN = {"reason": "Two agencies were off sick", "closes_on": date(2027, 1, 29)}


@pytest.fixture
def closed(cycle: Cycle, clock: time_machine.Traveller) -> Cycle:
    """The audit, closed the week before Christmas; it is January."""
    clock.move_to(datetime(2026, 12, 19, 9, 0, tzinfo=LONDON))
    cycle_services.close(actor=None, cycle=cycle)
    OutgoingMail.objects.all().delete()
    clock.move_to(datetime(2027, 1, 11, 9, 0, tzinfo=LONDON))
    return cycle


def test_a_closed_audit_is_opened_again_with_a_reason_and_a_date(
    closed: Cycle, manager: User, client: Client
) -> None:
    browser = Browser(client, manager, closed.partnership.slug)
    assert "Open the audit again" in browser.get("cycle-board", pk=closed.pk)
    page = browser.get("cycle-reopen", pk=closed.pk)
    assert "PDFs that you have made or published do not change" in page
    page = browser.post("cycle-reopen", {"closes_on": "2026-12-24"}, pk=closed.pk)
    assert "Enter the reason for opening the audit again" in page
    assert "The due date must be today or later" in page
    page = browser.post(
        "cycle-reopen", {"reason": AGAIN["reason"], "closes_on": "2027-01-29"}, pk=closed.pk
    )
    assert "The audit is open again." in page
    assert "Opened again on 11 January 2027: Two agencies were off sick" in page
    written = History.objects.get(verb="opened the audit again")
    assert written.data == {"reason": AGAIN["reason"], "closes_on": "2027-01-29"}
    assert "This audit is not closed" in browser.get("cycle-reopen", pk=closed.pk)


def test_who_has_to_submit_gets_the_new_date_and_who_has_submitted_is_told(
    closed: Cycle, manager: User
) -> None:
    assert ending_services.reopen(actor=manager, cycle=closed, **AGAIN)
    dates = dict(
        Participant.objects.filter(cycle=closed).order_by("pk").values_list("pk", "due_on")
    )
    submitted_on, *others, exempt = dates.values()
    assert (submitted_on, exempt) == (date(2026, 12, 11), date(2026, 12, 11))
    assert others == [date(2027, 1, 29)] * 2
    mails = OutgoingMail.objects.all()
    assert mails.count() == 3
    assert (
        mails.filter(subject="Section 11 audit 2026 is open again until 29 January 2027").count()
        == 2
    )
    still = mails.get(subject="Section 11 audit 2026 is open again")
    assert "You do not need to do anything" in still.body
    assert all("Two agencies were off sick" in mail.body for mail in mails)


def test_reminders_begin_anew_and_do_not_make_up_for_the_past(
    closed: Cycle, manager: User, clock: time_machine.Traveller
) -> None:
    ending_services.reopen(actor=manager, cycle=closed, **AGAIN)
    sent = {}
    for day in range(11, 32):
        clock.move_to(datetime(2027, 1, day, 9, 0, tzinfo=LONDON))
        if count := reminder_services.sweep():
            sent[day] = count
    assert sent == {15: 2, 26: 2, 30: 2}


def test_it_can_be_closed_and_told_again_on_the_same_day(
    closed: Cycle, manager: User, clock: time_machine.Traveller
) -> None:
    ending_services.reopen(actor=manager, cycle=closed, **AGAIN)
    OutgoingMail.objects.all().delete()
    clock.shift(60)
    closed.refresh_from_db()
    assert cycle_services.close(actor=manager, cycle=closed)
    assert OutgoingMail.objects.filter(subject__endswith="is closed").count() == 3


def test_two_who_open_it_open_it_once(closed: Cycle, manager: User) -> None:
    assert ending_services.reopen(actor=manager, cycle=closed, **AGAIN)
    assert not ending_services.reopen(actor=manager, cycle=closed, **AGAIN)
    assert History.objects.filter(verb="opened the audit again").count() == 1


@pytest.mark.parametrize(
    "wrong", [{"reason": " "}, {"closes_on": date(2027, 1, 10)}, {"closes_on": None}]
)
def test_without_a_reason_or_a_day_to_come_it_stays_closed(
    closed: Cycle, manager: User, wrong: dict[str, Any]
) -> None:
    with pytest.raises(Refused):
        ending_services.reopen(actor=manager, cycle=closed, **{**AGAIN, **wrong})
    closed.refresh_from_db()
    assert closed.state == "closed"
    assert not OutgoingMail.objects.exists()


def test_a_past_audit_from_a_file_is_prepared_again_and_nobody_is_told(client: Client) -> None:
    cycle = imported()
    manager = manager_of(cycle.partnership)
    cycle_services.close(actor=manager, cycle=cycle)
    browser = Browser(client, manager, cycle.partnership.slug)
    assert "New due date" not in browser.get("cycle-reopen", pk=cycle.pk)
    page = browser.post("cycle-reopen", {"reason": "A return was forgotten"}, pk=cycle.pk)
    assert "The audit is being prepared again." in page
    assert "is open again" not in page
    cycle.refresh_from_db()
    assert cycle.state == "draft"
    assert not OutgoingMail.objects.exists()


def imported() -> Cycle:
    """A prepared audit with one return from a file."""
    cycle = prepared_cycle(agencies=1)
    name = cycle.partnership.listings.get().name
    content = f"agency,sector,1.1\n{name},Health,1\n".encode()
    returns_services.import_file(actor=None, cycle=cycle, content=content)
    return cycle


# --- deleting ------------------------------------------------------------------------


def test_a_prepared_audit_is_deleted_after_a_question(client: Client) -> None:
    cycle = prepared_cycle(agencies=2)
    kept = prepared_cycle(cycle.partnership, agencies=1, title="Another")
    browser = Browser(client, manager_of(cycle.partnership), cycle.partnership.slug)
    assert "Delete this audit" in browser.get("cycle-board", pk=cycle.pk)
    assert "you lose its title, dates and choice of agencies" in browser.get(
        "cycle-delete", pk=cycle.pk
    )
    assert Cycle.objects.count() == 2
    assert "Section 11 audit 2026 has been deleted." in browser.post(
        "cycle-delete", {}, pk=cycle.pk
    )
    assert Cycle.objects.get() == kept
    assert kept.participants.count() == 1
    assert cycle.partnership.listings.count() == 3
    assert History.objects.get(verb="deleted the prepared audit").subject == cycle.title


def test_an_audit_whose_import_was_undone_is_deleted(client: Client) -> None:
    cycle = prepared_cycle(agencies=1)
    file = b"agency,sector,1.1\nYew Barn,Health,1\n"
    returns_services.import_file(actor=None, cycle=cycle, content=file)
    taking_back_services.take_back(actor=None, response_import=cycle.imports.get())
    browser = Browser(client, manager_of(cycle.partnership), cycle.partnership.slug)
    assert "has been deleted." in browser.post("cycle-delete", {}, pk=cycle.pk)
    assert not Cycle.objects.exists()


def test_what_was_launched_or_holds_returns_or_a_report_is_not_deleted(client: Client) -> None:
    reported = prepared_cycle(agencies=1)
    Report.objects.create(partnership=reported.partnership, cycle=reported, title="Begun")
    for cycle in (launched_cycle(agencies=1), imported(), reported):
        browser = Browser(client, manager_of(cycle.partnership), cycle.partnership.slug)
        assert re.search(
            "You (cannot|can only) delete", browser.post("cycle-delete", {}, pk=cycle.pk)
        )
        with pytest.raises(Refused, match="delete"):
            ending_services.delete(actor=None, cycle=cycle)
        assert cycle.participants.count() == 1
