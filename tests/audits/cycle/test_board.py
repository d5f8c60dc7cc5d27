"""The board: how far each agency is, in a fixed number of queries."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from agencies.models import Membership
from audits.cycle.presenters import board as board_presenters
from audits.cycle.presenters.board import Board, Summary
from audits.cycle.queries import board as board_queries
from audits.cycle.services import cycle as cycle_services
from audits.cycle.services import participant as participant_services
from audits.models import Cycle, Submission
from audits.submission.services import submission as submission_services
from tests.factories.agencies import PartnershipFactory
from tests.factories.cycles import launched_cycle, manager_of, prepared_cycle, submitted

LONDON = ZoneInfo("Europe/London")


@pytest.fixture(autouse=True)
def during_the_audit() -> Iterator[time_machine.Traveller]:
    """Three weeks before the due date, 11 December."""
    with time_machine.travel(datetime(2026, 11, 20, 9, 0, tzinfo=LONDON), tick=False) as clock:
        yield clock


def board_of(cycle: Cycle, **narrowed: str) -> Board:
    """The board as a manager sees it."""
    membership = Membership.objects.get(user=manager_of(cycle.partnership))
    return board_presenters.board_of(cycle, board_queries.entries(membership, cycle), **narrowed)


def states(board: Board) -> dict[str, str]:
    """State and detail by the order of the agencies."""
    return {row.entry.listing.name: f"{row.state} {row.detail}".strip() for row in board.rows}


@pytest.fixture
def cycle(db: None) -> Cycle:
    """Seven agencies in every state."""
    cycle = launched_cycle(agencies=6, without_lead=1)
    manager = manager_of(cycle.partnership)
    rows = list(cycle.participants.order_by("pk"))
    for row, name in zip(rows, "ABCDEFG", strict=True):
        cycle.partnership.listings.filter(agency=row.agency).update(name=name)
    Submission.objects.filter(participant=rows[1]).update(state="started", answered=5, asked=7)
    submitted(rows[2])
    submitted(rows[3])
    back = Submission.objects.select_related("participant__cycle__partnership").get(
        participant=rows[3]
    )
    submission_services.send_back(actor=manager, submission=back, reason="Look again")
    participant_services.exempt(actor=manager, participant=rows[4], reason="Merged")
    participant_services.accept_national_document(
        actor=manager, participant=rows[5], document="BTP"
    )
    return cycle


def test_every_state_is_told_apart(cycle: Cycle) -> None:
    assert states(board_of(cycle)) == {
        "A": "not_started",
        "B": "started 5 of 7 answered",
        "C": "submitted 20 November 2026",
        "D": "sent_back",
        "E": "exempt",
        "F": "national BTP",
        "G": "not_started",
    }


def test_the_counts_leave_the_exempt_out_and_take_the_national_document_in(cycle: Cycle) -> None:
    """A return that was sent back has come: it counts until the next one."""
    summary = board_of(cycle).summary
    assert summary.sentence == "3 of 6 returned (50%)"
    assert {count.key: count.number for count in summary.counts} == {
        "overdue": 0,
        "started": 1,
        "not_started": 2,
        "sent_back": 1,
        "no_lead": 1,
        "exempt": 2,
    }


def test_after_the_due_date_what_is_missing_is_overdue(
    cycle: Cycle, during_the_audit: time_machine.Traveller
) -> None:
    during_the_audit.move_to(datetime(2026, 12, 11, 23, 59, tzinfo=LONDON))
    assert board_of(cycle).remindable == 0
    during_the_audit.move_to(datetime(2026, 12, 12, 0, 0, tzinfo=LONDON))
    board = board_of(cycle)
    assert states(board)["A"] == "overdue Not started"
    assert states(board)["B"] == "overdue 5 of 7 answered"
    assert states(board)["G"] == "overdue Not started"
    assert states(board)["D"] == "sent_back"
    assert board.overdue == 4
    assert board.remindable == 3  # G has nobody to write to


def test_a_return_after_its_own_due_date_is_marked_late(
    during_the_audit: time_machine.Traveller, db: None
) -> None:
    cycle = launched_cycle(agencies=1)
    during_the_audit.move_to(datetime(2026, 12, 14, 9, 0, tzinfo=LONDON))
    submitted(cycle.participants.get())
    board = board_of(cycle)
    assert board.rows[0].state == "late"
    assert board.summary.late == board.summary.returned == 1


def test_after_closing_the_board_says_who_did_not_answer(
    cycle: Cycle, during_the_audit: time_machine.Traveller
) -> None:
    cycle_services.close(actor=None, cycle=cycle)
    during_the_audit.move_to(datetime(2027, 1, 10, 9, 0, tzinfo=LONDON))
    board = board_of(cycle)
    assert [row.entry.listing.name for row in board.missing] == ["A", "B", "G"]
    assert {row.words for row in board.missing} == {"No return"}
    assert not any(row.is_overdue for row in board.rows)


@pytest.mark.parametrize(
    ("narrowed", "names"),
    [
        ({"state": "returned"}, "CDF"),
        ({"state": "not_started"}, "AG"),
        ({"state": "no_lead"}, "G"),
        ({"state": "exempt"}, "EF"),
        ({"sector": "Health"}, "ACEG"),
        ({"sector": "Health", "state": "returned"}, "C"),
        ({"sector": "Nowhere"}, ""),
    ],
)
def test_the_board_narrows_by_state_and_sector(
    cycle: Cycle, narrowed: dict[str, str], names: str
) -> None:
    board = board_of(cycle, **narrowed)
    assert "".join(row.entry.listing.name for row in board.rows) == names
    assert board.summary.expected == 6  # the counts are those of the whole audit


@pytest.mark.parametrize("agencies", [3, 300])
def test_a_board_costs_four_queries_with_3_and_with_300_agencies(
    agencies: int, db: None, django_assert_num_queries
) -> None:
    cycle = prepared_cycle(agencies=0, without_lead=agencies)
    cycle_services.launch(actor=None, cycle=cycle)
    manager = manager_of(cycle.partnership)
    membership = Membership.objects.prefetch_related("roles").get(user=manager)
    with django_assert_num_queries(4):
        board = board_presenters.board_of(cycle, board_queries.entries(membership, cycle))
        assert len([(row.state, row.detail, row.has_no_lead) for row in board.rows]) == agencies


def test_another_partnership_sees_no_agency_of_it(cycle: Cycle) -> None:
    stranger = Membership.objects.get(user=manager_of(PartnershipFactory()))
    assert board_queries.entries(stranger, cycle) == []


def test_a_withdrawn_area_closes_the_door(cycle: Cycle) -> None:
    row = cycle.participants.order_by("pk").first()
    row.areas.update(withdrawn_at="2026-11-01T00:00Z")
    assert "A" not in states(board_of(cycle))


@given(st.integers(0, 2000), st.integers(0, 2000))
def test_the_percentage_is_rounded_half_up(returned: int, more: int) -> None:
    expected = returned + more
    summary = Summary(returned, expected, 0, ())
    exact = 100 * returned / expected if expected else 0
    assert abs(summary.percentage - exact) <= 0.5
    assert 0 <= summary.percentage <= 100


def test_below_fifty_the_count_leads() -> None:
    assert Summary(5, 22, 0, ()).sentence == "5 of 22 returned (23%)"
    assert Summary(40, 60, 0, ()).sentence == "67% returned (40 of 60)"
    assert Summary(0, 0, 0, ()).sentence == "No return is expected"
    assert Summary(1, 8, 0, ()).percentage == 13  # 12.5
