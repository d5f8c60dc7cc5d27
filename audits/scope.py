"""What of the audits one partnership may count: the one expression all figures start from."""

from typing import Any

from django.db.models import QuerySet

from agencies.models import Partnership
from audits.models import Cycle, CyclePartner, ParticipantArea, Submission


def doors(cycle: Cycle | int, partnership: Partnership | int) -> QuerySet[ParticipantArea]:
    """The doors through which the partnership sees the participants of the cycle."""
    return ParticipantArea.objects.filter(
        participant__cycle=cycle,
        cycle_partner__cycle=cycle,
        cycle_partner__partnership=partnership,
        cycle_partner__state=CyclePartner.State.JOINED,
        withdrawn_at__isnull=True,
    )


def current_revisions(
    cycle: Cycle | int, partnership: Partnership | int
) -> QuerySet[Submission, Any]:
    """The ids of the returns that count, as a subquery: the last submitted one of each participant.

    It counts also while the return is back with the agency.
    """
    return Submission.objects.filter(
        participant__in=doors(cycle, partnership).values("participant"),
        current_revision__isnull=False,
    ).values("current_revision")
