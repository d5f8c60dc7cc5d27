"""A submitted return as the partnership reads it."""

from typing import Any

from agencies.models import Membership
from audits import scope
from audits.cycle.queries import board as board_queries
from audits.cycle.queries import cycle as cycle_queries
from audits.models import Participant
from audits.submission.presenters import revision as revision_presenters
from audits.submission.queries import revision as revision_queries
from audits.submission.queries import sign_off as sign_off_queries
from audits.template.queries import structure as structure_queries


def page(membership: Membership, participant: Participant, number: int) -> dict[str, Any] | None:
    """Revision `number` of the agency's return (0: the one that counts); None without one."""
    seen = scope.revisions_visible_to(membership).filter(participant=participant)
    every = list(seen.order_by("-number"))
    wanted = [one for one in every if one.number == number] if number else every
    if not wanted:
        return None
    revision = wanted[0]
    entry = board_queries.entry(membership, participant)
    structure = structure_queries.structure_of(cycle_queries.version_of(participant.cycle))
    return {
        "revision": revision,
        "earlier": [one for one in every if one.pk != revision.pk],
        "is_current": revision == every[0],
        "listing": entry.listing,
        "participant": entry.participant,
        "cycle": entry.participant.cycle,
        "blocks": revision_presenters.of_revision(
            structure,
            revision_queries.answers_of(revision),
            revision_presenters.TITLES_FOR_OTHERS,
        ),
        "sign_off": sign_off_queries.of_revision(revision),
    }
