"""Writing a return down for good."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from agencies.models import User
from audits.models import Participant, Revision, RevisionAnswer, RevisionValue, Submission
from audits.submission.queries import submission as submission_queries
from audits.submission.rules import answer as answer_rules
from audits.submission.rules.visibility import shown_keys
from audits.template.rules import question_type as question_type_rules
from audits.template.rules.structure import Question, Structure
from s11portal.common import clock


@transaction.atomic
def write(
    *,
    actor: User | None,
    submission: Submission,
    structure: Structure,
    answers: Mapping[str, answer_rules.Answer],
    origin: str,
    at: datetime,
) -> Revision:
    """Store `answers` (by question key) as the return's next revision; it becomes the current one.

    Every question gets a row with its state; answered ones get typed values. The caller
    has checked the answers, holds the return's lock and writes the history row.
    """
    revision = _begin(actor, submission.participant, origin, at, fingerprint(structure, answers))
    shown = shown_keys(structure, answers, submission_queries.respondent(submission.participant))
    frozen = [
        (question, _freeze(revision, question, answers, question.key in shown))
        for question in structure.questions
    ]
    RevisionAnswer.objects.bulk_create([row for _, row in frozen])
    RevisionValue.objects.bulk_create(
        value
        for question, row in frozen
        if row.state == answer_rules.ANSWERED
        for value in _values(row, question, answers[question.key])
    )
    asked, answered = answer_rules.count(structure, answers, shown)
    Submission.objects.filter(pk=submission.pk).update(
        state=Submission.State.SUBMITTED,
        current_revision=revision,
        asked=asked,
        answered=answered,
        last_activity=at,
    )
    return revision


def _begin(
    actor: User | None, participant: Participant, origin: str, at: datetime, content: str
) -> Revision:
    """The participant's next revision, without answers yet; `content` is its fingerprint."""
    before = participant.revisions.order_by("-number").values("number", "late").first()
    is_late = origin == Revision.Origin.BROWSER and clock.date_in_london(at) > participant.due_on
    return Revision.objects.create(
        participant=participant,
        number=before["number"] + 1 if before else 1,
        origin=origin,
        submitted_at=at,
        submitted_by=actor,
        # A return that came in time is not late because the partnership sent it back.
        late=before["late"] if before else is_late,
        fingerprint=content,
    )


def fingerprint(structure: Structure, answers: Mapping[str, answer_rules.Answer]) -> str:
    """sha256 over everything the return says: what a sign-off approves."""
    content = {key: asdict(answers[key]) for key in sorted(answers)}
    document = json.dumps([structure.version_id, content], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(document.encode()).hexdigest()


def _freeze(
    revision: Revision, question: Question, answers: Mapping[str, answer_rules.Answer], shown: bool
) -> RevisionAnswer:
    """The frozen row of one question. A hidden question's old answer is not part of the return."""
    answer = answers.get(question.key, answer_rules.EMPTY)
    state = answer_rules.state(question, answer, shown=shown)
    kept = answer if shown else answer_rules.EMPTY
    return RevisionAnswer(
        participant_id=revision.participant_id,
        revision=revision,
        question_id=question.id,
        identity_id=question.identity_id,
        state=state,
        examples=kept.examples,
        evidence=kept.evidence,
        difference=kept.difference,
        na_reason=kept.na_reason if state == answer_rules.NOT_APPLICABLE else "",
    )


def _values(
    row: RevisionAnswer, question: Question, answer: answer_rules.Answer
) -> list[RevisionValue]:
    levels = question.scale.by_code if question.scale else {}
    return [
        RevisionValue(
            participant_id=row.participant_id,
            revision_id=row.revision_id,
            revision_answer=row,
            question_id=question.id,
            part=value.part,
            row=value.row,
            level_id=levels[value.level].id if value.level is not None else None,
            number=value.number,
            date=value.date,
            data=value.data,
        )
        for value in question_type_rules.type_of(question).rows(answer.value)
    ]
