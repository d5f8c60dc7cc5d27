"""What each page of a return shows. Every function costs a fixed number of queries."""

from typing import Any

from agencies.models import Membership
from agencies.queries import membership as memberships
from audits.models import Revision, Submission
from audits.presenters import revision as blocks
from audits.presenters.submission import progress, time_needed
from audits.queries import answer as answers
from audits.queries import revision as revisions
from audits.queries import sign_off as sign_offs
from audits.queries import submission as submissions
from audits.rules import answer as rules
from audits.rules.condition import shown_keys
from audits.rules.structure import Structure
from audits.services import revision as revision_service
from s11portal.common import clock


def _working(
    submission: Submission,
) -> tuple[Structure, dict[str, rules.Answer], frozenset[str]]:
    structure = submissions.structure_of(submission)
    given = answers.by_key(structure, answers.rows_of(submission))
    respondent = submissions.respondent(submission.participant)
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
        "contacts": memberships.with_role(submission.participant.cycle.partnership, "manager"),
    }


def check(submission: Submission) -> dict[str, Any]:
    """Every answer, how many questions still need something, and a fingerprint of it all."""
    structure, given, shown = _working(submission)
    read = blocks.of_answers(structure, given, shown)
    lines = [line for block in read for line in block.lines]
    return {
        "blocks": read,
        "missing": [line for line in lines if line.missing],
        "fingerprint": revision_service.fingerprint(structure, given),
    }


def receipt(membership: Membership, submission: Submission) -> dict[str, Any] | None:
    """The current revision and who signed it; None before the first one."""
    revision = _current(membership, submission)
    if revision is None:
        return None
    return {"revision": revision, "sign_off": sign_offs.of_revision(revision)}


def copy(membership: Membership, submission: Submission) -> dict[str, Any] | None:
    """The current revision in full; None before the first one."""
    context = receipt(membership, submission)
    if context is None:
        return None
    rows = revisions.answers_of(context["revision"])
    read = blocks.of_revision(submissions.structure_of(submission), rows)
    return {**context, "blocks": read}


def _current(membership: Membership, submission: Submission) -> Revision | None:
    return revisions.visible_to(membership).filter(pk=submission.current_revision_id).first()
