"""Who belongs where, and holds which role: of this place, now, and of no other."""

import pytest
from django.utils import timezone

from agencies.membership import queries as membership_queries
from agencies.models import Agency, Membership, Partnership
from tests.factories.agencies import AgencyFactory, PartnershipFactory, person_at

pytestmark = pytest.mark.django_db

Place = Partnership | Agency


@pytest.fixture(params=[PartnershipFactory, AgencyFactory], ids=["partnership", "agency"])
def places(request: pytest.FixtureRequest) -> tuple[Place, Place]:
    """Two places of one kind."""
    return request.param(), request.param()


def role_at(place: Place) -> str:
    """A role that people of such a place have."""
    return "manager" if isinstance(place, Partnership) else "lead"


def member(place: Place, *, ended: bool = False) -> Membership:
    """Somebody there, or who was there."""
    membership = person_at(place, role_at(place)).memberships.get()
    if ended:
        Membership.objects.filter(pk=membership.pk).update(ended_at=timezone.now())
    return membership


def found_at(place: Place, membership: Membership) -> Membership | None:
    """What the door of the place's pages finds of the person."""
    if isinstance(place, Partnership):
        return membership_queries.at_partnership(membership.user, place.slug)
    return membership_queries.at_agency(membership.user, place.code)


def test_a_person_is_found_at_their_own_place_only(places: tuple[Place, Place]) -> None:
    here, elsewhere = places
    mine, other = member(here), member(here)
    assert found_at(here, mine) == mine
    assert found_at(here, other) == other
    assert found_at(elsewhere, mine) is None


def test_who_has_left_is_found_nowhere(places: tuple[Place, Place]) -> None:
    here, _ = places
    gone = member(here, ended=True)
    assert found_at(here, gone) is None
    assert membership_queries.current(gone.user) == []
    assert gone not in membership_queries.people(here)
    assert gone not in membership_queries.with_role(here, role_at(here))
    assert gone not in membership_queries.everywhere()


def test_people_see_those_of_their_own_place(places: tuple[Place, Place]) -> None:
    here, elsewhere = places
    mine, gone, theirs = member(here), member(here, ended=True), member(elsewhere)
    other_kind = member(AgencyFactory() if isinstance(here, Partnership) else PartnershipFactory())
    assert set(membership_queries.visible_to(mine)) == {mine, gone}
    assert set(membership_queries.people(here)) == {mine}
    assert set(membership_queries.with_role(here, role_at(here))) == {mine}
    assert set(membership_queries.with_role(here, "approver")) == set()
    assert set(membership_queries.everywhere()) == {mine, theirs, other_kind}


def test_a_person_of_two_places_has_the_roles_of_each(places: tuple[Place, Place]) -> None:
    here, elsewhere = places
    mine = member(here)
    other_role = "executive" if isinstance(here, Partnership) else "approver"
    there = person_at(elsewhere, other_role).memberships.get()
    Membership.objects.filter(pk=there.pk).update(user=mine.user)
    roles = {m.place: m.role_names for m in membership_queries.current(mine.user)}
    assert roles == {here: {role_at(here)}, elsewhere: {other_role}}


def test_leads_are_those_who_lead_these_agencies_now() -> None:
    asked, other = AgencyFactory(), AgencyFactory()
    lead, gone = member(asked), member(asked, ended=True)
    inactive, elsewhere = member(asked), member(other)
    inactive.user.is_active = False
    inactive.user.save()
    person_at(asked, "contributor")
    assert membership_queries.leads_of([asked.pk]) == {asked.pk: [lead.user]}
    assert membership_queries.leads_of([asked.pk, other.pk])[other.pk] == [elsewhere.user]
    assert gone.user not in membership_queries.leads_of([asked.pk])[asked.pk]


def test_one_person_alone_at_an_agency_is_noticed() -> None:
    alone, several, not_asked = AgencyFactory(), AgencyFactory(), AgencyFactory()
    for agency in (alone, several, several, not_asked):
        member(agency)
    member(alone, ended=True)
    assert membership_queries.with_one_person([alone.pk, several.pk]) == {alone.pk}
    assert membership_queries.with_one_person([]) == set()
