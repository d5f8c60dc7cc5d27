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
    steps.sees(lead, "1.1", "Priya Nair has changed this answer too")
    expect(steps.box(lead, "1.1", EVIDENCE)).to_have_value("Minutes of March")
    expect(steps.question(lead, "1.1").get_by_label("Met", exact=True)).to_be_checked()
    steps.write(lead, "1.1", EXAMPLES, " each quarter")
    steps.sees_saved(lead, "1.1")
    row = work.stored()["policy"]
    assert (row.examples, row.evidence) == ("A paper to the board each quarter", "Minutes of March")
    assert row.value == {"level": "met"}


@pytest.fixture
def clash(both: tuple[Any, Any]) -> Any:
    """The lead's page, where Priya Nair's text meets the lead's own."""
    lead, priya = both
    steps.write(priya, "1.1", EXAMPLES, "Priya's text")
    steps.sees_saved(priya, "1.1")
    steps.write(lead, "1.1", EXAMPLES, "The lead's text")
    steps.sees(lead, "1.1", "a colleague changed the same answer")
    return lead


def test_in_the_same_box_both_texts_are_shown_and_can_be_put_together(
    clash: Any, work: Work, axe: Check
) -> None:
    versions = clash.get_by_role("group", name="Two versions")
    expect(versions).to_contain_text("Priya Nair saved this while you were typing:")
    expect(versions).to_contain_text("Priya's text")
    expect(steps.box(clash, "1.1", EXAMPLES)).to_have_value("The lead's text")
    expect(steps.box(clash, "1.1", EXAMPLES)).to_be_focused()
    assert work.stored()["policy"].examples == "Priya's text"
    axe(clash)
    steps.press(clash, "Put both texts together")
    steps.sees_saved(clash, "1.1")
    expect(versions).to_have_count(0)
    assert work.stored()["policy"].examples == "Priya's text\n\nThe lead's text"
    steps.keeps_nothing(clash)


def test_or_ones_own_text_stands(clash: Any, work: Work) -> None:
    steps.write(clash, "1.1", EXAMPLES, ", longer")
    steps.press(clash, "Save my version")
    steps.sees_saved(clash, "1.1")
    assert work.stored()["policy"].examples == "The lead's text, longer"
    kept = [version.texts["examples"] for version in work.stored()["policy"].versions.all()]
    assert "Priya's text" in kept


def test_or_the_colleagues_text_stands(clash: Any, work: Work) -> None:
    steps.press(clash, "Use theirs")
    steps.sees_saved(clash, "1.1")
    expect(steps.box(clash, "1.1", EXAMPLES)).to_have_value("Priya's text")
    assert work.stored()["policy"].examples == "Priya's text"


def test_a_choice_not_made_waits_also_when_the_page_is_loaded_again(clash: Any, work: Work) -> None:
    steps.press(clash, "Save")
    expect(clash.get_by_role("group", name="Two versions")).to_be_focused()
    clash.on("dialog", lambda dialog: dialog.accept())
    clash.reload()
    steps.sees(clash, "1.1", "a colleague changed the same answer")
    expect(clash.get_by_role("group", name="Two versions")).to_contain_text("Priya's text")
    expect(steps.box(clash, "1.1", EXAMPLES)).to_have_value("The lead's text")
    assert work.stored()["policy"].examples == "Priya's text"


def test_two_ratings_are_told_apart_too(both: tuple[Any, Any], work: Work, axe: Check) -> None:
    lead, priya = both
    steps.choose(priya, "1.1", "Met")
    steps.sees_saved(priya, "1.1")
    steps.choose(lead, "1.1", "Not met")
    versions = lead.get_by_role("group", name="Two versions")
    expect(versions).to_contain_text("Priya Nair saved this while you were typing:")
    expect(versions.get_by_role("blockquote")).to_have_text("Met")
    axe(lead)
    steps.press(lead, "Save my version")
    steps.sees_saved(lead, "1.1")
    assert work.stored()["policy"].value == {"level": "not"}
