"""How an audit's results and report round their percentages."""

from django.db import transaction

from agencies.membership import access as membership_access
from agencies.models import User
from audits import records
from audits.models import Cycle


@transaction.atomic
def choose(*, actor: User | None, cycle: Cycle, percentages: str) -> bool:
    """Round the audit's percentages in another way, in every state. True if that is a change.

    Whoever calls says whether it may still be changed: reports know what is published. Raises
    ValueError for a way there is not.
    """
    membership_access.require(actor, "manage_cycles", partnership=cycle.partnership_id)
    chosen = Cycle.Percentages(percentages)
    before = Cycle.Percentages(Cycle.objects.values_list("percentages", flat=True).get(pk=cycle.pk))
    changed = Cycle.objects.filter(pk=cycle.pk).exclude(percentages=chosen)
    if not changed.update(percentages=chosen):
        return False
    cycle.percentages = chosen
    verb = "changed how percentages are rounded in"
    records.of_cycle(actor, verb, cycle, before=before.label, after=chosen.label)
    return True
