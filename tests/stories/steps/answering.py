"""Answering the questions of one standard."""

import re
from typing import Any

from django.urls import reverse
from playwright.sync_api import expect

from tests.factories.submissions import Work

SAVED = re.compile(r"^Saved \d\d:\d\d")


def address(work: Work, page: str = "home", **more: Any) -> str:
    """The address of one of the return's pages: home, standard, check, sign…"""
    kwargs = {"code": work.agency.code, "pk": work.submission.pk, **more}
    return reverse(f"submission-{page}", kwargs=kwargs)


def open_standard(page: Any, work: Work, standard: str = "leadership") -> None:
    """Go to the page of a standard."""
    page.goto(address(work, "standard", standard=standard))


def question(page: Any, label: str) -> Any:
    """The part of the page that asks the question with this label."""
    return page.locator(f'[data-label="{label}"]')


def box(page: Any, label: str, title: str) -> Any:
    """One of the text boxes of a question: each is named with its question."""
    return question(page, label).get_by_label(_named(title))


def choose(page: Any, label: str, answer: str) -> None:
    """Pick a rating or a choice."""
    question(page, label).get_by_label(_named(answer)).check()


def _named(title: str) -> re.Pattern[str]:
    return re.compile(rf"^{re.escape(title)}(\s+\(question\s+.+\))?$")


def type_date(page: Any, label: str, day: str, month: str = "", year: str = "") -> Any:
    """Fill in the three boxes of a date. Gives the last one."""
    for name, text in (("Day", day), ("Month", month), ("Year", year)):
        question(page, label).get_by_label(name).fill(text)
    return question(page, label).get_by_label("Year")


def write(page: Any, label: str, title: str, text: str) -> None:
    """Type into a text box, key by key, and stay in it."""
    box(page, label, title).press_sequentially(text)


def told(page: Any, label: str) -> Any:
    """What the page says of the question's answer: 'Saved 14:02' and its like."""
    return question(page, label).locator("[data-save-state]")


def sees_saved(page: Any, label: str) -> None:
    """Wait until the question says 'Saved' and the time."""
    expect(told(page, label)).to_have_text(SAVED)


def sees(page: Any, label: str, words: str) -> None:
    """Wait until the question says these words."""
    expect(told(page, label)).to_contain_text(words)


def press(page: Any, name: str) -> None:
    """Press a button."""
    page.get_by_role("button", name=name, exact=True).click()


# Looked at once a frame by the page itself: its content policy forbids what Playwright's
# own waiting uses.
KEPT_TEXTS = """
(wanted) => new Promise((found, missed) => {
    const deadline = performance.now() + 10000;
    const look = () => {
        const keys = Object.keys(sessionStorage).filter((key) => key.startsWith("s11:"));
        const texts = keys.map((key) => sessionStorage.getItem(key)).join();
        if (wanted === null ? texts === "" : texts.includes(wanted)) found();
        else if (performance.now() > deadline) missed(new Error(`Kept: ${texts || "nothing"}`));
        else requestAnimationFrame(look);
    };
    look();
})
"""


def keeps_on_the_device(page: Any, text: str) -> None:
    """Wait until this tab keeps the text."""
    page.evaluate(KEPT_TEXTS, text)


def keeps_nothing(page: Any) -> None:
    """Wait until this tab keeps no text."""
    page.evaluate(KEPT_TEXTS, None)
