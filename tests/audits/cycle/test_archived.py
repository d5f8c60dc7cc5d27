"""Archiving an agency of an unfinished audit: it is said what happens, and no reminder is sent."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from agencies.directory.services import listing as listing_services
from agencies.models import Listing
from audits.cycle.services import cycle as cycle_services
from audits.cycle.services import participant as participant_services
from audits.models import Cycle
from audits.reminder.services import reminder as reminder_services
from s11portal.common.models import OutgoingMail
from tests.factories.cycles import launched_cycle, manager_of, prepared_cycle

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """The morning of the launch; returns are due by 11 December."""
    with time_machine.travel(datetime(2026, 11, 2, 9, 0, tzinfo=LONDON), tick=False) as traveller:
        yield traveller


@pytest.fixture
def cycle() -> Cycle:
    """An open audit of one agency."""
    return launched_cycle(agencies=1)


@pytest.fixture
def listing(cycle: Cycle) -> Listing:
    """The agency's entry in the partnership's list."""
    return cycle.partnership.listings.get()


def text_of(client: Client, name: str, cycle: Cycle, pk: int) -> str:
    """What a page says to a manager, without its markup."""
    client.force_login(manager_of(cycle.partnership))
    page = client.get(reverse(name, kwargs={"slug": cycle.partnership.slug, "pk": pk}))
    content = re.sub(r"<[^>]+>", " ", page.content.decode())
    return " ".join(content.replace("&#x27;", "'").split())


def test_archiving_asks_and_names_the_audits_that_are_not_finished(
    client: Client, cycle: Cycle, listing: Listing
) -> None:
    prepared = prepared_cycle(cycle.partnership, agencies=0, title="Next year's audit")
    participant_services.add(actor=None, cycle=prepared, listings=[listing])
    past = prepared_cycle(cycle.partnership, agencies=0, title="Past audit")
    participant_services.add(actor=None, cycle=past, listings=[listing])
    Cycle.objects.filter(pk=past.pk).update(state="closed")
    page = text_of(client, "listing-archive", cycle, listing.pk)
    assert "This agency is in 2 audits that are not finished." in page
    assert "Section 11 audit 2026 Open. The agency stays on the board" in page
    assert "Next year's audit Being prepared." in page
    assert "Past audit" not in page
    listing.refresh_from_db()
    assert listing.archived_at is None
    url = reverse("listing-archive", kwargs={"slug": cycle.partnership.slug, "pk": listing.pk})
    client.post(url)
    listing.refresh_from_db()
    assert listing.archived_at


def test_an_archived_agency_is_not_reminded(
    client: Client, cycle: Cycle, listing: Listing, clock: time_machine.Traveller
) -> None:
    listing_services.archive_listing(actor=None, listing=listing)
    OutgoingMail.objects.all().delete()
    clock.move_to(datetime(2026, 12, 12, 9, 0, tzinfo=LONDON))
    assert reminder_services.sweep() == 0
    rows = list(cycle.participants.all())
    manager = manager_of(cycle.partnership)
    assert reminder_services.remind(actor=manager, cycle=cycle, rows=rows) == 0
    assert "Archived, so not reminded" in text_of(client, "cycle-remind", cycle, cycle.pk)
    assert "Archived" in text_of(client, "cycle-board", cycle, cycle.pk)
    assert not OutgoingMail.objects.exists()
    listing_services.restore_listing(actor=None, listing=listing)
    assert reminder_services.sweep() == 1


def test_an_agency_archived_before_the_launch_is_not_invited(client: Client) -> None:
    cycle = prepared_cycle(agencies=2, closes_on=date(2026, 12, 11))
    listing_services.archive_listing(actor=None, listing=cycle.partnership.listings.first())
    page = text_of(client, "cycle-launch", cycle, cycle.pk)
    assert "Ready: 1 agency, 1 person." in page
    assert "1 agency is archived" in page
    cycle_services.launch(actor=None, cycle=cycle)
    assert OutgoingMail.objects.count() == 1
