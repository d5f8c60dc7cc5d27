"""Rounding an audit's percentages in another way."""

from django.db import transaction

from agencies.membership import access as membership_access
from agencies.models import User
from audits.cycle.services import cycle as cycle_services
from audits.cycle.services import percentages as percentages_services
from audits.models import Cycle
from reports.document import queries as document_queries
from s11portal.common.errors import Refused

PUBLISHED = (
    "A report of this audit is published, so you cannot change how its percentages are "
    "rounded. Withdraw the report first."
)


@transaction.atomic
def choose(*, actor: User | None, cycle: Cycle, percentages: str) -> bool:
    """Round in this way from now on; true if that is a change. Refused while one is published."""
    membership_access.require(actor, "manage_cycles", partnership=cycle.partnership_id)
    # First: nobody publishes between the look and the change.
    cycle_services.hold_in_any_state(cycle.pk)
    if document_queries.is_published(cycle):
        raise Refused(PUBLISHED)
    return percentages_services.choose(actor=actor, cycle=cycle, percentages=percentages)
