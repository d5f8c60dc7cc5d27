"""Agencies in a cycle, and their returns."""

from agencies.models import Listing
from audits import scope
from audits.models import Cycle, Participant, Submission


def listings(partnership_id: int | None, cycle: Cycle) -> dict[int, Listing]:
    """By participant, the partnership's own entry for its agency (1 query)."""
    areas = scope.areas_in(cycle, partnership_id).select_related("listing")
    return {area.participant_id: area.listing for area in areas.order_by("-pk")}


def submission_of(participant: Participant) -> Submission | None:
    """The agency's return with what the services ask of it (1 query); None before the launch."""
    return (
        Submission.objects.filter(participant=participant)
        .select_related("participant__agency", "participant__cycle__partnership")
        .first()
    )
