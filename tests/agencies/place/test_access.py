"""The door of every page of a place."""

import pytest
from django.test import Client
from django.urls import Resolver404, resolve, reverse

from agencies.models import Membership, MembershipRole
from agencies.roles import AGENCY, PARTNERSHIP, may
from tests.factories.agencies import AgencyFactory, PartnershipFactory, person_at

pytestmark = pytest.mark.django_db


def test_a_script_is_told_to_sign_in_where_one_is(client: Client) -> None:
    """It would take the page a redirect leads to for its answer."""
    address = reverse("your-details")
    answer = client.post(address, {"name": "x"}, headers={"Accept": "application/json"})
    assert answer.status_code == 401
    assert client.post(address, {"name": "x"}).status_code == 302


def test_who_sent_a_form_too_late_comes_back_to_its_page(client: Client) -> None:
    """Not to the address of a button, which only takes and shows nothing."""
    button = reverse("listing-archive", kwargs={"slug": "north", "pk": 1})
    page = {"Referer": "http://testserver/p/north/agencies/?q=x"}
    login = reverse("account_login")
    assert client.post(button, headers=page).url == f"{login}?next=/p/north/agencies/"
    elsewhere = {"Referer": "https://evil.example/p/north/"}
    assert client.post(button, headers=elsewhere).url == f"{login}?next=/your-work/"
    assert client.post(button).url == f"{login}?next=/your-work/"


def test_an_unknown_place_and_somebody_elses_read_the_same(client: Client) -> None:
    client.force_login(person_at(PartnershipFactory(), "manager"))
    others = PartnershipFactory(slug="theirs", name="Their partnership")
    pages = [
        client.get(reverse("partnership-home", kwargs={"slug": slug}))
        for slug in (others.slug, "nowhere")
    ]
    assert [page.status_code for page in pages] == [404, 404]
    assert "Their partnership" not in pages[0].content.decode()


@pytest.mark.parametrize(("role", "status"), [("manager", 200), ("executive", 403)])
def test_the_wrong_role_is_told_so(client: Client, role: str, status: int) -> None:
    partnership = PartnershipFactory()
    client.force_login(person_at(partnership, role))
    people = reverse("partnership-people", kwargs={"slug": partnership.slug})
    assert client.get(people).status_code == status


@pytest.mark.parametrize("address", ["/a/\x00/", "/a/\x00/audits/1/", "/p/\x00/"])
def test_a_zero_byte_is_no_place(address: str) -> None:
    """PostgreSQL cannot even be asked for one."""
    with pytest.raises(Resolver404):
        resolve(address)


def test_a_membership_without_roles_opens_nothing(client: Client) -> None:
    partnership = PartnershipFactory()
    client.force_login(person_at(partnership))
    home = reverse("partnership-home", kwargs={"slug": partnership.slug})
    assert client.get(home).status_code == 404


def test_a_capability_of_the_other_kind_of_place_is_not_had() -> None:
    person = person_at(AgencyFactory(), "lead")
    membership = Membership.objects.get(user=person)
    assert may(membership, "answer")
    assert not may(membership, "manage_people")
    with pytest.raises(KeyError):
        may(membership, "mange_people")


@pytest.mark.parametrize(
    ("kind", "role", "capability"),
    [("partnership", "lead", "answer"), ("agency", "manager", "manage_people")],
)
def test_a_role_of_the_other_kind_of_place_opens_nothing(
    kind: str, role: str, capability: str
) -> None:
    """Such a row should not be; if it is, neither place's pages open for it."""
    place = PartnershipFactory() if kind == "partnership" else AgencyFactory()
    membership = Membership.objects.get(user=person_at(place, role))
    assert membership.role_names == {role}
    assert not may(membership, capability)
    assert not any(may(membership, one) for one in (*PARTNERSHIP, *AGENCY))


def test_each_capability_belongs_to_roles_of_its_kind_of_place() -> None:
    assert not set(PARTNERSHIP) & set(AGENCY)
    for roles in PARTNERSHIP.values():
        assert roles
        assert roles <= set(MembershipRole.PARTNERSHIP_ROLES)
    for roles in AGENCY.values():
        assert roles
        assert roles <= set(MembershipRole.AGENCY_ROLES)
