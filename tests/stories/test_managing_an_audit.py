"""A business manager's way: invite an agency, prepare an audit, launch it, close it, read it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import expect

from agencies.models import Partnership, User
from audits.template.services.version import import_template
from s11portal.common.models import OutgoingMail
from tests.factories.agencies import PartnershipFactory, person_at
from tests.stories.steps import signing_in, submitting
from tests.stories.steps.forms import fill_in_date

pytestmark = pytest.mark.django_db(transaction=True)

LIBRARY = Path(settings.BASE_DIR) / "audits" / "library"
NEW_LEAD = "mo.farrell@harbour-youth.example"
Look = Callable[[Any], None]


@pytest.fixture
def partnership() -> Partnership:
    text = (LIBRARY / "section-11-ten-questions.yaml").read_bytes()
    import_template(actor=None, partnership=None, text=text, publish=True)
    return PartnershipFactory(slug="wexcombe", name="Wexcombe Partnership")


@pytest.fixture
def manager(partnership: Partnership) -> User:
    return person_at(partnership, "manager", name="Helen Prowse")


def test_from_an_empty_list_of_agencies_to_results(
    new_page: Callable[..., Any], looked_at: Look, manager: User
) -> None:
    office, agency = new_page(), new_page()
    signing_in.with_a_code(office, manager.email)
    adds_an_agency(office, looked_at)
    accepts_the_invitation(agency, looked_at)
    prepares_an_audit(office, looked_at)
    launches_it_with_a_double_click(office, looked_at)
    answers_it(agency, looked_at)
    closes_it_and_reads_the_results(office, looked_at)


def adds_an_agency(page: Any, look: Look) -> None:
    page.get_by_role("link", name="Wexcombe Partnership").click()
    look(page)
    page.get_by_role("link", name="Agencies", exact=True).click()
    look(page)
    page.get_by_role("link", name="Add an agency").first.click()
    look(page)
    page.get_by_label("Name of the agency").fill("Harbour Youth Club")
    page.get_by_label("Sector").fill("Voluntary and community")
    page.get_by_label("Contact's name").fill("Mo Farrell")
    page.get_by_label("Contact's email address").fill(NEW_LEAD)
    page.get_by_role("button", name="Add the agency").click()
    expect(page.get_by_text(f"The invitation has been sent to {NEW_LEAD}.")).to_be_visible()
    expect(page.get_by_role("link", name="Harbour Youth Club", exact=True)).to_be_visible()
    look(page)


def accepts_the_invitation(page: Any, look: Look) -> None:
    signing_in.follows_the_link_in_the_mail(page, NEW_LEAD)
    expect(page.get_by_text("Wexcombe Partnership asks you to lead")).to_be_visible()
    look(page)
    page.get_by_label("Your name").fill("Mo Farrell")
    page.get_by_label("Job title").fill("Youth worker in charge")
    page.get_by_role("button", name="Accept and sign in").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    look(page)


def prepares_an_audit(page: Any, look: Look) -> None:
    page.get_by_role("link", name="Audit cycles").click()
    look(page)
    page.get_by_role("link", name="Prepare an audit").click()
    look(page)
    page.get_by_label("Title").fill("Section 11 audit 2026")
    page.get_by_label("Period covered").fill("2025-26")
    fill_in_date(page, "Opens on", date(2026, 10, 5))
    fill_in_date(page, "Returns due by", date(2090, 12, 11))
    page.get_by_label("Audit template").select_option(index=1)
    page.get_by_label("Harbour Youth Club").check()
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_text("Nobody has been told about this audit yet.")).to_be_visible()
    look(page)


def launches_it_with_a_double_click(page: Any, look: Look) -> None:
    page.get_by_role("link", name="Check the emails and launch").click()
    expect(page.get_by_text("Ready: 1 agency, 1 person.")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Send 1 invitation and launch").dblclick()
    expect(page.get_by_text("0 of 1 returned")).to_be_visible()
    look(page)
    mails = OutgoingMail.objects.filter(to=NEW_LEAD, subject__contains="Section 11 audit 2026")
    assert mails.count() == 1


def answers_it(page: Any, look: Look) -> None:
    signing_in.follows_the_link_in_the_mail(page, NEW_LEAD)
    expect(page.get_by_role("heading", level=1)).to_have_text("Section 11 audit 2026")
    look(page)
    submitting.answers_what_is_missing(page)
    submitting.signs_and_submits(page, look)


def closes_it_and_reads_the_results(page: Any, look: Look) -> None:
    page.reload()
    expect(page.get_by_text("1 of 1 returned (100%)").first).to_be_visible()
    page.get_by_role("link", name="Close the audit").click()
    look(page)
    page.get_by_role("button", name="Close the audit").click()
    expect(page.get_by_text("Closed on")).to_be_visible()
    page.get_by_role("link", name="Results", exact=True).click()
    expect(page.get_by_text("The one agency").or_(page.get_by_text("1 of 1")).first).to_be_visible()
    look(page)
