"""What is done to one invitation or membership leaves those beside it as they are."""

from datetime import timedelta

import pytest

from agencies.membership import services as membership_services
from agencies.models import Agency, History, Invitation, Membership
from agencies.people.services import acceptance as acceptance_services
from agencies.people.services import invitation as invitation_services
from agencies.people.services import same_organisation as same_organisation_services
from agencies.roles import NotAllowed
from s11portal.common import clock
from s11portal.common.errors import Refused
from s11portal.common.models import OutgoingMail
from tests.factories.agencies import (
    AgencyFactory,
    InvitationFactory,
    ListingFactory,
    MembershipFactory,
    PartnershipFactory,
    UserFactory,
    person_at,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def bystander() -> Invitation:
    """An open invitation to which nothing is done."""
    return InvitationFactory(agency=AgencyFactory(claimed_at=None), role="lead")


def as_stored(row: Invitation) -> dict[str, object]:
    """The row as the database has it."""
    return Invitation.objects.values().get(pk=row.pk)


# Why a link no longer works.
DEAD: list[dict[str, object]] = [
    {"expires_at": clock.now() - timedelta(seconds=1)},
    {"withdrawn_at": clock.now()},
    {"accepted_at": clock.now()},
]


# --- invitations ---------------------------------------------------------------------


def test_withdrawing_sending_again_and_accepting_touch_one_invitation(
    bystander: Invitation,
) -> None:
    before = as_stored(bystander)
    partnership = PartnershipFactory()
    withdrawn, again, taken, opened = (
        InvitationFactory(partnership=partnership, role="executive") for _ in range(4)
    )
    invitation_services.withdraw(actor=None, invitation=withdrawn)
    invitation_services.resend(actor=None, invitation=again)
    acceptance_services.accept(actor=UserFactory(email=taken.email), invitation=taken)
    acceptance_services.accept_as_new_person(actor=None, invitation=opened, name="New")
    assert as_stored(bystander) == before
    states = {one.pk: one.state for one in Invitation.objects.all()}
    assert states == {
        bystander.pk: "open",
        withdrawn.pk: "withdrawn",
        again.pk: "open",
        taken.pk: "accepted",
        opened.pk: "accepted",
    }


def test_inviting_again_replaces_the_invitation_to_that_place_only(bystander: Invitation) -> None:
    invitation_services.invite_colleague(
        actor=None, agency=AgencyFactory(), email=bystander.email, role="approver"
    )
    bystander.refresh_from_db()
    assert bystander.state == "open"


def test_an_answered_invitation_is_not_withdrawn_by_the_next(bystander: Invitation) -> None:
    Invitation.objects.update(accepted_at=clock.now())
    invitation_services.invite_colleague(
        actor=None, agency=bystander.agency, email=bystander.email, role="approver"
    )
    bystander.refresh_from_db()
    assert (bystander.state, bystander.withdrawn_at) == ("accepted", None)


def test_who_has_left_may_be_invited_again() -> None:
    partnership = PartnershipFactory()
    person = person_at(partnership, "executive")
    Membership.objects.update(ended_at=clock.now())
    sent = invitation_services.invite_person(
        actor=None, partnership=partnership, email=person.email, role="executive"
    )
    assert sent.invitation.state == "open"


def test_a_colleagues_invitation_may_be_sent_again_by_the_system() -> None:
    """Only a partnership's invitation of a lead is refused once there is one."""
    agency = AgencyFactory()
    person_at(agency, "lead")
    invitation = InvitationFactory(agency=agency, role="approver")
    assert invitation_services.resend(actor=None, invitation=invitation).invitation == invitation


def test_the_name_given_goes_before_that_of_the_contact() -> None:
    listing = ListingFactory(agency=AgencyFactory(claimed_at=None), contact_name="The contact")
    named = invitation_services.invite_agency_lead(
        actor=None, listing=listing, email="a@b.example", name="The lead"
    )
    assert named.invitation.name == "The lead"


@pytest.mark.parametrize("kind", ["partnership", "lead"])
def test_both_ends_of_an_invitation_are_in_the_partnerships_history(kind: str) -> None:
    partnership, agency = PartnershipFactory(), AgencyFactory(claimed_at=None)
    ListingFactory(partnership=partnership, agency=agency)
    place = {"agency": agency, "invited_for": partnership, "role": "lead"}
    fields = {"partnership": partnership, "role": "executive"} if kind == "partnership" else place
    acceptance_services.accept(actor=UserFactory(), invitation=InvitationFactory(**fields))
    invitation_services.withdraw(actor=None, invitation=InvitationFactory(**fields))
    verbs = History.objects.filter(partnership=partnership).values_list("verb", flat=True)
    assert list(verbs.order_by("pk")) == ["accepted an invitation", "withdrew"]


def test_the_inviter_is_told_only_of_another_address() -> None:
    partnership = PartnershipFactory()
    inviter = person_at(partnership, "manager")
    invitation = InvitationFactory(partnership=partnership, invited_by=inviter)
    acceptance_services.accept(actor=UserFactory(email=invitation.email), invitation=invitation)
    invitation.refresh_from_db()
    assert invitation.accepted_by is not None
    assert not OutgoingMail.objects.exists()


def test_at_the_last_moment_a_link_is_dead(frozen: object) -> None:
    invitation = InvitationFactory(partnership=PartnershipFactory(), expires_at=clock.now())
    assert invitation.state == Invitation.State.EXPIRED
    with pytest.raises(Refused):
        acceptance_services.accept(actor=UserFactory(), invitation=invitation)


@pytest.mark.parametrize("fields", DEAD, ids=lambda fields: next(iter(fields)))
def test_whoever_presses_accept_too_late_is_not_let_in(fields: dict[str, object]) -> None:
    """The page was opened in time; what counts is the moment of the UPDATE."""
    invitation = InvitationFactory(partnership=PartnershipFactory(), **fields)
    with pytest.raises(Refused, match="has expired"):
        acceptance_services.accept(actor=UserFactory(), invitation=invitation)
    with pytest.raises(Refused, match="has expired"):
        acceptance_services.accept_as_new_person(actor=None, invitation=invitation, name="New")
    assert not Membership.objects.exists()


# --- memberships ---------------------------------------------------------------------


def test_ending_one_membership_leaves_the_others() -> None:
    partnership = PartnershipFactory()
    PartnershipFactory()
    manager, gone = person_at(partnership, "manager"), person_at(partnership, "executive")
    membership_services.end_membership(actor=manager, membership=gone.memberships.get())
    assert Membership.objects.get(user=manager).ended_at is None
    assert Membership.objects.get(user=gone).ended_at is not None


def test_all_roles_of_a_place_at_once_and_none() -> None:
    partnership = PartnershipFactory()
    person_at(partnership, "manager")
    membership = person_at(partnership, "executive").memberships.get()
    every = ["manager", "scrutineer", "executive"]
    membership_services.change_roles(actor=None, membership=membership, roles=every)
    assert set(membership.roles.values_list("role", flat=True)) == set(every)
    membership_services.change_roles(actor=None, membership=membership, roles=every)
    assert History.objects.count() == 1, "what changes nothing is not written down"
    with pytest.raises(Refused, match="at least one"):
        membership_services.change_roles(actor=None, membership=membership, roles=[])


def test_who_was_ended_meanwhile_gets_no_roles() -> None:
    """The page was opened while the person belonged here."""
    partnership = PartnershipFactory()
    person_at(partnership, "manager")
    membership = person_at(partnership, "executive").memberships.get()
    Membership.objects.filter(pk=membership.pk).update(ended_at=clock.now())
    with pytest.raises(Refused, match="no longer a member"):
        membership_services.change_roles(actor=None, membership=membership, roles=["manager"])


def test_one_agency_is_claimed_once() -> None:
    claimed, other = AgencyFactory(claimed_at=None), AgencyFactory(claimed_at=None)
    membership_services.claim_agency(agency=claimed)
    claimed.refresh_from_db()
    first = claimed.claimed_at
    assert first
    membership_services.claim_agency(agency=claimed)
    claimed.refresh_from_db()
    other.refresh_from_db()
    assert (claimed.claimed_at, other.claimed_at) == (first, None)


# --- the same organisation -----------------------------------------------------------


def invited_again(into: Agency) -> Invitation:
    """A partnership asks the lead of `into` as the lead of a provisional agency."""
    listing = ListingFactory(agency=AgencyFactory(claimed_at=None))
    return InvitationFactory(agency=listing.agency, invited_for=listing.partnership, role="lead")


def test_absorbing_moves_one_listing_and_ends_the_invitations_of_that_agency(
    bystander: Invitation,
) -> None:
    into = AgencyFactory()
    lead = person_at(into, "lead")
    person_at(into, "approver")
    MembershipFactory(user=lead, agency=into, ended_at=clock.now())
    elsewhere = person_at(AgencyFactory(), "lead").memberships.get()
    Membership.objects.filter(pk=elsewhere.pk).update(user=lead)
    invitation = invited_again(into)
    provisional, partnership = invitation.agency, invitation.invited_for
    other_listing = ListingFactory(partnership=partnership)
    second = InvitationFactory(agency=provisional, role="approver")
    answered = InvitationFactory(agency=provisional, role="approver", accepted_at=clock.now())
    yesterday = clock.now() - timedelta(days=1)
    taken_back = InvitationFactory(agency=provisional, withdrawn_at=yesterday)
    before = as_stored(bystander)
    membership = same_organisation_services.absorb(actor=lead, invitation=invitation, into=into)
    assert (membership.user, membership.agency) == (lead, into)
    listings = dict(partnership.listings.values_list("pk", "agency"))
    assert listings.pop(other_listing.pk) == other_listing.agency_id
    assert list(listings.values()) == [into.pk]
    absorbed = Agency.objects.filter(absorbed_into__isnull=False)
    assert [(one, one.absorbed_into) for one in absorbed] == [(provisional, into)]
    assert as_stored(bystander) == before
    states = {one: Invitation.objects.get(pk=one.pk).state for one in (second, answered)}
    assert states == {second: "withdrawn", answered: "accepted"}
    assert as_stored(taken_back)["withdrawn_at"] == yesterday


def test_the_listing_of_another_partnership_stays_where_it_is() -> None:
    """The one that invited has taken the agency off its list; another has it on theirs."""
    into = AgencyFactory()
    invitation = invited_again(into)
    theirs = invitation.agency.listings.get()
    invitation.invited_for = PartnershipFactory()
    invitation.save()
    same_organisation_services.absorb(
        actor=person_at(into, "lead"), invitation=invitation, into=into
    )
    theirs.refresh_from_db()
    assert theirs.agency == invitation.agency


def test_nobody_puts_an_agency_they_do_not_lead_in_the_place() -> None:
    """The page offers only one's own; whoever sends another id is refused."""
    into = AgencyFactory()
    person_at(into, "lead")
    invitation = invited_again(into)
    contributor = person_at(into, "contributor")
    for actor in (contributor, UserFactory(), person_at(AgencyFactory(), "lead")):
        with pytest.raises(NotAllowed):
            same_organisation_services.absorb(actor=actor, invitation=invitation, into=into)
    assert invitation.agency.listings.exists()


def test_an_invitation_to_a_partnership_absorbs_nothing() -> None:
    into = AgencyFactory()
    invitation = InvitationFactory(partnership=PartnershipFactory())
    with pytest.raises(Refused, match="cannot take"):
        same_organisation_services.absorb(
            actor=person_at(into, "lead"), invitation=invitation, into=into
        )
