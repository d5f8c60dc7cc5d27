"""A partnership's list of agencies."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.directory import queries as directory_queries
from agencies.directory.services import listing as listing_services
from agencies.directory.services.listing import Details
from agencies.models import Agency, Invitation, Listing, Partnership
from s11portal.common.errors import Refused
from tests.factories.agencies import (
    AgencyFactory,
    InvitationFactory,
    ListingFactory,
    PartnershipFactory,
    person_at,
)

pytestmark = pytest.mark.django_db

POLICE = {
    "name": "Northshire Police",
    "sector": "Police",
    "size": "large",
    "statutory_duty": "on",
    "contact_name": "Jo",
    "contact_email": "Jo@police.example",
}


@pytest.fixture
def partnership(client: Client) -> Partnership:
    """A partnership whose manager is signed in."""
    partnership = PartnershipFactory(slug="northshire")
    client.force_login(person_at(partnership, "manager"))
    return partnership


def url(name: str, **kwargs: object) -> str:
    return reverse(name, kwargs={"slug": "northshire", **kwargs})


def test_a_manager_adds_an_agency_and_invites_its_lead(
    client: Client, partnership: Partnership
) -> None:
    answer = client.post(url("listing-add"), {**POLICE, "invite": "on"})
    assert answer.url == url("listings")
    listing = partnership.listings.get()
    assert (listing.name, listing.size, listing.statutory_duty) == (
        "Northshire Police",
        "large",
        True,
    )
    assert listing.agency.claimed_at is None
    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.role) == ("jo@police.example", "lead")
    page = client.get(url("listings")).content.decode()
    assert "Invited" in page


def test_an_agency_may_be_added_without_asking_anybody(
    client: Client, partnership: Partnership
) -> None:
    client.post(url("listing-add"), {**POLICE, "contact_email": ""})
    assert partnership.listings.count() == 1
    assert not Invitation.objects.exists()


def test_an_invitation_needs_an_address(client: Client, partnership: Partnership) -> None:
    answer = client.post(url("listing-add"), {**POLICE, "contact_email": "", "invite": "on"})
    assert "contact_email" in answer.context["form"].errors
    assert not Agency.objects.exists()


def test_the_same_name_twice_is_refused(client: Client, partnership: Partnership) -> None:
    ListingFactory(partnership=partnership, name="northshire police")
    answer = client.post(url("listing-add"), POLICE)
    assert "is already on your list" in answer.content.decode()
    assert partnership.listings.count() == 1


def test_agencies_of_other_partnerships_are_not_found_by_name(
    client: Client, partnership: Partnership
) -> None:
    other = ListingFactory(name="Northshire Police", agency__name="Northshire Police")
    client.post(url("listing-add"), POLICE)
    assert partnership.listings.get().agency != other.agency


def test_two_partnerships_call_one_agency_by_two_names(
    client: Client, partnership: Partnership
) -> None:
    agency = AgencyFactory(name="BTP")
    mine = ListingFactory(partnership=partnership, agency=agency, name="BTP")
    theirs = ListingFactory(agency=agency, name="Transport Police", sector="Transport")
    client.post(url("listing-edit", pk=mine.pk), POLICE)
    for row in (mine, theirs, agency):
        row.refresh_from_db()
    assert (mine.name, theirs.name, agency.name) == (
        "Northshire Police",
        "Transport Police",
        "BTP",
    )


def test_a_provisional_agency_is_named_like_its_listing(partnership: Partnership) -> None:
    listing = ListingFactory(partnership=partnership, agency__claimed_at=None)
    listing_services.edit_listing(
        actor=None, listing=listing, details=Details("New name", "Health")
    )
    listing.agency.refresh_from_db()
    assert listing.agency.name == "New name"


def test_archived_agencies_leave_the_list_and_come_back(
    client: Client, partnership: Partnership
) -> None:
    listing = ListingFactory(partnership=partnership, name="Old Club")
    client.post(url("listing-archive", pk=listing.pk))
    assert list(client.get(url("listings")).context["page"]) == []
    assert [row.name for row in client.get(url("listings"), {"archived": "on"}).context["page"]]
    client.post(url("listing-restore", pk=listing.pk))
    assert len(client.get(url("listings")).context["page"]) == 1


def test_an_archived_agency_does_not_come_back_beside_one_of_its_name(
    partnership: Partnership,
) -> None:
    old = ListingFactory(partnership=partnership, name="Club")
    listing_services.archive_listing(actor=None, listing=old)
    ListingFactory(partnership=partnership, name="Club")
    with pytest.raises(Refused, match="already on your list"):
        listing_services.restore_listing(actor=None, listing=old)


def test_the_list_is_searched_and_filtered(client: Client, partnership: Partnership) -> None:
    police = ListingFactory(partnership=partnership, name="Police", sector="Police")
    person_at(police.agency, "lead", name="Jo Lead")
    invited = ListingFactory(partnership=partnership, name="Hospital", contact_name="Priya")
    InvitationFactory(agency=invited.agency, invited_for=partnership, role="lead")
    ListingFactory(partnership=partnership, name="Club")

    def found(**query: str) -> list[str]:
        return [row.name for row in client.get(url("listings"), query).context["page"]]

    assert found() == ["Club", "Hospital", "Police"]
    assert found(q="priya") == ["Hospital"]
    assert found(sector="Police") == ["Police"]
    assert found(lead="none") == ["Club"]
    assert found(lead="invited") == ["Hospital"]
    assert found(lead="lead") == ["Police"]
    assert found(sector="Police", lead="none") == []
    assert found(sector="nonsense") == ["Club", "Hospital", "Police"]
    assert "Jo Lead" in client.get(url("listings")).content.decode()


def test_an_invitation_of_another_partnership_is_not_ours(partnership: Partnership) -> None:
    listing = ListingFactory(partnership=partnership)
    InvitationFactory(agency=listing.agency, invited_for=PartnershipFactory(), role="lead")
    row = directory_queries.annotate_lead_state(Listing.objects.filter(pk=listing.pk)).get()
    assert row.lead_state == "none"


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_costs_the_same_with_1_and_30(
    client: Client, partnership: Partnership, count: int
) -> None:
    for _ in range(count):
        listing = ListingFactory(partnership=partnership)
        person_at(listing.agency, "lead")
        person_at(listing.agency, "lead")
    client.get(url("listings"))
    with CaptureQueriesContext(connection) as queries:
        client.get(url("listings"))
    # session, person, membership with roles; sectors, count, listings, leads
    assert len(queries) == 7


def test_150_agencies_are_shown_page_by_page(client: Client, partnership: Partnership) -> None:
    Listing.objects.bulk_create(
        Listing(partnership=partnership, agency=AgencyFactory(), name=f"Agency {n:03}", sector="x")
        for n in range(150)
    )
    page = client.get(url("listings"), {"page": "3", "sector": "x"}).content.decode()
    assert "Agency 149" in page
    assert "sector=x&amp;page=2" in page
