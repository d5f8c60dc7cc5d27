"""Writing down who did what to an audit, or to an agency's return in it.

The rows stand in the history of the partnership that leads the audit; those about an agency in
its own as well.
"""

from typing import Any

from agencies import history
from agencies.models import User
from audits.models import Cycle, Participant


def of_cycle(actor: User | None, verb: str, cycle: Cycle, **data: Any) -> None:
    """Add a history row about the audit in the caller's transaction."""
    history.record(
        actor=actor, verb=verb, subject=cycle.title, partnership=cycle.partnership_id, **data
    )


def of_participant(
    actor: User | None, verb: str, participant: Participant, subject: object = None, **data: Any
) -> None:
    """Add a history row about the agency in the audit; `subject` is its name unless given."""
    history.record(
        actor=actor,
        verb=verb,
        subject=subject or participant.agency,
        partnership=participant.cycle.partnership_id,
        agency=participant.agency_id,
        participant_id=participant.pk,
        **data,
    )
