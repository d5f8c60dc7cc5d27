"""Agencies in a cycle, and their returns."""

from django.db.models import Exists, OuterRef

from agencies.models import Listing, Membership
from audits import scope
from audits.models import Cycle, Participant, ParticipantArea, Submission


def listings(partnership_id: int | None, cycle: Cycle) -> dict[int, Listing]:
    """By participant, the partnership's own entry for its agency (1 query)."""
    areas = scope.areas_in(cycle, partnership_id).select_related("listing")
    return {area.participant_id: area.listing for area in areas.order_by("-pk")}


def listings_at_launch(cycle: Cycle) -> dict[int, Listing]:
    """By participant, the entry that says what its agency is (1 query).

    That of the partnership that leads the cycle, or of the first partner that brought it in.
    """
    areas = (
        ParticipantArea.objects.filter(participant__cycle=cycle, cycle_partner__cycle=cycle)
        .select_related("listing")
        .order_by("-pk")
    )
    found = {area.participant_id: area.listing for area in areas}
    own = {
        area.participant_id: area.listing
        for area in areas
        if area.listing.partnership_id == cycle.partnership_id
    }
    return found | own


def brought_in_by_the_lead(cycle: Cycle) -> list[Participant]:
    """The agencies that the partnership leading the cycle has put into it (1 query)."""
    areas = ParticipantArea.objects.filter(
        participant__cycle=cycle, cycle_partner__partnership=cycle.partnership_id
    )
    return list(Participant.objects.filter(pk__in=areas.values("participant")))


def in_unfinished_audits(membership: Membership, listing: Listing) -> list[Participant]:
    """The agency of `listing` in audits that are prepared or open, as the membership sees it."""
    inside = ParticipantArea.objects.filter(participant=OuterRef("pk"), listing=listing)
    return list(
        scope.participants_visible_to(membership)
        .filter(Exists(inside))
        .exclude(cycle__state=Cycle.State.CLOSED)
        .order_by("due_on", "pk")
    )


def submission_of(participant: Participant) -> Submission | None:
    """The agency's return with what the services ask of it (1 query); None before the launch."""
    return (
        Submission.objects.filter(participant=participant)
        .select_related("participant__agency", "participant__cycle__partnership")
        .first()
    )
