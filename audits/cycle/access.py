"""The audit, or the agency in one, that an address names: 404, or 403 where it is not theirs."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from agencies.place.access import PartnershipRequest
from audits import scope
from audits.cycle.permissions import can_manage_cycle, can_manage_participant
from audits.models import Cycle, Participant


def find_cycle(request: PartnershipRequest, pk: int) -> Cycle:
    """The cycle, if the request's partnership has a part in it."""
    return get_object_or_404(scope.cycles_visible_to(request.membership), pk=pk)


def find_managed_cycle(request: PartnershipRequest, pk: int) -> Cycle:
    """The cycle, if the request's partnership leads it; 403 for a partner."""
    cycle = find_cycle(request, pk)
    if not can_manage_cycle(request.membership, cycle):
        raise PermissionDenied
    return cycle


def find_participant(request: PartnershipRequest, pk: int) -> Participant:
    """The agency in the cycle, if the request's partnership sees it through one of its areas."""
    return get_object_or_404(scope.participants_visible_to(request.membership), pk=pk)


def find_managed_participant(request: PartnershipRequest, pk: int) -> Participant:
    """The agency in the cycle, if the request's partnership leads that; 403 for a partner."""
    participant = find_participant(request, pk)
    if not can_manage_participant(request.membership, participant):
        raise PermissionDenied
    return participant
