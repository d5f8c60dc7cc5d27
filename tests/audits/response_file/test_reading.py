"""Reading a file of returns: every bad file gets a clear message, every wrong cell its remedy."""

import codecs
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audits.response_file.rules import file as file_rules
from audits.response_file.rules import sheet as sheet_rules
from audits.submission.rules.answer import Answer
from audits.template.rules.structure import YES_NO, Level, Question, Scale, Standard, Structure
from s11portal.common.errors import Problem, Problems

GRADE = Scale(
    "grade", "Grade", "higher_is_better", (Level("0", "Inadequate", 0), Level("1", "Good", 1))
)
PLACES = Scale(
    "places",
    "Places",
    "none",
    (Level("a", "Schools"), Level("b", "Homes"), Level("x", "Elsewhere", other=True)),
    origin="choices",
)
BOXES = {"examples": "optional", "evidence": "absent", "difference": "absent"}
QUESTIONS = (
    Question("lead", "1.1", "Led?", "rating", GRADE, boxes=BOXES, na_allowed=True),
    Question("uses", "1.2", "Volunteers?", "yes_no", YES_NO),
    Question(
        "volunteers",
        "1.10",
        "Supervised?",
        "rating",
        GRADE,
        shown_when={"question": "uses", "is": "yes"},
    ),
    Question("where", "2a", "Where?", "tick_all", PLACES),
    Question("staff", "2b", "How many?", "number"),
    Question("when", "3", "When?", "date"),
    Question("more", "4", "More?", "text"),
)
STRUCTURE = Structure("small", "Small", "full", (Standard("all", "1", "All", QUESTIONS),))
ANYBODY = {"sector": "Health", "size": "small", "duty": "no"}


def read(text: str | bytes) -> file_rules.ResponseFile:
    """The file that holds `text`."""
    return file_rules.read(STRUCTURE, text.encode() if isinstance(text, str) else text)


def only(problems: tuple[Problem, ...] | list[Problem]) -> Problem:
    """The one problem there is."""
    assert len(problems) == 1, [str(problem) for problem in problems]
    return problems[0]


def refused(content: bytes) -> Problem:
    """Why the whole file cannot be taken."""
    with pytest.raises(Problems) as caught:
        read(content)
    return only(caught.value.problems)


def one(header: str, row: str) -> file_rules.ResponseFile:
    """A file of one agency."""
    return read(f"agency,sector,{header}\nAsh House,Health,{row}\n")


def answer(header: str, row: str) -> Answer:
    """The one answer of a file of one agency."""
    file = one(header, row)
    assert not file.problems, [str(problem) for problem in file.problems]
    (found,) = file.responses[0].answers.values()
    return found


# --- the file ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "The file is empty"),
        (b" \n\n", "The file is empty"),
        (b"\xef\xbb\xbf", "no column names"),
        (b",,\nAsh House,,\n", "The first row holds no column names"),
        (b"agency,sector,1.1\n", "There is no row below the column names"),
        (b"PK\x03\x04 and so on", "a spreadsheet workbook, not a CSV file"),
        (codecs.BOM_UTF16_LE + "agency".encode("utf-16-le"), "written in UTF-16"),
        ("agency,sector\nAsh,Health\n".encode("utf-16-be"), "written in UTF-16"),
        (b"agency,sector\nAsh\x00House,Health and much more text\n", "zero bytes"),
        (b'agency,sector\n"Ash House,Health\n', "quotation mark"),
        (b'agency,sector\n"Ash" House,Health\n', "quotation mark"),
    ],
)
def test_what_is_no_csv_file_is_named(content: bytes, says: str) -> None:
    problem = refused(content)
    assert says in problem.message
    assert problem.remedy


def test_a_file_from_an_old_excel_says_where_it_is_not_utf8() -> None:
    problem = refused("agency,sector\nAsh House,Health\nJosé’s Café,Health\n".encode("cp1252"))
    assert problem.line == 3
    assert "looks like Windows-1252" in problem.message
    assert "José’s Café" in problem.message
    assert "CSV UTF-8" in problem.remedy


def test_a_huge_file_is_refused_unread() -> None:
    assert "larger than 10 MB" in refused(b"x" * (sheet_rules.MOST_BYTES + 1)).message


def test_more_rows_than_any_audit_has_are_refused() -> None:
    rows = b"".join(b"Agency %d,Health\n" % n for n in range(sheet_rules.MOST_ROWS + 1))
    assert "2,001 rows; at most 2,000" in refused(b"agency,sector\n" + rows).message


@pytest.mark.parametrize(
    "text",
    [
        "agency,sector,1.1\nAsh House,Health,1\n",
        "agency;sector;1.1\nAsh House;Health;1\n",
        "agency\tsector\t1.1\nAsh House\tHealth\t1",
        "sep=;\r\nagency;sector;1.1\r\nAsh House;Health;1\r\n",
        "\ufeffAgency,SECTOR,1.1\r\nAsh House,Health,1\r\n",
        '"agency","sector","1.1"\r"Ash House","Health","1"\r',
        "agency,sector,1.1,\n\nAsh House,Health,Good,\n,,,\n",
    ],
)
def test_files_as_spreadsheets_write_them_are_read(text: str) -> None:
    file = read(text)
    assert not file.problems
    (response,) = file.responses
    assert (response.agency, response.sector) == ("Ash House", "Health")
    assert response.answers == {"lead": Answer(value={"level": "1"})}


# --- the columns ---------------------------------------------------------------------


def test_an_unknown_label_gets_a_suggestion() -> None:
    problem = only(one("1.11", "1").problems)
    assert problem.place == "column “1.11”"
    assert "No question of this template" in problem.message
    assert "Did you mean “1.1" in problem.remedy


def test_a_label_like_no_other_gets_the_list() -> None:
    assert "1.1, 1.2, 1.10, 2a, 2b, 3, 4" in only(one("Überschrift", "1").problems).remedy


def test_two_columns_of_one_question_are_named_by_their_letters() -> None:
    problem = only(one("1.1,1.2,1.1", "1,No,0").problems)
    assert "Columns C and E" in problem.message
    assert "1.10 into 1.1" in problem.remedy


@pytest.mark.parametrize("missing", ["agency", "sector"])
def test_both_names_must_have_a_column(missing: str) -> None:
    header = ",".join(name for name in ("agency", "sector", "1.1") if name != missing)
    file = read(f"{header}\nAsh House,1\n")
    assert f"column named “{missing}”" in only(file.problems).remedy


def test_something_in_a_column_without_a_name_is_not_lost_silently() -> None:
    problem = only(read("agency,sector,,1.1\nAsh House,Health,2,1\n").problems)
    assert problem.place == "row 2, column C"


def test_questions_without_a_column_are_told() -> None:
    assert one("1.1,1.2", "1,No").without_column == ("1.10", "2a", "2b", "3", "4")


def test_every_wrong_cell_is_listed_also_beside_a_wrong_column() -> None:
    file = read("agency,sector,9,1.1,1.2\nAsh,Health,,7,Maybe\nElm,Health,,8,No\n")
    assert [(p.line, p.place) for p in file.problems] == [
        (1, "column “9”"),
        (2, "row 2, column D (1.1)"),
        (2, "row 2, column E (1.2)"),
        (3, "row 3, column D (1.1)"),
    ]


# --- the rows ------------------------------------------------------------------------


def test_a_row_longer_than_the_first_is_wrong() -> None:
    """A comma without quotation marks has moved everything behind it."""
    problem = only(one("4,1.2", "We meet, weekly,No").problems)
    assert problem.place == "row 2"
    assert "5 cells, but the first row names 4 columns" in problem.message


def test_a_shorter_row_is_empty_to_the_right() -> None:
    file = read("agency,sector,1.1,1.2\nAsh House,Health\n")
    assert not file.problems
    assert file.responses[0].answers == {}


def test_an_agency_stands_in_the_file_once() -> None:
    file = read("agency,sector,1.1\nAsh House,Health,1\nElm,Health,1\n ASH  house,Health,0\n")
    problem = only(file.problems)
    assert problem.place == "row 4"
    assert "stands in row 2 already" in problem.message


def test_a_row_without_an_agency_is_wrong() -> None:
    assert "name is missing" in only(read("agency,sector,1.1\n ,Health,1\n").problems).message


def test_lines_and_rows_are_counted_apart() -> None:
    """A text of three lines: a spreadsheet calls the next row 3, an editor calls it line 5."""
    file = read('agency,sector,4,1.1\nAsh,Health,"a\nb\nc",1\nElm,Health,d,9\n')
    problem = only(file.problems)
    assert (problem.line, problem.place) == (5, "row 3, column D (1.1)")


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
        ("3", "31/2/2026", "is not a date"),
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


def test_answered_and_not_applicable_at_once_is_wrong() -> None:
    problem = only(one("1.1,1.1 not applicable", "1,No staff").problems)
    assert "both answered and called not applicable" in problem.message


def test_other_please_say_comes_with_its_text() -> None:
    assert answer("2a,2a other", "a;x,On boats").value == {
        "levels": ["a", "x"],
        "other": "On boats",
    }


# --- questions that are not asked ----------------------------------------------------


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


# --- whatever comes --------------------------------------------------------------------


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
