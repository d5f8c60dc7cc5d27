"""Who may do what with an agency in a cycle."""

from agencies.models import Membership
from agencies.permissions.roles import may
from audits.models import Participant
from audits.permissions import cycle as cycles


def can_manage(membership: Membership, participant: Participant) -> bool:
    """Move its date, exempt it, note why it did not answer: as its cycle."""
    return cycles.can_manage(membership, participant.cycle)


def can_read_return(membership: Membership, participant: Participant) -> bool:
    """Partnership people read what was submitted, never what is being written."""
    return may(membership, "view_returns") and membership.partnership_id is not None
