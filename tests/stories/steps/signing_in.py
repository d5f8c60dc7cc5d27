"""Coming in and going out."""

import re
from typing import Any

from django.core import mail
from playwright.sync_api import expect


def with_one_click(page: Any, name: str) -> None:
    """Be somebody invented, on the sign-in page of the demonstration."""
    page.goto("/accounts/login/")
    button = page.get_by_role("button", name=name, exact=True)
    if not button.is_visible():
        page.get_by_text("People at other agencies").click()
    button.click()
    sees_own_work(page)


def with_a_code(page: Any, address: str) -> None:
    """Ask for a code, read it in the email, and type it."""
    page.goto("/accounts/login/")
    asks_for_a_code(page, address)
    types_the_code(page, address)
    sees_own_work(page)


def asks_for_a_code(page: Any, address: str) -> None:
    """Fill in the sign-in page."""
    page.get_by_label("Email address").first.fill(address)
    page.get_by_role("button", name="Send me a code").click()


def types_the_code(page: Any, address: str) -> None:
    """Type the code of the latest email."""
    expect(page.get_by_role("heading", name="Enter the code")).to_be_visible()
    code = re.search(r"^\s*([A-Z0-9]{3,}[- ]?[A-Z0-9]{3,})\s*$", text_of_mail_to(address), re.M)
    assert code, text_of_mail_to(address)
    page.get_by_label("Code").fill(code[1])
    page.get_by_role("button", name="Continue").click()


def sees_own_work(page: Any) -> None:
    """The page after signing in."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Your work")


def out(page: Any) -> None:
    """Sign out, from the menu of the account."""
    page.locator("details[data-s11-menu] summary").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in").first).to_be_visible()


def text_of_mail_to(address: str) -> str:
    """The text of the latest email to somebody."""
    return str(next(m for m in reversed(mail.outbox) if address in m.to).body)


def follows_the_link_in_the_mail(page: Any, address: str) -> None:
    """Open the link of the latest email to somebody."""
    link = re.search(r"https?://[^/\s]+(/\S+)", text_of_mail_to(address))
    assert link, text_of_mail_to(address)
    page.goto(link[1])
