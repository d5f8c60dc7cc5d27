"""Which invitations a place sees."""

from dataclasses import dataclass

import pytest

from agencies import history
from agencies.models import Invitation, Listing, Membership
from agencies.people.queries import invitation as invitation_queries
from agencies.people.queries import same_organisation as same_organisation_queries
from s11portal.common import clock
from tests.factories.agencies import (
    AgencyFactory,
    InvitationFactory,
    ListingFactory,
    PartnershipFactory,
    UserFactory,
    person_at,
)
from tests.factories.cycles import launched_cycle

pytestmark = pytest.mark.django_db


@dataclass
class Sent:
    """Invitations of two partnerships to themselves and to an agency both list."""

    manager: Membership
    lead: Membership
    listing: Listing
    own: Invitation
    to_agency: Invitation
    to_other_agency: Invitation
    colleague: Invitation
    others: list[Invitation]


@pytest.fixture
def sent() -> Sent:
    """Everything that may be mistaken for something else."""
    here, elsewhere, agency = PartnershipFactory(), PartnershipFactory(), AgencyFactory()
    listing = ListingFactory(partnership=here, agency=agency)
    ListingFactory(partnership=elsewhere, agency=agency)
    return Sent(
        manager=person_at(here, "manager").memberships.get(),
        lead=person_at(agency, "lead").memberships.get(),
        listing=listing,
        own=InvitationFactory(partnership=here),
        to_agency=InvitationFactory(agency=agency, invited_for=here, role="lead"),
        to_other_agency=InvitationFactory(agency=AgencyFactory(), invited_for=here, role="lead"),
        colleague=InvitationFactory(agency=agency, role="approver"),
        others=[
            InvitationFactory(partnership=elsewhere),
            InvitationFactory(agency=agency, invited_for=elsewhere, role="lead"),
            InvitationFactory(agency=AgencyFactory(), role="approver"),
        ],
    )


def test_a_partnership_sees_its_own_and_those_it_sent_to_agencies(sent: Sent) -> None:
    found = set(invitation_queries.visible_to(sent.manager))
    assert found == {sent.own, sent.to_agency, sent.to_other_agency}
    assert set(invitation_queries.to_place(sent.manager)) == {sent.own}


def test_an_agency_sees_all_to_itself(sent: Sent) -> None:
    expected = {sent.to_agency, sent.colleague, sent.others[1]}
    assert set(invitation_queries.visible_to(sent.lead)) == expected
    assert set(invitation_queries.to_place(sent.lead)) == expected


def test_a_listing_shows_how_its_partnership_asked_its_agency(sent: Sent) -> None:
    assert set(invitation_queries.for_listing(sent.manager, sent.listing)) == {sent.to_agency}
    # An agency is told nothing of the other partnership's listing.
    assert set(invitation_queries.for_listing(sent.lead, sent.listing)) == {sent.to_agency}


@pytest.mark.parametrize("answered", ["accepted_at", "withdrawn_at"])
def test_the_unanswered_are_neither_accepted_nor_withdrawn(sent: Sent, answered: str) -> None:
    Invitation.objects.filter(pk=sent.own.pk).update(**{answered: clock.now()})
    found = set(invitation_queries.unanswered(invitation_queries.visible_to(sent.manager)))
    assert found == {sent.to_agency, sent.to_other_agency}


def test_a_token_finds_its_own_invitation(sent: Sent) -> None:
    for one in (sent.own, sent.colleague):
        assert invitation_queries.by_hash(one.token_hash) == one
    assert invitation_queries.by_hash("") is None


# --- the same organisation -----------------------------------------------------------


@pytest.fixture
def invitation() -> Invitation:
    """To lead a provisional agency that one partnership lists."""
    listing = ListingFactory(agency=AgencyFactory(claimed_at=None))
    return InvitationFactory(agency=listing.agency, invited_for=listing.partnership, role="lead")


def test_offered_are_the_agencies_one_leads_now(invitation: Invitation) -> None:
    led, left, helped = AgencyFactory(), AgencyFactory(), AgencyFactory()
    person = UserFactory()
    for agency, role in ((led, "lead"), (left, "lead"), (helped, "contributor")):
        membership = person_at(agency, role).memberships.get()
        Membership.objects.filter(pk=membership.pk).update(user=person)
    Membership.objects.filter(agency=left).update(ended_at=clock.now())
    person_at(AgencyFactory(), "lead")
    assert same_organisation_queries.absorbers(person, invitation) == [led]
    ListingFactory(partnership=PartnershipFactory(), agency=led)
    assert same_organisation_queries.absorbers(person, invitation) == [led]
    ListingFactory(partnership=invitation.invited_for, agency=led)
    assert same_organisation_queries.absorbers(person, invitation) == []


def test_what_others_have_and_what_may_stay_does_not_matter(invitation: Invitation) -> None:
    """Its history, an agency absorbed into it, and every row of other agencies."""
    launched_cycle()
    history.record(actor=None, verb="invited", subject="it", agency=invitation.agency_id)
    AgencyFactory(absorbed_into=invitation.agency)
    led = AgencyFactory()
    assert same_organisation_queries.absorbers(person_at(led, "lead"), invitation) == [led]


def spoil_in_an_audit(invitation: Invitation) -> None:
    cycle = launched_cycle(agencies=1)
    cycle.participants.update(agency=invitation.agency)


def spoil_claimed(invitation: Invitation) -> None:
    invitation.agency.claimed_at = clock.now()


def spoil_absorbed(invitation: Invitation) -> None:
    invitation.agency.absorbed_into = AgencyFactory()


def spoil_listed_twice(invitation: Invitation) -> None:
    ListingFactory(agency=invitation.agency)


def spoil_not_listed(invitation: Invitation) -> None:
    Listing.objects.filter(agency=invitation.agency).delete()


def spoil_people(invitation: Invitation) -> None:
    person_at(invitation.agency, "contributor")


def spoil_role(invitation: Invitation) -> None:
    invitation.role = "approver"


def spoil_by_colleague(invitation: Invitation) -> None:
    invitation.invited_for = None


@pytest.mark.parametrize(
    "spoil",
    [
        spoil_in_an_audit,
        spoil_claimed,
        spoil_absorbed,
        spoil_listed_twice,
        spoil_not_listed,
        spoil_people,
        spoil_role,
        spoil_by_colleague,
    ],
    ids=lambda spoil: spoil.__name__,
)
def test_nothing_is_offered_unless_the_invited_agency_is_new_and_empty(
    invitation: Invitation, spoil: object
) -> None:
    led = AgencyFactory()
    ListingFactory(agency=led)
    lead = person_at(led, "lead")
    assert same_organisation_queries.absorbers(lead, invitation)
    spoil(invitation)  # type: ignore[operator]
    assert same_organisation_queries.absorbers(lead, invitation) == []
