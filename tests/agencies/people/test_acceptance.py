"""Accepting an invitation."""

from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from agencies.models import Agency, Invitation, Membership, User
from agencies.people.services import acceptance as acceptance_services
from s11portal.common import clock
from s11portal.common.errors import Refused
from s11portal.common.models import OutgoingMail
from tests.factories.agencies import (
    AgencyFactory,
    InvitationFactory,
    ListingFactory,
    PartnershipFactory,
    UserFactory,
    person_at,
)

pytestmark = pytest.mark.django_db

LINK = reverse("invitation", kwargs={"token": "abc"})


def invite(**fields: object) -> Invitation:
    """An open invitation whose link is LINK."""
    if "agency" not in fields:
        fields.setdefault("partnership", PartnershipFactory(name="Northshire"))
    return InvitationFactory(token="abc", email="new@place.example", **fields)


def test_a_new_person_accepts_and_is_signed_in(client: Client) -> None:
    invitation = invite(role="scrutineer", name="Sven")
    page = client.get(LINK)
    assert page.context["form"].initial["name"] == "Sven"
    answer = client.post(LINK, {"name": "Sven Lind", "job_title": "Scrutineer", "password": ""})
    assert answer.url == reverse("partnership-home", kwargs={"slug": invitation.partnership.slug})
    person = User.objects.get(email="new@place.example")
    assert (person.name, person.job_title) == ("Sven Lind", "Scrutineer")
    assert not person.has_usable_password()
    assert EmailAddress.objects.get(user=person).verified
    membership = Membership.objects.get(user=person)
    assert membership.role_names == {"scrutineer"}
    assert client.get(answer.url).status_code == 200
    invitation.refresh_from_db()
    assert invitation.accepted_by == person


def test_opening_the_link_uses_nothing_up(client: Client) -> None:
    """Mail scanners open links, some of them twice."""
    invitation = invite()
    for method in (client.get, client.head, client.get):
        assert method(LINK).status_code == 200
    invitation.refresh_from_db()
    assert invitation.state == Invitation.State.OPEN
    assert not User.objects.exists()


def test_a_chosen_password_has_12_characters_and_is_not_common(client: Client) -> None:
    invite()
    for bad in ("short", "password1234", "new@place.example"):
        answer = client.post(LINK, {"name": "New", "password": bad})
        assert answer.status_code == 200, bad
        assert "password" in answer.context["form"].errors
    client.post(LINK, {"name": "New", "password": "correct horse battery"})
    assert User.objects.get().check_password("correct horse battery")


def test_an_existing_account_signs_in_before_it_accepts(client: Client) -> None:
    """A link may have been forwarded: it is no key to an account that exists."""
    invite()
    UserFactory(email="new@place.example")
    for answer in (client.get(LINK), client.post(LINK, {"name": "Somebody else"})):
        page = answer.content.decode()
        assert f"{reverse('account_request_login_code')}?next={LINK}" in page
    assert not Membership.objects.exists()
    assert "_auth_user_id" not in client.session


def test_whoever_is_signed_in_with_the_address_accepts_with_one_click(client: Client) -> None:
    invitation = invite(role="executive")
    person = UserFactory(email="new@place.example")
    client.force_login(person)
    answer = client.post(LINK)
    assert answer.url == reverse("partnership-home", kwargs={"slug": invitation.partnership.slug})
    assert Membership.objects.get(user=person).role_names == {"executive"}


def test_with_another_address_the_choice_is_said_and_the_inviter_told(client: Client) -> None:
    partnership = PartnershipFactory()
    inviter = person_at(partnership, "manager", email="ann@place.example")
    invite(partnership=partnership, invited_by=inviter)
    person = UserFactory(email="other@place.example", name="Other")
    client.force_login(person)
    page = client.get(LINK).content.decode()
    assert "The invitation was sent to new@place.example" in page
    assert "Sign out and accept as new@place.example" in page
    # Whoever signs out here leaves no text behind in the browser either.
    assert f'action="{reverse("account_logout")}" data-s11-sign-out>' in page.split("<main")[1]
    client.post(LINK)
    assert Membership.objects.get(user=person)
    mail = OutgoingMail.objects.get(to="ann@place.example")
    assert "other@place.example" in mail.body


def test_a_link_works_once(client: Client) -> None:
    invite()
    client.post(LINK, {"name": "New"})
    stranger = Client()
    answer = stranger.post(LINK, {"name": "Second"}, follow=True)
    assert answer.status_code == 410
    assert "cannot be used again" in answer.content.decode()
    assert User.objects.count() == 1
    mine = client.get(LINK)
    assert "You have accepted this invitation" in mine.content.decode()


def test_of_two_who_accept_at_once_one_wins() -> None:
    """Both read the invitation while it was open; the conditional UPDATE decides."""
    invitation = invite()
    first, second = UserFactory(), UserFactory()
    seen_by_both = Invitation.objects.get(pk=invitation.pk)
    acceptance_services.accept(actor=first, invitation=invitation)
    with pytest.raises(Refused, match="has been used"):
        acceptance_services.accept(actor=second, invitation=seen_by_both)
    assert [m.user for m in Membership.objects.all()] == [first]


def test_an_account_opened_meanwhile_is_not_overwritten() -> None:
    invitation = invite()
    UserFactory(email="new@place.example")
    with pytest.raises(Refused, match="already an account"):
        acceptance_services.accept_as_new_person(actor=None, invitation=invitation, name="New")
    invitation.refresh_from_db()
    assert invitation.state == Invitation.State.OPEN


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"expires_at": clock.now() - timedelta(days=1)}, "links work for 14 days"),
        ({"withdrawn_at": clock.now()}, "withdrawn"),
    ],
)
def test_a_dead_link_says_what_to_do(client: Client, fields: dict[str, object], words: str) -> None:
    invite(**fields)
    for answer in (client.get(LINK), client.post(LINK, {"name": "New"})):
        assert answer.status_code == 410
        assert words in answer.content.decode()
    assert not User.objects.exists()


def test_an_unknown_link_says_what_to_do(client: Client) -> None:
    answer = client.get(LINK)
    assert answer.status_code == 404
    assert "you copied the whole link" in answer.content.decode()


def test_the_link_dies_after_14_days_to_the_moment(client: Client) -> None:
    with time_machine.travel("2026-11-01 09:00", tick=False):
        invite(expires_at=clock.now() + timedelta(days=14))
    with time_machine.travel("2026-11-15 08:59:59", tick=False):
        assert client.get(LINK).status_code == 200
    with time_machine.travel("2026-11-15 09:00:00", tick=False):
        assert client.get(LINK).status_code == 410


def test_the_first_lead_claims_the_agency() -> None:
    agency = AgencyFactory(claimed_at=None)
    acceptance_services.accept(
        actor=UserFactory(), invitation=invite(agency=agency, role="contributor")
    )
    agency.refresh_from_db()
    assert agency.claimed_at is None
    with time_machine.travel("2026-11-20 09:00", tick=False):
        lead = InvitationFactory(agency=agency, role="lead")
        acceptance_services.accept(actor=UserFactory(), invitation=lead)
        agency.refresh_from_db()
        assert agency.claimed_at == clock.now()
    acceptance_services.accept(
        actor=UserFactory(), invitation=InvitationFactory(agency=agency, role="lead")
    )
    was = agency.claimed_at
    agency.refresh_from_db()
    assert agency.claimed_at == was


def test_a_second_invitation_to_the_same_place_adds_the_role() -> None:
    partnership = PartnershipFactory()
    person = person_at(partnership, "executive")
    acceptance_services.accept(
        actor=person, invitation=invite(partnership=partnership, role="manager")
    )
    assert Membership.objects.get(user=person).role_names == {"executive", "manager"}


def test_who_left_comes_back_by_a_new_membership() -> None:
    partnership = PartnershipFactory()
    person = person_at(partnership, "manager")
    person.memberships.update(ended_at=clock.now())
    acceptance_services.accept(
        actor=person, invitation=invite(partnership=partnership, role="executive")
    )
    assert person.memberships.count() == 2
    assert person.memberships.get(ended_at=None).role_names == {"executive"}


class TestTheSameOrganisation:
    """A lead invited by a second partnership says that it is the agency they lead already."""

    def given(self) -> tuple[User, Agency, Invitation]:
        existing = AgencyFactory(name="British Transport Police")
        lead = person_at(existing, "lead", email="new@place.example")
        ListingFactory(agency=existing)
        partnership = PartnershipFactory(name="Southshire")
        provisional = AgencyFactory(name="Transport Police", claimed_at=None)
        ListingFactory(partnership=partnership, agency=provisional, name="BTP", sector="Transport")
        invitation = invite(agency=provisional, invited_for=partnership, role="lead")
        return lead, existing, invitation

    def test_the_listing_moves_to_the_account_they_have(self, client: Client) -> None:
        lead, existing, invitation = self.given()
        client.force_login(lead)
        assert "British Transport Police" in client.get(LINK).content.decode()
        answer = client.post(LINK, {"organisation": str(existing.pk)})
        assert answer.url == reverse("agency-home", kwargs={"code": existing.code})
        listing = invitation.invited_for.listings.get()
        assert listing.agency == existing
        assert (listing.name, listing.sector) == ("BTP", "Transport")
        invitation.agency.refresh_from_db()
        assert invitation.agency.absorbed_into == existing
        assert lead.memberships.count() == 1

    def test_a_different_organisation_stays_apart(self, client: Client) -> None:
        lead, existing, invitation = self.given()
        client.force_login(lead)
        assert client.post(LINK).status_code == 200, "the question has to be answered"
        client.post(LINK, {"organisation": "different"})
        assert invitation.invited_for.listings.get().agency == invitation.agency
        assert lead.memberships.count() == 2

    def test_only_agencies_one_leads_are_offered(self, client: Client) -> None:
        _, existing, _ = self.given()
        stranger = person_at(AgencyFactory(), "contributor")
        client.force_login(stranger)
        assert "organisation" not in client.get(LINK).context["form"].fields
        client.post(LINK, {"organisation": str(existing.pk)})
        assert existing.listings.count() == 1

    def test_it_is_not_offered_once_the_agency_has_people(self, client: Client) -> None:
        lead, _, invitation = self.given()
        person_at(invitation.agency, "contributor")
        client.force_login(lead)
        assert "organisation" not in client.get(LINK).context["form"].fields

    def test_it_is_not_offered_where_the_partnership_lists_both(self, client: Client) -> None:
        lead, existing, invitation = self.given()
        ListingFactory(partnership=invitation.invited_for, agency=existing)
        client.force_login(lead)
        assert "organisation" not in client.get(LINK).context["form"].fields
