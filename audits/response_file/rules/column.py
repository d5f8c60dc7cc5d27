"""The columns of a file of returns: which question, and which part of its answer, each holds.

docs/response-format.md describes them for people.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from audits.response_file.rules.sheet import Row, Sheet
from audits.template.rules.structure import Question, Structure
from s11portal.common.errors import Problem

AGENCY = "agency"
SECTOR = "sector"
VALUE = "value"
# What follows a question's label in the name of a column, and the part that column holds.
PARTS = {
    "examples": "examples",
    "evidence": "evidence",
    "difference": "difference",
    "not applicable": "na_reason",
    "other": "other",
}


@dataclass(frozen=True)
class Column:
    """One column that is understood. `index` counts from 0."""

    index: int
    name: str
    part: str
    question: Question | None = None


@dataclass(frozen=True)
class Columns:
    """The columns of a file, and what is wrong with the others."""

    known: tuple[Column, ...]
    problems: tuple[Problem, ...]

    @property
    def questions(self) -> frozenset[str]:
        """Keys of the questions that have a column for their answer."""
        return frozenset(c.question.key for c in self.known if c.question and c.part == VALUE)


def read(structure: Structure, sheet: Sheet) -> Columns:
    """Understand the header of `sheet`."""
    known: dict[tuple[str, str], Column] = {}
    problems: list[Problem] = []
    for index, cell in enumerate(sheet.header.cells):
        name = " ".join(cell.split())
        if not name:
            problems += _unnamed(sheet, index)
            continue
        column = _column(structure, index, name)
        if column is None:
            problems.append(_unknown(structure, sheet.header, name))
            continue
        key = (column.part, column.question.key if column.question else "")
        if key in known:
            problems.append(_twice(sheet.header, known[key], column))
        else:
            known[key] = column
    for part in (AGENCY, SECTOR):
        if (part, "") not in known:
            problems.append(_missing(sheet.header, part))
    return Columns(tuple(known.values()), tuple(problems))


def letter(index: int) -> str:
    """A column's letters in a spreadsheet: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def place(row: Row, index: int, name: str = "") -> str:
    """Where a cell is, as a spreadsheet says it: 'row 4, column F (2.1)'."""
    return f"row {row.number}, column {letter(index)}" + (f" ({name})" if name else "")


def _column(structure: Structure, index: int, name: str) -> Column | None:
    if name.casefold() in (AGENCY, SECTOR):
        return Column(index, name, name.casefold())
    question = _question(structure, name)
    if question:
        return Column(index, name, VALUE, question)
    for words, part in PARTS.items():
        if name.casefold().endswith(f" {words}"):
            question = _question(structure, name[: -len(words) - 1])
            if question:
                return Column(index, name, part, question)
    return None


def _question(structure: Structure, label: str) -> Question | None:
    exact = structure.by_label.get(label)
    if exact:
        return exact
    alike = [q for q in structure.questions if q.label.casefold() == label.casefold()]
    return alike[0] if len(alike) == 1 else None


def _unknown(structure: Structure, header: Row, name: str) -> Problem:
    labels = [question.label for question in structure.questions]
    names = [AGENCY, SECTOR, *labels, *(f"{one} {words}" for one in labels for words in PARTS)]
    close = get_close_matches(name, names, n=1, cutoff=0.5)
    hint = f"Did you mean “{close[0]}”?" if close else f"The questions are {', '.join(labels)}."
    return _in_header(
        header,
        name,
        "No question of this template has this label.",
        f"{hint} Rename the column or take it out.",
    )


def _twice(header: Row, first: Column, second: Column) -> Problem:
    return _in_header(
        header,
        second.name,
        f"Columns {letter(first.index)} and {letter(second.index)} are both this column.",
        "Take one of them out. (A spreadsheet may have turned 1.10 into 1.1: format the first "
        "row as text.)",
    )


def _missing(header: Row, part: str) -> Problem:
    return _in_header(
        header, part, "This column is missing.", f"Add a column named “{part}” to the first row."
    )


def _unnamed(sheet: Sheet, index: int) -> Iterator[Problem]:
    """A column without a name is left alone as long as nothing stands in it."""
    for row in sheet.rows:
        if index < len(row.cells) and row.cells[index].strip():
            yield Problem(
                row.line,
                place(row, index),
                "This cell stands in a column without a name.",
                "Name the column in the first row, or empty the cell.",
            )


def _in_header(header: Row, name: str, message: str, remedy: str) -> Problem:
    return Problem(header.line, f"column “{name}”", message, remedy)
