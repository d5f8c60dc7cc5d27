"""What a file says at questions that are not asked of the agency is a mistake of the file."""

from dataclasses import replace

from audits.response_file.rules import file as file_rules
from audits.template.rules.structure import Standard
from s11portal.common.errors import Problem

from .reading import ANYBODY, QUESTIONS, STRUCTURE, one, only


def hidden(header: str, row: str) -> list[Problem]:
    """What is written at questions that are not asked."""
    file = one(header, row)
    return list(file_rules.hidden(STRUCTURE, file.responses[0], ANYBODY))


def test_an_answer_to_a_question_that_is_not_asked_is_wrong() -> None:
    problem = only(hidden("1.2,1.10", "No,1"))
    assert problem.place == "row 2, column D (1.10)"
    assert problem.message == "1.10 is not asked of this agency: 1.2 is No."


def test_a_blank_earlier_answer_hides_the_question_too() -> None:
    assert "1.2 is blank" in only(hidden("1.2,1.10", ",1")).message


def test_an_unreadable_earlier_answer_is_told_once() -> None:
    file = one("1.2,1.10", "Maybe,1")
    assert only(file.problems).place == "row 2, column C (1.2)"
    assert hidden("1.2,1.10", "Maybe,1") == []


def test_a_question_that_is_asked_and_left_empty_is_no_problem() -> None:
    assert hidden("1.2,1.10", "Yes,") == []


def test_a_condition_on_the_sector_follows_the_file() -> None:
    asked = replace(QUESTIONS[0], shown_when={"respondent": "sector", "is": "Police"})
    structure = replace(STRUCTURE, standards=(Standard("all", "1", "All", (asked,)),))
    file = file_rules.read(structure, b"agency,sector,1.1\nAsh House,Health,1\n")
    assert only(list(file_rules.hidden(structure, file.responses[0], ANYBODY)))
    police = {**ANYBODY, "sector": "Police"}
    assert not list(file_rules.hidden(structure, file.responses[0], police))
