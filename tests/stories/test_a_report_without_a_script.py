"""Writing the report without JavaScript: nothing is lost there either."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from reports.report.services import text as text_services
from tests.stories.steps import answering as steps
from tests.stories.steps import signing_in
from tests.stories.steps.writing import Desk

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = "Typed for an hour"
LetIn = Callable[[Any, Any], None]


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def at_work(page_no_js: Any, desk: Desk, let_in: LetIn) -> Any:
    """Helen's page, opened at the summary."""
    let_in(page_no_js, desk.helen)
    page_no_js.goto(desk.address())
    return page_no_js


def test_save_and_next_leads_from_text_to_text(at_work: Any, desk: Desk) -> None:
    steps.box(at_work, "Summary", "Text").fill("In short.")
    steps.press(at_work, "Save and continue")
    expect(at_work.get_by_role("heading", level=1)).to_have_text("What this audit is")
    steps.press(at_work, "Save and continue")
    expect(at_work.get_by_role("heading", level=1)).to_have_text("How we did it")
    assert desk.says()["body"] == "In short."


def test_the_text_is_back_after_signing_in_again(at_work: Any, desk: Desk) -> None:
    Session.objects.all().delete()
    steps.box(at_work, "Summary", "Text").fill(TEXT)
    steps.press(at_work, "Save and continue")
    signing_in.asks_for_a_code(at_work, desk.helen.email)
    signing_in.types_the_code(at_work, desk.helen.email)
    expect(at_work.get_by_text("Your text is back on this page, but not saved yet")).to_be_visible()
    expect(steps.box(at_work, "Summary", "Text")).to_have_value(TEXT)
    steps.press(at_work, "Save")
    expect(at_work.get_by_text("Summary has been saved.")).to_be_visible()
    assert desk.says()["body"] == TEXT


def test_but_somebody_else_who_signs_in_does_not_see_it(at_work: Any, desk: Desk) -> None:
    Session.objects.all().delete()
    steps.box(at_work, "Summary", "Text").fill(TEXT)
    steps.press(at_work, "Save")
    signing_in.asks_for_a_code(at_work, desk.imran.email)
    signing_in.types_the_code(at_work, desk.imran.email)
    expect(at_work.get_by_role("heading", level=1)).to_have_text("Summary")
    expect(steps.box(at_work, "Summary", "Text")).to_have_value("")


def test_two_managers_see_both_texts(at_work: Any, desk: Desk) -> None:
    summary = desk.report.sections.get(key="summary")
    text_services.write(actor=desk.imran, text=summary, fields={"body": "Imran's words."})
    steps.box(at_work, "Summary", "Text").fill("Helen's words.")
    steps.press(at_work, "Save")
    expect(at_work.get_by_role("group", name="Two versions")).to_contain_text("Imran's words.")
    expect(steps.box(at_work, "Summary", "Text")).to_have_value("Helen's words.")
    steps.box(at_work, "Summary", "Text").fill("Both.")
    steps.press(at_work, "Save")
    expect(at_work.get_by_text("Summary has been saved.")).to_be_visible()
    assert desk.says()["body"] == "Both."


def test_an_earlier_version_is_brought_back(at_work: Any, desk: Desk) -> None:
    summary = desk.report.sections.get(key="summary")
    text_services.write(actor=desk.helen, text=summary, fields={"body": "Helen's words."})
    text_services.write(actor=desk.imran, text=summary, fields={"body": "Nonsense."})
    at_work.get_by_role("link", name="Earlier versions").click()
    steps.press(at_work, "Restore this version today at " + shown_time(at_work))
    expect(steps.box(at_work, "Summary", "Text")).to_have_value("Helen's words.")


def shown_time(page: Any) -> str:
    """The time in the heading of the oldest version."""
    return str(page.get_by_role("heading", level=2).last.inner_text().split(" at ")[1][:5])


def test_half_of_good_practice_is_asked_about_and_stays(at_work: Any, desk: Desk) -> None:
    at_work.goto(desk.report_address())
    at_work.get_by_role("link", name="Question 1.1").click()
    steps.box(at_work, "Question 1.1", "Good practice: heading").fill("Two lists")
    steps.press(at_work, "Save and continue")
    expect(at_work.get_by_role("alert")).to_contain_text("Enter what they do")
    at_work.get_by_role("link", name="Report", exact=True).click()
    expect(at_work.get_by_text("1 text is incomplete.")).to_be_visible()
    expect(at_work.get_by_text("the good practice has no text")).to_be_visible()


def test_a_recommendation_is_removed_after_a_question_and_comes_back(
    at_work: Any, desk: Desk
) -> None:
    at_work.goto(desk.report_address())
    steps.press(at_work, "Add a recommendation")
    steps.box(at_work, "Recommendation", "Recommendation").fill("Share the list")
    steps.press(at_work, "Save and go back to the report")
    at_work.get_by_role("link", name="Remove Share the list").click()
    expect(at_work.get_by_text("Share the list", exact=True)).to_be_visible()
    steps.press(at_work, "Remove the recommendation")
    expect(at_work.get_by_text("‘Share the list’ has been removed.")).to_be_visible()
    steps.press(at_work, "Restore Share the list")
    expect(at_work.get_by_role("link", name="Share the list", exact=True)).to_be_visible()
