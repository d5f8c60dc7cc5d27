"""Working answers. The agency's own side only: partnerships and reports read revisions."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from agencies.models import Membership
from audits import scope
from audits.models import Answer as AnswerRow
from audits.models import Submission
from audits.submission.rules.answer import FIELDS, Answer
from audits.template.rules.structure import Structure


def returns(membership: Membership) -> QuerySet[Submission]:
    """The returns the membership may see, with what answering needs of them and no more."""
    return (
        scope.submissions_visible_to(membership)
        .select_related(None)
        .select_related("participant__cycle", "participant__cycle_template__version")
    )


def rows_of(submission: Submission) -> list[AnswerRow]:
    """The stored answers of a return (1 query)."""
    return list(AnswerRow.objects.filter(submission=submission.pk, area__isnull=True))


def by_key(structure: Structure, rows: Iterable[AnswerRow]) -> dict[str, Answer]:
    """The answers as plain values, by question key."""
    return {structure.by_id[row.question_id].key: as_plain(row) for row in rows}


def as_plain(row: AnswerRow) -> Answer:
    """A stored answer as a plain value."""
    return Answer(**fields_of(row))


def fields_of(row: AnswerRow) -> dict[str, Any]:
    """The fields of a stored answer by name."""
    return {name: getattr(row, name) for name in FIELDS}
