"""Audits of several partnerships: preparing and launching one keeps what partners brought in."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from agencies.models import Membership
from audits import scope
from audits.cycle.forms.cycle import CycleForm
from audits.cycle.queries import cycle as cycle_queries
from audits.cycle.services import cycle as cycle_services
from audits.cycle.services import participant as participant_services
from audits.models import Cycle, CyclePartner, Participant, ParticipantArea
from tests.factories.agencies import ListingFactory, PartnershipFactory
from tests.factories.cycles import launched_cycle, manager_of, prepared_cycle
from tests.factories.joint import joint_cycle

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner() -> CyclePartner:
    """A partner of an audit that is being prepared, with one agency of its own in it."""
    cycle = prepared_cycle(agencies=2)
    partner = CyclePartner.objects.create(cycle=cycle, partnership=PartnershipFactory())
    bring_in(partner, size="small", sector="Partner's sector")
    return partner


def bring_in(partner: CyclePartner, **listed: Any) -> Participant:
    """An agency that the partner has put into the audit."""
    listing = ListingFactory(partnership=partner.partnership, **listed)
    row, _ = Participant.objects.get_or_create(
        cycle=partner.cycle,
        agency=listing.agency,
        defaults={
            "cycle_template": partner.cycle.cycle_templates.get(),
            "due_on": partner.cycle.closes_on,
            "sector": "As it was",
        },
    )
    ParticipantArea.objects.create(
        participant=row,
        area=partner.partnership.areas.get(),
        cycle_partner=partner,
        listing=listing,
    )
    return row


def edited(cycle: Cycle, **changed: Any) -> None:
    """The lead saves the audit's page as it was, or `changed`."""
    cycle_services.edit(
        **{
            "actor": manager_of(cycle.partnership),
            "cycle": cycle,
            "title": cycle.title,
            "period": cycle.period,
            "opens_on": cycle.opens_on,
            "closes_on": cycle.closes_on,
            "version": cycle_queries.version_of(cycle),
            "listings": list(cycle_queries.offered_listings(cycle.partnership, cycle)),
            **changed,
        }
    )


def test_a_draft_with_a_partners_agency_is_launched(partner: CyclePartner) -> None:
    assert cycle_services.launch(actor=None, cycle=partner.cycle)
    row = partner.doors.get().participant
    assert (row.sector, row.size) == ("Partner's sector", "small")


def test_what_the_lead_says_of_an_agency_counts_before_its_partners_words(
    partner: CyclePartner,
) -> None:
    shared = partner.cycle.participants.earliest("pk")
    bring_in(partner, agency=shared.agency, sector="Partner's word")
    cycle_services.launch(actor=None, cycle=partner.cycle)
    shared.refresh_from_db()
    assert shared.sector == "Health"


def test_saving_a_draft_leaves_the_partners_agencies_in(partner: CyclePartner) -> None:
    edited(partner.cycle)
    assert partner.cycle.participants.count() == 3
    edited(partner.cycle, listings=[])
    assert partner.cycle.participants.get().areas.get().cycle_partner == partner


def test_an_agency_both_brought_in_stays_for_the_partner(partner: CyclePartner) -> None:
    shared = partner.cycle.participants.earliest("pk")
    bring_in(partner, agency=shared.agency)
    edited(partner.cycle, listings=[])
    assert shared.areas.get().cycle_partner == partner


def test_the_lead_sees_an_agency_that_a_partner_had_brought_in_before(
    partner: CyclePartner,
) -> None:
    theirs = partner.doors.get()
    own = ListingFactory(
        partnership=partner.cycle.partnership, agency=theirs.participant.agency, name="Our words"
    )
    participant_services.add(actor=None, cycle=partner.cycle, listings=[own])
    assert set(theirs.participant.areas.values_list("listing", flat=True)) == {
        theirs.listing_id,
        own.pk,
    }


def test_the_page_ticks_the_leads_own_agencies_only() -> None:
    joint = joint_cycle()
    leading = joint["leading"].partnership
    assert cycle_queries.listing_ids(joint.cycle) <= set(
        leading.listings.values_list("pk", flat=True)
    )


def test_a_door_of_another_audit_opens_nothing() -> None:
    """A row that names a partner of another audit is no way in, and no page fails over it."""
    cycle, other = launched_cycle(agencies=1), launched_cycle(agencies=1)
    stranger = other.partners.get()
    ParticipantArea.objects.create(
        participant=cycle.participants.get(),
        area=stranger.partnership.areas.get(),
        cycle_partner=stranger,
        listing=stranger.partnership.listings.get(),
    )
    manager = manager_of(stranger.partnership)
    membership = Membership.objects.get(user=manager)
    assert set(scope.participants_visible_to(membership)) == set(other.participants.all())
    client = Client()
    client.force_login(manager)
    url = reverse(
        "cycle-participant",
        kwargs={"slug": stranger.partnership.slug, "pk": cycle.participants.get().pk},
    )
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("number", [2**63, 2**70, -(2**70)])
def test_a_number_that_no_database_holds_is_no_agency(number: int) -> None:
    partnership = PartnershipFactory()
    form = CycleForm({"listings": [str(number)]}, partnership=partnership)
    assert not form.is_valid()
    assert form.errors["listings"]
    assert not CycleForm({"version": str(number)}, partnership=partnership).is_valid()
