"""Secrets of the second step."""

import re
import time
from typing import Any

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from cryptography.fernet import InvalidToken
from django.core.cache import cache
from django.template import Context, Template
from django.test import Client
from django.urls import reverse

from agencies.models import User
from agencies.person.forms import NewPersonForm
from agencies.person.second_step import SecondStepAdapter
from s11portal.common.models import OutgoingMail
from tests.factories.agencies import UserFactory


def test_a_secret_is_not_readable_where_it_is_stored_and_comes_back():
    stored = SecondStepAdapter().encrypt("JBSWY3DPEHPK3PXP")
    assert "JBSWY3DPEHPK3PXP" not in stored
    assert SecondStepAdapter().decrypt(stored) == "JBSWY3DPEHPK3PXP"


def test_a_former_secret_key_still_opens_what_it_closed(settings):
    settings.SECRET_KEY = "the former key"
    stored = SecondStepAdapter().encrypt("secret")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "the new key", ["the former key"]
    assert SecondStepAdapter().decrypt(stored) == "secret"
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(InvalidToken):
        SecondStepAdapter().decrypt(stored)


SECRET = "JBSWY3DPEHPK3PXP"
STEP = reverse("mfa_authenticate")
PASSWORD = "correct horse battery"


@pytest.fixture
def ann(db: None) -> User:
    """Somebody with a password and an authenticator app."""
    person = UserFactory(email="ann@north.example")
    person.set_password(PASSWORD)
    person.save()
    TOTP.activate(person, SECRET)
    RecoveryCodes.activate(person)
    return person


def app_code(steps: int = 0) -> str:
    """What the app shows now, or `steps` half minutes later."""
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30 + steps))


def at_second_step() -> Client:
    client = Client()
    answer = client.post(
        reverse("account_login"), {"login": "ann@north.example", "password": PASSWORD}
    )
    assert answer.url == STEP
    return client


def lets_in(client: Client, code: str) -> bool:
    client.post(STEP, {"code": code})
    return "_auth_user_id" in client.session


def test_a_code_of_the_app_works_once_however_long_it_is_good(ann: User, frozen: Any) -> None:
    """Clocks differ, so a code is good for a minute and a half; allauth forgot it after half."""
    code = app_code()
    assert lets_in(at_second_step(), code)
    for seconds in (0, 1, 33, 20):
        frozen.shift(seconds)
        assert not lets_in(at_second_step(), code)
    cache.clear()
    assert not lets_in(at_second_step(), code), "what was used is not kept in the cache alone"
    frozen.shift(60)
    assert lets_in(at_second_step(), app_code())


def test_a_code_older_than_the_last_is_refused(ann: User, frozen: Any) -> None:
    """One that somebody read over her shoulder a moment ago, and she did not use."""
    seen = app_code()
    assert lets_in(at_second_step(), app_code(1))
    assert not lets_in(at_second_step(), seen)


def test_a_used_code_does_not_confirm_a_change_either(ann: User, frozen: Any) -> None:
    code = app_code()
    client = at_second_step()
    assert lets_in(client, code)
    frozen.shift(33)
    answer = client.post(reverse("mfa_reauthenticate"), {"code": code})
    assert "incorrect" in answer.content.decode()
    answer = client.post(reverse("mfa_reauthenticate"), {"code": app_code()})
    assert answer.status_code == 302


def test_a_form_without_its_code_asks_for_it(ann: User) -> None:
    client = at_second_step()
    answer = client.post(STEP)
    assert answer.status_code == 200
    assert answer.context["form"].errors["code"]
    assert 'name="code"' in answer.content.decode()


def test_a_field_that_is_not_there_is_shown_as_nothing() -> None:
    for given in ({}, {"form": None}, {"form": NewPersonForm(email="a@b.example")}):
        page = Template("{% s11_field form.nothing label='Code' %}").render(Context(given))
        assert page.strip() == ""


class TestChangingHowOneSignsIn:
    """An unattended browser gives nobody a way in of their own."""

    SET = reverse("account_set_password")
    TOTP = reverse("mfa_activate_totp")
    NEW = {"password1": "another horse battery", "password2": "another horse battery"}

    def by_code(self, client: Client, next_page: str = "") -> str:
        """Sign in with a code by email; where that leads."""
        asked = {"email": "ben@north.example", "next": next_page}
        client.post(reverse("account_request_login_code"), asked)
        code = re.search(r"is:\n\n(\S+)\n", OutgoingMail.objects.latest("pk").body)
        assert code
        confirm = reverse("account_confirm_login_code")
        return client.post(confirm, {"code": code[1], "next": next_page}).url

    @pytest.fixture
    def ben(self, db: None) -> User:
        person = UserFactory(email="ben@north.example")
        person.set_unusable_password()
        person.save()
        return person

    @pytest.mark.parametrize("page", [SET, TOTP])
    def test_who_signed_in_long_ago_signs_in_again(
        self, client: Client, ben: User, frozen: Any, page: str
    ) -> None:
        self.by_code(client)
        assert "Sign in again first" not in client.get(page).content.decode()
        frozen.shift(301)
        for answer in (client.get(page), client.post(page, self.NEW)):
            assert "Sign in again first" in answer.content.decode()
        ben.refresh_from_db()
        assert not ben.has_usable_password()
        again = client.post(reverse("account_logout"), {"next": answer.context["again"]}).url
        assert again == f"{reverse('account_request_login_code')}?next={page.replace('/', '%2F')}"
        assert self.by_code(client, page) == page
        assert "Sign in again first" not in client.get(page).content.decode()

    def test_who_has_the_second_step_confirms_by_it(
        self, client: Client, ben: User, frozen: Any
    ) -> None:
        TOTP.activate(ben, SECRET)
        self.by_code(client)
        client.post(STEP, {"code": app_code()})
        assert client.get(self.SET).url.startswith(reverse("mfa_reauthenticate"))
        frozen.shift(60)
        client.post(reverse("mfa_reauthenticate"), {"code": app_code()})
        assert client.get(self.SET).status_code == 200

    def test_the_first_password_leads_to_your_work(self, client: Client, ben: User) -> None:
        self.by_code(client)
        answer = client.post(self.SET, self.NEW, follow=True)
        assert answer.redirect_chain == [(reverse("your-work"), 302)]
        assert "Your password has been set." in answer.content.decode()
        ben.refresh_from_db()
        assert ben.check_password("another horse battery")
        changed = {**self.NEW, "oldpassword": "another horse battery"}
        changed |= {"password1": "third horse battery", "password2": "third horse battery"}
        answer = client.post(reverse("account_change_password"), changed)
        assert answer.url == reverse("your-work")


@pytest.mark.parametrize(
    "name",
    [
        "account_login",
        "account_set_password",
        "mfa_index",
        "mfa_view_recovery_codes",
        "mfa_activate_totp",
        "usersessions_list",
    ],
)
def test_pages_of_secrets_and_sessions_stay_out_of_the_browsers_store(
    client: Client, ann: User, name: str
) -> None:
    if name != "account_login":
        client = at_second_step()
        lets_in(client, app_code())
    answer = client.get(reverse(name), follow=True)
    assert "no-store" in answer.headers["Cache-Control"]
