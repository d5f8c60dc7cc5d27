"""While somebody answers: what stays in sight, what is heard, and what a phone may throw away."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from audits.models import Cycle
from tests.architecture.tree import ROOT
from tests.factories.agencies import person_at
from tests.factories.submissions import Work, open_return
from tests.stories.steps import answering as steps

pytestmark = pytest.mark.django_db(transaction=True)

EXAMPLES = "Examples of what you do"
Check = Callable[[Any], None]
LetIn = Callable[[Any, Any], None]

# What a screen reader is given, in order.
LISTEN = """
() => {
    const place = document.querySelector("[data-spoken]");
    window.heard = [];
    new MutationObserver(() => window.heard.push(place.textContent)).observe(
        place, { childList: true, characterData: true, subtree: true });
}
"""
# As when somebody looks at another program: the browser's own state cannot be set.
LOOK_AWAY = """
() => {
    Object.defineProperty(document, "hidden", { value: true, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
}
"""


@pytest.fixture
def work() -> Work:
    return open_return()


@pytest.fixture
def phone(new_page: Callable[..., Any], work: Work, let_in: LetIn) -> Any:
    """The lead's phone, at the first standard."""
    page = new_page(width=390, height=700)
    let_in(page, work.lead)
    steps.open_standard(page, work)
    return page


def test_whether_all_is_saved_stays_in_sight_on_a_phone(phone: Any, work: Work, axe: Check) -> None:
    bar = phone.locator("[data-save-bar]")
    steps.write(phone, "1.1", EXAMPLES, "A paper")
    expect(bar).to_contain_text("Saved")
    expect(bar).to_be_in_viewport()
    steps.choose(phone, "1.3", "Yes")
    expect(bar).to_contain_text("1 of 8 answered")
    expect(bar).to_be_in_viewport()
    phone.context.set_offline(True)
    steps.choose(phone, "1.3", "No")
    expect(bar).to_contain_text("Not saved: 1.3")
    axe(phone)
    phone.context.set_offline(False)
    expect(bar).to_contain_text("Saved")


def test_one_sentence_is_heard_for_many_letters(phone: Any, work: Work) -> None:
    phone.evaluate(LISTEN)
    steps.write(phone, "1.1", EXAMPLES, "Thirty-one letters, more or less")
    steps.sees_saved(phone, "1.1")
    heard = phone.evaluate("window.heard")
    assert len(heard) == 1, heard
    assert heard[0].startswith("1.1: Saved ")
    assert phone.locator("[aria-live]").count() == 0


def test_what_is_typed_is_sent_when_a_phone_shows_something_else(phone: Any, work: Work) -> None:
    with phone.expect_response("**/save/"):
        steps.box(phone, "1.1", EXAMPLES).press_sequentially("Half a sen")
        phone.evaluate(LOOK_AWAY)
    assert work.stored()["policy"].examples == "Half a sen"
    steps.keeps_nothing(phone)


def test_what_cannot_be_sent_then_is_kept_by_the_tab(phone: Any, work: Work) -> None:
    phone.route("**/save/", lambda route: route.abort())
    steps.write(phone, "1.1", EXAMPLES, "Half a sen")
    phone.evaluate(LOOK_AWAY)
    steps.keeps_on_the_device(phone, "Half a sen")


def test_a_box_is_as_large_as_its_text_and_counts_words(phone: Any, work: Work) -> None:
    box = steps.box(phone, "1.1", EXAMPLES)
    small = box.bounding_box()["height"]
    box.fill("word " * 60)
    expect(steps.question(phone, "1.1").get_by_text("60 words")).to_be_visible()
    assert box.bounding_box()["height"] > small
    assert box.evaluate("box => box.scrollHeight <= box.clientHeight + 1"), "all of it is seen"
    box.fill("x" * 19_000)
    left = steps.question(phone, "1.1").get_by_text("1,000 characters left")
    expect(left).to_be_visible()
    box.fill("x" * 20_001)
    expect(steps.question(phone, "1.1").get_by_text("1 character too many")).to_be_visible()


def test_each_box_is_named_with_its_question(phone: Any, work: Work) -> None:
    box = steps.box(phone, "1.1", EXAMPLES)
    name = re.compile(rf"^{EXAMPLES}\s+\(question 1.1\)$")
    expect(box).to_have_accessible_name(name)
    assert box.evaluate("box => box.closest('fieldset').id") == "policy"


def test_a_page_loaded_again_at_once_does_not_meet_itself(phone: Any, work: Work) -> None:
    """The next page was made a moment before the last save of this one came in."""
    saves: list[Any] = []
    phone.route("**/save/", lambda route: saves.append(route), times=1)
    steps.write(phone, "1.1", EXAMPLES, "Typed, and loaded again")
    while not saves:
        phone.evaluate("1")

    def made_before_the_save(route: Any) -> None:
        page = route.fetch()
        saves[0].continue_()
        route.fulfill(response=page)

    phone.on("dialog", lambda dialog: dialog.accept())
    phone.route(phone.url, made_before_the_save, times=1)
    phone.reload()
    expect(steps.box(phone, "1.1", EXAMPLES)).to_have_value("Typed, and loaded again")
    steps.write(phone, "1.1", EXAMPLES, ", and more")
    steps.sees_saved(phone, "1.1")
    assert work.stored()["policy"].examples == "Typed, and loaded again, and more"
    expect(phone.get_by_role("group", name="Two versions")).to_have_count(0)


def test_every_script_of_the_page_is_asked_for_at_once(phone: Any) -> None:
    """On a slow line each script that another one names would wait for that one first."""
    links = phone.locator("link[rel=modulepreload]").all()
    named = {Path(link.get_attribute("href")).name for link in links}
    scripts = {path.name for path in (ROOT / "static" / "js" / "answering").glob("*.js")}
    assert named == scripts - {"main.js"}


def test_without_a_script_back_brings_the_text_after_a_failed_save(
    page_no_js: Any, work: Work, let_in: LetIn
) -> None:
    """The page itself is not stored: it comes again as soon as the site answers."""
    let_in(page_no_js, work.lead)
    steps.open_standard(page_no_js, work)
    steps.box(page_no_js, "1.1", EXAMPLES).fill("Typed for an hour")
    steps.choose(page_no_js, "1.1", "Partly met")
    page_no_js.context.set_offline(True)
    steps.press(page_no_js, "Save")
    expect(page_no_js.get_by_role("heading", name="Leadership")).to_have_count(0)
    page_no_js.context.set_offline(False)
    page_no_js.go_back()
    expect(steps.box(page_no_js, "1.1", EXAMPLES)).to_have_value("Typed for an hour")
    steps.press(page_no_js, "Save")
    expect(page_no_js.get_by_text("Your answers have been saved.")).to_be_visible()
    stored = work.stored()["policy"]
    assert (stored.value, stored.examples) == ({"level": "partly"}, "Typed for an hour")


def test_an_earlier_version_is_found_and_brought_back_on_a_phone(
    phone: Any, work: Work, axe: Check
) -> None:
    colleague = person_at(work.agency, "contributor", name="Priya Nair")
    work.edit(colleague, "policy", value={"level": "not"}, examples="Priya's long text")
    work.edit(work.lead, "policy", examples="Oops")
    phone.reload()
    phone.get_by_role("link", name="Earlier versions").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Versions of your answer")
    axe(phone)
    phone.get_by_role("button", name="Restore this version").click()
    expect(
        phone.get_by_text("has been restored. The text it replaced is kept below.")
    ).to_be_visible()
    assert work.stored()["policy"].examples == "Priya's long text"
    axe(phone)
    phone.get_by_role("link", name="1 Leadership").click()
    expect(steps.box(phone, "1.1", EXAMPLES)).to_have_value("Priya's long text")


def test_after_closing_what_was_written_is_read_on_a_phone(
    phone: Any, work: Work, axe: Check
) -> None:
    work.edit(work.lead, "policy", examples="Never submitted")
    Cycle.objects.update(state="closed")
    phone.goto(steps.address(work))
    axe(phone)
    phone.get_by_role("link", name="Read what you wrote").click()
    expect(phone.get_by_text("Never submitted")).to_be_visible()
    axe(phone)
