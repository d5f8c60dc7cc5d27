"""Working answers. The agency's own side only: partnerships and reports read revisions."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from audits.models import Answer as AnswerRow
from audits.models import Submission
from audits.rules.answer import FIELDS, Answer
from audits.rules.structure import Structure


def rows_of(submission: Submission) -> list[AnswerRow]:
    """The stored answers of a return, with who edited them last (1 query)."""
    return list(_of(submission).select_related("editor"))


def rows_to_change(submission: Submission) -> list[AnswerRow]:
    """The stored answers of a return whose row is held, to be merged into (1 query)."""
    return list(_of(submission))


def _of(submission: Submission) -> QuerySet[AnswerRow]:
    return AnswerRow.objects.filter(submission=submission.pk, area__isnull=True)


def by_key(structure: Structure, rows: Iterable[AnswerRow]) -> dict[str, Answer]:
    """The answers as plain values, by question key."""
    return {structure.by_id[row.question_id].key: as_plain(row) for row in rows}


def as_plain(row: AnswerRow) -> Answer:
    """A stored answer as a plain value."""
    return Answer(**fields_of(row))


def fields_of(row: AnswerRow) -> dict[str, Any]:
    """The fields of a stored answer by name."""
    return {name: getattr(row, name) for name in FIELDS}
