"""A text waits only for somebody who belongs here, and only so much of it, for so long."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core import signing
from django.test import Client
from django.urls import reverse

from s11portal.common import clock
from s11portal.common.saving import kept_page
from s11portal.common.saving.page_token import SALT, new_token, token_owner
from tests.factories.agencies import AgencyFactory, UserFactory, person_at
from tests.factories.submissions import Work, open_return

pytestmark = pytest.mark.django_db


@pytest.fixture
def work() -> Work:
    return open_return()


def address(work: Work, code: str = "") -> str:
    where = {"code": code or work.agency.code, "pk": work.submission.pk, "standard": "leadership"}
    return reverse("submission-standard", kwargs=where)


def send(client: Client, path: str, user_id: int, text: str = "Typed", **more: Any) -> Any:
    return client.post(path, {"token": new_token(user_id), "policy.examples": text, **more})


def kept(client: Client) -> bool:
    return kept_page.KEY in client.session


def test_the_lead_whose_session_has_ended_loses_nothing(client: Client, work: Work) -> None:
    answer = send(client, address(work), work.lead.pk)
    assert answer.url.startswith(reverse("account_login"))
    assert kept(client)


def test_posts_to_places_that_do_not_exist_leave_nothing(client: Client, work: Work) -> None:
    """Ten of them once were 49 MB in the database."""
    for path in (address(work, "nosuchcode"), address(work, AgencyFactory().code)):
        for user_id in (work.lead.pk, UserFactory().pk, 999_999):
            answer = send(client, path, user_id, "x" * 400_000)
            assert answer.status_code == 302
    assert not Session.objects.exists()


def test_who_belongs_elsewhere_or_no_more_keeps_nothing(client: Client, work: Work) -> None:
    gone = person_at(work.agency, "contributor")
    gone.memberships.update(ended_at=clock.now())
    for person in (
        gone,
        person_at(AgencyFactory(), "lead"),
        person_at(work.partnership, "manager"),
    ):
        send(client, address(work), person.pk)
    client.post(address(work), {"token": "forged", "policy.examples": "Typed"})
    assert not Session.objects.exists()


def test_more_than_any_page_holds_is_not_kept_and_that_is_said(client: Client, work: Work) -> None:
    answer = send(client, address(work), work.lead.pk, "x" * kept_page.MOST_BYTES)
    assert not kept(client)
    page = client.get(answer.url).content.decode()
    assert "we could not keep the text you sent" in page


def test_one_person_keeps_a_few_an_hour(work: Work) -> None:
    clients = [Client() for _ in range(14)]
    for client in clients:
        send(client, address(work), work.lead.pk)
    assert sum(kept(client) for client in clients) == 10


def test_an_old_page_keeps_nothing(client: Client, work: Work, frozen: Any) -> None:
    page = {"token": new_token(work.lead.pk), "policy.examples": "Typed"}
    frozen.shift(timedelta(days=7, seconds=1))
    client.post(address(work), page)
    assert not kept(client)
    assert token_owner(page["token"]) == work.lead.pk, "saving it while signed in goes on working"


def test_a_page_of_the_first_release_can_still_be_saved(work: Work) -> None:
    token = signing.Signer(salt=SALT).sign(f"{work.lead.pk}.abc")
    assert token_owner(token) == work.lead.pk
    assert token_owner(token, max_age=timedelta(days=7)) is None


@pytest.mark.parametrize(("hours", "comes_back"), [(11, True), (13, False)])
def test_what_was_kept_is_given_back_on_the_same_day(
    client: Client, work: Work, frozen: Any, hours: int, comes_back: bool
) -> None:
    send(client, address(work), work.lead.pk)
    was = client.session[kept_page.KEY]
    frozen.shift(timedelta(hours=hours))
    client.force_login(work.lead)
    session = client.session
    session[kept_page.KEY] = was
    session.save()
    page = client.get(address(work)).content.decode()
    assert ("You were signed out while you were typing" in page) == comes_back
