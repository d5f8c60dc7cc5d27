"""While somebody types, the connection goes, the sign-in ends, or the audit is closed."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from audits.cycle.services import cycle as cycle_services
from audits.models import Cycle
from s11portal.common import clock
from tests.factories.agencies import person_at
from tests.factories.submissions import Work, open_return
from tests.stories.steps import answering as steps
from tests.stories.steps import signing_in

pytestmark = pytest.mark.django_db(transaction=True)

EXAMPLES = "Examples of what you do"
TEXT = "Typed at a bad moment"
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


def end_all_sessions() -> None:
    """As after twelve hours."""
    Session.objects.all().delete()


def test_without_a_connection_the_text_stays_and_is_saved_later(
    at_work: Any, work: Work, axe: Check
) -> None:
    at_work.context.set_offline(True)
    steps.write(at_work, "1.1", EXAMPLES, TEXT)
    steps.sees(at_work, "1.1", "Not saved: no connection. Your text is kept in this tab")
    steps.keeps_on_the_device(at_work, TEXT)
    axe(at_work)
    # Save does not throw the page away for the browser's 'no internet'.
    steps.press(at_work, "Save and continue")
    expect(at_work.locator(":focus")).to_contain_text("Not saved: no connection")
    assert work.stored() == {}
    at_work.context.set_offline(False)
    steps.sees_saved(at_work, "1.1")
    steps.keeps_nothing(at_work)
    assert work.stored()["policy"].examples == TEXT


def test_the_text_survives_the_page_being_loaded_again(at_work: Any, work: Work) -> None:
    at_work.route("**/save/", lambda route: route.abort())
    steps.write(at_work, "1.1", EXAMPLES, TEXT)
    steps.sees(at_work, "1.1", "Not saved: no connection")
    at_work.unroute("**/save/")
    at_work.on("dialog", lambda dialog: dialog.accept())
    at_work.reload()
    expect(steps.box(at_work, "1.1", EXAMPLES)).to_have_value(TEXT)
    steps.keeps_nothing(at_work)
    assert work.stored()["policy"].examples == TEXT


def test_and_is_sent_from_another_page_of_the_return(at_work: Any, work: Work) -> None:
    at_work.route("**/save/", lambda route: route.abort())
    steps.write(at_work, "1.1", EXAMPLES, TEXT)
    steps.sees(at_work, "1.1", "Not saved: no connection")
    at_work.on("dialog", lambda dialog: dialog.accept())
    at_work.goto(steps.address(work, "check"))
    expect(
        at_work.get_by_text("What you typed earlier for 1.1 has not been saved.")
    ).to_be_visible()
    at_work.unroute("**/save/")
    at_work.goto(steps.address(work))
    steps.keeps_nothing(at_work)
    assert work.stored()["policy"].examples == TEXT


def test_a_sign_in_that_ended_is_renewed_in_another_window(
    at_work: Any, work: Work, axe: Check
) -> None:
    end_all_sessions()
    steps.write(at_work, "1.1", EXAMPLES, TEXT)
    steps.sees(at_work, "1.1", "Not saved. You have been signed out")
    steps.keeps_on_the_device(at_work, TEXT)
    axe(at_work)
    with at_work.expect_popup() as opened:
        at_work.get_by_role("link", name="Open a new window to sign in").click()
    window = opened.value
    expect(window.get_by_role("heading", level=1)).to_have_text("Sign in")
    signing_in.asks_for_a_code(window, work.lead.email)
    signing_in.types_the_code(window, work.lead.email)
    signing_in.sees_own_work(window)
    window.close()
    at_work.evaluate("window.dispatchEvent(new Event('focus'))")
    steps.sees_saved(at_work, "1.1")
    steps.keeps_nothing(at_work)
    # The form of the page is older than the sign-in, and works all the same.
    steps.press(at_work, "Save")
    expect(at_work.get_by_text("Your answers have been saved.")).to_be_visible()
    assert work.stored()["policy"].examples == TEXT


def test_signing_out_takes_the_kept_text_away(at_work: Any, work: Work) -> None:
    at_work.route("**/save/", lambda route: route.abort())
    steps.write(at_work, "1.1", EXAMPLES, TEXT)
    steps.keeps_on_the_device(at_work, TEXT)
    at_work.on("dialog", lambda dialog: dialog.accept())
    at_work.locator("summary", has_text=work.lead.name).click()
    steps.press(at_work, "Sign out")
    expect(at_work.get_by_role("heading", level=1)).to_contain_text("Section 11 audits")
    steps.keeps_nothing(at_work)


def test_somebody_else_in_the_same_browser_does_not_get_the_text(
    at_work: Any, work: Work, let_in: LetIn
) -> None:
    end_all_sessions()
    steps.write(at_work, "1.1", EXAMPLES, TEXT)
    steps.keeps_on_the_device(at_work, TEXT)
    let_in(at_work, person_at(work.agency, "contributor"))
    at_work.evaluate("window.dispatchEvent(new Event('focus'))")
    steps.sees(at_work, "1.1", "Not saved. Someone else is now signed in in this browser")
    at_work.on("dialog", lambda dialog: dialog.accept())
    at_work.reload()
    expect(steps.box(at_work, "1.1", EXAMPLES)).to_have_value("")
    steps.keeps_nothing(at_work)
    assert work.stored() == {}


def test_an_audit_closed_meanwhile_says_so_and_leaves_the_text_to_copy(
    at_work: Any, work: Work, axe: Check
) -> None:
    cycle_services.close(actor=person_at(work.partnership, "manager"), cycle=work.cycle)
    steps.write(at_work, "1.1", EXAMPLES, TEXT)
    steps.sees(at_work, "1.1", "Not saved. This audit was closed on")
    expect(steps.box(at_work, "1.1", EXAMPLES)).to_have_value(TEXT)
    steps.choose(at_work, "1.3", "No")
    steps.sees(at_work, "1.3", "Not saved. This audit was closed on")
    axe(at_work)
    steps.press(at_work, "Save and continue")
    expect(at_work.get_by_role("alert").get_by_text("This audit was closed on")).to_be_visible()
    expect(steps.box(at_work, "1.1", EXAMPLES)).to_have_value(TEXT)
    axe(at_work)
    assert work.stored() == {}


def test_a_refused_save_keeps_the_text_until_answers_may_be_changed_again(
    at_work: Any, work: Work
) -> None:
    Cycle.objects.filter(pk=work.cycle.pk).update(state="closed", closed_at=clock.now())
    steps.write(at_work, "1.1", EXAMPLES, TEXT)
    steps.press(at_work, "Save and continue")
    expect(at_work.get_by_role("alert").get_by_text("This audit was closed on")).to_be_visible()
    steps.keeps_on_the_device(at_work, TEXT)
    at_work.on("dialog", lambda dialog: dialog.accept())
    at_work.goto(steps.address(work))
    expect(
        at_work.get_by_text("What you typed earlier for 1.1 has not been saved.")
    ).to_be_visible()
    expect(at_work.get_by_text(TEXT)).to_be_visible()
    Cycle.objects.filter(pk=work.cycle.pk).update(state="open", closed_at=None)
    at_work.goto(steps.address(work))
    steps.keeps_nothing(at_work)
    assert work.stored()["policy"].examples == TEXT


def test_a_server_that_stumbles_is_asked_again(at_work: Any, work: Work) -> None:
    at_work.route("**/save/", lambda route: route.fulfill(status=500, body="<h1>Sorry</h1>"))
    steps.write(at_work, "1.1", EXAMPLES, TEXT)
    steps.sees(at_work, "1.1", "Not saved: something went wrong on our side")
    at_work.unroute("**/save/")
    steps.sees_saved(at_work, "1.1")
    assert work.stored()["policy"].examples == TEXT
