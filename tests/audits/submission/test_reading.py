"""Reading and editing are two questions: what was written can be read when nothing may change."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from audits.models import Cycle, Participant, Submission
from audits.submission.services import submission as submission_services
from tests.factories.agencies import person_at
from tests.factories.submissions import Work, open_return

from .returned import complete_return, submit
from .test_pages import address

pytestmark = pytest.mark.django_db

UNSENT = "Written, and never submitted"
REASON = "Say more at 1.1,\nplease."


def reader(work: Work, role: str) -> Client:
    """A browser in which somebody of the agency is signed in."""
    browser = Client()
    browser.force_login(work.lead if role == "lead" else person_at(work.agency, role))
    return browser


def text(browser: Client, work: Work, page: str, **more: Any) -> str:
    """A page of the return as it is shown."""
    response = browser.get(address(work, page), more)
    assert response.status_code == 200, response
    return " ".join(response.content.decode().split())


def close(work: Work) -> None:
    Cycle.objects.filter(pk=work.cycle.pk).update(state="closed", closed_at="2026-12-12T09:00Z")


def exempt(work: Work) -> None:
    Participant.objects.filter(pk=work.participant.pk).update(state="exempt")


def send_back(work: Work) -> None:
    """Submitted, and given back with a reason."""
    submit(work)
    submission_services.send_back(
        actor=person_at(work.partnership, "manager"), submission=work.submission, reason=REASON
    )


@pytest.mark.parametrize("end", [close, exempt])
@pytest.mark.parametrize("role", ["lead", "contributor", "approver"])
def test_what_was_not_submitted_can_still_be_read(end: Callable[[Work], None], role: str) -> None:
    work = open_return()
    work.edit(work.lead, "policy", examples=UNSENT)
    end(work)
    browser = reader(work, role)
    home = text(browser, work, "home")
    assert "You can still read what you wrote." in home
    assert f'href="{address(work, "check")}"' in home
    read = text(browser, work, "check")
    assert "What you wrote" in read
    assert UNSENT in read
    assert "Draft, not submitted." in read
    assert "/standards/" not in read, "nothing leads to a page that can no longer be changed"
    assert "Sign and submit" not in read


@pytest.mark.parametrize("end", [close, exempt])
def test_so_can_what_was_changed_after_a_return_was_sent_back(
    end: Callable[[Work], None], frozen: Any
) -> None:
    work = complete_return()
    send_back(work)
    work.edit(work.lead, "policy", examples=UNSENT)
    end(work)
    read = text(reader(work, "lead"), work, "check")
    assert UNSENT in read
    assert UNSENT not in text(reader(work, "lead"), work, "return")


def test_the_page_of_a_standard_leads_to_where_it_can_be_read() -> None:
    work = open_return()
    work.edit(work.lead, "policy", examples=UNSENT)
    close(work)
    response = reader(work, "lead").get(address(work, "standard", standard="leadership"))
    assert response.url == f"{address(work, 'check')}#standard-leadership"


def test_where_nothing_was_written_there_is_nothing_to_read() -> None:
    work = open_return()
    close(work)
    browser = reader(work, "lead")
    assert "Read what you wrote" not in text(browser, work, "home")
    assert browser.get(address(work, "check")).url == address(work, "home")


def test_a_submitted_return_is_read_as_it_was_submitted() -> None:
    work = complete_return()
    submit(work)
    browser = reader(work, "contributor")
    assert browser.get(address(work, "check")).url == address(work, "return")
    assert "Draft" not in text(browser, work, "return")


@pytest.mark.parametrize("page", ["home", "check", "standard"])
def test_why_it_was_sent_back_is_said_on_each_page_until_it_is_submitted(
    page: str, frozen: Any
) -> None:
    work = complete_return()
    send_back(work)
    browser = reader(work, "lead")
    where = address(work, page, **({"standard": "leadership"} if page == "standard" else {}))
    shown = browser.get(where).content.decode()
    assert "Say more at 1.1,<br>please." in shown
    assert f"{work.partnership.name} sent this return back to you" in shown
    work.submission.refresh_from_db()
    submit(work)
    assert "Say more at 1.1" not in browser.get(where, follow=True).content.decode()


def test_of_several_reasons_the_last_counts(frozen: Any) -> None:
    work = complete_return()
    for reason in ("First reason", "Second reason"):
        submit(work)
        frozen.shift(60)
        submission_services.send_back(
            actor=person_at(work.partnership, "manager"), submission=work.submission, reason=reason
        )
        work.submission.refresh_from_db()
    home = text(reader(work, "lead"), work, "home")
    assert "Second reason" in home
    assert "First reason" not in home


@pytest.mark.parametrize(
    ("now", "says"),
    [
        ("2026-12-11T20:00Z", "(today)"),
        ("2026-12-08T09:00Z", "(3 days left)"),
        ("2026-12-13T09:00Z", "(2 days ago)"),
    ],
)
def test_the_due_date_says_how_far_off_it_is(frozen: Any, now: str, says: str) -> None:
    work = open_return()
    frozen.move_to(now)
    browser = reader(work, "lead")
    assert says in text(browser, work, "home")
    standard = browser.get(address(work, "standard", standard="leadership")).content.decode()
    assert says in standard


def test_a_complete_standard_is_folded_on_the_check_page() -> None:
    work = open_return()
    work.edit(work.lead, "staff", value={"number": "12"})
    browser = reader(work, "lead")
    page = text(browser, work, "check")
    assert page.count('<details class="s11-read__folded"') == 1
    opened = text(browser, work, "check", at="staff")
    assert '<details class="s11-read__folded" open>' in opened
    close(work)
    assert "s11-read__folded" not in text(browser, work, "check")


def test_nothing_of_another_agencys_return_is_read_so() -> None:
    work, other = open_return(), open_return()
    other.edit(other.lead, "policy", examples=UNSENT)
    close(other)
    browser = reader(work, "lead")
    for page in ("home", "check"):
        assert browser.get(address(other, page)).status_code == 404
    assert Submission.objects.count() == 2
