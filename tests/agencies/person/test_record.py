"""The history says who signed in and how, who was refused, and what changed about it."""

import re
import time
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client
from django.urls import reverse

from agencies.models import History, User
from s11portal.common.models import OutgoingMail
from tests.factories.agencies import UserFactory

pytestmark = pytest.mark.django_db
LOGIN = reverse("account_login")
PASSWORD = "correct horse battery"
SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture
def ann() -> User:
    person = UserFactory(email="ann@north.example", name="Ann")
    person.set_password(PASSWORD)
    person.save()
    return person


def rows() -> list[tuple[str, str, Any]]:
    return [
        (row.actor_name, row.verb, row.data.get("how")) for row in History.objects.order_by("pk")
    ]


def app_code() -> str:
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))


def test_a_sign_in_by_password_and_one_that_was_refused(client: Client, ann: User) -> None:
    client.post(LOGIN, {"login": ann.email, "password": "wrong wrong wrong"})
    client.post(LOGIN, {"login": ann.email.upper(), "password": PASSWORD})
    assert rows() == [
        ("S11 Portal", "refused a sign-in of", "password"),
        ("Ann", "signed in", ["password"]),
    ]
    assert History.objects.earliest("pk").data["person"] == ann.pk


def test_a_sign_in_by_code_and_one_that_was_refused(client: Client, ann: User) -> None:
    client.post(reverse("account_request_login_code"), {"email": ann.email})
    confirm = reverse("account_confirm_login_code")
    client.post(confirm, {"code": "WRONG"})
    found = re.search(r"is:\n\n(\S+)\n", OutgoingMail.objects.get().body)
    assert found
    client.post(confirm, {"code": found[1]})
    assert rows() == [
        ("S11 Portal", "refused a sign-in of", "code"),
        ("Ann", "signed in", ["code"]),
    ]


def test_the_second_step(client: Client, ann: User) -> None:
    TOTP.activate(ann, SECRET)
    client.post(LOGIN, {"login": ann.email, "password": PASSWORD})
    assert rows() == [], "one step of two is no sign-in"
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    client.post(reverse("mfa_authenticate"), {"code": app_code()})
    assert rows() == [
        ("S11 Portal", "refused a sign-in of", "mfa"),
        ("Ann", "signed in", ["password", "mfa"]),
    ]


def test_turning_the_second_step_on_and_off(
    client: Client, ann: User, django_capture_on_commit_callbacks: Any
) -> None:
    client.post(LOGIN, {"login": ann.email, "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("mfa_activate_totp"), {"code": code})
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("mfa_deactivate_totp"))
    verbs = [verb for _, verb, _ in rows()]
    assert "turned on the second step" in verbs
    assert "turned off the second step" in verbs


def test_a_changed_password(client: Client, ann: User) -> None:
    client.force_login(ann)
    new = {"password1": "another horse battery", "password2": "another horse battery"}
    client.post(reverse("account_change_password"), {**new, "oldpassword": PASSWORD})
    assert rows() == [("Ann", "changed the password", None)]


def test_an_address_without_an_account_leaves_no_row(client: Client) -> None:
    client.post(LOGIN, {"login": "nobody@north.example", "password": "wrong wrong wrong"})
    assert rows() == []


def test_what_a_stranger_can_write_is_limited(ann: User) -> None:
    for _ in range(20):
        Client().post(LOGIN, {"login": ann.email, "password": "wrong wrong wrong"})
    assert len(rows()) == 5
