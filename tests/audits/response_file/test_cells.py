"""The cells of a file of returns: answers of every type, each wrong one named with its remedy."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audits.response_file.rules import file as file_rules
from audits.submission.rules.answer import Answer
from audits.template.rules.structure import Level, Standard
from s11portal.common.errors import Problems

from .reading import PLACES, QUESTIONS, STRUCTURE, answer, one, only, read

# --- the cells -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("label", "cell", "value"),
    [
        ("1.1", "1", {"level": "1"}),
        ("1.1", " good ", {"level": "1"}),
        ("1.2", "YES", {"level": "yes"}),
        ("2a", "a; Homes", {"levels": ["a", "b"]}),
        ("2b", "-3", {"number": "-3"}),
        ("2b", '"1,204"', {"number": "1204"}),
        ("3", "31/3/2026", {"date": "2026-03-31"}),
        ("3", "2026-03-31", {"date": "2026-03-31"}),
        ("4", "'- we meet weekly", {"text": "- we meet weekly"}),
        ("4", '"two\r\nlines"', {"text": "two\nlines"}),
    ],
)
def test_answers_of_every_type_are_read(label: str, cell: str, value: dict) -> None:
    assert answer(label, cell).value == value


@pytest.mark.parametrize(
    ("label", "cell", "says"),
    [
        ("1.1", "4", "“4” is not one of the choices. Use 0 (Inadequate), 1 (Good)"),
        ("1.2", "Perhaps", "Use yes (Yes), no (No)"),
        ("2a", "a; c", "“c” is not one of the choices"),
        ("2b", "many", "is not a number"),
        ("3", "31/2/2026", "is not a day of the calendar"),
        ("4", "=1+1", "begins with “=”"),
        ("4", "+44 20", "begins with “+”"),
        ("4", "- we meet", "begins with “-”"),
        ("4", "@SUM(A1)", "begins with “@”"),
        ("4", "\tx", "begins with a tab"),
        ("4", '"\rx"', "begins with a line break"),
        ("1.1", "-1", "begins with “-”"),
        ("2b", "-1+2", "begins with “-”"),
        ("2b", "=1", "begins with “=”"),
        ("4", "x" * 20_001, "20,001 characters; at most 20,000"),
        ("1.2 examples", "x", "Question 1.2 has no box for this"),
        ("1.1 evidence", "x", "Question 1.1 has no box for this"),
        ("1.2 not applicable", "x", "may not be left out as not applicable"),
        ("2a other", "x", "goes with the choice “other”"),
    ],
)
def test_wrong_cells_are_named(label: str, cell: str, says: str) -> None:
    problem = only(one(label, cell).problems)
    assert problem.place == f"row 2, column C ({label})"
    assert says in problem.message


def test_a_formula_in_the_name_of_an_agency_is_refused() -> None:
    problem = only(read("agency,sector,1.1\n=cmd|' /C calc'!A0,Health,1\n").problems)
    assert problem.place == "row 2, column A (agency)"


def test_texts_beside_an_answer_belong_to_it() -> None:
    file = one("1.1,1.1 examples", '1,"Weekly meetings, kept"')
    assert file.responses[0].answers["lead"] == Answer(
        value={"level": "1"}, examples="Weekly meetings, kept"
    )


def test_not_applicable_is_a_reason_in_place_of_an_answer() -> None:
    assert answer("1.1 not applicable", "We have no staff") == Answer(
        na=True, na_reason="We have no staff"
    )


@pytest.mark.parametrize("cell", ["no", "No", "0", "false", "-", "applies"])
def test_a_no_under_not_applicable_means_that_it_applies(cell: str) -> None:
    file = one("1.1,1.1 not applicable", f"1,{cell}")
    assert not file.problems
    assert file.responses[0].answers["lead"] == Answer(value={"level": "1"})
    assert one("1.1 not applicable", cell).responses[0].answers == {}


@pytest.mark.parametrize("cell", ["N/A", "n.a.", "yes", "1", "x", "Not applicable"])
def test_a_yes_under_not_applicable_is_no_reason(cell: str) -> None:
    assert answer("1.1 not applicable", cell) == Answer(na=True, na_reason="")


@pytest.mark.parametrize("cell", ["N/A", "n/a", "Not applicable"])
def test_not_applicable_in_the_place_of_a_rating_leads_to_its_column(cell: str) -> None:
    problem = only(one("1.1", cell).problems)
    assert "write why in the column “1.1 not applicable”" in problem.remedy
    assert "must not be left out" in only(one("1.2", cell).problems).remedy


def test_a_choice_is_known_whatever_its_apostrophe() -> None:
    levels = (Level("a", "Children’s homes"), Level("b", "Parents' evening"))
    where = replace(QUESTIONS[3], scale=replace(PLACES, levels=levels))
    structure = replace(STRUCTURE, standards=(Standard("all", "1", "All", (where,)),))
    text = "agency,sector,2a\nAsh House,Health,Children's homes; Parents’ evening\n"
    file = file_rules.read(structure, text.encode())
    assert file.responses[0].answers["where"].value == {"levels": ["a", "b"]}


def test_answered_and_not_applicable_at_once_is_wrong() -> None:
    problem = only(one("1.1,1.1 not applicable", "1,No staff").problems)
    assert "both answered and called not applicable" in problem.message


def test_other_please_say_comes_with_its_text() -> None:
    assert answer("2a,2a other", "a;x,On boats").value == {
        "levels": ["a", "x"],
        "other": "On boats",
    }


# --- whatever comes ------------------------------------------------------------------


@given(st.binary(max_size=300))
def test_no_file_whatever_is_in_it_breaks_the_reader(content: bytes) -> None:
    """It is read, or refused with what to do."""
    for start in (b"", b"agency,sector,1.1,1.2,4\n"):
        try:
            problems = list(read(start + content).problems)
        except Problems as refusal:
            problems = refusal.problems
        assert all(problem.message for problem in problems)


CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12)


@given(st.lists(CELLS, min_size=3, max_size=3))
def test_what_is_taken_says_what_was_written(cells: list[str]) -> None:
    """Each text comes in whole, or its cell is named."""
    quoted = ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)
    file = read(f"agency,sector,4,1.1 examples,1.1 not applicable\nAsh,Health,{quoted}\n")
    response = file.responses[0]
    for cell, column in zip(cells, "CDE", strict=True):
        written = cell.replace("\r\n", "\n").strip()
        wrong = any(f"column {column} " in problem.place for problem in file.problems)
        texts = [
            text
            for answer in response.answers.values()
            for text in (answer.examples, answer.na_reason, (answer.value or {}).get("text"))
        ]
        assert (
            not written
            or wrong
            or written.removeprefix("'") in [(text or "").removeprefix("'") for text in texts]
        )
