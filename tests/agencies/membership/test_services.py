"""Members made without an invitation, and roles of the right kind of place."""

import pytest

from agencies.membership import queries as membership_queries
from agencies.membership import services as membership_services
from agencies.models import History, Membership
from s11portal.common import clock
from s11portal.common.errors import Refused
from tests.factories.agencies import AgencyFactory, PartnershipFactory, UserFactory, person_at

pytestmark = pytest.mark.django_db


def test_somebody_is_made_a_member_without_an_invitation() -> None:
    """As the demonstration does it. A second time only adds to the roles."""
    agency, person = AgencyFactory(claimed_at=None), UserFactory()
    other = person_at(agency, "contributor").memberships.get()
    membership = membership_services.add_member(
        actor=None, user=person, place=agency, roles=["contributor"]
    )
    agency.refresh_from_db()
    assert (membership.place, agency.claimed_at) == (agency, None)
    again = membership_services.add_member(actor=None, user=person, place=agency, roles=["lead"])
    agency.refresh_from_db()
    assert again == membership
    assert Membership.objects.get(user=person).role_names == {"contributor", "lead"}
    assert other.role_names == {"contributor"}
    assert agency.claimed_at
    assert list(History.objects.values_list("verb", flat=True)) == ["added", "added"]


def test_a_partnership_is_claimed_by_nobody() -> None:
    """Also where an agency has the same number."""
    place = PartnershipFactory()
    agency = AgencyFactory(pk=place.pk, claimed_at=None)
    membership_services.add_member(actor=None, user=UserFactory(), place=place, roles=["lead"])
    agency.refresh_from_db()
    assert agency.claimed_at is None


def test_who_left_and_is_made_a_member_again_has_a_new_membership() -> None:
    partnership = PartnershipFactory()
    person = person_at(partnership, "executive")
    Membership.objects.update(ended_at=clock.now())
    other = PartnershipFactory()
    for place in (partnership, other):
        membership_services.add_member(actor=None, user=person, place=place, roles=["manager"])
    now = membership_queries.current(person)
    assert {membership.place: membership.role_names for membership in now} == {
        partnership: {"manager"},
        other: {"manager"},
    }


@pytest.mark.parametrize(
    ("kind", "role"), [("partnership", "lead"), ("partnership", "nonsense"), ("agency", "manager")]
)
def test_roles_of_the_other_kind_of_place_are_not_given(kind: str, role: str) -> None:
    """Also not beside a right one: an old page, or somebody who edits the form."""
    place = PartnershipFactory() if kind == "partnership" else AgencyFactory()
    right = "manager" if kind == "partnership" else "lead"
    membership = person_at(place, right).memberships.get()
    with pytest.raises(Refused, match="at least one role"):
        membership_services.change_roles(actor=None, membership=membership, roles=[right, role])
    assert membership.role_names == {right}
