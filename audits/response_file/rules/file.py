"""A file of returns: what each row says, and everything that is wrong with it.

One row per agency, one column per question label. docs/response-format.md describes it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from audits.response_file.rules import cell as cell_rules
from audits.response_file.rules import column as column_rules
from audits.response_file.rules import sheet as sheet_rules
from audits.response_file.rules import words as words_rules
from audits.response_file.rules.column import AGENCY, SECTOR, VALUE, Column, place
from audits.response_file.rules.sheet import Row
from audits.submission.rules import answer as answer_rules
from audits.submission.rules.answer import Answer
from audits.submission.rules.visibility import shown_keys
from audits.template.rules import question_type as question_type_rules
from audits.template.rules.condition import sources
from audits.template.rules.question_type import Invalid
from audits.template.rules.structure import BOXES, Question, Structure
from s11portal.common.errors import Problem


@dataclass(frozen=True)
class Response:
    """One agency's row. `answers` by question key; questions with nothing written are absent."""

    row: Row
    agency: str
    sector: str
    answers: Mapping[str, Answer]
    # By question key, the columns in which something is written.
    written: Mapping[str, tuple[Column, ...]]


@dataclass(frozen=True)
class ResponseFile:
    """All that a file says. With problems, nothing of it may be stored."""

    responses: tuple[Response, ...]
    problems: tuple[Problem, ...]
    # Labels of questions without a column: they stay unanswered for everybody.
    without_column: tuple[str, ...]


@dataclass
class _Reading:
    """What has been read of one row so far."""

    row: Row
    problems: list[Problem] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    parts: dict[str, dict[str, str]] = field(default_factory=dict)
    written: dict[str, list[Column]] = field(default_factory=dict)

    def wrong(self, column: Column, message: str, remedy: str = "") -> None:
        where = place(self.row, column.index, column.name)
        self.problems.append(Problem(self.row.line, where, message, remedy))


def read(structure: Structure, content: bytes) -> ResponseFile:
    """Read `content` as answers to the questions of `structure`.

    Raises Problems when it is no usable CSV file at all; everything else that is wrong is
    listed in the result, for every cell.
    """
    sheet = sheet_rules.read(content)
    columns = column_rules.read(structure, sheet)
    problems = list(columns.problems)
    responses = []
    for row in sheet.rows:
        reading = _read_row(row, columns.known, len(sheet.header.cells))
        responses.append(_response(reading))
        problems += reading.problems
    problems += _same_agency_twice(responses)
    return ResponseFile(
        responses=tuple(responses),
        problems=tuple(problems),
        without_column=tuple(
            question.label
            for question in structure.questions
            if question.key not in columns.questions
        ),
    )


def hidden(
    structure: Structure, response: Response, respondent: Mapping[str, str]
) -> Iterator[Problem]:
    """What is written at questions that are not asked of this agency, given its own answers."""
    shown = shown_keys(structure, response.answers, respondent)
    for question in structure.questions:
        earlier = _depends_on(structure, question)
        if question.key in shown or any(_is_unreadable(response, key) for key in earlier):
            continue
        said = [_said(structure.by_key[key], response) for key in earlier]
        because = f": {', '.join(said)}" if said else ""
        for column in response.written.get(question.key, ()):
            yield Problem(
                response.row.line,
                place(response.row, column.index, column.name),
                f"{question.label} is not asked of this agency{because}.",
                "Empty this cell, or correct the answer it depends on.",
            )


def _read_row(row: Row, columns: Iterable[Column], width: int) -> _Reading:
    reading = _Reading(row)
    if len(row.cells) > width:
        reading.problems.append(_too_long(row, width))
        return reading
    for column in columns:
        raw = row.cells[column.index] if column.index < len(row.cells) else ""
        try:
            text = cell_rules.text(raw, column)
        except cell_rules.Wrong as wrong:
            reading.wrong(column, *wrong.args)
            continue
        if column.question is None:
            reading.texts[column.part] = text
        elif text and not (column.part == "na_reason" and words_rules.says_it_applies(text)):
            reading.parts.setdefault(column.question.key, {})[column.part] = text
            reading.written.setdefault(column.question.key, []).append(column)
    if not reading.texts.get(AGENCY, "x"):
        _blank_agency(reading, columns)
    return reading


def _too_long(row: Row, width: int) -> Problem:
    return Problem(
        row.line,
        f"row {row.number}",
        f"The row has {len(row.cells)} cells, but the first row names {width} columns.",
        "Put a text that holds the separating sign in quotation marks.",
    )


def _blank_agency(reading: _Reading, columns: Iterable[Column]) -> None:
    column = next(column for column in columns if column.part == AGENCY)
    reading.wrong(column, "The agency's name is missing.", "Write the name, or take the row out.")


def _response(reading: _Reading) -> Response:
    answers = {
        key: _answer(reading, reading.written[key], parts) for key, parts in reading.parts.items()
    }
    return Response(
        row=reading.row,
        agency=" ".join(reading.texts.get(AGENCY, "").split()),
        sector=" ".join(reading.texts.get(SECTOR, "").split()),
        answers=answers,
        written={key: tuple(columns) for key, columns in reading.written.items()},
    )


def _answer(reading: _Reading, columns: list[Column], parts: Mapping[str, str]) -> Answer:
    """One question's answer; what is wrong in its cells goes to the reading."""
    by_part = {column.part: column for column in columns}
    question = columns[0].question
    assert question is not None
    value = _value(reading, by_part, question, parts)
    for box in BOXES:
        if box in parts and box not in question.open_boxes:
            reading.wrong(
                by_part[box], f"Question {question.label} has no box for this.", "Empty the cell."
            )
    if "na_reason" in parts:
        _check_not_applicable(reading, by_part["na_reason"], question, VALUE in parts)
    return Answer(
        value=value,
        na="na_reason" in parts,
        na_reason=words_rules.reason(parts.get("na_reason", "")),
        **{box: parts.get(box, "") for box in BOXES},
    )


def _value(
    reading: _Reading,
    by_part: Mapping[str, Column],
    question: Question,
    parts: Mapping[str, str],
) -> question_type_rules.Value:
    """The answer itself, without the boxes beside it."""
    value: question_type_rules.Value = None
    if VALUE in parts:
        try:
            value = question_type_rules.type_of(question).from_text(
                question, _as_labelled(question, parts[VALUE])
            )
        except Invalid as problem:
            reading.wrong(by_part[VALUE], str(problem), _instead(question, parts[VALUE]))
    if "other" in parts:
        value = _with_other(reading, by_part["other"], question, value, parts["other"])
    return value


def _as_labelled(question: Question, text: str) -> str:
    """`text` with each choice in it as its label is typed, whatever its apostrophes."""
    if question.scale is None:
        return text
    labels = {words_rules.normal(level.label): level.label for level in question.scale.levels}
    if found := labels.get(words_rules.normal(text)):
        return found
    parts = (labels.get(words_rules.normal(part), part.strip()) for part in text.split(";"))
    return "; ".join(parts) if ";" in text else text


def _instead(question: Question, text: str) -> str:
    """What to do about an answer that cannot be read."""
    if not words_rules.says_it_does_not_apply(text):
        return "Correct the cell, or leave it empty if there is no answer."
    if question.na_allowed:
        return (
            f"If the question does not apply, empty this cell and write why in the column "
            f"“{question.label} not applicable”."
        )
    return "This question must not be left out as not applicable. Empty the cell."


def _with_other(
    reading: _Reading,
    column: Column,
    question: Question,
    value: question_type_rules.Value,
    text: str,
) -> question_type_rules.Value:
    """The value with what was written for 'other, please say'."""
    levels = question.scale.by_code if question.scale else {}
    if value and any(levels[code].other for code in Answer(value=value).codes):
        return {**value, "other": text}
    reading.wrong(
        column,
        "This goes with the choice “other”, which is not chosen in this row.",
        "Choose it, or empty the cell.",
    )
    return value


def _check_not_applicable(
    reading: _Reading, column: Column, question: Question, is_answered: bool
) -> None:
    if not question.na_allowed:
        reading.wrong(
            column,
            f"Question {question.label} may not be left out as not applicable.",
            "Empty the cell.",
        )
    elif is_answered:
        reading.wrong(
            column,
            f"{question.label} is both answered and called not applicable.",
            f"Empty this cell or the one in column {question.label}.",
        )


def _same_agency_twice(responses: Iterable[Response]) -> Iterator[Problem]:
    first: dict[str, Response] = {}
    for response in responses:
        if not response.agency:
            continue
        before = first.setdefault(words_rules.normal(response.agency), response)
        if before is not response:
            yield Problem(
                response.row.line,
                f"row {response.row.number}",
                f"“{response.agency}” is also in row {before.row.number}.",
                "Keep one row for each agency.",
            )


def _depends_on(structure: Structure, question: Question) -> list[str]:
    """Keys of the earlier questions that decide whether this one is asked."""
    standard = next(one for one in structure.standards if question in one.questions)
    return list(dict.fromkeys([*sources(standard.shown_when), *sources(question.shown_when)]))


def _is_unreadable(response: Response, key: str) -> bool:
    """Something there is not an answer: it is listed as a problem already, with its remedy."""
    value = response.answers.get(key, answer_rules.EMPTY).value
    return value is None and any(c.part == VALUE for c in response.written.get(key, ()))


def _said(earlier: Question, response: Response) -> str:
    value = response.answers.get(earlier.key, answer_rules.EMPTY).value
    words = question_type_rules.type_of(earlier).as_text(earlier, value) if value else "blank"
    return f"{earlier.label} is {words}"
