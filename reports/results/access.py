"""The audit whose results an address names."""

from django.shortcuts import get_object_or_404

from agencies.place.access import PartnershipRequest
from audits import scope
from audits.cycle.queries import cycle as cycle_queries
from audits.models import Cycle


def find_reported_cycle(request: PartnershipRequest, pk: int) -> Cycle:
    """The audit; 404 for one without figures, or in which the partnership has no part."""
    reported = cycle_queries.with_figures(scope.cycles_visible_to(request.membership))
    return get_object_or_404(reported, pk=pk)
