"""The demonstration: one-click sign-in and the Outbox."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from agencies.demonstration import presenters as demonstration_presenters
from s11portal.common import mail
from s11portal.common.models import OutgoingMail
from s11portal.demo.apps import TOUR
from tests.factories.agencies import (
    AgencyFactory,
    MembershipFactory,
    PartnershipFactory,
    UserFactory,
    person_at,
)

pytestmark = pytest.mark.django_db

SIGN_IN = reverse("demo-sign-in")
OUTBOX = reverse("demo-outbox")


def queue(subject: str, *, secret: bool = False) -> OutgoingMail:
    mail.queue_text(key=subject, to="a@b.example", subject=subject, body="Text", secret=secret)
    return OutgoingMail.objects.get(key=subject)


def test_one_click_signs_in_as_somebody_invented(client: Client) -> None:
    person = UserFactory(email="ann@north.example")
    assert client.post(SIGN_IN, {"user": person.pk}).url == reverse("your-work")
    assert client.session["_auth_user_id"] == str(person.pk)


def test_another_click_is_another_person(client: Client) -> None:
    client.post(SIGN_IN, {"user": UserFactory().pk})
    second = UserFactory()
    client.post(SIGN_IN, {"user": second.pk, "next": "/your-details/"})
    assert client.session["_auth_user_id"] == str(second.pk)


@pytest.mark.parametrize("user", ["", "x", "0", "-1", "999999", "9" * 30, "²"])
def test_nonsense_signs_nobody_in(client: Client, user: str) -> None:
    assert client.post(SIGN_IN, {"user": user}).status_code == 404


@pytest.mark.parametrize("address", ["ann@north.gov.uk", "ann@example.com", "ann@examplexample"])
def test_nobody_real_is_signed_in(client: Client, address: str) -> None:
    person = UserFactory(email=address)
    assert client.post(SIGN_IN, {"user": person.pk}).status_code == 404


def test_looking_signs_nobody_in(client: Client) -> None:
    assert client.get(SIGN_IN, {"user": UserFactory().pk}).status_code == 405


def test_outside_the_demonstration_there_is_nothing(client: Client, settings: object) -> None:
    person = person_at(PartnershipFactory(), "manager", name="Ann Invented")
    written = queue("Hello")
    settings.DEMONSTRATION = False  # type: ignore[attr-defined]
    assert client.post(SIGN_IN, {"user": person.pk}).status_code == 404
    assert client.get(OUTBOX).status_code == 404
    address = reverse("demo-outbox-mail", kwargs={"pk": written.pk})
    assert client.get(address).status_code == 404
    assert "Ann Invented" not in client.get(reverse("account_login")).content.decode()


def test_the_sign_in_page_names_everybody_by_place(client: Client) -> None:
    person_at(PartnershipFactory(name="Northshire"), "manager", name="Ann Invented")
    person_at(AgencyFactory(name="Police"), "lead", "approver", name="Jo Invented")
    MembershipFactory(
        user=UserFactory(email="real@gov.uk", name="Real Person"),
        agency=AgencyFactory(name="Real agency"),
        roles=["lead"],
    )
    page = client.get(reverse("account_login")).content.decode()
    for text in ("Northshire", "Ann Invented", "Business manager", "Police", "Jo Invented"):
        assert text in page
    assert "Agency lead, Approver" in page
    assert "Real Person" not in page
    assert "Real agency" not in page


def test_the_outbox_shows_mails_but_no_codes(client: Client) -> None:
    written = queue("An invitation")
    secret = queue("Your sign-in code", secret=True)
    page = client.get(OUTBOX).content.decode()
    assert "An invitation" in page
    assert "Your sign-in code" not in page
    shown = client.get(reverse("demo-outbox-mail", kwargs={"pk": written.pk}))
    assert "Text" in shown.content.decode()
    hidden = client.get(reverse("demo-outbox-mail", kwargs={"pk": secret.pk}))
    assert hidden.status_code == 404


def test_an_agency_with_every_role_stands_in_front_of_the_others() -> None:
    for name in ("Alpha", "Beta", "Gamma"):
        person_at(AgencyFactory(name=name), "lead")
    whole = AgencyFactory(name="Zeta")
    for role in ("lead", "contributor", "approver"):
        person_at(whole, role)
    people = demonstration_presenters.people()
    assert [group.name for group in people.agencies] == ["Zeta", "Alpha"]
    assert [group.name for group in people.other_agencies] == ["Beta", "Gamma"]


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_of_invented_people_costs_the_same(
    django_assert_num_queries: Any, count: int
) -> None:
    for _ in range(count):
        person_at(PartnershipFactory(), "manager", "executive")
        person_at(AgencyFactory(), "lead")
    with django_assert_num_queries(2):
        demonstration_presenters.people()


def test_the_sign_in_page_says_whom_to_try_in_what_order(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demonstration_presenters, "_tour", {})
    north = PartnershipFactory(name="Northshire")
    first = person_at(AgencyFactory(name="Police"), "lead", name="Zoe First")
    second = person_at(north, "executive", name="Ann Second")
    demonstration_presenters.register_tour(
        (first.email, "Answer a question."), (second.email, "Read the report."), ("x@y.example", "")
    )
    page = client.get(reverse("account_login")).content.decode()
    tour = page[page.index("A five-minute tour") : page.index("</ol>")]
    said = ["Zoe First", "Police", "Answer a question.", "Ann Second", "Northshire", "Read the"]
    assert sorted(said, key=tour.index) == said
    assert tour.count('name="user"') == 2, "who is not there is left out"
    # Whoever presses it is signed in as that person.
    client.post(SIGN_IN, {"user": first.pk})
    assert client.session["_auth_user_id"] == str(first.pk)


def test_everybody_on_the_tour_is_in_the_demonstration() -> None:
    known = (settings.BASE_DIR / "s11portal/demo/data/partnerships.yaml").read_text()
    known += (settings.BASE_DIR / "s11portal/demo/data/agencies.yaml").read_text()
    assert all(f"email: {email}\n" in known or f"email: '{email}'" in known for email, _ in TOUR)
