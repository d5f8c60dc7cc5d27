"""Invitations: how many may be sent, and what may stand in the name on them."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from agencies.models import Invitation, Partnership, User
from agencies.people.queries import invitation as invitation_queries
from agencies.people.services import invitation as invitation_services
from agencies.person import services as person_services
from agencies.person.rules import name_of
from s11portal.common.errors import Refused
from s11portal.common.models import OutgoingMail
from tests.agencies.people.test_at_once import all_at_once
from tests.factories.agencies import (
    AgencyFactory,
    ListingFactory,
    PartnershipFactory,
    person_at,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def partnership() -> Partnership:
    return PartnershipFactory(name="Northshire")


@pytest.fixture
def manager(partnership: Partnership) -> User:
    return person_at(partnership, "manager", name="Ann", email="ann@north.example")


def invite(actor: User, partnership: Partnership, email: str) -> invitation_services.Sent:
    return invitation_services.invite_person(
        actor=actor, partnership=partnership, email=email, role="executive"
    )


def invite_until_refused(actor: User, partnership: Partnership, most: int) -> tuple[int, str]:
    """How many invitations of different addresses were sent, and why no more."""
    for n in range(most):
        try:
            invite(actor, partnership, f"p{n}-{Invitation.objects.count()}@x.example")
        except Refused as refused:
            return n, str(refused)
    return most, ""


def test_a_person_sends_twenty_in_a_minute(manager, partnership, frozen) -> None:
    sent, why = invite_until_refused(manager, partnership, 30)
    assert (sent, OutgoingMail.objects.count()) == (20, 20)
    assert "Wait a minute" in why
    frozen.shift(timedelta(seconds=61))
    assert invite_until_refused(manager, partnership, 1) == (1, "")


def test_and_a_hundred_in_an_hour(manager, partnership, frozen) -> None:
    for _ in range(5):
        assert invite_until_refused(manager, partnership, 20) == (20, "")
        frozen.shift(timedelta(minutes=2))
    sent, why = invite_until_refused(manager, partnership, 1)
    assert (sent, "100 invitations in the last hour" in why) == (0, True)
    colleague = person_at(partnership, "manager")
    assert invite_until_refused(colleague, partnership, 1) == (1, "")


def test_a_place_sends_no_more_than_its_day(
    manager, partnership, frozen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(invitation_queries, "OF_A_PLACE_A_DAY", 10)
    assert invite_until_refused(manager, partnership, 10) == (10, "")
    colleague = person_at(partnership, "manager")
    assert "in 24 hours" in invite_until_refused(colleague, partnership, 1)[1]
    elsewhere = PartnershipFactory()
    assert invite_until_refused(person_at(elsewhere, "manager"), elsewhere, 1) == (1, "")
    frozen.shift(timedelta(days=1, seconds=1))
    assert invite_until_refused(manager, partnership, 1) == (1, "")


def test_one_address_gets_five_a_day_by_whatever_way(manager, partnership, frozen) -> None:
    """Invited, sent again, as the lead of one agency after another."""
    first = invite(manager, partnership, "ben@x.example").invitation
    invitation_services.resend(actor=manager, invitation=first)
    for _ in range(3):
        listing = ListingFactory(partnership=partnership, agency=AgencyFactory(claimed_at=None))
        invitation_services.invite_agency_lead(
            actor=manager, listing=listing, email=" Ben@X.example "
        )
    for again in (
        lambda: invite(manager, partnership, "ben@x.example"),
        lambda: invitation_services.resend(actor=manager, invitation=first),
    ):
        with pytest.raises(Refused, match="junk folder"):
            again()
    assert OutgoingMail.objects.filter(to="ben@x.example").count() == 5
    assert invite(manager, partnership, "ben@x.example.org"), "another address"


def test_the_page_says_it_beside_the_address(client: Client, manager, partnership, frozen) -> None:
    client.force_login(manager)
    path = reverse("partnership-invite", kwargs={"slug": partnership.slug})
    for n in range(21):
        given = {"invited_email": f"a{n}@x.example", "name": "", "role": "executive"}
        answer = client.post(path, given)
    page = answer.content.decode()
    assert "You have sent many invitations in the last minute" in page
    assert "a20@x.example" in page


@pytest.mark.django_db(transaction=True)
def test_many_at_the_same_moment_are_counted_too(
    manager, partnership, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(invitation_queries, "OF_A_PERSON_A_MINUTE", 3)

    def send(n: int) -> Any:
        try:
            return invite(manager, partnership, f"c{n}@x.example")
        finally:
            connection.close()

    done = all_at_once([lambda n=n: send(n) for n in range(8)])
    assert sum(done) == Invitation.objects.count() == 3


@pytest.mark.parametrize(
    "name",
    [
        "Visit https://evil.example/now",
        "ring www.evil",
        "write to x@evil.example",
        "evil.com",
        "see EVIL.CO.UK/x",
        "Jo\nhttp://evil.example",
    ],
)
def test_an_address_in_a_name_is_refused(
    client: Client, manager: User, partnership: Partnership, name: str
) -> None:
    client.force_login(manager)
    path = reverse("partnership-invite", kwargs={"slug": partnership.slug})
    given = {"invited_email": "a@x.example", "name": name, "role": "executive"}
    assert "without web or email addresses" in client.post(path, given).content.decode()
    details = {"name": name, "job_title": ""}
    answer = client.post(reverse("your-details"), details)
    assert "without web or email addresses" in answer.content.decode()
    with pytest.raises(Refused, match="without web"):
        person_services.edit_details(actor=manager, name="Ann", job_title=name)
    with pytest.raises(Refused, match="without web"):
        invitation_services.invite_person(
            actor=manager, partnership=partnership, email="a@x.example", role="executive", name=name
        )
    manager.refresh_from_db()
    assert (manager.name, OutgoingMail.objects.count()) == ("Ann", 0)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("Jo\r\n\r\nYour account is closed", "Jo Your account is closed"),
        ("  Jo \t Smith\u2028Lead\u202e ", "Jo Smith Lead"),
        ("Dr.Smith", "Dr.Smith"),
        ("J.P. O'Neill-Łuć", "J.P. O'Neill-Łuć"),
        ("अनिता राव", "अनिता राव"),
    ],
)
def test_a_name_is_one_line(typed: str, stored: str) -> None:
    assert name_of(typed) == stored


def test_line_breaks_of_a_name_do_not_reach_the_mail(manager, partnership) -> None:
    invitation_services.invite_person(
        actor=manager,
        partnership=partnership,
        email="a@x.example",
        role="executive",
        name="Jo,\r\n\r\nring this number at once",
    )
    body = OutgoingMail.objects.get().body
    assert body.startswith("Hello Jo, ring this number at once,\n\nAnn invites you")


class TestWhoHelps:
    """Mails name whom one can ask."""

    def test_the_contact_of_the_partnership(self, manager, partnership) -> None:
        partnership.help_name, partnership.help_phone = "Bo Hall", "01234 567890"
        partnership.help_email = "help@north.example"
        partnership.save()
        invite(manager, partnership, "a@x.example")
        body = OutgoingMail.objects.get().body
        assert "If you need help, contact Bo Hall at Northshire:" in body
        assert "Phone: 01234 567890\nEmail: help@north.example" in body

    def test_a_colleague_who_invites_for_an_agency(self) -> None:
        agency = AgencyFactory()
        lead = person_at(agency, "lead", name="Jo Lead", email="jo@police.example")
        invitation_services.invite_colleague(
            actor=lead, agency=agency, email="a@x.example", role="contributor"
        )
        body = OutgoingMail.objects.get().body
        assert "If you need help, contact Jo Lead:\nEmail: jo@police.example" in body

    def test_mails_about_signing_in(self, client: Client, settings, manager, partnership) -> None:
        settings.SITE_HELP = ("The S11 desk", "desk@host.example", "0800 1")
        agency = ListingFactory(partnership=partnership).agency
        lead = person_at(agency, "lead", email="jo@police.example")
        for address in (lead.email, "nobody@x.example"):
            Client().post(reverse("account_request_login_code"), {"email": address})
        known, unknown = OutgoingMail.objects.order_by("pk")
        assert "contact Ann:\nEmail: ann@north.example" in known.body
        assert "You, or someone else, tried to sign in" in unknown.body
        assert "contact The S11 desk:\nPhone: 0800 1\nEmail: desk@host.example" in unknown.body
