"""Who may do what with an audit cycle."""

from agencies.models import Membership
from agencies.permissions.roles import may
from audits.models import Cycle


def can_manage(membership: Membership, cycle: Cycle) -> bool:
    """Managers of the lead partnership only: they edit, launch, chase and close."""
    return may(membership, "manage_cycles") and cycle.partnership_id == membership.partnership_id
