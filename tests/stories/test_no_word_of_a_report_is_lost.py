"""A manager writes the report: the session ends, the line drops, a colleague writes there too."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from reports.report.services import section as section_services
from reports.report.services import text as text_services
from tests.stories.steps import answering as steps
from tests.stories.steps import signing_in
from tests.stories.steps.writing import Desk

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = "Typed at a bad moment"
SUMMARY = "Summary"
Check = Callable[[Any], None]
LetIn = Callable[[Any, Any], None]


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def at_work(page: Any, desk: Desk, let_in: LetIn) -> Any:
    """Helen's page, opened at the summary."""
    let_in(page, desk.helen)
    page.goto(desk.address())
    return page


def test_what_is_typed_is_saved_and_says_so(
    at_work: Any, desk: Desk, looked_at: Callable[[Any], None]
) -> None:
    looked_at(at_work)
    steps.write(at_work, SUMMARY, "Text", "In short: ")
    steps.write(at_work, SUMMARY, "Text", "word " * 60)
    steps.sees_saved(at_work, SUMMARY)
    expect(at_work.get_by_text("62 words")).to_be_visible()
    assert desk.says()["body"].startswith("In short: word word")
    looked_at(at_work)
    at_work.reload()
    expect(steps.box(at_work, SUMMARY, "Text")).to_have_value(desk.says()["body"])


def test_a_box_is_as_large_as_its_text(at_work: Any) -> None:
    box = steps.box(at_work, SUMMARY, "Text")
    box.fill("A line.\n" * 80)
    size = box.evaluate("(box) => [box.scrollHeight, box.clientHeight]")
    assert size[0] <= size[1], f"it scrolls: {size}"


def test_a_session_that_ends_is_renewed_in_another_window(
    at_work: Any, desk: Desk, axe: Check
) -> None:
    Session.objects.all().delete()
    steps.write(at_work, SUMMARY, "Text", TEXT)
    steps.sees(at_work, SUMMARY, "Not saved. You have been signed out")
    steps.keeps_on_the_device(at_work, TEXT)
    axe(at_work)
    # The button does not throw the page away for the sign-in page.
    steps.press(at_work, "Save and continue")
    expect(at_work.locator(":focus")).to_contain_text("You have been signed out")
    with at_work.expect_popup() as opened:
        at_work.get_by_role("link", name="Open a new window to sign in").click()
    window = opened.value
    signing_in.asks_for_a_code(window, desk.helen.email)
    signing_in.types_the_code(window, desk.helen.email)
    signing_in.sees_own_work(window)
    window.close()
    at_work.evaluate("window.dispatchEvent(new Event('focus'))")
    steps.sees_saved(at_work, SUMMARY)
    steps.keeps_nothing(at_work)
    steps.press(at_work, "Save and continue")
    expect(at_work.get_by_role("heading", level=1)).to_have_text("What this audit is")
    assert desk.says()["body"] == TEXT


def test_somebody_else_in_the_same_browser_does_not_get_the_text(
    at_work: Any, desk: Desk, let_in: LetIn
) -> None:
    Session.objects.all().delete()
    steps.write(at_work, SUMMARY, "Text", TEXT)
    steps.keeps_on_the_device(at_work, TEXT)
    let_in(at_work, desk.imran)
    at_work.evaluate("window.dispatchEvent(new Event('focus'))")
    steps.sees(at_work, SUMMARY, "Not saved. Someone else is now signed in in this browser")
    at_work.on("dialog", lambda dialog: dialog.accept())
    at_work.reload()
    expect(steps.box(at_work, SUMMARY, "Text")).to_have_value("")
    steps.keeps_nothing(at_work)
    assert desk.says()["body"] == ""


def test_a_line_that_drops_costs_nothing(at_work: Any, desk: Desk, axe: Check) -> None:
    at_work.context.set_offline(True)
    steps.write(at_work, SUMMARY, "Text", TEXT)
    steps.sees(at_work, SUMMARY, "Not saved: no connection")
    axe(at_work)
    steps.press(at_work, "Preview")
    expect(at_work.locator(":focus")).to_contain_text("Not saved: no connection")
    at_work.context.set_offline(False)
    steps.sees_saved(at_work, SUMMARY)
    assert desk.says()["body"] == TEXT


def test_leaving_with_words_that_are_not_saved_asks(at_work: Any, desk: Desk) -> None:
    at_work.context.set_offline(True)
    steps.write(at_work, SUMMARY, "Text", TEXT)
    steps.sees(at_work, SUMMARY, "Not saved: no connection")
    asked: list[str] = []

    def stay(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    at_work.on("dialog", stay)
    at_work.get_by_role("link", name="Report", exact=True).click(no_wait_after=True)
    at_work.context.set_offline(False)
    steps.sees_saved(at_work, SUMMARY)
    assert asked == ["beforeunload"]
    assert desk.says()["body"] == TEXT


def test_leaving_in_the_last_second_loses_nothing(at_work: Any, desk: Desk) -> None:
    steps.write(at_work, SUMMARY, "Text", TEXT)
    at_work.get_by_role("link", name="Report", exact=True).click()
    expect(at_work.get_by_role("heading", name="Recommendations")).to_be_visible()
    steps.keeps_nothing(at_work)
    assert desk.says()["body"] == TEXT


def test_a_tab_that_is_closed_loses_nothing(at_work: Any, desk: Desk) -> None:
    another = at_work.context.new_page()
    steps.write(at_work, SUMMARY, "Text", TEXT)
    at_work.close(run_before_unload=True)
    for _ in range(100):  # until what the browser sent last has come
        another.goto(desk.address())
        if steps.box(another, SUMMARY, "Text").input_value():
            break
    expect(steps.box(another, SUMMARY, "Text")).to_have_value(TEXT)


def test_a_text_that_could_not_be_sent_is_sent_from_the_page_of_the_report(
    at_work: Any, desk: Desk
) -> None:
    at_work.route("**/save/", lambda route: route.abort())
    steps.write(at_work, SUMMARY, "Text", TEXT)
    steps.sees(at_work, SUMMARY, "Not saved: no connection")
    at_work.unroute("**/save/")
    at_work.on("dialog", lambda dialog: dialog.accept())
    at_work.goto(desk.report_address())
    steps.keeps_nothing(at_work)
    assert desk.says()["body"] == TEXT


@pytest.fixture
def both(desk: Desk, new_page: Callable[..., Any], let_in: LetIn) -> tuple[Any, Any]:
    """Helen's page and Imran's, opened one after the other at the first analysis."""
    pages = new_page(), new_page()
    key = desk.report.sections.filter(key__startswith="question:").values_list("key", flat=True)[0]
    for page, person in zip(pages, (desk.helen, desk.imran), strict=True):
        let_in(page, person)
        page.goto(desk.address(key))
    return pages


def test_two_managers_in_different_boxes_are_both_kept(both: tuple[Any, Any]) -> None:
    helen, imran = both
    steps.write(imran, "Question 1.1", "Quotation", "We were in the room.")
    steps.sees_saved(imran, "Question 1.1")
    steps.write(helen, "Question 1.1", "Analysis", "Agencies adapted.")
    steps.sees(helen, "Question 1.1", "Imran Iqbal has changed this too")
    quotation = steps.box(helen, "Question 1.1", "Quotation")
    expect(quotation).to_have_value("We were in the room.")


def test_two_managers_in_the_same_box_see_both_texts(
    both: tuple[Any, Any], desk: Desk, axe: Check
) -> None:
    helen, imran = both
    steps.write(imran, "Question 1.1", "Analysis", "Imran's words.")
    steps.sees_saved(imran, "Question 1.1")
    steps.write(helen, "Question 1.1", "Analysis", "Helen's words.")
    steps.sees(helen, "Question 1.1", "a colleague changed this too")
    versions = helen.get_by_role("group", name="Two versions")
    expect(versions).to_contain_text("Imran Iqbal saved this while you were typing:")
    axe(helen)
    steps.press(helen, "Put both texts together")
    steps.sees_saved(helen, "Question 1.1")
    together = steps.box(helen, "Question 1.1", "Analysis")
    expect(together).to_have_value("Imran's words.\n\nHelen's words.")
    helen.get_by_role("link", name="Earlier versions").click()
    expect(helen.get_by_text("Imran's words.", exact=True)).to_be_visible()
    axe(helen)


def test_a_date_two_managers_give_is_a_choice_too(
    desk: Desk, new_page: Callable[..., Any], let_in: LetIn
) -> None:
    section = section_services.begin_recommendation(actor=desk.helen, report=desk.report)
    page = new_page()
    let_in(page, desk.helen)
    page.goto(desk.address(section.key))
    steps.box(page, "Recommendation", "Recommendation").fill("Share the list")
    steps.sees_saved(page, "Recommendation")
    text_services.write(actor=desk.imran, text=section, fields={"due": "2026-10-29"})
    for part, typed in (("Day", "1"), ("Month", "9"), ("Year", "2026")):
        steps.box(page, "Recommendation", part).fill(typed)
    expect(page.get_by_role("group", name="Two versions")).to_contain_text("29 October 2026")
    steps.press(page, "Use theirs")
    steps.sees_saved(page, "Recommendation")
    expect(steps.box(page, "Recommendation", "Month")).to_have_value("10")
    assert desk.says(section.key)["due"] == "2026-10-29"


def test_a_recommendation_that_a_colleague_removes_leaves_the_words_to_copy(
    page: Any, desk: Desk, let_in: LetIn, axe: Check
) -> None:
    section = section_services.begin_recommendation(actor=desk.helen, report=desk.report)
    let_in(page, desk.helen)
    page.goto(desk.address(section.key))
    section_services.remove_recommendation(actor=desk.imran, section=section)
    steps.write(page, "Recommendation", "Action", TEXT)
    steps.sees(page, "Recommendation", "A colleague has removed this recommendation")
    steps.press(page, "Save")
    expect(page.get_by_role("alert")).to_contain_text("A colleague has removed this recommendation")
    expect(steps.box(page, "Recommendation", "Action")).to_have_value(TEXT)
    axe(page)
