"""What is done to one audit, agency or return leaves those beside it as they are."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine

from agencies.models import User
from audits.cycle.services import cycle as cycle_services
from audits.cycle.services import participant as participant_services
from audits.models import (
    Cycle,
    CyclePartner,
    CycleTemplate,
    Participant,
    ParticipantArea,
    Submission,
)
from s11portal.common.errors import Refused
from tests.factories.agencies import PartnershipFactory
from tests.factories.audits import TemplateVersionFactory
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
MODELS = (Cycle, CyclePartner, CycleTemplate, Participant, ParticipantArea, Submission)
TODAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def during_the_audit() -> Iterator[time_machine.Traveller]:
    """Three weeks before the due date, 11 December."""
    with time_machine.travel(datetime(2026, 11, 20, 9, 0, tzinfo=LONDON), tick=False) as clock:
        yield clock


@pytest.fixture
def others() -> dict[type, list[dict[str, Any]]]:
    """Audits in every state, of another partnership, as they were before the test."""
    partnership = PartnershipFactory()
    running = launched_cycle(partnership, agencies=2)
    submitted(running.participants.earliest("pk"))
    closed = launched_cycle(partnership, agencies=1)
    prepared_cycle(partnership, agencies=1)
    # Not by the service: one that closed too much would leave nothing to see.
    Cycle.objects.filter(pk=closed.pk).update(state=Cycle.State.CLOSED)
    return {model: list(model.objects.order_by("pk").values()) for model in MODELS}


def assert_untouched(others: dict[type, list[dict[str, Any]]]) -> None:
    """All rows that were there before are as they were."""
    for model, before in others.items():
        keys = [row["id"] for row in before]
        assert list(model.objects.filter(pk__in=keys).order_by("pk").values()) == before


@pytest.fixture
def participant(others: object) -> Participant:
    """An agency in an open audit, beside a second one."""
    return launched_cycle(agencies=2).participants.select_related("cycle", "agency").earliest("pk")


@pytest.fixture
def manager(participant: Participant) -> User:
    """A business manager of its partnership."""
    return manager_of(participant.cycle.partnership)


def edited(cycle: Cycle, **changed: Any) -> None:
    """Save the form of the audit with these fields changed."""
    version = cycle.cycle_templates.earliest("pk").version
    rows = cycle.partnership.listings.all()
    fields = {
        "title": cycle.title,
        "period": cycle.period,
        "opens_on": cycle.opens_on,
        "closes_on": cycle.closes_on,
        "version": version,
        "listings": list(rows),
        **changed,
    }
    cycle_services.edit(actor=manager_of(cycle.partnership), cycle=cycle, **fields)


# --- audits --------------------------------------------------------------------------


def test_one_audit_is_changed(others: dict) -> None:
    cycle = prepared_cycle(agencies=2)
    (first, second) = cycle.partnership.listings.order_by("pk")
    other_version = TemplateVersionFactory(partnership=cycle.partnership)
    day = date(2027, 1, 8)
    new = {"title": "New", "period": "2027", "opens_on": day, "closes_on": day}
    edited(cycle, **new, version=other_version, listings=[second])
    cycle.refresh_from_db()
    assert {name: getattr(cycle, name) for name in new} == new
    assert cycle.cycle_templates.get().version == other_version
    row = cycle.participants.get()
    assert (row.agency, row.due_on) == (second.agency, day)
    assert first.agency_id not in cycle.participants.values_list("agency", flat=True)
    assert_untouched(others)


def test_an_agency_with_a_return_stays_in_and_one_without_goes(others: dict) -> None:
    cycle = prepared_cycle(agencies=2)
    (first, second) = cycle.partnership.listings.order_by("pk")
    kept = cycle.participants.get(agency=first.agency)
    Submission.objects.create(participant=kept)
    with pytest.raises(Refused, match="has a return already"):
        edited(cycle, listings=[second])
    with pytest.raises(Refused, match="the template must stay"):
        edited(cycle, version=TemplateVersionFactory(partnership=cycle.partnership))
    edited(cycle, listings=[first])
    assert cycle.participants.get() == kept
    assert_untouched(others)


def test_a_launched_audit_is_not_changed(others: dict) -> None:
    cycle = launched_cycle(agencies=1)
    with pytest.raises(Refused, match="has been launched"):
        edited(cycle, title="New")
    cycle.refresh_from_db()
    assert cycle.title != "New"


def test_one_audit_is_launched_then_closed(others: dict) -> None:
    cycle = prepared_cycle(agencies=1)
    with pytest.raises(Refused, match="nothing to close"):
        cycle_services.close(actor=None, cycle=cycle)
    assert cycle_services.launch(actor=None, cycle=cycle)
    cycle.refresh_from_db()
    assert (cycle.state, cycle.launched_at is not None) == ("open", True)
    assert not cycle_services.launch(actor=None, cycle=cycle)
    assert cycle_services.close(actor=None, cycle=cycle)
    cycle.refresh_from_db()
    assert (cycle.state, cycle.closed_at is not None) == ("closed", True)
    assert not cycle_services.close(actor=None, cycle=cycle)
    assert not cycle_services.launch(actor=None, cycle=cycle)
    assert_untouched(others)


def test_an_audit_launched_meanwhile_is_not_closed_from_its_preparation(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Who closes a past audit has not seen that it was launched a moment ago."""
    cycle = prepared_cycle(agencies=1)
    submitted_participant = cycle.participants.get()
    Submission.objects.create(participant=submitted_participant)
    submitted(submitted_participant)
    look = cycle_services.cycle_queries.with_figures

    def launched_meanwhile(rows: Any) -> Any:
        Cycle.objects.filter(pk=cycle.pk).update(state=Cycle.State.OPEN)
        return look(rows)

    monkeypatch.setattr(cycle_services.cycle_queries, "with_figures", launched_meanwhile)
    assert not cycle_services.close(actor=None, cycle=cycle)
    cycle.refresh_from_db()
    assert cycle.state == Cycle.State.OPEN


def test_an_audit_that_is_not_closed_is_held(others: dict) -> None:
    for state, held in (("draft", True), ("open", True), ("closed", False)):
        cycle = prepared_cycle(agencies=1)
        Cycle.objects.filter(pk=cycle.pk).update(state=state)
        assert cycle_services.hold(cycle) is held
    assert_untouched(others)


def test_returns_brought_in_keep_what_their_file_said() -> None:
    """The launch copies the list for the others only."""
    cycle = prepared_cycle(agencies=2)
    (brought_in, other) = cycle.participants.order_by("pk")
    Submission.objects.create(participant=brought_in)
    cycle.partnership.listings.update(sector="Changed meanwhile")
    cycle_services.launch(actor=None, cycle=cycle)
    sectors = dict(cycle.participants.values_list("pk", "sector"))
    assert sectors[other.pk] == "Changed meanwhile"
    assert sectors[brought_in.pk] == brought_in.sector != "Changed meanwhile"


def test_an_audit_has_a_title() -> None:
    with pytest.raises(Refused, match="title"):
        prepared_cycle(agencies=1, title="  ")


def test_only_the_first_of_two_templates_is_exchanged() -> None:
    cycle = prepared_cycle(agencies=1)
    new, small = (TemplateVersionFactory(partnership=cycle.partnership) for _ in range(2))
    first = cycle.cycle_templates.get()
    second = CycleTemplate.objects.create(cycle=cycle, version=small)
    edited(cycle, version=new)
    versions = dict(cycle.cycle_templates.values_list("pk", "version"))
    assert versions == {first.pk: new.pk, second.pk: small.pk}


def test_an_audit_of_one_day_may_be_prepared() -> None:
    assert prepared_cycle(agencies=1, opens_on=TODAY, closes_on=TODAY).closes_on == TODAY


# --- agencies in an audit ------------------------------------------------------------

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
    act: Act, participant: Participant, manager: User, others: dict
) -> None:
    beside = participant.cycle.participants.exclude(pk=participant.pk).values().get()
    act(manager, participant)
    assert Participant.objects.values().get(pk=beside["id"]) == beside
    assert_untouched(others)


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
    with pytest.raises(Refused, match="cannot be changed"):
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


def test_agencies_put_in_twice_stay_as_they_are(others: dict) -> None:
    cycle = prepared_cycle(agencies=1)
    before = cycle.participants.values().get()
    (new,) = listed_agencies(cycle.partnership, agencies=1)
    listings = list(cycle.partnership.listings.all())
    rows = participant_services.add(actor=None, cycle=cycle, listings=listings)
    assert [row.agency_id for row in rows] == [new.agency_id]
    assert cycle.participants.values().get(pk=before["id"]) == before
    assert_untouched(others)


def test_agencies_put_into_a_joint_audit_are_seen_by_who_leads_it() -> None:
    joint = joint_cycle()
    (listing,) = listed_agencies(joint["leading"].partnership, agencies=1)
    (row,) = participant_services.add(actor=None, cycle=joint.draft, listings=[listing])
    assert row.areas.get().cycle_partner.partnership == joint["leading"].partnership
