"""What is done to one agency in an audit leaves those beside it as they are."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import transaction

from agencies.models import User
from audits.cycle.services import cycle as cycle_services
from audits.cycle.services import participant as participant_services
from audits.models import Cycle, Participant
from s11portal.common.errors import Refused
from tests.audits.cycle.beside import Others
from tests.factories.cycles import (
    launched_cycle,
    listed_agencies,
    manager_of,
    prepared_cycle,
    submitted,
)
from tests.factories.joint import joint_cycle

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")
TODAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def during_the_audit() -> Iterator[time_machine.Traveller]:
    """Three weeks before the due date, 11 December."""
    with time_machine.travel(datetime(2026, 11, 20, 9, 0, tzinfo=LONDON), tick=False) as clock:
        yield clock


@pytest.fixture
def others() -> Others:
    """Audits to which nothing is done."""
    return Others()


@pytest.fixture
def participant(others: object) -> Participant:
    """An agency in an open audit, beside a second one."""
    return launched_cycle(agencies=2).participants.select_related("cycle", "agency").earliest("pk")


@pytest.fixture
def manager(participant: Participant) -> User:
    """A business manager of its partnership."""
    return manager_of(participant.cycle.partnership)


Act = Callable[[User, Participant], None]


def move_date(manager: User, row: Participant) -> None:
    participant_services.move_date(actor=manager, participant=row, due_on=date(2026, 12, 18))


def exempt(manager: User, row: Participant) -> None:
    participant_services.exempt(actor=manager, participant=row, reason="Merged")


def national(manager: User, row: Participant) -> None:
    participant_services.accept_national_document(actor=manager, participant=row, document="BTP")


def note(manager: User, row: Participant) -> None:
    participant_services.note(actor=manager, participant=row, reason="Rung")


def expect(manager: User, row: Participant) -> None:
    participant_services.expect(actor=manager, participant=row)


@pytest.mark.parametrize("act", [move_date, exempt, national, note])
def test_one_agency_is_changed(
    act: Act, participant: Participant, manager: User, others: Others
) -> None:
    beside = participant.cycle.participants.exclude(pk=participant.pk).values().get()
    act(manager, participant)
    assert Participant.objects.values().get(pk=beside["id"]) == beside
    others.assert_untouched()


def test_one_agency_is_expected_again(participant: Participant, manager: User) -> None:
    for row in participant.cycle.participants.select_related("cycle", "agency"):
        exempt(manager, row)
    expect(manager, participant)
    states = participant.cycle.participants.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["expected", "exempt"]
    with pytest.raises(Refused):
        expect(manager, participant)


@pytest.mark.parametrize("act", [exempt, national, expect])
def test_nothing_is_exempted_or_expected_after_the_end(
    act: Act, participant: Participant, manager: User
) -> None:
    if act is expect:
        exempt(manager, participant)
    cycle_services.close(actor=None, cycle=participant.cycle)
    with pytest.raises(Refused, match="You cannot change this"):
        act(manager, participant)


@pytest.mark.parametrize("state", [Participant.State.EXEMPT, Participant.State.NATIONAL])
def test_no_date_is_moved_where_no_return_is_expected(
    participant: Participant, manager: User, state: str
) -> None:
    Participant.objects.filter(pk=participant.pk).update(state=state)
    with pytest.raises(Refused, match="while the audit is open"):
        move_date(manager, participant)


@pytest.mark.parametrize("state", [Cycle.State.DRAFT, Cycle.State.CLOSED])
def test_no_date_is_moved_unless_the_audit_is_open(
    participant: Participant, manager: User, state: str
) -> None:
    Cycle.objects.filter(pk=participant.cycle_id).update(state=state)
    with pytest.raises(Refused, match="while the audit is open"):
        move_date(manager, participant)


def test_the_date_may_be_today(participant: Participant, manager: User) -> None:
    participant_services.move_date(actor=manager, participant=participant, due_on=TODAY)
    participant.refresh_from_db()
    assert participant.due_on == TODAY


def test_who_has_returned_may_be_expected_again(participant: Participant, manager: User) -> None:
    """A return from before the exemption comes back into the counts."""
    submitted(participant)
    Participant.objects.filter(pk=participant.pk).update(state=Participant.State.EXEMPT)
    expect(manager, participant)
    participant.refresh_from_db()
    assert participant.state == Participant.State.EXPECTED


def test_a_return_that_comes_at_the_same_moment_is_not_exempted(
    participant: Participant, manager: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The UPDATE looked at the returns before it had to wait for a submit; it is in now."""
    submitted(participant)
    monkeypatch.setattr(participant_services, "_without_return", lambda rows: rows)
    with pytest.raises(Refused, match="the return has been submitted"), transaction.atomic():
        participant_services.exempt(actor=manager, participant=participant, reason="Too late")
    participant.refresh_from_db()
    assert participant.state == Participant.State.EXPECTED


def test_agencies_of_another_audit_are_not_taken_out(others: Others) -> None:
    cycle = prepared_cycle(agencies=1)
    manager = manager_of(cycle.partnership)
    elsewhere = Participant.objects.filter(cycle__state=Cycle.State.DRAFT).exclude(cycle=cycle)
    assert elsewhere.exists()
    participant_services.remove(actor=manager, cycle=cycle, rows=elsewhere)
    others.assert_untouched()
    participant_services.remove(actor=manager, cycle=cycle, rows=cycle.participants.all())
    assert not cycle.participants.exists()


def test_agencies_put_in_twice_stay_as_they_are(others: Others) -> None:
    cycle = prepared_cycle(agencies=1)
    before = cycle.participants.values().get()
    (new,) = listed_agencies(cycle.partnership, agencies=1)
    listings = list(cycle.partnership.listings.all())
    rows = participant_services.add(actor=None, cycle=cycle, listings=listings)
    assert [row.agency_id for row in rows] == [new.agency_id]
    assert cycle.participants.values().get(pk=before["id"]) == before
    others.assert_untouched()


def test_agencies_put_into_a_joint_audit_are_seen_by_who_leads_it() -> None:
    joint = joint_cycle()
    (listing,) = listed_agencies(joint["leading"].partnership, agencies=1)
    (row,) = participant_services.add(actor=None, cycle=joint.draft, listings=[listing])
    assert row.areas.get().cycle_partner.partnership == joint["leading"].partnership
