"""Agencies in a cycle: who may see them, and who answers for them."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet

from agencies.models import Listing, Membership, MembershipRole, User
from audits.models import Cycle, Participant, ParticipantArea, Submission


def visible_to(membership: Membership) -> QuerySet[Participant]:
    """A partnership sees participants through their areas only; an agency sees itself, once
    the cycle is launched.
    """
    rows = Participant.objects.select_related("cycle")
    if membership.agency_id is not None:
        return rows.filter(agency=membership.agency_id).exclude(cycle__state=Cycle.State.DRAFT)
    doors = ParticipantArea.objects.filter(
        participant=OuterRef("pk"),
        cycle_partner__partnership=membership.partnership_id,
        withdrawn_at__isnull=True,
    )
    return rows.filter(Exists(doors))


def listings(partnership_id: int | None, cycle: Cycle) -> dict[int, Listing]:
    """By participant, the partnership's own entry for its agency (1 query)."""
    doors = ParticipantArea.objects.filter(
        participant__cycle=cycle,
        cycle_partner__partnership=partnership_id,
        withdrawn_at__isnull=True,
    ).select_related("listing")
    return {door.participant_id: door.listing for door in doors.order_by("-pk")}


def leads(agency_ids: Iterable[int]) -> dict[int, list[User]]:
    """By agency, the people who hold the role of lead there now, by name (1 query).

    They answer for the agency in every cycle. Agencies without any are absent.
    """
    roles = (
        MembershipRole.objects.filter(
            role=MembershipRole.Role.LEAD,
            membership__agency__in=set(agency_ids),
            membership__ended_at__isnull=True,
            membership__user__is_active=True,
        )
        .select_related("membership__user")
        .order_by("membership__user__name", "membership__user__email")
    )
    people: dict[int, list[User]] = defaultdict(list)
    for role in roles:
        assert role.membership.agency_id is not None, "the filter names the agency"
        people[role.membership.agency_id].append(role.membership.user)
    return dict(people)


def submission_of(participant: Participant) -> Submission | None:
    """The agency's return with what the services ask of it (1 query); None before the launch."""
    return (
        Submission.objects.filter(participant=participant)
        .select_related("participant__agency", "participant__cycle__partnership")
        .first()
    )


def without_return(participants: QuerySet[Participant]) -> QuerySet[Participant]:
    """Those of whom a return is expected and none has come, with all that a letter needs.

    One that was sent back has come: whoever has submitted is never reminded.
    """
    return participants.filter(
        state=Participant.State.EXPECTED, submission__current_revision__isnull=True
    ).select_related("agency", "submission", "cycle__partnership")
