"""Signing in, the account's own pages and the public ones, in a real browser."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.core.cache import cache

from tests.factories.agencies import AgencyFactory, PartnershipFactory, person_at

pytestmark = pytest.mark.django_db(transaction=True)

Check = Callable[[Any], None]


def code_from_the_mail() -> str:
    found = re.search(r"^\s*([A-Z0-9]{3,}[- ]?[A-Z0-9]{3,})\s*$", mail.outbox[-1].body, re.M)
    assert found, mail.outbox[-1].body
    return found[1]


def shown_by_the_app(secret: str) -> str:
    counter = next(totp.yield_hotp_counters_from_time())
    return str(totp.format_hotp_value(totp.hotp_value(secret, counter)))


def ask_for_a_code(page: Any, address: str) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("Email address").first.fill(address)
    page.get_by_role("button", name="Send me a code").click()


def fits(page: Any) -> bool:
    """Whether nothing makes the page itself scroll sideways."""
    return bool(
        page.evaluate(
            "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        )
    )


PUBLIC = (
    "/",
    "/privacy/",
    "/accessibility/",
    "/accounts/login/",
    "/accounts/login/code/",
    "/accounts/password/reset/",
    "/accounts/password/reset/done/",
    "/accounts/signup/",
    "/nowhere/",
)


@pytest.mark.parametrize("width", [1200, 390, 320])
def test_public_pages_shut_nobody_out(new_page: Callable[..., Any], axe: Check, width: int) -> None:
    page = new_page(width=width)
    for path in PUBLIC:
        page.goto(path)
        axe(page)
        assert fits(page), path


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_a_person_signs_in_with_a_code_and_out_again(
    new_page: Callable[..., Any], axe: Check, javascript: bool
) -> None:
    page = new_page(javascript=javascript)
    person = person_at(AgencyFactory(), "lead")
    ask_for_a_code(page, person.email)
    page.get_by_role("heading", name="Enter the code").wait_for()
    if javascript:
        axe(page)
    page.get_by_label("Code").fill("WRONG1")
    page.get_by_role("button", name="Continue").click()
    # The summary leads to the box.
    page.get_by_role("link", name="This code is incorrect").click()
    assert page.title().startswith("Error: ")
    if javascript:
        axe(page)
    page.get_by_label("Code").fill(code_from_the_mail())
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("heading", name="Your work", level=1).wait_for()
    page.locator("summary", has_text=person.name).click()
    if javascript:
        axe(page)
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("heading", level=1, name="Section 11 audits").wait_for()


def test_an_unknown_address_is_answered_like_a_known_one(page: Any) -> None:
    ask_for_a_code(page, "nobody@elsewhere.example")
    page.get_by_role("heading", name="Enter the code").wait_for()
    page.get_by_text("If nobody@elsewhere.example has an account here").wait_for()


def test_a_password_works_too(page: Any, axe: Check) -> None:
    person = person_at(AgencyFactory(), "lead")
    person.set_password("correct horse battery")
    person.save()
    page.goto("/accounts/login/")
    page.get_by_text("Use a password instead").click()
    page.get_by_label("Email address").last.fill(person.email)
    page.get_by_role("textbox", name="Password", exact=True).fill("wrong")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_text("There is a problem").wait_for()
    axe(page)
    page.get_by_role("textbox", name="Password", exact=True).fill("correct horse battery")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("heading", name="Your work", level=1).wait_for()


def test_a_person_sets_up_the_second_step(page: Any, axe: Check) -> None:
    person = person_at(AgencyFactory(), "lead")
    ask_for_a_code(page, person.email)
    page.get_by_label("Code").fill(code_from_the_mail())
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("heading", name="Your work", level=1).wait_for()
    for path in ("/accounts/sessions/", "/accounts/password/change/", "/accounts/logout/"):
        page.goto(path)
        axe(page)
    page.goto("/accounts/2fa/")
    axe(page)
    page.get_by_role("link", name="Set up").click()
    axe(page)
    secret = page.locator(".s11-key").inner_text()
    page.get_by_label("6 digits from the app").fill("1")
    page.get_by_role("button", name="Turn on").click()
    page.get_by_text("There is a problem").wait_for()
    axe(page)
    secret = page.locator(".s11-key").inner_text()
    page.get_by_label("6 digits from the app").fill(shown_by_the_app(secret))
    page.get_by_role("button", name="Turn on").click()
    page.get_by_role("heading", name="Confirm that it is you").wait_for()
    axe(page)
    # One code works once: as if the half minute until the next one had passed.
    cache.clear()
    page.get_by_label("Code").fill(shown_by_the_app(secret))
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    axe(page)
    page.goto("/accounts/2fa/")
    page.get_by_text("10 of 10 left").wait_for()
    axe(page)
    page.get_by_role("link", name="Turn off").click()
    axe(page)


def test_a_table_of_cards_is_a_table_to_screen_readers(
    new_page: Callable[..., Any], let_in: Callable[[Any, Any], None]
) -> None:
    """On a phone its rows are blocks; what the browser tells of it must not change."""
    partnership = PartnershipFactory(slug="brackenshire")
    page = new_page(width=390)
    let_in(page, person_at(partnership, "manager"))
    page.goto("/p/brackenshire/people/")
    assert page.locator("table.s11-rows").evaluate("t => getComputedStyle(t).display") == "block"
    told = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")
    roles = [node.get("role", {}).get("value") for node in told["nodes"] if not node["ignored"]]
    assert {"table", "row", "columnheader", "rowheader", "cell"} <= set(roles)
    assert roles.count("row") == 2, "the heads of the columns, and one person"


def test_what_is_folded_is_printed(page: Any) -> None:
    page.goto("/accounts/login/")
    folded = page.locator("details:not([open]) > .govuk-details__text").first
    how_high = "e => e.checkVisibility({contentVisibilityAuto: true}) ? e.offsetHeight : 0"
    assert folded.evaluate(how_high) == 0
    page.emulate_media(media="print")
    assert folded.evaluate(how_high) > 100


def test_colours_that_are_forced_take_neither_progress_nor_tags_away(
    new_page: Callable[..., Any],
) -> None:
    page = new_page()
    page.emulate_media(forced_colors="active")
    page.goto("/accounts/login/")
    page.evaluate(
        """() => document.querySelector('main').insertAdjacentHTML('beforeend',
            '<progress class="s11-progress__bar" max="4" value="2"></progress>'
            + '<strong class="govuk-tag govuk-tag--red">Overdue</strong>')"""
    )
    edge = "e => getComputedStyle(e).borderTopWidth"
    assert page.locator("progress").evaluate(edge) == "1px"
    assert page.locator(".govuk-tag").evaluate(edge) == "1px"


def test_the_keyboard_reaches_the_content_and_leaves_the_menu(
    page: Any, let_in: Callable[[Any, Any], None]
) -> None:
    person = person_at(AgencyFactory(), "lead")
    let_in(page, person)
    page.goto("/your-work/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent").strip() == "Skip to main content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main-content"
    menu = page.locator("details[data-s11-menu]")
    menu.locator("summary").focus()
    page.keyboard.press("Enter")
    assert menu.get_attribute("open") is not None
    page.keyboard.press("Escape")
    assert menu.get_attribute("open") is None
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_what_was_kept_on_the_device_goes_with_signing_out(
    page: Any, let_in: Callable[[Any, Any], None]
) -> None:
    let_in(page, person_at(AgencyFactory(), "lead"))
    page.goto("/your-work/")
    page.evaluate("sessionStorage.setItem('typed', 'a secret')")
    page.locator("details[data-s11-menu] summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("heading", level=1, name="Section 11 audits").wait_for()
    assert page.evaluate("sessionStorage.getItem('typed')") is None
