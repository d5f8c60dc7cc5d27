"""Working returns, seen from the agency."""

from collections.abc import Collection

from django.db.models import QuerySet

from audits.models import Cycle, Participant, SendBack, Submission
from audits.template.queries import structure as structure_queries
from audits.template.rules.structure import Structure
from audits.transitions import SUBMISSION, before

# The states in which answers may be changed are those from which a return may be submitted.
OPEN_STATES = before(SUBMISSION, "submitted")


def to_change(submission_id: int, states: Collection[str]) -> QuerySet[Submission]:
    """The return's row while it is in one of `states` and may change: to UPDATE, and count.

    Its cycle is open, and a return of the agency expected. The states stand in the UPDATE
    itself. With a join Django would move them into a subquery, and PostgreSQL does not ask
    that again after waiting for somebody else's change: both of two people pressing Submit
    would be told that they were first.
    """
    return Submission.objects.filter(
        pk=submission_id, state__in=states, participant__in=_asked_to_answer()
    )


def is_asked_for(submission: Submission) -> bool:
    """Whether its cycle is open and a return of the agency expected, as the rows stand now."""
    return _asked_to_answer().filter(pk=submission.participant_id).exists()


def _asked_to_answer() -> QuerySet[Participant]:
    """An exempt agency, and one with a national document, has no return to send in."""
    return Participant.objects.filter(
        cycle__state=Cycle.State.OPEN, state=Participant.State.EXPECTED
    )


def structure_of(submission: Submission) -> Structure:
    """The questions this return is asked from."""
    return structure_queries.structure_of(submission.participant.cycle_template.version)


def respondent(participant: Participant) -> dict[str, str]:
    """What conditions may ask about an agency."""
    return {
        "sector": participant.sector,
        "size": participant.size,
        "duty": "yes" if participant.statutory_duty else "no",
    }


def is_unsent(submission: Submission) -> bool:
    """Whether something was written that was not submitted and can no longer be: to read only."""
    written = {Submission.State.STARTED, Submission.State.SENT_BACK}
    return submission.state in written and not may_be_edited(submission)


def sent_back(submission: Submission) -> SendBack | None:
    """Why the return is back with its agency, while it is (1 query then)."""
    if submission.state != Submission.State.SENT_BACK:
        return None
    return submission.participant.send_backs.select_related("actor").first()


def may_be_edited(submission: Submission) -> bool:
    """Whether answers may be changed: expected, not submitted, and the cycle is open."""
    participant = submission.participant
    return (
        submission.state in OPEN_STATES
        and participant.state == Participant.State.EXPECTED
        and participant.cycle.state == Cycle.State.OPEN
    )
