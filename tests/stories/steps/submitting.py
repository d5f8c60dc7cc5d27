"""From the first screen of a return to its receipt, on any template, with or without a script."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from tests.stories.steps.answering import question, type_date

LOOK = "Check your answers, sign and submit"


def answers_what_is_missing(page: Any) -> None:
    """From the task list: open what the check page says is missing, until nothing is."""
    page.get_by_role("link", name=LOOK).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers")
    check = page.url
    while missing := what_is_missing(page):
        standard = missing[0][0]
        page.goto(standard)
        for _, label, wanted in (line for line in missing if line[0] == standard):
            answers(page, label, wanted)
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.get_by_text("Your answers have been saved.")).to_be_visible()
        page.goto(check)
    expect(page.get_by_text("Every question is complete.")).to_be_visible()


def what_is_missing(page: Any) -> list[tuple[str, str, str]]:
    """(address of the standard, label, what is wanted) of each line the check page marks."""
    return [
        (
            line.get_by_role("link", name="Complete").get_attribute("href").partition("#")[0],
            line.locator(".s11-question__label").inner_text(),
            line.locator(".s11-read__missing li").first.inner_text(),
        )
        for line in page.locator(".s11-read__line--missing").all()
    ]


def answers(page: Any, label: str, wanted: str) -> None:
    """Give a question what it still needs."""
    asked = question(page, label)
    match wanted:
        case "Select a rating." | "Select one answer.":
            asked.get_by_role("radio").first.check()
        case "Select yes or no.":
            asked.get_by_label("No", exact=True).check()
        case "Select at least one answer.":
            asked.get_by_role("checkbox").first.check()
        case "Enter a number.":
            asked.get_by_role("textbox").first.fill("3")
        case "Enter a date.":
            type_date(page, label, "31", "3", "2026")
        case "Enter an example of what you do.":
            asked.get_by_label("Examples of what you do").fill("We talk about it every month.")
        case _:
            asked.get_by_role("textbox").first.fill("As far as we know, yes.")


def signs_and_submits(page: Any, look: Callable[[Any], None]) -> None:
    """From the check page to the receipt, with a look at each page. Many click twice."""
    page.get_by_role("link", name="Sign and submit").first.click()
    look(page)
    page.get_by_label("To the best of my knowledge").check()
    page.get_by_role("button", name="Sign and submit the return").dblclick()
    expect(page.get_by_role("heading", name="Return submitted")).to_be_visible()
    look(page)
