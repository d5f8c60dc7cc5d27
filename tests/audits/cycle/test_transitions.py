"""The one table of states agrees with the states that the database knows."""

import pytest

from audits import transitions
from audits.models import Cycle, Participant, Submission, TemplateVersion
from audits.transitions import CYCLE, PARTICIPANT, SUBMISSION, TEMPLATE_VERSION, before

# All moves there are; a return comes in by submitting it, or from a file.
MOVES = {
    "template version": "draft>published draft>retired published>retired",
    "cycle": "draft>open draft>closed open>closed closed>open closed>draft",
    "participant": "expected>exempt expected>national exempt>expected national>expected",
    "submission": "not_started>started not_started>submitted started>submitted "
    "submitted>sent_back sent_back>submitted",
}
TABLES = {
    "template version": TEMPLATE_VERSION,
    "cycle": CYCLE,
    "participant": PARTICIPANT,
    "submission": SUBMISSION,
}


@pytest.mark.parametrize(
    ("table", "states"),
    [
        (CYCLE, Cycle.State),
        (PARTICIPANT, Participant.State),
        (SUBMISSION, Submission.State),
        (TEMPLATE_VERSION, TemplateVersion.State),
    ],
)
def test_every_state_is_in_the_table_and_no_other(
    table: transitions.Table, states: type[Cycle.State]
) -> None:
    assert set(table) == set(states.values)
    assert {state for following in table.values() for state in following} <= set(table)


@pytest.mark.parametrize("noun", MOVES)
def test_these_moves_are_made_and_no_other(noun: str) -> None:
    table = TABLES[noun]
    pairs = {f"{state}>{following}" for state in table for following in table[state]}
    assert pairs == set(MOVES[noun].split())
    assert {f"{state}>{one}" for one in table for state in before(table, one)} == pairs


def test_a_return_comes_in_from_anywhere_but_itself() -> None:
    assert before(SUBMISSION, "submitted") == {"not_started", "started", "sent_back"}
    assert before(SUBMISSION, "sent_back") == {"submitted"}


def test_a_typing_error_opens_nothing() -> None:
    with pytest.raises(KeyError):
        before(CYCLE, "launched")


def test_every_table_is_looked_at_here():
    tables = [table for name, table in vars(transitions).items() if name.isupper()]
    assert tables
    assert all(table in TABLES.values() for table in tables)
