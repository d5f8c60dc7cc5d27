"""A partnership's own list, and how far each agency is with its lead."""

from datetime import datetime, timedelta

import pytest

from agencies.directory import queries as directory_queries
from agencies.models import Listing, Membership
from s11portal.common import clock
from tests.factories.agencies import (
    AgencyFactory,
    InvitationFactory,
    ListingFactory,
    PartnershipFactory,
    person_at,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def listing() -> Listing:
    """An agency nobody leads yet."""
    return ListingFactory(agency=AgencyFactory(claimed_at=None))


def lead_state(listing: Listing) -> str:
    """What the list says of the agency's lead."""
    return (
        directory_queries.annotate_lead_state(Listing.objects.filter(pk=listing.pk))
        .get()
        .lead_state
    )


def asked(listing: Listing, **fields: datetime) -> None:
    """The listing's partnership has asked somebody to lead."""
    InvitationFactory(agency=listing.agency, invited_for=listing.partnership, role="lead", **fields)


def test_a_partnership_sees_its_own_list_and_agencies_see_none(listing: Listing) -> None:
    archived = ListingFactory(partnership=listing.partnership, archived_at=clock.now())
    ListingFactory(agency=listing.agency)
    manager = person_at(listing.partnership, "manager").memberships.get()
    lead = person_at(listing.agency, "lead").memberships.get()
    assert set(directory_queries.visible_to(manager)) == {listing, archived}
    assert set(directory_queries.visible_to(lead)) == set()


def test_an_agency_has_a_lead_while_somebody_leads_it(listing: Listing) -> None:
    person_at(AgencyFactory(), "lead")
    person_at(listing.agency, "contributor")
    assert lead_state(listing) == "none"
    lead = person_at(listing.agency, "lead").memberships.get()
    assert lead_state(listing) == "lead"
    Membership.objects.filter(pk=lead.pk).update(ended_at=clock.now())
    assert lead_state(listing) == "none"


def test_a_lead_is_invited_while_the_link_works(listing: Listing, frozen: object) -> None:
    asked(ListingFactory(agency=listing.agency))
    asked(ListingFactory(partnership=listing.partnership))
    asked(listing, expires_at=clock.now())
    asked(listing, accepted_at=clock.now())
    asked(listing, withdrawn_at=clock.now())
    assert lead_state(listing) == "none"
    asked(listing, expires_at=clock.now() + timedelta(seconds=1))
    assert lead_state(listing) == "invited"


def test_the_leads_named_are_those_of_now(listing: Listing) -> None:
    lead = person_at(listing.agency, "lead")
    gone = person_at(listing.agency, "lead").memberships.get()
    Membership.objects.filter(pk=gone.pk).update(ended_at=clock.now())
    person_at(listing.agency, "approver")
    (row,) = directory_queries.with_leads(Listing.objects.filter(pk=listing.pk))
    assert [membership.user for membership in row.agency.leads] == [lead]


def test_the_counts_are_of_the_partnerships_asked_for(listing: Listing) -> None:
    ListingFactory(partnership=listing.partnership, archived_at=clock.now())
    other, not_asked = PartnershipFactory(), PartnershipFactory()
    for partnership in (other, not_asked):
        led = ListingFactory(partnership=partnership)
        person_at(led.agency, "lead")
    counts = directory_queries.lead_counts([listing.partnership_id, other.pk])
    assert counts == {listing.partnership_id: {"none": 1}, other.pk: {"lead": 1}}
