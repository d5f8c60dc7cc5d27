"""Bringing back what an answer said before."""

from django.db import transaction

from agencies.membership import access as membership_access
from agencies.models import User
from audits.models import Answer, AnswerVersion, Submission
from audits.submission.queries import answer as answer_queries
from audits.submission.rules.answer import FIELDS
from audits.submission.services import answer as answer_services
from audits.template.rules.structure import Structure
from s11portal.common.errors import Refused
from s11portal.common.saving.merge import Edit, mark

CHANGED = (
    "A colleague changed this answer after you opened the page, so nothing was restored. "
    "Check the versions again."
)
TOKEN = "brought back"  # noqa: S105 - the page that names its saves so is none


@transaction.atomic
def bring_back(
    *,
    actor: User,
    submission: Submission,
    structure: Structure,
    version: AnswerVersion,
    seen: int,
) -> answer_services.Saved:
    """Let an answer say again what it said in `version`. That becomes a version of its own.

    `seen` is the number of the answer's version that the page was made of. Nothing is lost:
    what the answer said until now stays among its versions. Raises Refused when it has changed
    since, or when the return is no longer open.
    """
    membership_access.require(actor, "answer", agency=submission.participant.agency_id)
    answer_services.lock(submission)
    # The next change begins a version, also within the ten minutes of the last.
    unchanged = Answer.objects.filter(pk=version.answer_id, submission=submission, version=seen)
    if not unchanged.update(kept_since=None):
        raise Refused(CHANGED)
    row = unchanged.get()
    edit = Edit(
        key=structure.by_id[row.question_id].key,
        fields={name: version.texts[name] for name in FIELDS},
        marks={name: mark(text) for name, text in answer_queries.fields_of(row).items()},
        base=seen,
        token=TOKEN,
    )
    return answer_services.save(
        actor=actor, submission=submission, structure=structure, edits=[edit]
    )
