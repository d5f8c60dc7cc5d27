"""The lead of an agency has left: the old access ends, a successor is invited."""

import pytest
from django.test import Client
from django.urls import reverse

from agencies.directory.services import lead as lead_services
from agencies.models import History, Invitation, Listing, Membership, Partnership
from s11portal.common.errors import Refused
from s11portal.common.models import OutgoingMail
from tests.factories.agencies import AgencyFactory, ListingFactory, PartnershipFactory, person_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def partnership(client: Client) -> Partnership:
    """A partnership whose manager is signed in."""
    partnership = PartnershipFactory(slug="northshire", name="Northshire")
    client.force_login(person_at(partnership, "manager", email="manager@north.example"))
    return partnership


@pytest.fixture
def listing(partnership: Partnership) -> Listing:
    """An agency with one lead and a contributor."""
    agency = AgencyFactory(name="Ash House")
    person_at(agency, "lead", name="Ann Left", email="ann@ash.example")
    person_at(agency, "contributor", email="colleague@ash.example")
    return ListingFactory(partnership=partnership, agency=agency)


def url(name: str, listing: Listing) -> str:
    """A page about the agency."""
    return reverse(name, kwargs={"slug": "northshire", "pk": listing.pk})


SUCCESSOR = {"name": "Sue New", "invited_email": "sue@ash.example"}


def test_the_list_and_the_agencys_page_lead_to_it(client: Client, listing: Listing) -> None:
    link = url("listing-change-lead", listing)
    for page in (reverse("listings", kwargs={"slug": "northshire"}), url("listing-edit", listing)):
        assert link in client.get(page).content.decode()


def test_the_old_access_ends_and_the_successor_is_invited(client: Client, listing: Listing) -> None:
    assert b"Ann Left" in client.get(url("listing-change-lead", listing)).content
    answer = client.post(url("listing-change-lead", listing), SUCCESSOR)
    assert answer.url == url("listing-edit", listing)
    assert Membership.objects.get(user__name="Ann Left").ended_at
    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.role) == ("sue@ash.example", "lead")
    told = OutgoingMail.objects.filter(key__startswith="lead-changed:")
    assert set(told.values_list("to", flat=True)) == {"ann@ash.example", "colleague@ash.example"}
    assert "Sue New has been invited" in told.first().body
    assert History.objects.filter(
        agency=listing.agency, verb__startswith="ended the access"
    ).exists()


def test_without_an_address_nothing_ends(client: Client, listing: Listing) -> None:
    answer = client.post(url("listing-change-lead", listing), {"name": "Sue"})
    assert answer.status_code == 200
    assert not Membership.objects.get(user__name="Ann Left").ended_at
    with pytest.raises(Refused, match="Enter the new lead's email"):
        lead_services.change_lead(
            actor=None, listing=listing, membership=Membership.objects.get(user__name="Ann Left")
        )
    assert not Membership.objects.get(user__name="Ann Left").ended_at


def test_where_another_lead_remains_nobody_is_invited(client: Client, listing: Listing) -> None:
    person_at(listing.agency, "lead", name="Second Lead")
    ann = Membership.objects.get(user__name="Ann Left")
    assert client.post(url("listing-change-lead", listing), {}).status_code == 200
    client.post(url("listing-change-lead", listing), {"left": ann.pk})
    ann.refresh_from_db()
    assert ann.ended_at
    assert not Invitation.objects.exists()


def test_an_agency_of_several_partnerships_is_nobodys_to_take_over(
    client: Client, listing: Listing
) -> None:
    ListingFactory(agency=listing.agency)
    page = client.get(url("listing-change-lead", listing))
    assert b"You cannot remove this access yourself" in page.content
    page = client.post(url("listing-change-lead", listing), SUCCESSOR)
    assert page.status_code == 200
    assert not Membership.objects.get(user__name="Ann Left").ended_at
    assert not Invitation.objects.exists()


def test_nobody_of_the_partnership_becomes_the_lead(client: Client, listing: Listing) -> None:
    client.post(
        url("listing-change-lead", listing),
        {**SUCCESSOR, "invited_email": "Manager@north.example"},
    )
    assert not Membership.objects.get(user__name="Ann Left").ended_at
    assert not Invitation.objects.exists()


def test_only_a_lead_of_this_agency_is_ended(listing: Listing) -> None:
    colleague = Membership.objects.get(user__email="colleague@ash.example")
    elsewhere = Membership.objects.get(user=person_at(AgencyFactory(), "lead"))
    for membership in (colleague, elsewhere):
        with pytest.raises(Refused, match="no longer a lead"):
            lead_services.change_lead(
                actor=None, listing=listing, membership=membership, email="sue@ash.example"
            )


def test_an_agency_without_a_lead_is_asked_for_one(client: Client, listing: Listing) -> None:
    Membership.objects.filter(user__name="Ann Left").update(ended_at="2026-11-01T00:00Z")
    answer = client.get(url("listing-change-lead", listing))
    assert answer.url == url("listing-invite-lead", listing)
