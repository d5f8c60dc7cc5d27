"""What a business manager does with an audit in the browser, without any script."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from agencies.models import Membership, Partnership
from audits.cycle.services import cycle as cycle_services
from audits.models import Cycle, CyclePartner, ParticipantArea, Reminder, Submission
from s11portal.common.models import OutgoingMail
from tests.factories.agencies import PartnershipFactory, person_at
from tests.factories.audits import TemplateVersionFactory
from tests.factories.cycles import (
    launched_cycle,
    listed_agencies,
    manager_of,
    prepared_cycle,
    submitted,
)

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")


@pytest.fixture
def partnership() -> Partnership:
    """A partnership with a template of its own."""
    return PartnershipFactory(slug="brackenshire", name="Brackenshire")


@pytest.fixture
def manager(client: Client, partnership: Partnership) -> Client:
    """The manager's browser."""
    return signed_in(client, partnership)


def signed_in(client: Client, partnership: Partnership) -> Client:
    """The browser of a manager who has signed in just now."""
    client.force_login(manager_of(partnership))
    return client


def url(name: str, **kwargs: object) -> str:
    """An address of the partnership's."""
    return reverse(name, kwargs={"slug": "brackenshire", **kwargs})


def text_of(response) -> str:
    """What a page says, without its markup."""
    content = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(content.replace("&#x27;", "'").split())


def audit(version, listings, **changed: object) -> dict:
    """What the form sends."""
    return {
        "title": "Section 11 audit 2026",
        "period": "2025-26",
        "opens_on": "2026-10-05",
        "closes_on": "11/12/2026",
        "version": version.pk,
        "listings": [listing.pk for listing in listings],
        **changed,
    }


# --- preparing -----------------------------------------------------------------------


def test_all_agencies_are_ticked_to_begin_with(manager: Client, partnership: Partnership) -> None:
    listed_agencies(partnership, agencies=2, without_lead=1)
    page = manager.get(url("cycle-create"))
    assert page.content.count(b" checked") == 3
    assert "No lead yet" in text_of(page)


def test_tick_none_keeps_what_was_typed_and_saves_nothing(
    manager: Client, partnership: Partnership
) -> None:
    listings = listed_agencies(partnership)
    version = TemplateVersionFactory(partnership=partnership)
    typed = audit(version, listings, title="Typed <b>title</b>", opens_on="")
    page = manager.post(url("cycle-create"), {**typed, "tick": "none"})
    assert page.content.count(b" checked") == 0
    assert b"Typed &lt;b&gt;title" in page.content
    assert b"There is a problem" not in page.content
    page = manager.post(url("cycle-create"), {**typed, "tick": "all"})
    assert page.content.count(b" checked") == 3
    assert not Cycle.objects.exists()


def test_a_manager_prepares_an_audit_for_some_agencies(
    manager: Client, partnership: Partnership
) -> None:
    listings = listed_agencies(partnership)
    version = TemplateVersionFactory(partnership=None, name="Nine standards")
    page = manager.post(url("cycle-create"), audit(version, listings[:2]), follow=True)
    cycle = Cycle.objects.get()
    assert cycle.participants.count() == 2
    assert "Nobody has been told about this audit yet" in text_of(page)
    assert "Nine standards, version 1" in text_of(page)


def test_what_is_missing_is_said_at_the_field(manager: Client, partnership: Partnership) -> None:
    version = TemplateVersionFactory(partnership=partnership)
    page = manager.post(url("cycle-create"), audit(version, [], title="", closes_on="2026-10-01"))
    assert b"id_title_error" in page.content
    assert "Returns cannot be due before the audit opens" in text_of(page)
    assert not Cycle.objects.exists()


def test_a_draft_can_be_changed_and_a_launched_audit_not(
    manager: Client, partnership: Partnership
) -> None:
    cycle = prepared_cycle(partnership)
    listings = list(partnership.listings.all())
    version = cycle.cycle_templates.get().version
    page = manager.get(url("cycle-edit", pk=cycle.pk))
    assert page.content.count(b" checked") == 3
    body = audit(version, listings[:1], title="Better title")
    manager.post(url("cycle-edit", pk=cycle.pk), body)
    cycle.refresh_from_db()
    assert (cycle.title, cycle.participants.count()) == ("Better title", 1)
    cycle_services.launch(actor=None, cycle=cycle)
    page = manager.post(url("cycle-edit", pk=cycle.pk), audit(version, listings), follow=True)
    assert "You can no longer change this audit" in text_of(page)
    assert cycle.participants.count() == 1


# --- launching -----------------------------------------------------------------------


@time_machine.travel(datetime(2026, 10, 1, 9, 0, tzinfo=LONDON), tick=False)
def test_the_preview_says_who_gets_what_before_anything_is_sent(
    manager: Client, partnership: Partnership
) -> None:
    cycle = prepared_cycle(partnership, agencies=2, without_lead=1)
    person_at(cycle.participants.order_by("pk").first().agency, "lead", name="Second Lead")
    page = manager.get(url("cycle-launch", pk=cycle.pk))
    words = text_of(page)
    assert "Ready: 2 agencies, 3 people." in words
    assert "1 agency has no lead yet. It is on the board. The invitation is sent as soon" in words
    assert "Nothing is sent until you press the button." in words
    assert "Section 11 audit 2026: please answer by 11 December 2026" in words
    assert "Second Lead" in words
    without = partnership.listings.get(agency__claimed_at__isnull=True)
    assert url("listing-invite-lead", pk=without.pk).encode() in page.content
    assert not OutgoingMail.objects.exists()
    for agency in cycle.participants.values_list("agency__code", flat=True):
        assert f"/a/{agency}/".encode() not in page.content


def test_two_clicks_on_send_launch_once(manager: Client, partnership: Partnership) -> None:
    cycle = prepared_cycle(partnership, agencies=2)
    first = manager.post(url("cycle-launch", pk=cycle.pk), follow=True)
    second = manager.post(url("cycle-launch", pk=cycle.pk), follow=True)
    assert "The audit has been launched." in text_of(first)
    assert "This audit has already been launched. Nothing was sent again." in text_of(second)
    assert OutgoingMail.objects.count() == 2


def test_an_old_tab_of_the_preview_shows_the_board(
    manager: Client, partnership: Partnership
) -> None:
    cycle = launched_cycle(partnership)
    page = manager.get(url("cycle-launch", pk=cycle.pk), follow=True)
    assert page.redirect_chain[-1][0] == url("cycle-board", pk=cycle.pk)


@time_machine.travel(datetime(2026, 12, 12, 9, 0, tzinfo=LONDON), tick=False)
def test_a_past_due_date_is_warned_of(client: Client, partnership: Partnership) -> None:
    manager = signed_in(client, partnership)
    cycle = prepared_cycle(partnership)
    assert "which has passed" in text_of(manager.get(url("cycle-launch", pk=cycle.pk)))


def test_without_agencies_there_is_nothing_to_launch(
    manager: Client, partnership: Partnership
) -> None:
    cycle = prepared_cycle(partnership, agencies=0)
    assert "There are no agencies in this audit yet" in text_of(
        manager.get(url("cycle-launch", pk=cycle.pk))
    )
    page = manager.post(url("cycle-launch", pk=cycle.pk), follow=True)
    assert "Select at least one agency" in text_of(page)


# --- chasing and closing ---------------------------------------------------------------


@time_machine.travel(datetime(2026, 12, 14, 9, 0, tzinfo=LONDON), tick=False)
def test_remind_overdue_shows_the_text_first(client: Client, partnership: Partnership) -> None:
    manager = signed_in(client, partnership)
    cycle = launched_cycle(partnership, agencies=3)
    submitted(cycle.participants.order_by("pk").first())
    OutgoingMail.objects.all().delete()
    Reminder.objects.all().delete()  # the launch was another day
    board = manager.get(url("cycle-board", pk=cycle.pk))
    assert "Remind 2 overdue agencies" in text_of(board)
    page = manager.get(url("cycle-remind", pk=cycle.pk))
    assert "We will email 2 people at 2 agencies." in text_of(page)
    assert "Overdue: Section 11 audit 2026 was due on 11 December 2026" in text_of(page)
    assert not OutgoingMail.objects.exists()
    page = manager.post(url("cycle-remind", pk=cycle.pk), follow=True)
    assert "Reminder sent to 2 people." in text_of(page)
    assert "Remind 2" not in text_of(page)
    assert "You cannot send a reminder today" in text_of(page)
    page = manager.post(url("cycle-remind", pk=cycle.pk), follow=True)
    assert "Nothing was sent" in text_of(page)
    assert OutgoingMail.objects.count() == 2


def test_closing_asks_first_and_names_who_did_not_answer(
    manager: Client, partnership: Partnership
) -> None:
    cycle = launched_cycle(partnership, agencies=2)
    submitted(cycle.participants.order_by("pk").first())
    page = manager.get(url("cycle-close", pk=cycle.pk))
    assert "1 of 2 returned (50%)" in text_of(page)
    assert "1 agency has not submitted a return" in text_of(page)
    page = manager.post(url("cycle-close", pk=cycle.pk), {"anyway": "on"}, follow=True)
    assert "The audit is closed." in text_of(page)
    assert "Who did not answer" in text_of(page)
    page = manager.post(url("cycle-close", pk=cycle.pk), {"anyway": "on"}, follow=True)
    assert "already closed" in text_of(page)


@pytest.mark.parametrize("agencies", [1, 30])
def test_the_board_page_costs_the_same_for_few_and_many(
    manager: Client, partnership: Partnership, agencies: int, django_assert_num_queries
) -> None:
    """Session, user, place and roles, cycle, template, and four for all agencies."""
    cycle = prepared_cycle(partnership, agencies=0, without_lead=agencies)
    cycle_services.launch(actor=None, cycle=cycle)
    with django_assert_num_queries(9):
        manager.get(url("cycle-board", pk=cycle.pk))


@pytest.mark.parametrize("number", [1, 5])
def test_the_list_costs_the_same_for_few_and_many(
    manager: Client, partnership: Partnership, number: int, django_assert_num_queries
) -> None:
    version = TemplateVersionFactory(partnership=partnership)
    for _ in range(number):
        prepared_cycle(partnership, agencies=1, version=version)
    with django_assert_num_queries(4):
        manager.get(url("cycles"))


# --- a partner of a joint audit ----------------------------------------------------------


def test_a_partner_sees_its_own_agencies_and_manages_nothing(
    client: Client, partnership: Partnership
) -> None:
    """A joint cycle is a cycle with more than one partner; the lead manages it."""
    cycle = launched_cycle(PartnershipFactory(name="The lead"), agencies=2)
    partner = CyclePartner.objects.create(cycle=cycle, partnership=partnership)
    (listing,) = listed_agencies(partnership, agencies=0, without_lead=1)
    row = cycle.participants.order_by("pk").first()
    ParticipantArea.objects.create(
        participant=row, area=partnership.areas.get(), cycle_partner=partner, listing=listing
    )
    client.force_login(manager_of(partnership))
    board = client.get(url("cycle-board", pk=cycle.pk))
    assert board.content.count(b'scope="row"') == 1
    assert b"Close the audit" not in board.content
    for name in ("cycle-close", "cycle-remind", "cycle-launch", "cycle-edit", "cycle-import"):
        assert client.post(url(name, pk=cycle.pk)).status_code == 403
    assert client.post(url("participant-exempt", pk=row.pk), {"reason": "x"}).status_code == 403
    other = cycle.participants.order_by("pk").last()
    assert client.get(url("cycle-participant", pk=other.pk)).status_code == 404


# --- 'Your work' ---------------------------------------------------------------------


@time_machine.travel(datetime(2026, 12, 1, 9, 0, tzinfo=LONDON), tick=False)
def test_a_lead_finds_the_audit_with_its_progress_and_date(client: Client) -> None:
    cycle = launched_cycle(agencies=1)
    submission = Submission.objects.get()
    Submission.objects.update(state="started", answered=4, asked=11)
    lead = Membership.objects.get(agency=cycle.participants.get().agency)
    client.force_login(lead.user)
    page = client.get(reverse("your-work"))
    assert "due 11 December 2026. 4 of 11 answered." in text_of(page)
    assert "Due soon" in text_of(page)
    link = reverse("submission-home", kwargs={"code": lead.agency.code, "pk": submission.pk})
    assert link.encode() in page.content
    submitted(cycle.participants.get())
    assert "4 of 11" not in text_of(client.get(reverse("your-work")))
    assert "returned 1 December 2026" in text_of(
        client.get(reverse("agency-home", kwargs={"code": lead.agency.code}))
    )


@time_machine.travel(datetime(2026, 12, 14, 9, 0, tzinfo=LONDON), tick=False)
def test_a_manager_finds_running_audits_with_what_is_overdue(
    client: Client, partnership: Partnership
) -> None:
    manager = signed_in(client, partnership)
    cycle = launched_cycle(partnership, agencies=3)
    submitted(cycle.participants.order_by("pk").first())
    page = manager.get(reverse("your-work"))
    assert "2 returns are overdue" in text_of(page)
    assert "1 of 3 returned, due by 11 December 2026 (3 days ago)." in text_of(page)
