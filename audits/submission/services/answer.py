"""Saving working answers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Case, F, QuerySet, Value, When

from agencies.models import User
from audits.models import Answer, Cycle, Participant, Submission
from audits.submission.queries import answer as answer_queries
from audits.submission.queries import submission as submission_queries
from audits.submission.rules import answer as answer_rules
from audits.submission.rules.visibility import shown_keys
from audits.submission.services import answer_version as answer_version_services
from audits.template.rules.structure import Structure
from s11portal.common import clock, compiled
from s11portal.common.dates import uk_date
from s11portal.common.errors import Refused
from s11portal.common.saving.merge import Edit, merge

# To rate and to say that it does not apply contradict each other.
RIVALS = {"value": "na", "na": "value"}


@dataclass(frozen=True)
class Clash:
    """Two people wrote the same field: what is stored stays, what came later is shown beside.

    `theirs` stands in the field `met`: the same one, or its rival.
    """

    key: str
    field: str
    met: str
    theirs: Any
    theirs_by: str
    mine: Any


@dataclass(frozen=True)
class Saved:
    """What a save did. `answers` are all answers of the return afterwards, by key."""

    answers: dict[str, answer_rules.Answer]
    rows: dict[str, Answer]
    shown: frozenset[str]
    asked: int
    answered: int
    clashes: tuple[Clash, ...] = ()


@transaction.atomic
def save(
    *, actor: User, submission: Submission, structure: Structure, edits: Sequence[Edit]
) -> Saved:
    """Store what a page sent, merged field by field with what others wrote meanwhile.

    Locks the return as submitting does, keeps its counters, and keeps an answer version
    per editor and ten minutes. Raises Refused when the return is no longer open; then
    nothing is stored. Text lengths and values are the form's to check.

    One question costs at most 5 queries, 4 while a text is typed on.
    """
    lock(submission)
    stored = answer_queries.rows_of(submission)
    rows = {structure.by_id[row.question_id].key: row for row in stored}
    respondent = submission_queries.respondent(submission.participant)
    before = counted(structure, rows, respondent)
    clashes: list[Clash] = []
    for edit in edits:
        if edit.touched:
            clashes += _save_one(actor, submission, structure, rows, edit)
    now = counted(structure, rows, respondent)
    # The stored counters are what a count says: typing on in a text leaves them alone.
    if (now.asked, now.answered) != (before.asked, before.answered):
        Submission.objects.filter(pk=submission.pk).update(asked=now.asked, answered=now.answered)
    return replace(now, clashes=tuple(clashes))


def counted(structure: Structure, rows: dict[str, Answer], respondent: dict[str, str]) -> Saved:
    """What the return says now: which questions are asked, and how many are answered."""
    plain = {key: answer_queries.as_plain(row) for key, row in rows.items()}
    shown = shown_keys(structure, plain, respondent)
    asked, answered = answer_rules.count(structure, plain, shown)
    return Saved(plain, rows, shown, asked, answered)


def lock(submission: Submission) -> None:
    """Hold the return's row until the transaction ends, or raise Refused when it is not open.

    The UPDATE locks on every database.
    """
    # As it was read: a colleague may be quicker.
    is_new = submission.state == Submission.State.NOT_STARTED
    hold = _hold_new if is_new else _hold
    if not hold(submission_id=submission.pk, at=clock.now()):
        raise Refused(closed_reason(submission))


def hold(submission_id: int, at: datetime) -> tuple[QuerySet[Submission], dict[str, Any]]:
    """The return's row, and what a save of its answers changes there."""
    returns = submission_queries.to_change(submission_id, submission_queries.OPEN_STATES)
    return returns, {"version": F("version") + 1, "last_activity": at}


def hold_new(submission_id: int, at: datetime) -> tuple[QuerySet[Submission], dict[str, Any]]:
    """The same for a return that nobody may have begun yet."""
    returns, changes = hold(submission_id, at)
    states = Submission.State
    begun = When(state=states.NOT_STARTED, then=Value(states.STARTED))
    return returns, {**changes, "state": Case(begun, default=F("state"))}


_hold = compiled.Update(hold, submission_id=int, at=datetime)
_hold_new = compiled.Update(hold_new, submission_id=int, at=datetime)


def closed_reason(submission: Submission) -> str:
    """Why a return takes no answers now, in a sentence (1 query)."""
    now = Submission.objects.select_related("participant__cycle").get(pk=submission.pk)
    cycle = now.participant.cycle
    if cycle.state == Cycle.State.CLOSED and cycle.closed_at:
        day = clock.date_in_london(cycle.closed_at)
        return (
            f"This audit was closed on {uk_date(day)}, so you can no longer change answers. "
            "What you typed was not saved. Copy it from this page and ask "
            f"{cycle.partnership.name} if they can still use it."
        )
    if now.participant.state != Participant.State.EXPECTED:
        return (
            f"{cycle.partnership.name} does not expect a return from you in this audit, so "
            "you can no longer change answers. What you typed was not saved. Copy it from "
            "this page, and ask them if you would like to submit a return anyway."
        )
    if now.state == Submission.State.SUBMITTED:
        return (
            "This return has been submitted, so you can no longer change answers. What you "
            "typed was not saved. Copy it from this page. If you need to change the return, "
            f"ask {cycle.partnership.name} to send it back to you."
        )
    return "This audit is not open for answers."


def _save_one(
    actor: User,
    submission: Submission,
    structure: Structure,
    rows: dict[str, Answer],
    edit: Edit,
) -> list[Clash]:
    """Merge one question's edit into its row. Returns the clashes."""
    row = rows.get(edit.key) or Answer(
        participant_id=submission.participant_id,
        submission=submission,
        question_id=structure.by_key[edit.key].id,
    )
    merged = merge(answer_queries.fields_of(row), row.stamps, edit, RIVALS)
    if merged.taken:
        answer_version_services.change(row, actor, merged.taken, edit.token)
        rows[edit.key] = row
    if merged.refused:
        answer_version_services.keep_beside(row, actor, merged.refused)
    return [
        Clash(
            edit.key, name, met, getattr(row, met), _writer(row, met, actor), merged.refused[name]
        )
        for name, met in merged.met.items()
    ]


def _writer(row: Answer, name: str, actor: User) -> str:
    """Who wrote a field last, for the person who meets that text."""
    user_id = row.stamps[name]["user"]
    if user_id == actor.pk:
        return "You (in another window)"
    return str(User.objects.get(pk=user_id))
