"""A business manager runs an audit from preparing to closing, in a real browser."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from audits.cycle.services import cycle as cycle_services
from audits.models import Cycle, Participant, Reminder
from s11portal.common import clock
from s11portal.common.dates import uk_date
from s11portal.common.models import OutgoingMail
from tests.factories.agencies import PartnershipFactory
from tests.factories.audits import TemplateVersionFactory
from tests.factories.cycles import lead_of, listed_agencies, manager_of, prepared_cycle, submitted
from tests.stories.steps.forms import fill_in_date

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(
    ("javascript", "width"), [(True, 1280), (True, 390), (False, 1280)], ids=["wide", "phone", "no"]
)
def test_a_manager_prepares_launches_chases_and_closes_an_audit(
    new_page: Callable[..., Any],
    axe: Callable[[Any], None],
    let_in: Callable[[Any, Any], None],
    javascript: bool,
    width: int,
) -> None:
    partnership = PartnershipFactory(slug="brackenshire", name="Brackenshire")
    listed_agencies(partnership, agencies=3, without_lead=1)
    TemplateVersionFactory(partnership=partnership, name="Small audit")
    page = new_page(javascript=javascript, width=width)

    def look() -> None:
        if javascript:
            axe(page)

    let_in(page, manager_of(partnership))
    prepare(page, look)
    launch(page, look)
    _some_days_later(Cycle.objects.get())
    page.reload()
    expect(page.get_by_text("1 of 4 returned (25%)")).to_be_visible()
    remind(page, look)
    exempt_the_one_without_a_lead(page, look)
    close(page, look)
    open_again(page, look)
    replace_a_lead_and_archive(page, look)
    _delete_a_draft(page, look, prepared_cycle(partnership, agencies=0))


def prepare(page: Any, look: Callable[[], None]) -> None:
    """From the list of audits to one with all four agencies, of which nobody is told."""
    page.goto("/p/brackenshire/cycles/")
    look()
    page.get_by_role("link", name="Prepare an audit").click()
    look()
    today = clock.today()
    page.get_by_label("Title").fill("Section 11 audit")
    page.get_by_label("Period covered").fill("2025-26")
    fill_in_date(page, "Opens on", today)
    fill_in_date(page, "Returns due by", today + timedelta(days=30))
    page.get_by_label("Audit template").select_option(label="Small audit, version 1")
    page.get_by_role("button", name="Untick all").click()
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(0)
    page.get_by_role("button", name="Tick all", exact=True).click()
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(4)
    assert page.get_by_label("Title").input_value() == "Section 11 audit"
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_text("Nobody has been told about this audit yet")).to_be_visible()
    look()


def launch(page: Any, look: Callable[[], None]) -> None:
    """Look at what would be sent, and send it."""
    page.get_by_role("link", name="Check the emails and launch").click()
    expect(page.get_by_text("Ready: 3 agencies, 3 people.")).to_be_visible()
    look()
    assert not OutgoingMail.objects.exists()
    page.get_by_role("button", name="Send 3 invitations and launch").click()
    expect(page.get_by_text("0 of 4 returned (0%)")).to_be_visible()
    assert OutgoingMail.objects.count() == 3
    look()


def remind(page: Any, look: Callable[[], None]) -> None:
    """Chase the two that are overdue."""
    page.get_by_role("link", name="Remind 2 overdue agencies").click()
    look()
    page.get_by_role("button", name="Remind 2 agencies").click()
    expect(page.get_by_text("Reminder sent to 2 people.")).to_be_visible()


def exempt_the_one_without_a_lead(page: Any, look: Callable[[], None]) -> None:
    """From the board to the agency, and back to a board that expects one less."""
    page.get_by_role("link", name="no lead yet").click()
    page.get_by_role("rowheader").get_by_role("link").click()
    look()
    page.get_by_role("link", name="Mark as exempt").click()
    look()
    page.get_by_label("Why is this agency exempt?").fill("Merged in June")
    page.get_by_role("button", name="Mark as exempt").click()
    expect(page.get_by_text("Merged in June")).to_be_visible()
    page.get_by_role("link", name="Section 11 audit", exact=True).click()
    expect(page.get_by_text("1 of 3 returned (33%)")).to_be_visible()


def close(page: Any, look: Callable[[], None]) -> None:
    """Close the audit, and see who did not answer."""
    page.get_by_role("link", name="Close the audit").click()
    expect(
        page.get_by_role("heading", name="2 agencies have not submitted a return")
    ).to_be_visible()
    look()
    page.get_by_role("button", name="Close the audit").click()
    expect(page.get_by_role("heading", name="Who did not answer")).to_be_visible()
    expect(page.get_by_text(f"Closed on {uk_date(clock.today())}")).to_be_visible()
    look()


def open_again(page: Any, look: Callable[[], None]) -> None:
    """Take the closing back, with a reason and another date."""
    page.get_by_role("link", name="Open the audit again").click()
    look()
    page.get_by_label("Why are you opening this audit again?").fill("Two were off sick")
    fill_in_date(page, "New due date", clock.today() + timedelta(days=20))
    page.get_by_role("button", name="Open the audit again").click()
    expect(page.get_by_text("Two were off sick")).to_be_visible()
    look()
    page.get_by_role("link", name="Close the audit").click()
    expect(
        page.get_by_text("If you close the audit now, agencies lose time that you gave them.")
    ).to_be_visible()
    look()


def replace_a_lead_and_archive(page: Any, look: Callable[[], None]) -> None:
    """From the list of agencies to a new lead, and to what archiving means for the audit."""
    page.goto("/p/brackenshire/agencies/")
    look()
    page.get_by_role("link", name="Lead has left").first.click()
    look()
    page.get_by_label("Email address").fill("new.lead@agency.example")
    page.get_by_role("button", name="Remove access and invite the new lead").click()
    expect(page.get_by_text("new.lead@agency.example").first).to_be_visible()
    page.get_by_role("link", name="Archive this agency").click()
    expect(page.get_by_text("This agency is in 1 audit that is not finished.")).to_be_visible()
    look()
    page.goto("/p/brackenshire/agencies/help/")
    look()


def _delete_a_draft(page: Any, look: Callable[[], None], draft: Cycle) -> None:
    page.goto(f"/p/brackenshire/cycles/{draft.pk}/")
    page.get_by_role("link", name="Delete this audit").click()
    look()
    page.get_by_role("button", name="Delete the audit").click()
    expect(page.get_by_text("has been deleted")).to_be_visible()


def _some_days_later(cycle: Cycle) -> None:
    """One has returned, and the due date is past."""
    submitted(cycle.participants.filter(agency__claimed_at__isnull=False).earliest("pk"))
    Participant.objects.filter(cycle=cycle).update(due_on=clock.today() - timedelta(days=2))
    Reminder.objects.update(created_at=clock.now() - timedelta(days=30))


@pytest.mark.parametrize("javascript", [True, False])
def test_a_manager_brings_in_the_returns_of_a_past_audit(
    new_page: Callable[..., Any],
    axe: Callable[[Any], None],
    let_in: Callable[[Any, Any], None],
    tmp_path: Path,
    javascript: bool,
) -> None:
    partnership = PartnershipFactory(slug="brackenshire")
    cycle = prepared_cycle(partnership, agencies=0)
    page = new_page(javascript=javascript, width=390)
    let_in(page, manager_of(partnership))
    page.goto(f"/p/brackenshire/cycles/{cycle.pk}/")
    page.get_by_role("link", name="Import returns").click()
    file = tmp_path / "returns.csv"
    file.write_text("agency,sector,1.1,1.2\nAsh House,Faith,5,No\n", encoding="utf-8")
    page.get_by_label("CSV file").set_input_files(file)
    page.get_by_role("button", name="Check the file").click()
    expect(page.get_by_role("cell", name="row 2, column C (1.1)")).to_be_visible()
    if javascript:
        axe(page)
    page.get_by_role("link", name="Choose another file").click()
    expect(page.get_by_text("Cannot be imported")).to_be_visible()
    if javascript:
        axe(page)
    file.write_text("agency,sector,1.1,1.2\nAsh House,Faith,1,No\n", encoding="utf-8")
    page.get_by_label("CSV file").set_input_files(file)
    page.get_by_role("button", name="Check the file").click()
    expect(page.get_by_text("New on your list")).to_be_visible()
    if javascript:
        axe(page)
    page.get_by_role("button", name="Import 1 return").click()
    page.get_by_role("rowheader").get_by_role("link", name="Ash House").click()
    page.get_by_role("link", name="Return 1").click()
    expect(page.get_by_text("Imported from a file")).to_be_visible()
    expect(page.get_by_text("This is what the agency says about itself")).to_be_visible()
    if javascript:
        axe(page)


def test_a_lead_finds_the_way_from_the_invitation_to_the_questions(
    page: Any, axe: Callable[[Any], None], let_in: Callable[[Any, Any], None]
) -> None:
    cycle = prepared_cycle(agencies=1)
    cycle_services.launch(actor=None, cycle=cycle)
    let_in(page, lead_of(cycle.participants.get().agency))
    address = next(
        line for line in OutgoingMail.objects.get().body.splitlines() if "/audits/" in line
    )
    page.goto("/" + address.split("/", 3)[3])
    expect(page.get_by_role("heading", name="Section 11 audit 2026")).to_be_visible()
    page.goto("/your-work/")
    page.get_by_role("link", name="Section 11 audit 2026").click()
    expect(page.get_by_role("heading", name="Section 11 audit 2026")).to_be_visible()
    axe(page)
