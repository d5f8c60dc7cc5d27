"""Answering without JavaScript: a Save button does all the work."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from tests.factories.agencies import person_at
from tests.factories.submissions import Work, open_return
from tests.stories.steps import answering as steps
from tests.stories.steps import signing_in, submitting

pytestmark = pytest.mark.django_db(transaction=True)

EXAMPLES = "Examples of what you do"


@pytest.fixture
def work() -> Work:
    return open_return()


@pytest.fixture
def at_work(page_no_js: Any, work: Work, let_in: Callable[[Any, Any], None]) -> Any:
    """The lead's page, opened at the first standard."""
    let_in(page_no_js, work.lead)
    steps.open_standard(page_no_js, work)
    return page_no_js


def test_a_whole_return_from_the_first_question_to_the_receipt(at_work: Any, work: Work) -> None:
    at_work.goto(steps.address(work))
    at_work.get_by_role("link", name="Start now").click()
    steps.choose(at_work, "1.1", "Met")
    steps.press(at_work, "Save")
    expect(at_work.get_by_text("Your answers have been saved.")).to_be_visible()
    expect(steps.question(at_work, "1.4")).to_be_hidden()
    # An answer that asks one question more keeps the person on the page, at that question.
    steps.choose(at_work, "1.3", "Yes")
    steps.press(at_work, "Save and continue")
    expect(steps.question(at_work, "1.4")).to_be_in_viewport()
    steps.choose(at_work, "1.4", "This does not apply to us")
    steps.box(at_work, "1.4", "Why does this not apply to you?").fill("They all left.")
    steps.type_date(at_work, "1.2", "31", "3", "2026")
    steps.press(at_work, "Save and continue")
    expect(at_work.get_by_role("heading", level=1)).to_have_text("People")
    steps.press(at_work, "Save and check your answers")
    expect(at_work.get_by_text("1 question still to complete")).to_be_visible()
    at_work.goto(steps.address(work))
    submitting.answers_what_is_missing(at_work)
    submitting.signs_and_submits(at_work, lambda page: None)
    work.submission.refresh_from_db()
    assert work.submission.state == "submitted"
    assert work.participant.revisions.count() == 1


def test_what_cannot_be_saved_stays_in_its_box_and_is_explained(at_work: Any, work: Work) -> None:
    steps.choose(at_work, "1.1", "Met")
    steps.box(at_work, "1.1", EXAMPLES).fill("Long " * 4001)
    steps.type_date(at_work, "1.2", "last", "spring")
    steps.press(at_work, "Save and continue")
    summary = at_work.get_by_role("alert")
    expect(summary).to_contain_text("Some answers could not be saved")
    expect(summary).to_contain_text("Everything else on this page is saved.")
    expect(steps.box(at_work, "1.1", EXAMPLES)).to_have_value("Long " * 4001)
    expect(steps.question(at_work, "1.2").get_by_label("Month")).to_have_value("spring")
    assert work.stored()["policy"].value == {"level": "met"}
    # The summary leads to the box.
    summary.get_by_role("link", name="“last/spring/” is not a date").click()
    assert at_work.url.endswith("#reviewed.value-day")


def test_a_colleagues_text_and_ones_own_are_both_shown(at_work: Any, work: Work) -> None:
    colleague = person_at(work.agency, "contributor", name="Priya Nair")
    work.edit(colleague, "policy", examples="Priya's text")
    steps.box(at_work, "1.1", EXAMPLES).fill("The lead's text")
    steps.press(at_work, "Save")
    expect(at_work.get_by_role("group", name="Two versions")).to_contain_text("Priya's text")
    expect(steps.box(at_work, "1.1", EXAMPLES)).to_have_value("The lead's text")
    steps.box(at_work, "1.1", EXAMPLES).fill("What both of us can say")
    steps.press(at_work, "Save")
    expect(at_work.get_by_text("Your answers have been saved.")).to_be_visible()
    assert work.stored()["policy"].examples == "What both of us can say"


def test_text_comes_back_after_signing_in_again(at_work: Any, work: Work) -> None:
    Session.objects.all().delete()
    steps.choose(at_work, "1.1", "Partly met")
    steps.box(at_work, "1.1", EXAMPLES).fill("Typed for an hour")
    steps.press(at_work, "Save and continue")
    signing_in.asks_for_a_code(at_work, work.lead.email)
    signing_in.types_the_code(at_work, work.lead.email)
    expect(at_work.get_by_text("Your text is back on this page, but not saved yet")).to_be_visible()
    expect(steps.box(at_work, "1.1", EXAMPLES)).to_have_value("Typed for an hour")
    expect(steps.question(at_work, "1.1").get_by_label("Partly met")).to_be_checked()
    steps.press(at_work, "Save")
    expect(at_work.get_by_text("Your answers have been saved.")).to_be_visible()
    assert work.stored()["policy"].examples == "Typed for an hour"


def test_but_somebody_else_who_signs_in_does_not_see_it(at_work: Any, work: Work) -> None:
    colleague = person_at(work.agency, "contributor")
    Session.objects.all().delete()
    steps.box(at_work, "1.1", EXAMPLES).fill("Typed for an hour")
    steps.press(at_work, "Save and continue")
    signing_in.asks_for_a_code(at_work, colleague.email)
    signing_in.types_the_code(at_work, colleague.email)
    expect(at_work.get_by_role("heading", level=1)).to_have_text("Leadership")
    expect(steps.box(at_work, "1.1", EXAMPLES)).to_have_value("")
    assert work.stored() == {}
