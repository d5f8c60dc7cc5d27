"""Strangers who try an address reach a limit; its owner does not meet it."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core.cache import cache, caches
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings
from django.urls import reverse

from agencies.models import User
from agencies.person import limits
from s11portal.common.models import OutgoingMail
from tests.factories.agencies import UserFactory

ASK = reverse("account_request_login_code")
CONFIRM = reverse("account_confirm_login_code")
LOGIN = reverse("account_login")
RESET = reverse("account_reset_password")
PASSWORD = "correct horse battery"
STRANGER = {"REMOTE_ADDR": "203.0.113.66"}
HERE = {"REMOTE_ADDR": "198.51.100.7"}


def ann() -> User:
    person = UserFactory(email="ann@north.example", name="Ann")
    person.set_password(PASSWORD)
    person.save()
    return person


def log_in(client: Client, password: str = PASSWORD, **given: Any) -> bool:
    client.post(LOGIN, {"login": "ann@north.example", "password": password}, **given)
    return "_auth_user_id" in client.session


def codes() -> list[str]:
    """The codes sent to Ann, oldest first."""
    mails = OutgoingMail.objects.filter(to="ann@north.example").order_by("pk")
    return [found[1] for mail in mails if (found := re.search(r"is:\n\n(\S+)\n", mail.body))]


@pytest.mark.django_db
class TestStrangers:
    """What somebody elsewhere does to Ann's address."""

    def test_wrong_passwords_from_elsewhere_do_not_keep_ann_out(self) -> None:
        ann()
        for _ in range(8):
            assert not log_in(Client(**STRANGER), "wrong wrong wrong")
        assert not log_in(Client(**STRANGER)), "where they were tried, the right one waits too"
        assert log_in(Client(**HERE))

    def test_code_requests_from_elsewhere_do_not_keep_ann_out(self) -> None:
        ann()
        answers = [Client(**STRANGER).post(ASK, {"email": "ann@north.example"}) for _ in range(8)]
        assert [answer.status_code for answer in answers] == [302] * 3 + [200] * 5
        client = Client(**HERE)
        assert client.post(ASK, {"email": "ann@north.example"}).url == CONFIRM
        client.post(CONFIRM, {"code": codes()[-1]})
        assert "_auth_user_id" in client.session

    def test_many_sources_reach_the_limit_of_the_address(self) -> None:
        """Guessing from a hundred machines ends too; a code by email still helps Ann."""
        ann()
        tried = [
            Client(REMOTE_ADDR=f"203.0.113.{n}").post(
                LOGIN, {"login": "ann@north.example", "password": "wrong wrong wrong"}
            )
            for n in range(60)
        ]
        waiting = ["Too many attempts" in answer.content.decode() for answer in tried]
        assert waiting == [False] * 50 + [True] * 10
        assert not log_in(Client(**HERE))
        client = Client(**HERE)
        client.post(ASK, {"email": "ann@north.example"})
        client.post(CONFIRM, {"code": codes()[-1]})
        assert "_auth_user_id" in client.session

    def test_a_browser_in_which_ann_signed_in_before_is_hers(self) -> None:
        ann()
        client = Client(**HERE)
        assert log_in(client)
        client.post(reverse("account_logout"))
        for n in range(60):
            log_in(Client(REMOTE_ADDR=f"203.0.113.{n}"), "wrong wrong wrong")
            Client(REMOTE_ADDR=f"203.0.113.{n}").post(ASK, {"email": "ann@north.example"})
        assert log_in(client)
        client.post(reverse("account_logout"))
        assert client.post(ASK, {"email": "ann@north.example"}).url == CONFIRM

    def test_the_mark_of_another_persons_browser_helps_nobody(self) -> None:
        ann()
        stranger = Client(**STRANGER)
        other = UserFactory(email="other@place.example")
        other.set_password(PASSWORD)
        other.save()
        stranger.post(LOGIN, {"login": other.email, "password": PASSWORD})
        stranger.post(reverse("account_logout"))
        mark = stranger.cookies[limits.COOKIE]
        assert mark["httponly"]
        assert "other@place.example" not in mark.value
        for _ in range(5):
            log_in(stranger, "wrong wrong wrong")
        assert not log_in(stranger)
        stranger.cookies[limits.COOKIE] = "ann.1:forged"
        assert not log_in(stranger)

    def test_even_there_guessing_ends(self) -> None:
        ann()
        client = Client(**HERE)
        log_in(client)
        client.post(reverse("account_logout"))
        for _ in range(5):
            log_in(client, "wrong wrong wrong")
        assert not log_in(client)

    def test_one_machine_may_not_ask_for_codes_to_many_addresses(self) -> None:
        answers = [
            Client(**STRANGER).post(ASK, {"email": f"a{n}@north.example"}) for n in range(40)
        ]
        assert sum(answer.status_code == 302 for answer in answers) == 30
        assert OutgoingMail.objects.count() == 30

    def test_links_for_a_new_password_are_few_and_the_page_says_the_same(self) -> None:
        ann()
        answers = [Client(**STRANGER).post(RESET, {"email": "ann@north.example"}) for _ in range(6)]
        assert {(answer.status_code, answer.url) for answer in answers} == {
            (302, reverse("account_reset_password_done"))
        }
        assert OutgoingMail.objects.count() == 3
        Client(**HERE).post(RESET, {"email": "ann@north.example"})
        assert OutgoingMail.objects.count() == 4


@pytest.mark.django_db
def test_a_code_that_was_sent_can_be_entered_whatever_limit_is_reached(client: Client) -> None:
    """Ann is impatient: she asks five times and is led to where the code is entered."""
    ann()
    for _ in range(5):
        answer = client.post(ASK, {"email": "Ann@north.example"}, follow=True)
        assert answer.redirect_chain == [(CONFIRM, 302)]
    for _ in range(8):
        Client().post(ASK, {"email": "ann@north.example"})
    client.post(CONFIRM, {"code": codes()[0]})
    assert "_auth_user_id" in client.session


@pytest.mark.django_db
def test_above_the_limit_the_page_says_what_helps() -> None:
    for _ in range(3):
        Client().post(ASK, {"email": "ann@north.example"})
    answer = Client().post(ASK, {"email": "ann@north.example"})
    assert "We have sent several codes to this address. Use the newest" in answer.content.decode()


@pytest.mark.django_db
def test_who_typed_a_wrong_address_types_another_and_waits_for_its_code(client: Client) -> None:
    ann()
    client.post(ASK, {"email": "anne@north.example"})
    page = client.post(ASK, {"email": "ann@north.example"}, follow=True).content.decode()
    assert "If ann@north.example has an account" in page
    client.post(CONFIRM, {"code": codes()[0]})
    assert "_auth_user_id" in client.session


@pytest.fixture
def database_cache(transactional_db: None) -> Iterator[None]:
    """The cache as production has it: a table."""
    table = {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}
    with override_settings(CACHES={"default": table}):
        call_command("createcachetable", verbosity=0)
        yield
        cache.clear()
        caches["default"].close()
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE cache")


def test_the_limits_hold_in_the_database_and_at_the_same_moment(database_cache: None) -> None:
    """A guess counts before it is judged: ten at once are no more than five."""
    ann()

    def guess(number: int) -> str:
        try:
            answer = Client(**STRANGER).post(
                LOGIN, {"login": "ann@north.example", "password": f"wrong wrong {number}"}
            )
            return answer.content.decode()
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        pages = list(pool.map(guess, range(10)))
    judged = ["or the password is incorrect" in page for page in pages]
    assert 1 <= sum(judged) <= 5
    for number in range(10, 16):
        guess(number)
    assert not log_in(Client(**STRANGER))
    assert log_in(Client(**HERE))


@pytest.mark.django_db
def test_the_page_above_a_sources_limit_says_what_to_do() -> None:
    for n in range(20):
        Client(**STRANGER).post(RESET, {"email": f"a{n}@north.example"})
    answer = Client(**STRANGER).post(RESET, {"email": "ann@north.example"})
    assert answer.status_code == 429
    assert "Wait a minute and try again" in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]
