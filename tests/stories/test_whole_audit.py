"""The demonstration, as a newcomer walks through it: answer, submit, read the results, the PDF.

With JavaScript and without; axe looks at every page that has it.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from tests.reports.pdf import Pdf
from tests.stories.steps import signing_in, submitting

pytestmark = pytest.mark.django_db(transaction=True)

RUNNING, FINISHED = "Section 11 audit 2025-26", "Section 11 audit 2020-21"
LEAD, MANAGER = "Siân Pembridge", "Helen Prowse"
Look = Callable[[Any], None]


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_an_audit_is_answered_submitted_and_reported(
    new_page: Callable[..., Any], looked_at: Look, worker: Callable[[], None], javascript: bool
) -> None:
    call_command("seed_demo", verbosity=0)
    page = new_page(javascript=javascript)
    look: Look = looked_at if javascript else lambda page: None
    submits_the_return(page, look)
    sees_it_counted(page, look)
    document = downloads_the_report(page, look, worker, javascript)
    assert document.title.startswith("What agencies tell us about keeping children safe")
    assert len(document.pages) > 15
    assert "20 of 22 agencies (91%)" in document.text
    assert "Written in the browser a minute ago." in document.text


def submits_the_return(page: Any, look: Look) -> None:
    """A lead comes back to a half answered return and finishes it."""
    signing_in.with_one_click(page, LEAD)
    look(page)
    page.get_by_role("link", name=RUNNING).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(RUNNING)
    expect(page.get_by_text("30 of 40 answered").first).to_be_visible()
    look(page)
    page.get_by_role("link", name="Continue with 7").click()
    look(page)
    page.get_by_role("link", name="All standards").click()
    submitting.answers_what_is_missing(page)
    look(page)
    submitting.signs_and_submits(page, look)
    page.get_by_role("link", name="Read or print your copy").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your submitted return")
    look(page)
    signing_in.out(page)


def sees_it_counted(page: Any, look: Look) -> None:
    """The business manager finds the new return on the board."""
    signing_in.with_one_click(page, MANAGER)
    look(page)
    page.get_by_role("link", name="Brackenshire Safeguarding Children Partnership").first.click()
    page.get_by_role("link", name=RUNNING, exact=True).click()
    expect(page.get_by_text("6 of 25 returned (24%)").first).to_be_visible()
    row = page.get_by_role("row", name="Brackenshire Home and Family Support")
    expect(row).to_contain_text("Submitted")
    look(page)


def downloads_the_report(
    page: Any, look: Look, worker: Callable[[], None], javascript: bool
) -> Pdf:
    """The manager reads the finished audit, writes a text, asks for the PDF and gets it."""
    page.get_by_role("link", name="Results and reports").first.click()
    look(page)
    page.get_by_role("link", name=FINISHED, exact=True).click()
    expect(page.get_by_text("20 of 22 agencies (91%)").first).to_be_visible()
    look(page)
    page.get_by_role("link", name="Report", exact=True).click()
    look(page)
    page.get_by_role("link", name="Foreword").click()
    look(page)
    page.get_by_label("Text", exact=True).fill("Written in the browser a minute ago.")
    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("link", name="Report", exact=True).first.click()
    page.get_by_role("button", name="Make a new PDF").click()
    expect(page.get_by_text("Waiting to start")).to_be_visible()
    look(page)
    worker()
    if not javascript:
        page.get_by_role("link", name="Check again").click()
    expect(page.get_by_text("The PDF is ready")).to_be_visible(timeout=15_000)
    look(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the draft").click()
    assert download.value.suggested_filename.endswith(".pdf")
    return Pdf(Path(download.value.path()).read_bytes())
