"""From results to the PDF: the manager writes, the director downloads."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from reports.document import services as document_services
from reports.models import Document
from reports.output.pdf import process
from tests.factories.agencies import PartnershipFactory, person_at
from tests.factories.returns import Row, cycle_with, published_rows
from tests.reports.pdf import Pdf

pytestmark = pytest.mark.django_db(transaction=True)

Check = Callable[[Any], None]
LetIn = Callable[[Any, Any], None]


@pytest.fixture
def partnership() -> Any:
    place = PartnershipFactory(slug="wexcombe", name="Wexcombe Partnership")
    cycle_with(place, rows=[*published_rows(), Row("Ash House", reason="Lead on leave")])
    return place


def nothing(page: Any) -> None:
    """Without JavaScript there is no axe."""


def start(page: Any, check: Check) -> None:
    page.goto("/p/wexcombe/results/")
    check(page)
    page.get_by_role("link", name="Section 11 audit 2020-21", exact=True).click()
    expect(page.get_by_text("22 of 23 agencies returned").first).to_be_visible()
    check(page)
    page.get_by_role("link", name="Report", exact=True).click()
    check(page)
    page.get_by_role("button", name="Start the report").click()
    expect(page.get_by_text("None of the 10 analyses is written yet.")).to_be_visible()
    check(page)


def write(page: Any, check: Check) -> None:
    page.get_by_role("link", name="Question 1.1").click()
    expect(page.get_by_text("Most agencies say ‘Good’ (17 of 22, 77%)").first).to_be_visible()
    check(page)
    page.get_by_label("Analysis").fill("Agencies adapted within **days**.")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("strong", has_text="days")).to_be_visible()
    check(page)
    page.get_by_role("link", name="Continue writing").click()
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Question 1.2")
    page.get_by_role("link", name="Report", exact=True).click()
    expect(page.get_by_text("9 of 10 analyses are still empty.")).to_be_visible()
    recommend(page, check)


def recommend(page: Any, check: Check) -> None:
    page.get_by_role("button", name="Add a recommendation").click()
    check(page)
    page.get_by_label("Recommendation", exact=True).fill("Keep the daily call")
    page.get_by_label("Lead").fill("Quality Subgroup")
    page.get_by_role("button", name="Save and go back to the report").click()
    expect(page.get_by_role("link", name="Keep the daily call", exact=True)).to_be_visible()
    check(page)


def make(page: Any, check: Check) -> Pdf:
    # In tests the job runs within the request, so that the click waits for the drawing.
    page.get_by_role("button", name="Make the PDF").click(timeout=120_000)
    expect(page.get_by_role("link", name="Download the draft")).to_be_visible(timeout=60_000)
    check(page)
    with page.expect_download() as started:
        page.get_by_role("link", name="Download the draft").click()
    name = "wexcombe-section-11-report-april-2020-to-march-2021-draft.pdf"
    assert started.value.suggested_filename == name
    return Pdf(Path(started.value.path()).read_bytes())


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_a_manager_writes_the_report_and_downloads_it(
    new_page: Any, let_in: LetIn, axe: Check, partnership: Any, javascript: bool
) -> None:
    page, check = new_page(javascript=javascript), axe if javascript else nothing
    let_in(page, person_at(partnership, "manager"))
    start(page, check)
    write(page, check)
    pdf = make(page, check)
    assert "Agencies adapted within days." in pdf.text
    assert "1 Keep the daily call Quality Subgroup To be agreed" in pdf.text


def test_a_scrutineer_reads_on_a_phone_what_agencies_wrote(
    new_page: Any, let_in: LetIn, axe: Check, partnership: Any
) -> None:
    page = new_page(width=375)
    let_in(page, person_at(partnership, "scrutineer"))
    page.goto("/p/wexcombe/results/")
    page.get_by_role("link", name="Section 11 audit 2020-21", exact=True).click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    axe(page)
    page.get_by_role("link", name="Read the answers to question 1.1").click()
    page.get_by_text("Filter", exact=True).click()
    page.get_by_label("Answer").select_option("Outstanding")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("3 answers found.")).to_be_visible()
    axe(page)


def test_a_document_that_cannot_be_made_says_so_on_the_page_that_waits_for_it(
    page: Any, let_in: LetIn, partnership: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(html: str, **kwargs: Any) -> None:
        raise process.RenderingFailed("exit -9")

    monkeypatch.setattr(process, "render", fail)
    let_in(page, person_at(partnership, "manager"))
    start(page, nothing)
    page.get_by_role("button", name="Make the PDF").click()
    expect(page.get_by_text("Trying again")).to_be_visible()
    for _ in range(2):
        Document.objects.update(lease_until=None)  # the pause before another try is over
        document_services.sweep()
    expect(page.get_by_text("The document could not be made.")).to_be_visible()


def test_the_page_that_waits_for_a_document_keeps_the_person_where_they_are(
    page: Any, let_in: LetIn, partnership: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(html: str, **kwargs: Any) -> None:
        raise process.RenderingFailed("exit -9")

    monkeypatch.setattr(process, "render", fail)
    let_in(page, person_at(partnership, "manager"))
    start(page, nothing)
    page.get_by_role("button", name="Make the PDF").click()
    page.get_by_role("link", name="Check again").focus()
    for _ in range(2):
        with page.expect_response(page.url):
            pass
    expect(page.get_by_role("link", name="Check again")).to_be_focused()
    # When the sign-in ends meanwhile, it is asked for, and leads back here.
    waiting = page.url
    Session.objects.all().delete()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    assert page.url.endswith(f"?next={urlsplit(waiting).path}")
