"""Accepting asks again what inviting asked: a link kept for later opens nothing new."""

import pytest
from django.test import Client
from django.urls import reverse

from agencies.membership import services as membership_services
from agencies.models import Invitation, Membership, User
from agencies.people.services import acceptance as acceptance_services
from agencies.people.services import invitation as invitation_services
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
LINK = reverse("invitation", kwargs={"token": "kept"})


def lead_invitation(**fields: object) -> Invitation:
    """A partnership asks an address to lead an agency of its list; the link is LINK."""
    listing = ListingFactory(agency=AgencyFactory(claimed_at=None, name="Police"))
    given = {"agency": listing.agency, "invited_for": listing.partnership, "role": "lead"}
    return InvitationFactory(token="kept", **{**given, **fields})


def accept(invitation: Invitation) -> Membership:
    return acceptance_services.accept(
        actor=UserFactory(), invitation=Invitation.objects.get(pk=invitation.pk)
    )


def test_an_older_link_of_one_partnership_opens_nothing_of_another(client: Client) -> None:
    """B invites A and an insider; A comes, and joins the account to N; the insider's link stays."""
    here, there = PartnershipFactory(name="B"), PartnershipFactory(name="N")
    mine = ListingFactory(partnership=here, agency=AgencyFactory(claimed_at=None))
    theirs = ListingFactory(partnership=there, agency=AgencyFactory(claimed_at=None))
    manager = person_at(here, "manager")
    first = invitation_services.invite_agency_lead(actor=manager, listing=mine, email="a@a.example")
    older = invitation_services.invite_agency_lead(
        actor=manager, listing=mine, email="insider@b.example"
    )
    a = acceptance_services.accept_as_new_person(
        actor=None, invitation=first.invitation, name="A"
    ).user
    joined = invitation_services.invite_agency_lead(
        actor=person_at(there, "manager"), listing=theirs, email="a@a.example"
    )
    acceptance_services.accept(actor=a, invitation=joined.invitation, same_organisation=mine.agency)
    path = reverse("invitation", kwargs={"token": older.url.rstrip("/").rpartition("/")[2]})
    for answer in (client.get(path), client.post(path, {"name": "Insider"})):
        assert answer.status_code == 410
        assert "This agency has a lead now. Ask its lead to invite you." in answer.content.decode()
    assert [one.user for one in Membership.objects.filter(agency=mine.agency)] == [a]
    assert not User.objects.filter(email="insider@b.example").exists()


def test_who_opened_the_page_in_time_is_told_why_nothing_came_of_it(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other lead accepts between the page and its button."""
    invitation = lead_invitation()
    here = UserFactory()
    client.force_login(here)
    assert client.get(LINK).status_code == 200
    accept(InvitationFactory(agency=invitation.agency, role="lead"))
    answer = client.post(LINK, follow=True)
    assert "This agency has a lead now" in answer.content.decode()
    with pytest.raises(Refused, match="has a lead now"):
        acceptance_services.accept(actor=here, invitation=invitation)
    invitation.refresh_from_db()
    assert invitation.state == Invitation.State.OPEN, "nothing half done"


def test_a_lead_who_is_asked_once_more_may_accept() -> None:
    invitation = lead_invitation()
    lead = person_at(invitation.agency, "lead")
    assert acceptance_services.accept(actor=lead, invitation=invitation).user == lead


def test_a_link_sent_again_by_the_lead_is_the_leads_own() -> None:
    invitation = lead_invitation()
    lead = person_at(invitation.agency, "lead")
    invitation_services.resend(actor=lead, invitation=invitation)
    invitation.refresh_from_db()
    assert (invitation.invited_by, invitation.invited_for) == (lead, None)
    accept(invitation)
    assert Membership.objects.filter(agency=invitation.agency).count() == 2


def test_a_link_sent_again_by_a_colleague_is_the_partnerships_still() -> None:
    invitation = lead_invitation()
    manager = person_at(invitation.invited_for, "manager")
    partnership = invitation.invited_for
    invitation_services.resend(actor=manager, invitation=invitation)
    invitation.refresh_from_db()
    assert (invitation.invited_by, invitation.invited_for) == (manager, partnership)


def test_an_agency_taken_off_the_list_is_led_by_nobody_new() -> None:
    invitation = lead_invitation()
    invitation.agency.listings.update(archived_at=clock.now())
    with pytest.raises(Refused, match="no longer lists this agency"):
        accept(invitation)
    ListingFactory(agency=invitation.agency)  # on another partnership's list it may be
    with pytest.raises(Refused, match="no longer lists this agency"):
        accept(invitation)


@pytest.mark.parametrize("place", ["partnership", "lead", "colleague"])
def test_who_may_no_longer_invite_leaves_no_way_in_behind(place: str) -> None:
    """Somebody about to be removed could have invited themselves under another address."""
    partnership, agency = PartnershipFactory(), AgencyFactory()
    at = agency if place == "colleague" else partnership
    person_at(at, "manager" if at == partnership else "lead")  # somebody stays
    inviter = person_at(at, "manager" if at == partnership else "lead")
    fields = {
        "partnership": {"partnership": partnership, "role": "manager"},
        "lead": {"agency": agency, "invited_for": partnership, "role": "lead"},
        "colleague": {"agency": agency, "role": "contributor"},
    }[place]
    ListingFactory(partnership=partnership, agency=agency)
    good, bad = (InvitationFactory(invited_by=inviter, **fields) for _ in range(2))
    accept(good)
    Membership.objects.filter(agency=agency, roles__role="lead").exclude(user=inviter).update(
        ended_at=clock.now()
    )
    membership = inviter.memberships.get()
    if place == "colleague":
        person_at(agency, "lead")
    membership_services.end_membership(actor=None, membership=membership)
    with pytest.raises(Refused, match="can no longer invite people"):
        accept(bad)


def test_a_successor_sends_the_link_again_and_it_works() -> None:
    partnership = PartnershipFactory()
    invitation = InvitationFactory(partnership=partnership, invited_by=UserFactory())
    with pytest.raises(Refused, match="can no longer invite"):
        accept(invitation)
    invitation_services.resend(actor=person_at(partnership, "manager"), invitation=invitation)
    assert accept(invitation)


def press_twice(client: Client, sent: dict[str, str]) -> tuple[Client, list[str]]:
    """The same form sent twice by one browser: both with the cookies of the page."""
    client.get(LINK)
    again = Client()
    again.cookies = client.cookies.copy()
    client.post(LINK, sent)
    answer = again.post(LINK, sent)
    assert (answer.status_code, answer.url) == (302, LINK)
    return again, [again.get(LINK).content.decode(), client.get(LINK).content.decode()]


def test_a_new_person_who_presses_twice_learns_that_the_account_is_ready(client: Client) -> None:
    InvitationFactory(token="kept", partnership=PartnershipFactory())
    _, (without, signed_in) = press_twice(client, {"name": "New"})
    assert "This invitation has been accepted" in without
    assert "sign in to your account" in without.replace("\n          ", " ")
    assert "no longer works" not in without
    assert "You have accepted this invitation" in signed_in
    assert User.objects.count() == 1


def test_pressing_twice_at_the_same_moment_leads_to_the_same_page(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second request read the invitation while it was open."""
    invitation = InvitationFactory(token="kept", partnership=PartnershipFactory())
    service = acceptance_services.accept_as_new_person

    def slower(**given: object) -> Membership:
        monkeypatch.setattr(acceptance_services, "accept_as_new_person", service)
        Client().post(LINK, {"name": "First press"})
        return service(**given)

    monkeypatch.setattr(acceptance_services, "accept_as_new_person", slower)
    answer = client.post(LINK, {"name": "Second press"}, follow=True)
    assert "This invitation has been accepted" in answer.content.decode()
    invitation.refresh_from_db()
    assert invitation.accepted_by.name == "First press"


def test_the_mail_says_how_often_the_link_can_be_opened() -> None:
    listing = ListingFactory(agency=AgencyFactory(claimed_at=None))
    invitation_services.invite_agency_lead(actor=None, listing=listing, email="a@b.example")
    body = OutgoingMail.objects.get().body
    assert "You can open it more than once until you accept." in body
