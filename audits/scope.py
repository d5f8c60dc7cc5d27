"""What of the audits a person may see: cycles, participants, returns, revisions.

Said here, and nowhere else. What hangs on them is seen through them: a room's own
`visible_to` starts from `participants_visible_to` or one of its neighbours.

A partnership sees an agency in a cycle through its own areas only: it has joined the cycle (not
merely been asked, and not left since) and the area is not withdrawn. It reads what was submitted,
never what is being written. An agency sees itself, once the cycle is launched. An audit that is
being prepared does not exist for who may not `view_drafts`.
"""

from collections.abc import Collection
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from agencies.models import Membership
from agencies.roles import may
from audits.models import (
    Cycle,
    CyclePartner,
    Participant,
    ParticipantArea,
    Revision,
    Submission,
)


def areas_of(partnership_ids: Collection[int | None]) -> QuerySet[ParticipantArea]:
    """The areas through which these partnerships see agencies now.

    A row that names a partner of another audit opens nothing.
    """
    return ParticipantArea.objects.filter(
        cycle_partner__partnership__in=partnership_ids,
        cycle_partner__state=CyclePartner.State.JOINED,
        cycle_partner__cycle=F("participant__cycle"),
        withdrawn_at__isnull=True,
    )


def areas_in(cycle: Cycle | int, partnership_id: int | None) -> QuerySet[ParticipantArea]:
    """The areas through which one partnership sees the agencies of one cycle."""
    return areas_of([partnership_id]).filter(participant__cycle=cycle)


def cycles_visible_to(membership: Membership) -> QuerySet[Cycle]:
    """Cycles that the partnership has joined; launched ones in which the agency has a part.

    Executives see the launched ones only.
    """
    cycles = Cycle.objects.select_related("partnership")
    if membership.agency_id is not None:
        own = Participant.objects.filter(agency=membership.agency_id).values("cycle")
        return cycles.filter(pk__in=own).exclude(state=Cycle.State.DRAFT)
    joined = CyclePartner.objects.filter(
        partnership=membership.partnership_id, state=CyclePartner.State.JOINED
    )
    return cycles.filter(_of_shown_cycles(membership), pk__in=joined.values("cycle"))


def participants_visible_to(membership: Membership) -> QuerySet[Participant]:
    """Agencies in cycles: those of the partnership's areas; the agency itself when launched."""
    rows = Participant.objects.select_related("cycle")
    if membership.agency_id is not None:
        return rows.filter(agency=membership.agency_id).exclude(cycle__state=Cycle.State.DRAFT)
    shown = _of_shown_cycles(membership, "cycle__")
    return rows.filter(Exists(_own_areas(membership, "pk")), shown)


def submissions_visible_to(membership: Membership) -> QuerySet[Submission]:
    """The returns of the agency in launched cycles. None for partnerships: they read revisions."""
    returns = Submission.objects.select_related(
        "participant__agency",
        "participant__cycle__partnership",
        "participant__cycle_template__version__template",
    )
    if membership.agency_id is None:
        return returns.none()
    return returns.filter(participant__agency=membership.agency_id).exclude(
        participant__cycle__state=Cycle.State.DRAFT
    )


def revisions_visible_to(membership: Membership) -> QuerySet[Revision]:
    """What the agency has submitted in launched cycles; for partnerships, through their areas."""
    revisions = Revision.objects.select_related("submitted_by", "participant__cycle__partnership")
    if membership.agency_id is not None:
        return revisions.filter(participant__agency=membership.agency_id).exclude(
            participant__cycle__state=Cycle.State.DRAFT
        )
    shown = _of_shown_cycles(membership, "participant__cycle__")
    return revisions.filter(Exists(_own_areas(membership, "participant")), shown)


def current_revisions(cycle: Cycle | int, partnership_id: int | None) -> QuerySet[Submission, Any]:
    """The ids of the returns that count for the partnership, as a subquery.

    The last submitted one of each agency counts, also while the return is back with it.
    """
    return Submission.objects.filter(
        participant__in=areas_in(cycle, partnership_id).values("participant"),
        current_revision__isnull=False,
    ).values("current_revision")


def _own_areas(membership: Membership, participant: str) -> QuerySet[ParticipantArea]:
    return areas_of([membership.partnership_id]).filter(participant=OuterRef(participant))


def _of_shown_cycles(membership: Membership, cycle: str = "") -> Q:
    """Leaves out audits being prepared, for people of a partnership who may not see drafts."""
    return Q() if may(membership, "view_drafts") else ~Q(**{f"{cycle}state": Cycle.State.DRAFT})
