"""The session ends while somebody fills in a form: after signing in it is sent with one button."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from agencies.models import Listing
from tests.factories.agencies import PartnershipFactory, person_at
from tests.stories.steps import answering as steps
from tests.stories.steps import signing_in

pytestmark = pytest.mark.django_db(transaction=True)

NAME = "Ash House, which took a minute to type"


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_what_was_typed_is_shown_and_sent(
    new_page: Callable[..., Any],
    let_in: Callable[[Any, Any], None],
    looked_at: Callable[[Any], None],
    javascript: bool,
) -> None:
    manager = person_at(PartnershipFactory(slug="wexcombe"), "manager")
    page = new_page(javascript=javascript)
    let_in(page, manager)
    page.goto("/p/wexcombe/agencies/add/")
    page.get_by_label("Name of the agency").fill(NAME)
    page.get_by_label("Sector").fill("Health")
    page.get_by_label("Invite the contact").uncheck()
    Session.objects.all().delete()
    page.get_by_role("button", name="Add").click()
    signing_in.asks_for_a_code(page, manager.email)
    signing_in.types_the_code(page, manager.email)
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "You were signed out before this was saved"
    )
    expect(page.get_by_text(NAME)).to_be_visible()
    if javascript:
        looked_at(page)
    steps.press(page, "Send it now")
    expect(page.get_by_text(NAME).first).to_be_visible()
    assert Listing.objects.get().name == NAME
