"""Signing in: by code or password, with a second step; sign-up is closed."""

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from agencies.models import User
from agencies.person.sign_in import AccountAdapter
from s11portal.common.models import OutgoingMail
from tests.factories.agencies import UserFactory

pytestmark = pytest.mark.django_db

ASK = reverse("account_request_login_code")
CONFIRM = reverse("account_confirm_login_code")
LOGIN = reverse("account_login")
WORK = reverse("your-work")
PASSWORD = "correct horse battery"


@pytest.fixture
def ann() -> User:
    person = UserFactory(email="ann@north.example", name="Ann")
    person.set_password(PASSWORD)
    person.save()
    return person


def code_for(address: str) -> str:
    """The code in the newest mail to the address."""
    mail = OutgoingMail.objects.filter(to=address).latest("pk")
    assert mail.secret
    found = re.search(r"is:\n\n(\S+)\n", mail.body)
    assert found, mail.body
    return found[1]


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_ann_signs_in_with_a_code_by_e_mail(client: Client, ann: User) -> None:
    assert client.post(ASK, {"email": "ann@north.example"}).url == CONFIRM
    answer = client.post(CONFIRM, {"code": code_for("ann@north.example")})
    assert answer.url == WORK
    assert signed_in(client)
    assert client.get(WORK).status_code == 200


def test_the_address_is_compared_without_case(client: Client, ann: User) -> None:
    client.post(ASK, {"email": " Ann@NORTH.example "})
    client.post(CONFIRM, {"code": code_for("ann@north.example")})
    assert signed_in(client)
    other = Client()
    assert other.post(LOGIN, {"login": "ANN@north.EXAMPLE", "password": PASSWORD}).url == WORK


def test_after_signing_in_one_is_where_one_wanted_to_go(client: Client, ann: User) -> None:
    wanted = "/p/northshire/people/"
    sent_to = client.get(wanted).url
    assert sent_to == f"{LOGIN}?next={wanted}"
    client.post(f"{ASK}?next={wanted}", {"email": ann.email, "next": wanted})
    answer = client.post(CONFIRM, {"code": code_for(ann.email), "next": wanted})
    assert answer.url == wanted


def test_nobody_is_sent_to_another_site(client: Client, ann: User) -> None:
    answer = client.post(
        LOGIN, {"login": ann.email, "password": PASSWORD, "next": "https://evil.example/"}
    )
    assert answer.url == WORK


def test_a_wrong_code_three_times_ends_the_attempt(client: Client, ann: User) -> None:
    client.post(ASK, {"email": ann.email})
    right = code_for(ann.email)
    for _ in range(3):
        client.post(CONFIRM, {"code": "WRONG"})
    client.post(CONFIRM, {"code": right})
    assert not signed_in(client)


def test_a_code_works_in_the_browser_that_asked(client: Client, ann: User) -> None:
    client.post(ASK, {"email": ann.email})
    thief = Client()
    thief.post(CONFIRM, {"code": code_for(ann.email)})
    assert not signed_in(thief)


def test_an_unknown_address_is_answered_like_a_known_one(ann: User) -> None:
    answers = []
    for address in ("ann@north.example", "nobody@north.example"):
        client = Client()
        first = client.post(ASK, {"email": address})
        page = client.get(first.url).content.decode().replace(address, "…")
        answers.append((first.status_code, first.url, re.sub(r'(nonce|value)="[^"]*"', "", page)))
    assert answers[0] == answers[1]
    mail = OutgoingMail.objects.get(to="nobody@north.example")
    assert "There is no account with this address" in mail.subject
    assert "You need an invitation" in mail.body


def test_a_forgotten_password_tells_nobody_who_has_an_account(ann: User) -> None:
    answers = []
    for address in ("ann@north.example", "nobody@north.example"):
        client = Client()
        first = client.post(reverse("account_reset_password"), {"email": address})
        answers.append((first.status_code, first.url))
    assert answers[0] == answers[1]


def test_a_wrong_password_and_an_unknown_address_read_the_same(ann: User) -> None:
    texts = set()
    for address in ("ann@north.example", "nobody@north.example"):
        answer = Client().post(LOGIN, {"login": address, "password": "wrong wrong wrong"})
        texts.add(str(answer.context["form"].errors.as_data()))
    assert len(texts) == 1
    assert "The email address or the password is incorrect" in texts.pop()


def test_the_sixth_attempt_has_to_wait_even_with_the_right_password(ann: User) -> None:
    for _ in range(5):
        Client().post(LOGIN, {"login": ann.email, "password": "wrong wrong wrong"})
    client = Client()
    answer = client.post(LOGIN, {"login": ann.email, "password": PASSWORD})
    assert "Too many attempts" in answer.content.decode()
    assert not signed_in(client)


def test_codes_are_not_sent_without_end(ann: User) -> None:
    answers = [Client().post(ASK, {"email": ann.email}) for _ in range(5)]
    assert answers[-1].status_code != 302
    assert OutgoingMail.objects.count() == 3


def test_a_password_is_chosen_again_by_a_link(client: Client, ann: User) -> None:
    client.post(reverse("account_reset_password"), {"email": "Ann@north.example"})
    mail = OutgoingMail.objects.get()
    assert mail.secret
    link = re.search(r"http://127\.0\.0\.1:8000(/\S+)", mail.body)
    assert link
    page = client.get(link[1], follow=True)
    form_url = page.redirect_chain[-1][0]
    new = {"password1": "another horse battery", "password2": "another horse battery"}
    assert client.post(form_url, new).status_code == 302
    ann.refresh_from_db()
    assert ann.check_password("another horse battery")
    assert "set-password" in form_url, "the token leaves the address bar"
    assert "password1" not in Client().get(link[1]).content.decode(), "the link works once"


def test_sign_up_is_closed(client: Client) -> None:
    address = {"email": "new@north.example", "password1": PASSWORD, "password2": PASSWORD}
    for answer in (client.get(reverse("account_signup")), None):
        page = answer or client.post(reverse("account_signup"), address)
        assert page.status_code == 200
        assert "<form" not in page.content.decode().partition("<main")[2].partition("</main")[0]
    assert not User.objects.exists()


@pytest.mark.parametrize(
    "path", ["email/", "confirm-email/", "confirm-email/x/", "3rdparty/", "social/signup/"]
)
def test_pages_that_are_not_wanted_are_not_there(client: Client, ann: User, path: str) -> None:
    client.force_login(ann)
    assert client.get(f"/accounts/{path}").status_code == 404


def test_every_sign_in_mail_is_a_row_in_plain_words() -> None:
    """A mail of allauth without a text of ours would be an error in the middle of a page."""
    adapter = AccountAdapter()
    for name in AccountAdapter.TEMPLATES:
        adapter.send_mail(name, "ann@north.example", {"code": "ABC", "password_reset_url": "U"})
    assert OutgoingMail.objects.count() == len(AccountAdapter.TEMPLATES)
    for mail in OutgoingMail.objects.all():
        assert mail.subject
        assert "Hello" in mail.body
        assert "&#" not in mail.body


def test_a_changed_password_is_told_by_e_mail(client: Client, ann: User) -> None:
    client.force_login(ann)
    client.post(
        reverse("account_change_password"),
        {
            "oldpassword": PASSWORD,
            "password1": "another horse battery",
            "password2": "another horse battery",
        },
    )
    mail = OutgoingMail.objects.get()
    assert "The password of your account" in mail.body


def test_nobody_is_remembered_after_the_browser_is_closed(client: Client, ann: User) -> None:
    client.post(ASK, {"email": ann.email})
    answer = client.post(CONFIRM, {"code": code_for(ann.email)})
    assert not answer.cookies["sessionid"]["max-age"]


def test_a_closed_account_does_not_sign_in(client: Client, ann: User) -> None:
    User.objects.update(is_active=False)
    answer = client.post(LOGIN, {"login": ann.email, "password": PASSWORD})
    assert not signed_in(client)
    assert answer.status_code in (200, 302)
    client.post(ASK, {"email": ann.email})
    if OutgoingMail.objects.filter(to=ann.email, body__contains="is:").exists():
        client.post(CONFIRM, {"code": code_for(ann.email)})
    assert not signed_in(client)


def test_signing_out_leaves_nothing(client: Client, ann: User) -> None:
    client.force_login(ann)
    assert client.get(reverse("account_logout")).status_code == 200
    assert signed_in(client), "looking is not signing out"
    assert client.post(reverse("account_logout")).url == "/"
    assert not signed_in(client)
    assert client.get(WORK).url.startswith(LOGIN)


class TestSecondStep:
    """A code from an authenticator app, and what helps when it is lost."""

    def turn_on(self, person: User) -> TOTP:
        totp = TOTP.activate(person, "JBSWY3DPEHPK3PXP")
        RecoveryCodes.activate(person)
        return totp

    def first_step(self, client: Client, person: User) -> None:
        client.post(ASK, {"email": person.email})
        answer = client.post(CONFIRM, {"code": code_for(person.email)})
        assert answer.url == reverse("mfa_authenticate")
        assert not signed_in(client)

    def test_it_is_asked_for_after_the_code(self, client: Client, ann: User) -> None:
        self.turn_on(ann)
        self.first_step(client, ann)
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
        assert not signed_in(client)
        counter = next(iter(yield_hotp_counters_from_time()))
        code = format_hotp_value(hotp_value("JBSWY3DPEHPK3PXP", counter))
        assert client.post(reverse("mfa_authenticate"), {"code": code}).url == WORK
        assert signed_in(client)

    def test_a_recovery_code_works_once(self, client: Client, ann: User) -> None:
        self.turn_on(ann)
        row = Authenticator.objects.get(user=ann, type=Authenticator.Type.RECOVERY_CODES)
        code = row.wrap().get_unused_codes()[0]
        self.first_step(client, ann)
        client.post(reverse("mfa_authenticate"), {"code": code})
        assert signed_in(client)
        again = Client()
        self.first_step(again, ann)
        again.post(reverse("mfa_authenticate"), {"code": code})
        assert not signed_in(again)

    def test_the_operator_helps_who_lost_both(self, client: Client, ann: User) -> None:
        self.turn_on(ann)
        call_command("turn_off_second_step", "Ann@north.example")
        client.post(ASK, {"email": ann.email})
        client.post(CONFIRM, {"code": code_for(ann.email)})
        assert signed_in(client)

    def test_ann_turns_it_on_herself(
        self, client: Client, ann: User, django_capture_on_commit_callbacks: Any
    ) -> None:
        client.post(LOGIN, {"login": ann.email, "password": PASSWORD})
        page = client.get(reverse("mfa_activate_totp"))
        if page.status_code == 302:
            page = client.post(page.url, {"password": PASSWORD}, follow=True)
        secret = page.context["form"].secret
        counter = next(iter(yield_hotp_counters_from_time()))
        code = format_hotp_value(hotp_value(secret, counter))
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.post(reverse("mfa_activate_totp"), {"code": code})
        assert answer.url == reverse("mfa_view_recovery_codes")
        mails = [mail.body for mail in OutgoingMail.objects.all()]
        assert any("A second step was added" in body for body in mails), mails
