"""Answering with JavaScript: everything is saved as it is typed."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from audits.models import Submission
from tests.factories.submissions import Work, open_return
from tests.stories.steps import answering as steps

pytestmark = pytest.mark.django_db(transaction=True)

Check = Callable[[Any], None]
LetIn = Callable[[Any, Any], None]


@pytest.fixture
def work() -> Work:
    return open_return()


@pytest.fixture
def at_work(page: Any, work: Work, let_in: LetIn) -> Any:
    """The lead's page, opened at the first standard."""
    let_in(page, work.lead)
    steps.open_standard(page, work)
    return page


def test_what_is_typed_is_saved_and_says_so(at_work: Any, work: Work, axe: Check) -> None:
    axe(at_work)
    steps.choose(at_work, "1.1", "Partly met")
    steps.sees_saved(at_work, "1.1")
    steps.write(at_work, "1.1", "Examples of what you do", "A board paper every quarter.")
    expect(steps.told(at_work, "1.1")).to_have_text("Saving…")
    steps.sees_saved(at_work, "1.1")
    expect(at_work.get_by_text("1 of 7 answered")).to_be_visible()
    at_work.reload()
    expect(steps.box(at_work, "1.1", "Examples of what you do")).to_have_value(
        "A board paper every quarter."
    )
    expect(steps.question(at_work, "1.1").get_by_label("Partly met")).to_be_checked()
    stored = work.stored()["policy"]
    assert (stored.value, stored.examples) == ({"level": "partly"}, "A board paper every quarter.")


def test_a_question_appears_as_soon_as_it_applies(at_work: Any, work: Work, axe: Check) -> None:
    expect(steps.question(at_work, "1.4")).to_be_hidden()
    steps.choose(at_work, "1.3", "Yes")
    expect(steps.question(at_work, "1.4")).to_be_visible()
    steps.sees(at_work, "1.3", "A question has been added below: 1.4")
    expect(at_work.get_by_text("1 of 8 answered")).to_be_visible()
    steps.choose(at_work, "1.4", "This does not apply to us")
    steps.write(at_work, "1.4", "Why does this not apply to you?", "They all left.")
    steps.sees_saved(at_work, "1.4")
    axe(at_work)
    steps.choose(at_work, "1.3", "No")
    expect(steps.question(at_work, "1.4")).to_be_hidden()
    assert Submission.objects.get().asked == 7


def test_a_wrong_date_is_told_beside_its_box(at_work: Any, work: Work, axe: Check) -> None:
    steps.type_date(at_work, "1.2", "last spring").blur()
    problem = steps.question(at_work, "1.2").get_by_text("“last spring” is not a date")
    expect(problem).to_be_visible()
    steps.sees(at_work, "1.2", "Not saved yet")
    month = steps.question(at_work, "1.2").get_by_label("Month")
    expect(month).to_have_attribute("aria-invalid", "true")
    expect(month).to_have_accessible_description(re.compile("“last spring” is not a date"))
    axe(at_work)
    steps.type_date(at_work, "1.2", "31", "3", "2026")
    steps.sees_saved(at_work, "1.2")
    expect(problem).to_be_hidden()
    expect(month).not_to_have_attribute("aria-invalid", "true")
    assert work.stored()["reviewed"].value == {"date": "2026-03-31"}


def test_a_text_that_is_too_long_is_told_and_stays(at_work: Any, work: Work) -> None:
    examples = steps.box(at_work, "1.1", "Examples of what you do")
    examples.fill("x" * 2_000_000)
    told = steps.question(at_work, "1.1").get_by_text("This text has 2,000,000 characters")
    expect(told).to_be_visible()
    steps.sees(at_work, "1.1", "Not saved yet")
    # More than the server takes in at once.
    examples.fill("é" * 1_000_000)
    steps.sees(at_work, "1.1", "Not saved: this is too much text to send at once")
    examples.fill("Short")
    steps.sees_saved(at_work, "1.1")
    expect(told).to_be_hidden()
    assert work.stored()["policy"].examples == "Short"


def test_leaving_at_once_loses_nothing(at_work: Any, work: Work) -> None:
    steps.write(at_work, "1.1", "Examples of what you do", "Written in the last second")
    at_work.get_by_role("link", name="All standards").click()
    expect(at_work.get_by_role("heading", level=1)).to_have_text("Section 11 audit 2026")
    steps.open_standard(at_work, work)
    expect(steps.box(at_work, "1.1", "Examples of what you do")).to_have_value(
        "Written in the last second"
    )
    steps.keeps_nothing(at_work)


def test_none_of_these_takes_the_other_ticks_away(at_work: Any, work: Work) -> None:
    steps.open_standard(at_work, work, "people")
    steps.choose(at_work, "2.2", "Paid staff")
    steps.choose(at_work, "2.2", "None of these")
    expect(steps.question(at_work, "2.2").get_by_label("Paid staff")).not_to_be_checked()
    steps.sees_saved(at_work, "2.2")
    assert work.stored()["groups"].value == {"levels": ["n"]}


def test_please_say_is_asked_of_those_who_choose_it(at_work: Any, work: Work) -> None:
    steps.open_standard(at_work, work, "people")
    please_say = steps.box(at_work, "2.4", "If “Somebody else”, please say")
    expect(please_say).to_be_hidden()
    steps.choose(at_work, "2.4", "Somebody else")
    please_say.fill("The bursar")
    please_say.blur()
    steps.sees_saved(at_work, "2.4")
    assert work.stored()["board"].value == {"level": "x", "other": "The bursar"}


def test_the_keyboard_alone_is_enough(at_work: Any, work: Work) -> None:
    at_work.keyboard.press("Tab")
    at_work.keyboard.press("Enter")
    focused = at_work.locator(":focus")
    while focused.get_attribute("name") != "policy.value":
        at_work.keyboard.press("Tab")
    at_work.keyboard.press("Space")
    at_work.keyboard.press("ArrowDown")
    at_work.keyboard.press("ArrowDown")
    at_work.keyboard.press("Tab")
    at_work.keyboard.type("The policy is a draft.")
    steps.sees_saved(at_work, "1.1")
    at_work.get_by_role("button", name="Save", exact=True).focus()
    at_work.keyboard.press("Enter")
    expect(at_work.get_by_text("Your answers have been saved.")).to_be_visible()
    stored = work.stored()["policy"]
    assert (stored.value, stored.examples) == ({"level": "not"}, "The policy is a draft.")


def test_words_typed_before_the_scripts_have_come_are_saved_with_them(
    page: Any, work: Work, let_in: LetIn
) -> None:
    """On a slow line the boxes are there long before what saves them."""
    let_in(page, work.lead)
    waiting: list[Any] = []
    page.route("**/answering/main*.js", lambda route: waiting.append(route))
    page.goto(steps.address(work, "standard", standard="leadership"), wait_until="commit")
    steps.write(page, "1.1", "Examples of what you do", "Typed early.")
    steps.choose(page, "1.1", "Partly met")
    assert not work.stored(), "nothing can have been saved yet"
    for route in waiting:
        route.continue_()
    steps.sees_saved(page, "1.1")
    stored = work.stored()["policy"]
    assert (stored.value, stored.examples) == ({"level": "partly"}, "Typed early.")
