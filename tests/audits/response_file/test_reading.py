"""Reading a file of returns: every bad file, column and row gets a clear message."""

import codecs
from dataclasses import replace

import pytest

from audits.response_file.rules import column as column_rules
from audits.response_file.rules import file as file_rules
from audits.response_file.rules import sheet as sheet_rules
from audits.submission.rules.answer import Answer
from audits.template.rules.structure import Standard

from .reading import QUESTIONS, STRUCTURE, one, only, read, refused

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


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"agency" + b"," * 1_000 + b"\nAsh House\n", "more than 1,000 columns"),
        (b"agency,sector\n" + (b"," * 999 + b"1\n") * 500, "more than 400,000 cells"),
        (b"agency,sector\n" + b"\n" * 30_000 + b"Ash House,Health\n", "more than 20,000 lines"),
    ],
)
def test_what_would_take_long_is_refused_before_the_work(content: bytes, says: str) -> None:
    assert says in refused(content).message


def test_a_thousand_unknown_columns_cost_no_thousand_comparisons(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each cost 1.3 milliseconds once: a file of 10 MB held a worker for half an hour."""
    compared: list[str] = []
    monkeypatch.setattr(
        column_rules, "get_close_matches", lambda name, *_, **__: compared.append(name) or []
    )
    names = ",".join(f"column{n}" for n in range(900))
    assert len(read(f"agency,sector,{names}\nAsh House,Health\n").problems) == 900
    assert len(compared) == column_rules.MOST_HINTS


def test_more_rows_than_any_audit_has_are_refused() -> None:
    rows = b"".join(b"Agency %d,Health\n" % n for n in range(sheet_rules.MOST_ROWS + 1))
    assert "more than 2,000 rows" in refused(b"agency,sector\n" + rows).message


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
    assert "No question in this template" in problem.message
    assert "Did you mean “1.1" in problem.remedy


def test_a_label_like_no_other_gets_the_list() -> None:
    assert "1.1, 1.2, 1.10, 2a, 2b, 3, 4" in only(one("Überschrift", "1").problems).remedy


def test_two_columns_of_one_question_are_named_by_their_letters() -> None:
    problem = only(one("1.1,1.2,1.1", "1,No,0").problems)
    assert "Columns C and E" in problem.message
    assert "One of them is probably 1.10, which a spreadsheet has turned into 1.1" in problem.remedy


def test_a_nought_that_a_spreadsheet_dropped_is_named() -> None:
    without = replace(QUESTIONS[2], shown_when=None)
    structure = replace(STRUCTURE, standards=(Standard("all", "1", "All", (without,)),))
    file = file_rules.read(structure, b"agency,sector,1.1\nAsh House,Health,1\n")
    assert "has probably turned 1.10 into 1.1" in only(file.problems).remedy


@pytest.mark.parametrize("above", ["Section 11 audit 2021\n", "Section 11 audit,,\n,,\n"])
def test_names_of_columns_below_a_title_are_found(above: str) -> None:
    problem = refused(f"{above}agency,sector,1.1\nAsh House,Health,1\n".encode())
    number = above.count("\n") + 1
    assert problem.message == (
        f"The names of the columns are in row {number}. They must be in row 1."
    )


def test_quotation_marks_of_a_word_processor_enclose_a_cell_too() -> None:
    file = read("agency,sector,4\n“Ash House, North”,Health,“We meet, weekly”\n")
    assert not file.problems
    assert file.responses[0].agency == "Ash House, North"
    assert file.responses[0].answers["more"].value == {"text": "We meet, weekly"}
    quoted = read("agency,sector,4\nAsh House,Health,“We meet weekly”\n")
    assert quoted.responses[0].answers["more"].value == {"text": "“We meet weekly”"}


@pytest.mark.parametrize("missing", ["agency", "sector"])
def test_both_names_must_have_a_column(missing: str) -> None:
    header = ",".join(name for name in ("agency", "sector", "1.1") if name != missing)
    file = read(f"{header}\nAsh House,1\n")
    assert f"column called “{missing}”" in only(file.problems).remedy


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
    assert "is also in row 2" in problem.message


def test_a_row_without_an_agency_is_wrong() -> None:
    assert "name is missing" in only(read("agency,sector,1.1\n ,Health,1\n").problems).message


def test_lines_and_rows_are_counted_apart() -> None:
    """A text of three lines: a spreadsheet calls the next row 3, an editor calls it line 5."""
    file = read('agency,sector,4,1.1\nAsh,Health,"a\nb\nc",1\nElm,Health,d,9\n')
    problem = only(file.problems)
    assert (problem.line, problem.place) == (5, "row 3, column D (1.1)")
