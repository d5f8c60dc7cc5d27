"""Two colleagues have the same question open, each in a browser of their own."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.factories.agencies import person_at
from tests.factories.submissions import Work, open_return
from tests.stories.steps import answering as steps

pytestmark = pytest.mark.django_db(transaction=True)

EXAMPLES, EVIDENCE = "Examples of what you do", "Evidence you hold"
Check = Callable[[Any], None]


@pytest.fixture
def work() -> Work:
    return open_return()


@pytest.fixture
def both(
    work: Work, new_page: Callable[..., Any], let_in: Callable[[Any, Any], None]
) -> tuple[Any, Any]:
    """The lead's page and a contributor's, opened one after the other."""
    colleague = person_at(work.agency, "contributor", name="Priya Nair")
    pages = new_page(), new_page()
    for page, person in zip(pages, (work.lead, colleague), strict=True):
        let_in(page, person)
        steps.open_standard(page, work)
    return pages


def test_in_different_boxes_both_are_kept_and_seen(both: tuple[Any, Any], work: Work) -> None:
    lead, priya = both
    steps.write(priya, "1.1", EVIDENCE, "Minutes of March")
    steps.choose(priya, "1.1", "Met")
    steps.sees_saved(priya, "1.1")
    steps.write(lead, "1.1", EXAMPLES, "A paper to the board")
    steps.sees(lead, "1.1", "Priya Nair has changed this too")
    expect(steps.box(lead, "1.1", EVIDENCE)).to_have_value("Minutes of March")
    expect(steps.question(lead, "1.1").get_by_label("Met", exact=True)).to_be_checked()
    steps.write(lead, "1.1", EXAMPLES, " each quarter")
    steps.sees_saved(lead, "1.1")
    row = work.stored()["policy"]
    assert (row.examples, row.evidence) == ("A paper to the board each quarter", "Minutes of March")
    assert row.value == {"level": "met"}


def both_write(both: tuple[Any, Any], work: Work, title: str) -> Any:
    """Priya Nair saves her text; the lead, who has not seen it, types in the same box."""
    lead, priya = both
    steps.write(priya, "1.1", title, "Priya's text")
    steps.sees_saved(priya, "1.1")
    steps.write(lead, "1.1", title, "The lead's text")
    steps.sees(lead, "1.1", "a colleague changed this too")
    versions = lead.get_by_role("group", name="Two versions")
    expect(versions).to_contain_text("Priya Nair saved this while you were typing:")
    expect(versions).to_contain_text("Priya's text")
    expect(steps.box(lead, "1.1", title)).to_have_value("The lead's text")
    expect(steps.box(lead, "1.1", title)).to_be_focused()
    return versions


def test_in_the_same_box_both_texts_are_shown_and_one_chooses(
    both: tuple[Any, Any], work: Work, axe: Check
) -> None:
    lead, priya = both
    versions = both_write(both, work, EXAMPLES)
    assert work.stored()["policy"].examples == "Priya's text"
    axe(lead)
    steps.press(lead, "Put both texts together")
    steps.sees_saved(lead, "1.1")
    expect(versions).to_have_count(0)
    assert work.stored()["policy"].examples == "Priya's text\n\nThe lead's text"
    both_write(both, work, EVIDENCE)
    steps.write(lead, "1.1", EVIDENCE, ", longer")
    steps.press(lead, "Save my version")
    steps.sees_saved(lead, "1.1")
    assert work.stored()["policy"].evidence == "The lead's text, longer"
    kept = [version.texts["evidence"] for version in work.stored()["policy"].versions.all()]
    assert "Priya's text" in kept
    steps.choose(priya, "1.1", "Met")
    steps.sees_saved(priya, "1.1")
    steps.choose(lead, "1.1", "Not met")
    expect(versions.get_by_role("blockquote")).to_have_text("Met")
    axe(lead)
    steps.press(lead, "Use theirs")
    steps.sees_saved(lead, "1.1")
    expect(steps.question(lead, "1.1").get_by_label("Met", exact=True)).to_be_checked()
    assert work.stored()["policy"].value == {"level": "met"}
    steps.keeps_nothing(lead)


def test_what_one_types_beside_theirs_is_kept_when_theirs_is_used(
    both: tuple[Any, Any], work: Work
) -> None:
    lead, _ = both
    both_write(both, work, EXAMPLES)
    steps.write(lead, "1.1", EXAMPLES, ", and two minutes more")
    steps.press(lead, "Use theirs")
    steps.sees_saved(lead, "1.1")
    expect(steps.box(lead, "1.1", EXAMPLES)).to_have_value("Priya's text")
    answer = work.stored()["policy"]
    assert answer.examples == "Priya's text"
    kept = [version.texts["examples"] for version in answer.versions.all()]
    assert "The lead's text, and two minutes more" in kept


def test_so_is_the_reason_typed_after_a_tick_that_met_a_rating(
    both: tuple[Any, Any], work: Work
) -> None:
    lead, priya = both
    for page in both:
        steps.choose(page, "1.3", "Yes")
        expect(steps.question(page, "1.4")).to_be_visible()
    steps.choose(priya, "1.4", "Met")
    steps.sees_saved(priya, "1.4")
    steps.choose(lead, "1.4", "This does not apply to us")
    steps.sees(lead, "1.4", "a colleague changed this too")
    steps.question(lead, "1.4").locator("textarea[name$='.na_reason']").fill("We have no new staff")
    steps.press(lead, "Use theirs")
    steps.sees_saved(lead, "1.4")
    answer = work.stored()["induction"]
    assert (answer.value, answer.na) == ({"level": "met"}, False)
    kept = [(v.texts["na"], v.texts["na_reason"]) for v in answer.versions.all()]
    assert (True, "We have no new staff") in kept


def test_a_choice_not_made_waits_also_when_the_page_is_loaded_again(
    both: tuple[Any, Any], work: Work
) -> None:
    lead, _ = both
    versions = both_write(both, work, EXAMPLES)
    steps.press(lead, "Save")
    expect(versions).to_be_focused()
    lead.on("dialog", lambda dialog: dialog.accept())
    lead.reload()
    steps.sees(lead, "1.1", "a colleague changed this too")
    expect(versions).to_contain_text("Priya's text")
    expect(steps.box(lead, "1.1", EXAMPLES)).to_have_value("The lead's text")
    assert work.stored()["policy"].examples == "Priya's text"


def test_one_rates_while_the_other_says_it_does_not_apply(
    both: tuple[Any, Any], work: Work, axe: Check
) -> None:
    lead, priya = both
    for page in both:
        steps.choose(page, "1.3", "Yes")
        expect(steps.question(page, "1.4")).to_be_visible()
    steps.choose(priya, "1.4", "This does not apply to us")
    steps.sees_saved(priya, "1.4")
    steps.choose(lead, "1.4", "Met")
    steps.sees(lead, "1.4", "a colleague changed this too")
    versions = lead.get_by_role("group", name="Two versions")
    expect(versions.get_by_role("blockquote")).to_have_text("Does not apply to us")
    axe(lead)
    row = work.stored()["induction"]
    assert (row.value, row.na) == (None, True)
    steps.press(lead, "Use theirs")
    steps.sees_saved(lead, "1.4")
    expect(steps.question(lead, "1.4").get_by_label("Met", exact=True)).not_to_be_checked()
    row = work.stored()["induction"]
    assert (row.value, row.na) == (None, True)


def test_a_question_does_not_go_away_while_somebody_writes_in_it(
    both: tuple[Any, Any], work: Work, axe: Check
) -> None:
    lead, priya = both
    steps.choose(lead, "1.3", "Yes")
    steps.sees_saved(lead, "1.3")
    steps.write(lead, "1.4", EXAMPLES, "On their first day")
    steps.sees_saved(lead, "1.4")
    priya.reload()
    steps.choose(priya, "1.3", "No")
    steps.sees(priya, "1.3", "No longer asked, but kept: 1.4")
    expect(steps.question(priya, "1.4")).to_be_hidden()
    steps.write(lead, "1.4", EXAMPLES, ", at the latest")
    steps.sees_saved(lead, "1.4")
    told = steps.question(lead, "1.4").get_by_text("This question no longer applies")
    expect(told).to_be_visible()
    expect(steps.box(lead, "1.4", EXAMPLES)).to_be_focused()
    axe(lead)
    steps.choose(priya, "1.3", "Yes")
    steps.sees_saved(priya, "1.3")
    steps.write(lead, "1.4", EXAMPLES, ".")
    steps.sees_saved(lead, "1.4")
    expect(told).to_have_count(0)
    assert work.stored()["induction"].examples == "On their first day, at the latest."
