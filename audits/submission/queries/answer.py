"""Working answers. The agency's own side only: partnerships and reports read revisions."""

from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

from django.db.models import QuerySet

from agencies.models import Membership
from audits import scope
from audits.models import Answer as AnswerRow
from audits.models import AnswerVersion, Submission
from audits.submission.rules.answer import FIELDS, Answer
from audits.template.rules.structure import Structure
from s11portal.common import compiled


def returns(membership: Membership) -> QuerySet[Submission]:
    """The returns the membership may see, with what answering needs of them and no more."""
    return (
        scope.submissions_visible_to(membership)
        .select_related(None)
        .select_related("participant__cycle", "participant__cycle_template__version")
    )


def find(membership: Membership, pk: int) -> Submission | None:
    """The return with this id, if the membership may see it, as `returns` has it (1 query)."""
    if membership.agency_id is None:
        return returns(membership).filter(pk=pk).first()
    return next(iter(_return_of_agency(agency_id=membership.agency_id, pk=pk)), None)


def return_of_agency(agency_id: int, pk: int) -> QuerySet[Submission]:
    """The return with this id, as somebody of the agency sees it.

    Who sees which returns is asked of a membership that knows its agency and nothing else: a
    rule that came to look at more of a membership could not be compiled.
    """
    member: Any = SimpleNamespace(agency_id=agency_id)
    return returns(member).filter(pk=pk)


def answers_of(submission_id: int) -> QuerySet[AnswerRow]:
    """The stored answers of a return."""
    return AnswerRow.objects.filter(submission=submission_id, area__isnull=True)


def rows_of(submission: Submission) -> list[AnswerRow]:
    """The stored answers of a return (1 query)."""
    return _answers_of(submission_id=submission.pk)


def versions_of(submission: Submission, question_id: int) -> QuerySet[AnswerVersion]:
    """What the answer to a question has said, newest first, with who wrote it."""
    kept = AnswerVersion.objects.filter(
        answer__in=answers_of(submission.pk).filter(question=question_id)
    )
    return kept.select_related("answer", "by").order_by("-n")


# Both run on every page of questions and on every autosave.
_return_of_agency = compiled.Rows(return_of_agency, agency_id=int, pk=int)
_answers_of = compiled.Rows(answers_of, submission_id=int)


def by_key(structure: Structure, rows: Iterable[AnswerRow]) -> dict[str, Answer]:
    """The answers as plain values, by question key."""
    return {structure.by_id[row.question_id].key: as_plain(row) for row in rows}


def as_plain(row: AnswerRow) -> Answer:
    """A stored answer as a plain value."""
    return Answer(**fields_of(row))


def fields_of(row: AnswerRow) -> dict[str, Any]:
    """The fields of a stored answer by name."""
    return {name: getattr(row, name) for name in FIELDS}
