"""Which audits, templates, agencies and returns are found, with others beside them."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine

from agencies.models import Membership
from audits import scope
from audits.cycle.queries import cycle as cycle_queries
from audits.cycle.queries import your_audits as your_audits_queries
from audits.cycle.services import cycle as cycle_services
from audits.models import Cycle, Participant, Submission, TemplateVersion
from s11portal.common import clock
from s11portal.common.errors import Refused
from tests.factories.agencies import ListingFactory, PartnershipFactory
from tests.factories.audits import SMALL_TEMPLATE, TemplateVersionFactory
from tests.factories.cycles import launched_cycle, manager_of, prepared_cycle, submitted
from tests.factories.joint import joint_cycle

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def during_the_audit() -> Iterator[time_machine.Traveller]:
    """Three weeks before the due date, 11 December."""
    at = datetime(2026, 11, 20, 9, 0, tzinfo=ZoneInfo("Europe/London"))
    with time_machine.travel(at, tick=False) as traveller:
        yield traveller


def brought_in(cycle: Cycle) -> None:
    """A return from a file for one agency of an audit that is being prepared."""
    participant = cycle.participants.earliest("pk")
    Submission.objects.create(participant=participant)
    submitted(participant)


# --- audits --------------------------------------------------------------------------


def test_there_is_something_to_report_once_launched_or_brought_in() -> None:
    nothing, from_file = prepared_cycle(agencies=1), prepared_cycle(agencies=1)
    brought_in(from_file)
    Submission.objects.create(participant=prepared_cycle(agencies=1).participants.get())
    without_returns, past = launched_cycle(agencies=1), launched_cycle(agencies=1)
    cycle_services.close(actor=None, cycle=past)
    found = set(cycle_queries.with_figures(Cycle.objects.all()))
    assert found == {from_file, without_returns, past}
    assert nothing not in found


def test_each_audit_is_counted_for_itself_and_for_what_is_seen_of_it() -> None:
    partnership = PartnershipFactory()
    small, large = launched_cycle(partnership, agencies=1), launched_cycle(partnership, agencies=4)
    launched_cycle(agencies=2)
    first, second, third, _ = large.participants.order_by("pk")
    submitted(first)
    Participant.objects.filter(pk=second.pk).update(state=Participant.State.NATIONAL)
    Participant.objects.filter(pk=third.pk).update(state=Participant.State.EXEMPT)
    membership = Membership.objects.get(user=manager_of(partnership))
    rows = cycle_queries.with_counts(scope.cycles_visible_to(membership), membership)
    counts = {row.pk: (row.expected, row.returned) for row in rows}
    assert counts == {small.pk: (1, 0), large.pk: (3, 2)}


def test_an_audit_is_found_by_its_own_id() -> None:
    first, second = prepared_cycle(agencies=0), prepared_cycle(agencies=0)
    assert cycle_queries.find(first.pk) == first
    assert cycle_queries.find(second.pk) == second
    assert cycle_queries.find(second.pk + 1) is None
    versions = {cycle_queries.version_of(cycle) for cycle in (first, second)}
    assert versions == {cycle.cycle_templates.get().version for cycle in (first, second)}
    assert len(versions) == 2


# --- what an audit may be made of ----------------------------------------------------


def test_usable_are_published_templates_of_ones_own_and_the_library() -> None:
    partnership = PartnershipFactory()
    own = TemplateVersionFactory(partnership=partnership)
    library = TemplateVersionFactory(partnership=None)
    for where in (partnership, None):
        TemplateVersionFactory(partnership=where, publish=False)
    TemplateVersionFactory(partnership=PartnershipFactory())
    assert set(cycle_queries.usable_versions(partnership)) == {own, library}


@pytest.mark.parametrize("kind", ["leaders", "staff"])
def test_a_survey_cannot_be_asked_of_agencies(kind: str) -> None:
    """Leaders and staff are people who answer for themselves, not an agency's return."""
    partnership = PartnershipFactory()
    text = SMALL_TEMPLATE.format(key="survey", name="Survey")
    survey = TemplateVersionFactory(
        partnership=partnership, text=text.replace("kind: full", f"kind: {kind}"), publish=False
    )
    # As one was left that was published before surveys were refused.
    TemplateVersion.objects.filter(pk=survey.pk).update(state="published")
    assert survey not in cycle_queries.usable_versions(partnership)
    with pytest.raises(Refused, match="Select a published template"):
        prepared_cycle(partnership, version=survey)


def test_a_template_the_audit_uses_stays_usable_for_it_alone() -> None:
    cycle = prepared_cycle(agencies=0)
    other = prepared_cycle(cycle.partnership, agencies=0)
    for one in (cycle, other):
        version = one.cycle_templates.get().version
        type(version).objects.filter(pk=version.pk).update(state="retired")
    assert not cycle_queries.usable_versions(cycle.partnership)
    found = cycle_queries.usable_versions(cycle.partnership, cycle)
    assert found.get() == cycle.cycle_templates.get().version


def test_offered_are_the_current_agencies_and_those_inside() -> None:
    partnership = PartnershipFactory()
    cycle = prepared_cycle(partnership, agencies=1)
    prepared_cycle(partnership, agencies=1)
    (inside, in_another) = partnership.listings.order_by("pk")
    partnership.listings.update(archived_at=clock.now())
    current = ListingFactory(partnership=partnership)
    ListingFactory(agency=inside.agency)
    assert set(cycle_queries.current_listings(partnership)) == {current}
    assert set(cycle_queries.offered_listings(partnership)) == {current}
    assert set(cycle_queries.offered_listings(partnership, cycle)) == {current, inside}
    assert in_another not in cycle_queries.offered_listings(partnership, cycle)
    assert cycle_queries.listing_ids(cycle) == {inside.pk}


def test_a_partner_is_not_offered_the_agencies_of_another() -> None:
    joint = joint_cycle()
    part = joint["joined"]
    found = cycle_queries.offered_listings(part.partnership, joint.cycle)
    assert set(found) == set(part.partnership.listings.all())


# --- what waits ----------------------------------------------------------------------


def state_of(participant: Participant, model: Any, state: str) -> None:
    """Put the agency, its return or its audit into a state."""
    by = {
        Participant: {"pk": participant.pk},
        Submission: {"participant": participant},
        Cycle: {"pk": participant.cycle_id},
    }
    model.objects.filter(**by[model]).update(state=state)


def test_returns_to_come_are_the_agencys_own_and_expected_in_open_audits() -> None:
    waiting, sent_back, exempt, done, closed, draft, _ = rows = [
        launched_cycle(agencies=1).participants.get() for _ in range(7)
    ]
    state_of(sent_back, Submission, Submission.State.SENT_BACK)
    state_of(exempt, Participant, Participant.State.EXEMPT)
    state_of(done, Submission, Submission.State.SUBMITTED)
    state_of(closed, Cycle, Cycle.State.CLOSED)
    state_of(draft, Cycle, Cycle.State.DRAFT)
    found = your_audits_queries.returns([row.agency_id for row in rows[:6]])
    assert {agency: [one.participant for one in some] for agency, some in found.items()} == {
        waiting.agency_id: [waiting],
        sent_back.agency_id: [sent_back],
    }
    every = {row.pk: your_audits_queries.audits_of(row.agency_id) for row in rows}
    assert every.pop(draft.pk) == []
    assert all(some[0].participant_id == pk and len(some) == 1 for pk, some in every.items())


def test_running_audits_are_counted_through_the_partnerships_areas() -> None:
    partnership = PartnershipFactory()
    cycle = launched_cycle(partnership, agencies=6)
    launched_cycle(partnership, agencies=1, title="Closed")
    prepared_cycle(partnership, agencies=1, title="Draft")
    Cycle.objects.filter(title="Closed").update(state=Cycle.State.CLOSED)
    launched_cycle(agencies=1)
    returned, national, exempt, exempt_returned, late, today = cycle.participants.order_by("pk")
    submitted(returned)
    submitted(exempt_returned)
    state_of(national, Participant, Participant.State.NATIONAL)
    state_of(exempt, Participant, Participant.State.EXEMPT)
    state_of(exempt_returned, Participant, Participant.State.EXEMPT)
    everybody = Participant.objects.filter(cycle=cycle)
    everybody.update(due_on=date(2026, 11, 19))
    everybody.filter(pk=today.pk).update(due_on=date(2026, 11, 20))
    found = your_audits_queries.running([partnership.pk])
    assert list(found) == [partnership.pk]
    (row,) = found[partnership.pk]
    assert row.cycle == cycle.pk
    assert (row.expected, row.returned, row.overdue) == (4, 2, 1)
    assert late.pk != today.pk
