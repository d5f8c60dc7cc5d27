"""A report is made, published, corrected and withdrawn; the director reads what is published."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from reports.output.pdf import process
from tests.factories.agencies import PartnershipFactory, person_at
from tests.factories.returns import Row, cycle_with, published_rows

pytestmark = pytest.mark.django_db(transaction=True)

Check = Callable[[Any], None]
LetIn = Callable[[Any, Any], None]
TITLE = "Section 11 audit 2020-21"


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each drawing is another file, made at once."""
    count = iter(range(1, 100))

    def render(html: str, **kwargs: Any) -> process.Rendered:
        return process.Rendered(pdf=f"%PDF-1.7 drawn {next(count)}".encode(), pages=26)

    monkeypatch.setattr(process, "render", render)


@pytest.fixture
def partnership() -> Any:
    """A partnership whose audit still takes returns."""
    place = PartnershipFactory(slug="wexcombe", name="Wexcombe Partnership")
    cycle_with(place, rows=[*published_rows(), Row("Ash House")], state="open")
    return place


def opens_the_report(page: Any) -> None:
    """From the list of results."""
    page.goto("/p/wexcombe/results/")
    page.locator("tbody").get_by_role("link", name="report on").first.click()


def makes_a_pdf(page: Any, button: str, looked_at: Check) -> None:
    """From the report's page to the page that asks before it is published."""
    page.get_by_role("button", name=button).click()
    expect(page.get_by_text("It is a draft")).to_be_visible()
    looked_at(page)
    page.get_by_role("link", name="Publish the report").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Publish the report")
    looked_at(page)


def sees_no_report(page: Any, looked_at: Check) -> None:
    """Neither on the home page, nor in the list, nor on the report's own page."""
    page.goto("/p/wexcombe/")
    expect(page.get_by_role("link", name="(PDF)")).to_have_count(0)
    opens_the_report(page)
    expect(page.get_by_role("link", name="Download")).to_have_count(0)
    looked_at(page)


def downloads(page: Any) -> str:
    """The name of the file behind the link on the home page."""
    page.goto("/p/wexcombe/")
    with page.expect_download() as started:
        page.get_by_role("link", name=f"{TITLE} (PDF)").click()
    return str(started.value.suggested_filename)


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_an_executive_reads_what_is_published_and_nothing_else(
    new_page: Any,
    let_in: LetIn,
    looked_at: Check,
    partnership: Any,
    drawn: None,
    javascript: bool,
) -> None:
    look: Check = looked_at if javascript else lambda page: None
    manager, director = new_page(javascript=javascript), new_page(width=390, javascript=javascript)
    let_in(manager, person_at(partnership, "manager", name="Helen Marsh"))
    let_in(director, person_at(partnership, "executive", name="Tom Ray"))

    opens_the_report(manager)
    manager.get_by_role("button", name="Start the report").click()
    makes_a_pdf(manager, "Make the PDF", look)
    sees_no_report(director, look)

    # The audit is open: it is named, and asked.
    expect(manager.get_by_text("This audit is still open")).to_be_visible()
    expect(manager.get_by_role("listitem").filter(has_text="Ash House")).to_be_visible()
    manager.get_by_role("button", name="Publish and email 1 executive").click()
    expect(manager.get_by_text("Confirm that you want to publish").first).to_be_visible()
    look(manager)
    manager.get_by_label("even though the audit is still open").check()
    manager.get_by_role("button", name="Publish and email 1 executive").click()
    expect(manager.get_by_text("Version 1 has been published.")).to_be_visible()
    look(manager)
    assert downloads(director) == "wexcombe-section-11-report-april-2020-to-march-2021.pdf"

    corrects(manager, look)
    assert downloads(director).endswith("-version-2.pdf")
    expect(director.get_by_text("Corrected: The figure on page 3.")).to_be_visible()
    look(director)
    opens_the_report(director)
    expect(director.get_by_text("Version 2, published on")).to_be_visible()
    look(director)

    withdraws(manager, look)
    sees_no_report(director, look)
    expect(director.get_by_text("The wrong year.")).to_be_visible()
    director.goto("/p/wexcombe/")
    expect(director.get_by_text("The wrong year.")).to_be_visible()
    look(director)


def corrects(page: Any, look: Check) -> None:
    """Change the cover, make a new PDF, publish it in place of the first."""
    opens_the_report(page)
    page.get_by_role("link", name="Cover").click()
    page.get_by_label("Edition").fill("Second edition")
    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).first.click()
    opens_the_report(page)
    expect(page.get_by_text("Out of date").first).to_be_visible()
    look(page)
    makes_a_pdf(page, "Make a new PDF", look)
    page.get_by_label("What was corrected?").fill("The figure on page 3.")
    page.get_by_label("even though the audit is still open").check()
    page.get_by_role("button", name="Publish and email 1 executive").click()
    expect(page.get_by_text("Version 2 has been published.")).to_be_visible()
    look(page)


def withdraws(page: Any, look: Check) -> None:
    """Take the second version back."""
    page.get_by_role("link", name="Withdraw").click()
    look(page)
    page.get_by_role("button", name="Withdraw the report").click()
    expect(page.get_by_text("Enter why you are withdrawing the report").first).to_be_visible()
    page.get_by_label("Why are you withdrawing it?").fill("The wrong year.")
    page.get_by_role("button", name="Withdraw the report").click()
    expect(page.get_by_text("The report has been withdrawn.")).to_be_visible()
    look(page)


def test_a_draft_that_nobody_should_keep_is_deleted(
    new_page: Any, let_in: LetIn, looked_at: Check, partnership: Any, drawn: None
) -> None:
    page = new_page(width=390)
    let_in(page, person_at(partnership, "manager"))
    opens_the_report(page)
    page.get_by_role("button", name="Start the report").click()
    page.get_by_role("button", name="Make the PDF").click()
    expect(page.get_by_text("It is a draft")).to_be_visible()
    opens_the_report(page)
    page.get_by_role("link", name="Delete the PDF").click()
    looked_at(page)
    page.get_by_role("button", name="Delete the draft").click()
    expect(page.get_by_text("The draft has been deleted.")).to_be_visible()
    expect(page.get_by_text("No PDF has been made yet.")).to_be_visible()
    looked_at(page)
