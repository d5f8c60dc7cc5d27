"""People of a place: roles, endings, and the one who must stay."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.membership import queries as membership_queries
from agencies.membership import services as membership_services
from agencies.models import History, Membership, Partnership, User
from s11portal.common.errors import Refused
from tests.factories.agencies import (
    AgencyFactory,
    InvitationFactory,
    PartnershipFactory,
    person_at,
)

pytestmark = pytest.mark.django_db


def url(name: str, user: User) -> str:
    """The page `name` about the person's only membership, at its partnership."""
    membership = user.memberships.get()
    return reverse(name, kwargs={"slug": membership.partnership.slug, "pk": membership.pk})


@pytest.fixture
def partnership() -> Partnership:
    return PartnershipFactory()


def test_a_manager_gives_somebody_a_second_role(client: Client, partnership: Partnership) -> None:
    manager = person_at(partnership, "manager")
    other = person_at(partnership, "executive")
    client.force_login(manager)
    client.post(url("partnership-roles", other), {"roles": ["executive", "scrutineer"]})
    assert other.memberships.get().role_names == {"executive", "scrutineer"}
    row = History.objects.get(verb="changed the roles of")
    assert row.data == {"was": ["executive"], "now": ["executive", "scrutineer"]}


def test_a_lead_may_also_be_the_approver() -> None:
    agency = AgencyFactory()
    lead = person_at(agency, "lead")
    membership_services.change_roles(
        actor=lead, membership=lead.memberships.get(), roles=["lead", "approver"]
    )
    assert lead.memberships.get().role_names == {"lead", "approver"}


def test_nobody_is_left_without_a_role(client: Client, partnership: Partnership) -> None:
    manager = person_at(partnership, "manager")
    other = person_at(partnership, "executive")
    client.force_login(manager)
    answer = client.post(url("partnership-roles", other), {"roles": []})
    assert "Select at least one role" in answer.content.decode()
    answer = client.post(url("partnership-roles", other), {"roles": ["lead"]})
    assert answer.status_code == 200
    assert other.memberships.get().role_names == {"executive"}


def test_an_ended_membership_opens_nothing_from_the_next_page_on(
    client: Client, partnership: Partnership
) -> None:
    manager = person_at(partnership, "manager")
    other = person_at(partnership, "executive")
    home = reverse("partnership-home", kwargs={"slug": partnership.slug})
    client.force_login(other)
    assert client.get(home).status_code == 200
    membership_services.end_membership(actor=manager, membership=other.memberships.get())
    assert client.get(home).status_code == 404
    assert Membership.objects.filter(user=other).exists(), "ended, never deleted"


def test_ending_asks_first(client: Client, partnership: Partnership) -> None:
    client.force_login(person_at(partnership, "manager"))
    other = person_at(partnership, "executive", name="Dilys")
    page = client.get(url("partnership-end", other)).content.decode()
    assert "Dilys" in page
    assert other.memberships.get().ended_at is None
    client.post(url("partnership-end", other))
    assert other.memberships.get().ended_at


def test_the_last_manager_stays(client: Client, partnership: Partnership) -> None:
    manager = person_at(partnership, "manager", name="Ann")
    client.force_login(manager)
    answer = client.post(url("partnership-end", manager), follow=True)
    assert "Ann is the only business manager here" in answer.content.decode()
    answer = client.post(url("partnership-roles", manager), {"roles": ["executive"]})
    assert "Ann is the only business manager here" in answer.content.decode()
    person_at(partnership, "manager")
    assert client.post(url("partnership-end", manager)).url == reverse("your-work")
    assert manager.memberships.get().ended_at


def test_the_last_lead_of_an_agency_stays() -> None:
    agency = AgencyFactory()
    lead = person_at(agency, "lead", name="Jo")
    person_at(agency, "contributor")
    with pytest.raises(Refused, match="Jo is the only agency lead here"):
        membership_services.end_membership(actor=lead, membership=lead.memberships.get())


def test_ending_twice_is_refused(partnership: Partnership) -> None:
    person_at(partnership, "manager")
    other = person_at(partnership, "executive").memberships.get()
    membership_services.end_membership(actor=None, membership=other)
    with pytest.raises(Refused, match="is no longer a member"):
        membership_services.end_membership(actor=None, membership=other)
    with pytest.raises(Refused, match="is no longer a member"):
        membership_services.change_roles(actor=None, membership=other, roles=["manager"])


def test_colleagues_see_each_other_but_only_the_lead_changes_anything(client: Client) -> None:
    agency = AgencyFactory()
    lead = person_at(agency, "lead", name="Jo Lead")
    InvitationFactory(agency=agency, role="lead", email="invited@a.example")
    page = reverse("colleagues", kwargs={"code": agency.code})
    client.force_login(person_at(agency, "contributor"))
    seen = client.get(page).content.decode()
    assert "Jo Lead" in seen
    assert "invited@a.example" not in seen
    assert "Invite a colleague" not in seen
    client.force_login(lead)
    seen = client.get(page).content.decode()
    assert "invited@a.example" in seen
    assert "Invite a colleague" in seen


@pytest.mark.parametrize("people", [1, 30])
def test_the_list_of_people_costs_the_same_with_1_and_30(client: Client, people: int) -> None:
    partnership = PartnershipFactory()
    for _ in range(people):
        person_at(partnership, "executive", "scrutineer")
        InvitationFactory(partnership=partnership)
    client.force_login(person_at(partnership, "manager"))
    page = reverse("partnership-people", kwargs={"slug": partnership.slug})
    client.get(page)
    with CaptureQueriesContext(connection) as queries:
        client.get(page)
    # session, person, membership with roles; people, their roles, invitations
    assert len(queries) == 6


def test_the_door_of_a_page_costs_one_query(django_assert_num_queries: object) -> None:
    partnership = PartnershipFactory()
    manager = person_at(partnership, "manager", "executive")
    with django_assert_num_queries(1):  # type: ignore[operator]
        found = membership_queries.at_partnership(manager, partnership.slug)
        assert found
        assert found.role_names == {"manager", "executive"}
        assert (found.place, found.user) == (partnership, manager)
