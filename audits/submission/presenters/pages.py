"""What each page of a return shows. Every function costs a fixed number of queries."""

from typing import Any

from agencies.membership import queries as membership_queries
from agencies.models import Membership
from audits import scope
from audits.models import Revision, Submission
from audits.submission.presenters import revision as revision_presenters
from audits.submission.presenters.progress import progress, time_needed
from audits.submission.queries import answer as answer_queries
from audits.submission.queries import revision as revision_queries
from audits.submission.queries import sign_off as sign_off_queries
from audits.submission.queries import submission as submission_queries
from audits.submission.rules import answer as answer_rules
from audits.submission.rules.visibility import shown_keys
from audits.submission.services import revision as revision_services
from audits.template.rules.structure import Structure
from s11portal.common import clock
from s11portal.common.dates import days_left


def _working(
    submission: Submission,
) -> tuple[Structure, dict[str, answer_rules.Answer], frozenset[str]]:
    structure = submission_queries.structure_of(submission)
    given = answer_queries.by_key(structure, answer_queries.rows_of(submission))
    respondent = submission_queries.respondent(submission.participant)
    return structure, given, shown_keys(structure, given, respondent)


def home(submission: Submission) -> dict[str, Any]:
    """The task list, with the people at the partnership whom one may ask (2 queries for them)."""
    structure, given, shown = _working(submission)
    steps = progress(structure, given, shown)
    left = sum(step.asked - step.answered for step in steps)
    return {
        "steps": steps,
        "structure": structure,
        "asked": sum(step.asked for step in steps),
        "answered": sum(step.answered for step in steps),
        "incomplete": sum(step.incomplete for step in steps),
        "time_needed": time_needed(left) if left else "",
        "next_step": next((step for step in steps if step.incomplete), None),
        "is_late": submission.participant.due_on < clock.today(),
        "days_left": days_left(submission.participant.due_on),
        "contacts": membership_queries.with_role(
            submission.participant.cycle.partnership, "manager"
        ),
    }


def check(submission: Submission, *, folds: bool = False, at: str = "") -> dict[str, Any]:
    """Every answer, how many questions still need something, and a fingerprint of it all.

    With `folds` a complete standard is folded, but for the one with question `at`.
    """
    structure, given, shown = _working(submission)
    read = revision_presenters.of_answers(structure, given, shown)
    lines = [line for block in read for line in block.lines]
    return {
        "now": clock.now(),
        "blocks": revision_presenters.folded(read, at) if folds else read,
        "missing": [line for line in lines if line.missing],
        "fingerprint": revision_services.fingerprint(structure, given),
    }


def receipt(membership: Membership, submission: Submission) -> dict[str, Any] | None:
    """The current revision and who signed it; None before the first one."""
    revision = _current(membership, submission)
    if revision is None:
        return None
    return {"revision": revision, "sign_off": sign_off_queries.of_revision(revision)}


def copy(membership: Membership, submission: Submission) -> dict[str, Any] | None:
    """The current revision in full; None before the first one."""
    context = receipt(membership, submission)
    if context is None:
        return None
    rows = revision_queries.answers_of(context["revision"])
    read = revision_presenters.of_revision(submission_queries.structure_of(submission), rows)
    return {**context, "blocks": read}


def _current(membership: Membership, submission: Submission) -> Revision | None:
    if submission.current_revision_id is None:
        return None
    return scope.revisions_visible_to(membership).filter(pk=submission.current_revision_id).first()
