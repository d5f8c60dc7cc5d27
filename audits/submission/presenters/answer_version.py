"""What an answer has said, version by version."""

from collections.abc import Iterable
from dataclasses import dataclass

from audits.models import AnswerVersion
from audits.submission.presenters.revision import Line, line_of_answer
from audits.submission.queries import answer as answer_queries
from audits.submission.rules.answer import Answer
from audits.template.rules.structure import Question


@dataclass(frozen=True)
class Version:
    """One version for reading. `seen` is the number that the answer has now."""

    row: AnswerVersion
    line: Line
    is_current: bool
    seen: int


def versions(question: Question, rows: Iterable[AnswerVersion]) -> list[Version]:
    """The versions of one answer. `rows` come with their answer and who wrote them."""
    found = list(rows)
    now = next((row for row in found if row.texts == answer_queries.fields_of(row.answer)), None)
    return [
        Version(
            row=row,
            line=line_of_answer(question, Answer(**row.texts)),
            is_current=row is now,
            seen=row.answer.version,
        )
        for row in found
    ]
