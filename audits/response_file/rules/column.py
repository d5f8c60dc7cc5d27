"""The columns of a file of returns: which question, and which part of its answer, each holds.

docs/response-format.md describes them for people.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from audits.response_file.rules.sheet import Row, Sheet
from audits.template.rules.structure import Question, Structure
from s11portal.common.errors import Problem, Problems

AGENCY = "agency"
SECTOR = "sector"
VALUE = "value"
# Looking for what was meant costs a millisecond for each name.
MOST_HINTS = 20
MOST_COMPARED = 100  # characters
# A title and an empty line may stand above the names of the columns.
LAST_TITLE = 5
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
    """Understand the header of `sheet`. Raises Problems when the names are not in row 1."""
    if below := _names_below(sheet):
        raise Problems([below])
    known: dict[tuple[str, str], Column] = {}
    problems: list[Problem] = []
    labels = _Labels(structure)
    hints = MOST_HINTS
    for index, cell in enumerate(sheet.header.cells):
        name = " ".join(cell.split())
        if not name:
            problems += _unnamed(sheet, index)
            continue
        column = _column(labels, index, name)
        if column is None:
            problems.append(_unknown(labels, sheet.header, name, with_hint=hints > 0))
            hints -= 1
            continue
        key = (column.part, column.question.key if column.question else "")
        if key in known:
            problems.append(_twice(labels, sheet.header, known[key], column))
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


class _Labels:
    """The questions of a template by their labels, looked up as people write them."""

    def __init__(self, structure: Structure) -> None:
        self.exact = structure.by_label
        self.alike: dict[str, list[Question]] = {}
        for question in structure.questions:
            self.alike.setdefault(question.label.casefold(), []).append(question)

    def find(self, label: str) -> Question | None:
        """The question with this label; without regard to case where only one is so called."""
        alike = self.alike.get(label.casefold(), [])
        return self.exact.get(label) or (alike[0] if len(alike) == 1 else None)

    def names(self) -> list[str]:
        """Every name a column may have."""
        parts = (f"{label} {words}" for label in self.exact for words in PARTS)
        return [AGENCY, SECTOR, *self.exact, *parts]

    def with_a_nought(self, label: str) -> str:
        """'1.10' for '1.1', where there is such a question: spreadsheets drop the nought."""
        longer = f"{label}0"
        return longer if "." in label and longer in self.exact else ""


def _column(labels: _Labels, index: int, name: str) -> Column | None:
    if name.casefold() in (AGENCY, SECTOR):
        return Column(index, name, name.casefold())
    question = labels.find(name)
    if question:
        return Column(index, name, VALUE, question)
    for words, part in PARTS.items():
        if name.casefold().endswith(f" {words}"):
            question = labels.find(name[: -len(words) - 1])
            if question:
                return Column(index, name, part, question)
    return None


def _names_below(sheet: Sheet) -> Problem | None:
    """Says so when a title stands above the names of the columns."""
    if any(cell.strip().casefold() == AGENCY for cell in sheet.header.cells):
        return None
    for row in sheet.rows[:LAST_TITLE]:
        if any(cell.strip().casefold() == AGENCY for cell in row.cells):
            return Problem(
                row.line,
                f"row {row.number}",
                f"The names of the columns are in row {row.number}. They must be in row 1.",
                f"Delete the rows above row {row.number} and save the file again.",
            )
    return None


def _unknown(labels: _Labels, header: Row, name: str, *, with_hint: bool) -> Problem:
    hint = "Check the label."
    if longer := labels.with_a_nought(name):
        hint = f"A spreadsheet has probably turned {longer} into {name}: format row 1 as text."
    elif with_hint:
        close = get_close_matches(name[:MOST_COMPARED], labels.names(), n=1, cutoff=0.5)
        hint = (
            f"Did you mean “{close[0]}”?"
            if close
            else f"The questions are {', '.join(labels.exact)}."
        )
    return _in_header(
        header,
        name,
        "No question in this template has this label.",
        f"{hint} Rename the column or delete it.",
    )


def _twice(labels: _Labels, header: Row, first: Column, second: Column) -> Problem:
    longer = labels.with_a_nought(second.question.label) if second.question else ""
    remedy = "Delete one of them."
    if longer:
        remedy = (
            f"One of them is probably {longer}, which a spreadsheet has turned into "
            f"{second.question.label if second.question else ''}: format row 1 as text and "
            f"write {longer} again."
        )
    return _in_header(
        header,
        second.name,
        f"Columns {letter(first.index)} and {letter(second.index)} have the same name.",
        remedy,
    )


def _missing(header: Row, part: str) -> Problem:
    return _in_header(
        header, part, "This column is missing.", f"Add a column called “{part}” to row 1."
    )


def _unnamed(sheet: Sheet, index: int) -> Iterator[Problem]:
    """A column without a name is left alone as long as nothing stands in it."""
    for row in sheet.rows:
        if index < len(row.cells) and row.cells[index].strip():
            yield Problem(
                row.line,
                place(row, index),
                "This cell is in a column without a name.",
                "Name the column in row 1, or delete what is in the cell.",
            )


def _in_header(header: Row, name: str, message: str, remedy: str) -> Problem:
    return Problem(header.line, f"column “{name}”", message, remedy)
