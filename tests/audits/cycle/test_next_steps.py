"""Home and 'Your work' say the next thing to do about an open audit, once."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from agencies.membership import queries as membership_queries
from agencies.models import User
from agencies.place.presenters.your_work import Item, Urgency
from audits.cycle.presenters import your_audits as your_audits_presenters
from audits.cycle.services import participant as participant_services
from audits.models import Cycle, CyclePartner, ParticipantArea
from audits.reminder.services import reminder as reminder_services
from tests.factories.agencies import PartnershipFactory
from tests.factories.cycles import launched_cycle, listed_agencies, manager_of, submitted

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """The morning of the launch; returns are due by 11 December."""
    with time_machine.travel(datetime(2026, 11, 2, 9, 0, tzinfo=LONDON), tick=False) as traveller:
        yield traveller


@pytest.fixture
def cycle(clock: time_machine.Traveller) -> Cycle:
    """Three agencies with leads, of which one has returned, and one without."""
    cycle = launched_cycle(agencies=3, without_lead=1)
    submitted(cycle.participants.earliest("pk"))
    return cycle


@pytest.fixture
def manager(cycle: Cycle) -> User:
    """A business manager of the partnership."""
    return manager_of(cycle.partnership)


def next_step(manager: User) -> Item:
    """The one item about the audit."""
    found = your_audits_presenters.running(membership_queries.current(manager))
    ((item,),) = found.values()
    return item


def go_to(clock: time_machine.Traveller, month: int, day: int) -> None:
    """Nine o'clock on that day."""
    clock.move_to(datetime(2026, month, day, 9, 0, tzinfo=LONDON))


def test_on_the_day_of_the_launch_nobody_is_to_be_reminded(cycle: Cycle, manager: User) -> None:
    item = next_step(manager)
    assert item.text == "1 of 4 agencies returned"
    assert item.urgency == Urgency.INFORMATION


def test_who_has_not_started_is_to_be_reminded(
    cycle: Cycle, manager: User, clock: time_machine.Traveller
) -> None:
    go_to(clock, 11, 20)
    item = next_step(manager)
    assert item.text == "3 agencies have not started: remind them"
    assert item.url.endswith(f"/cycles/{cycle.pk}/remind/?who=not_started")
    assert item.detail == (
        "Section 11 audit 2026: 1 of 4 returned, due by 11 December 2026 (21 days left)."
    )
    assert item.urgency == Urgency.TO_DO
    reminder_services.remind(actor=manager, cycle=cycle, rows=list(cycle.participants.all()))
    assert next_step(manager).text == "1 of 4 agencies returned"
    go_to(clock, 12, 1)
    assert next_step(manager).urgency == Urgency.SOON


def test_what_is_overdue_comes_first(
    cycle: Cycle, manager: User, clock: time_machine.Traveller
) -> None:
    go_to(clock, 12, 14)
    item = next_step(manager)
    assert item.text == "3 returns are overdue: send a reminder"
    assert item.urgency == Urgency.OVERDUE
    assert "(3 days ago)" in item.detail
    reminder_services.remind(actor=manager, cycle=cycle, rows=list(cycle.participants.all()))
    item = next_step(manager)
    assert item.text == "3 returns are overdue"
    assert item.url.endswith("?state=overdue")


def test_a_return_that_was_sent_back_is_waited_for(
    cycle: Cycle, manager: User, clock: time_machine.Traveller
) -> None:
    first, *others = cycle.participants.select_related("cycle", "agency").order_by("pk")
    for row in others:
        participant_services.exempt(actor=manager, participant=row, reason="Merged")
    item = next_step(manager)
    assert item.text == "Every return is in: close the audit"
    assert item.url.endswith(f"/cycles/{cycle.pk}/close/")
    participant_services.send_back(
        actor=manager, participant=first, reason="Say more", due_on=date(2026, 12, 11)
    )
    assert next_step(manager).text == "1 of 1 agency returned"
    go_to(clock, 12, 14)
    assert next_step(manager).text == "1 return is overdue: send a reminder"


def test_a_partner_is_not_asked_to_remind(cycle: Cycle, clock: time_machine.Traveller) -> None:
    partnership = PartnershipFactory()
    partner = CyclePartner.objects.create(cycle=cycle, partnership=partnership)
    (listing,) = listed_agencies(partnership, agencies=0, without_lead=1)
    ParticipantArea.objects.create(
        participant=cycle.participants.order_by("pk")[1],
        area=partnership.areas.get(),
        cycle_partner=partner,
        listing=listing,
    )
    go_to(clock, 12, 14)
    item = next_step(manager_of(partnership))
    assert item.text == "1 return is overdue"
    assert "/remind/" not in item.url


def test_the_home_page_says_it_once(
    cycle: Cycle, manager: User, client: Client, clock: time_machine.Traveller
) -> None:
    go_to(clock, 11, 20)
    client.force_login(manager)

    def words(name: str, **kwargs: Any) -> str:
        content = client.get(reverse(name, kwargs=kwargs)).content.decode()
        return " ".join(re.sub(r"<[^>]+>", " ", content).split())

    home = words("partnership-home", slug=cycle.partnership.slug)
    assert home.count("1 of 4 returned") == 1
    assert home.count("3 agencies have not started: remind them") == 1
    assert "Your role: business manager" in home
    assert words("your-work").count("3 agencies have not started: remind them") == 1
