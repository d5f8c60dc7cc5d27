"""Who may do what with an audit cycle, and with an agency in it."""

from agencies.models import Membership
from agencies.roles import may
from audits.models import Cycle, Participant


def can_manage_cycle(membership: Membership, cycle: Cycle) -> bool:
    """Managers of the lead partnership only: they edit, launch, chase and close."""
    return may(membership, "manage_cycles") and cycle.partnership_id == membership.partnership_id


def can_manage_participant(membership: Membership, participant: Participant) -> bool:
    """Move its date, exempt it, note why it did not answer: whoever may manage its cycle."""
    return can_manage_cycle(membership, participant.cycle)


def can_read_return(membership: Membership, participant: Participant) -> bool:
    """Partnership people read what was submitted, never what is being written."""
    return may(membership, "view_returns")
