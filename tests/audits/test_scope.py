"""What partnerships and agencies see of an audit: the five questions of audits.scope."""

from collections.abc import Collection, Iterator
from typing import Any

import pytest
from django.db import transaction

from agencies.models import Membership
from audits import scope
from audits.cycle.queries import participant as participant_queries
from audits.models import Cycle, CyclePartner, Participant, Revision, Submission
from s11portal.common import clock
from tests.factories.cycles import prepared_cycle, submitted
from tests.factories.joint import Joint, joint_cycle

pytestmark = pytest.mark.django_db

SEEING = ("leading", "joined")
SEEING_NOBODY = ("withdrawn", "asked", "left")


@pytest.fixture(scope="module")
def joint(django_db_setup: None, django_db_blocker: Any) -> Iterator[Joint]:
    """A joint cycle with a partner in each state, made once for all tests of this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield joint_cycle()
        transaction.set_rollback(True)


@pytest.fixture
def agency(joint: Joint) -> Membership:
    """Somebody in the agency that answers for all partners, and has answered."""
    return Membership.objects.get(agency=joint.everybodys.agency_id)


@pytest.fixture
def brought_in() -> Participant:
    """An agency of an audit not yet launched; its return was imported from a file."""
    participant = prepared_cycle(agencies=1).participants.get()
    Submission.objects.create(participant=participant)
    submitted(participant)
    return participant


def seen(joint: Joint, standing: str) -> set[int]:
    """The agencies of the cycle that the partner should see."""
    part = joint[standing]
    return {part.submitted.pk, part.waiting.pk, joint.everybodys.pk}


def returned(joint: Joint, standing: str) -> set[int]:
    """Those of them that have returned."""
    return seen(joint, standing) - {joint[standing].waiting.pk}


def participants_of(rows: Collection[Revision]) -> set[int]:
    """Whose returns these are."""
    return {row.participant_id for row in rows}


# --- partnerships --------------------------------------------------------------------


@pytest.mark.parametrize("standing", SEEING)
def test_a_partner_that_has_joined_sees_the_agencies_of_its_own_areas(
    joint: Joint, standing: str
) -> None:
    membership = joint[standing].membership
    rows = scope.participants_visible_to(membership).filter(cycle=joint.cycle)
    areas = scope.areas_in(joint.cycle, membership.partnership_id)
    assert {row.pk for row in rows} == seen(joint, standing)
    assert set(areas.values_list("participant", flat=True)) == seen(joint, standing)


@pytest.mark.parametrize("standing", SEEING_NOBODY)
def test_asked_left_and_withdrawn_partners_see_no_agency(joint: Joint, standing: str) -> None:
    membership = joint[standing].membership
    assert not scope.participants_visible_to(membership)
    assert not scope.areas_in(joint.cycle, membership.partnership_id)
    assert not scope.areas_of([membership.partnership_id])


def test_areas_are_those_of_the_partnerships_asked_for(joint: Joint) -> None:
    ids = {standing: joint[standing].partnership.pk for standing in (*SEEING, *SEEING_NOBODY)}
    areas = scope.areas_of([ids["joined"], ids["left"]])
    assert {area.cycle_partner.partnership_id for area in areas} == {ids["joined"]}


def test_areas_of_one_cycle_are_not_those_of_another(joint: Joint) -> None:
    other = joint_cycle({name: part.partnership for name, part in joint.parts.items()})
    areas = scope.areas_in(other.cycle, other["joined"].partnership.pk)
    assert set(areas.values_list("participant", flat=True)) == seen(other, "joined")


@pytest.mark.parametrize(
    ("standing", "has_a_part"),
    [("leading", True), ("joined", True), ("withdrawn", True), ("asked", False), ("left", False)],
)
def test_a_partnership_sees_the_cycles_it_has_joined(
    joint: Joint, standing: str, has_a_part: bool
) -> None:
    expected = {joint.cycle.pk, joint.draft.pk} if has_a_part else set()
    assert {c.pk for c in scope.cycles_visible_to(joint[standing].membership)} == expected


@pytest.mark.parametrize("standing", SEEING)
def test_a_partner_reads_the_returns_of_its_own_areas(joint: Joint, standing: str) -> None:
    rows = scope.revisions_visible_to(joint[standing].membership)
    assert participants_of(rows) == returned(joint, standing)


@pytest.mark.parametrize("standing", SEEING_NOBODY)
def test_asked_left_and_withdrawn_partners_read_no_return(joint: Joint, standing: str) -> None:
    assert not scope.revisions_visible_to(joint[standing].membership)


@pytest.mark.parametrize("standing", [*SEEING, *SEEING_NOBODY])
def test_figures_count_what_the_partner_may_read(joint: Joint, standing: str) -> None:
    counted = scope.current_revisions(joint.cycle, joint[standing].partnership.pk)
    rows = Revision.objects.filter(pk__in=counted)
    expected = returned(joint, standing) if standing in SEEING else set()
    assert participants_of(rows) == expected


def test_the_last_return_counts_and_all_of_them_are_read(joint: Joint) -> None:
    part = joint["joined"]
    again = submitted(part.submitted)
    counted = scope.current_revisions(joint.cycle, part.partnership.pk)
    assert again in Revision.objects.filter(pk__in=counted, participant=part.submitted)
    assert counted.count() == 2
    every = scope.revisions_visible_to(part.membership).filter(participant=part.submitted)
    assert [row.number for row in every.order_by("number")] == [1, 2]


@pytest.mark.parametrize("standing", [*SEEING, *SEEING_NOBODY])
def test_no_partnership_sees_what_is_being_written(joint: Joint, standing: str) -> None:
    assert Submission.objects.exists()
    assert not scope.submissions_visible_to(joint[standing].membership)


def test_a_partner_that_leaves_sees_nothing_from_then_on(joint: Joint) -> None:
    part = joint["joined"]
    CyclePartner.objects.filter(pk=part.partner.pk).update(
        state=CyclePartner.State.LEFT, left_at=clock.now()
    )
    assert not scope.participants_visible_to(part.membership)
    assert not scope.revisions_visible_to(part.membership)
    assert joint.cycle not in scope.cycles_visible_to(part.membership)


@pytest.mark.parametrize("standing", SEEING)
def test_a_partner_names_agencies_as_its_own_list_does(joint: Joint, standing: str) -> None:
    partnership = joint[standing].partnership
    found = participant_queries.listings(partnership.pk, joint.cycle)
    assert set(found) == seen(joint, standing)
    assert {listing.partnership_id for listing in found.values()} == {partnership.pk}


@pytest.mark.parametrize("standing", SEEING_NOBODY)
def test_withdrawn_areas_lend_no_names(joint: Joint, standing: str) -> None:
    assert participant_queries.listings(joint[standing].partnership.pk, joint.cycle) == {}


# --- agencies ------------------------------------------------------------------------


def test_an_agency_sees_its_own_part_of_a_launched_audit(joint: Joint, agency: Membership) -> None:
    own = joint.everybodys
    assert scope.cycles_visible_to(agency).get() == joint.cycle
    assert scope.participants_visible_to(agency).get() == own
    assert scope.submissions_visible_to(agency).get().participant == own
    assert scope.revisions_visible_to(agency).get().participant == own


def test_an_agency_sees_nothing_of_an_audit_that_is_being_prepared(
    brought_in: Participant,
) -> None:
    lead = Membership.objects.get(agency=brought_in.agency)
    assert not scope.cycles_visible_to(lead)
    assert not scope.participants_visible_to(lead)
    assert not scope.submissions_visible_to(lead)
    assert not scope.revisions_visible_to(lead)


def test_an_agency_still_sees_its_part_of_a_closed_audit(joint: Joint, agency: Membership) -> None:
    Cycle.objects.filter(pk=joint.cycle.pk).update(state=Cycle.State.CLOSED)
    assert scope.cycles_visible_to(agency).exists()
    assert scope.participants_visible_to(agency).exists()
    assert scope.submissions_visible_to(agency).exists()
    assert scope.revisions_visible_to(agency).exists()
