"""Whether the report on an audit names agencies with their average scores."""

from django.db import transaction

from agencies.membership import access as membership_access
from agencies.models import User
from audits import records
from audits.models import Cycle


@transaction.atomic
def choose(*, actor: User | None, cycle: Cycle, names_agencies: bool) -> bool:
    """Name agencies with their averages in reports made from now on, or not; true if changed.

    In every state of the audit: whoever signs is told what holds then, and
    `audits.cycle.queries.naming` says who signed without being told.
    """
    membership_access.require(actor, "manage_cycles", partnership=cycle.partnership_id)
    rows = Cycle.objects.filter(pk=cycle.pk).exclude(names_agencies=names_agencies)
    if not rows.update(names_agencies=names_agencies):
        return False
    cycle.names_agencies = names_agencies
    verb = "chose averages by name in the report on"
    if not names_agencies:
        verb = "chose no averages by name in the report on"
    records.of_cycle(actor, verb, cycle)
    return True
