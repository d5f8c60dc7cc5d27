"""The one table of states agrees with the states that the database knows."""

import pytest

from audits import transitions
from audits.models import Cycle, Participant, Submission
from audits.transitions import CYCLE, PARTICIPANT, SUBMISSION, before


@pytest.mark.parametrize(
    ("table", "states"),
    [
        (CYCLE, Cycle.State),
        (PARTICIPANT, Participant.State),
        (SUBMISSION, Submission.State),
    ],
)
def test_every_state_is_in_the_table_and_no_other(
    table: transitions.Table, states: type[Cycle.State]
) -> None:
    assert set(table) == set(states.values)
    assert {state for following in table.values() for state in following} <= set(table)


def test_a_closed_audit_stays_closed() -> None:
    assert CYCLE["closed"] == frozenset()
    assert before(CYCLE, "open") == {"draft"}


def test_a_return_comes_in_from_anywhere_but_itself() -> None:
    assert before(SUBMISSION, "submitted") == {"not_started", "started", "sent_back"}
    assert before(SUBMISSION, "sent_back") == {"submitted"}


def test_a_typing_error_opens_nothing() -> None:
    with pytest.raises(KeyError):
        before(CYCLE, "launched")
