"""A submitted return as the partnership reads it."""

from typing import Any

from agencies.models import Membership
from audits.models import Participant
from audits.presenters import revision as blocks
from audits.queries import board as boards
from audits.queries import cycle as cycles
from audits.queries import revision as revisions
from audits.queries import sign_off as sign_offs
from audits.queries import structure as structures


def page(membership: Membership, participant: Participant, number: int) -> dict[str, Any] | None:
    """Revision `number` of the agency's return (0: the one that counts); None without one."""
    seen = revisions.visible_to(membership).filter(participant=participant)
    every = list(seen.order_by("-number"))
    wanted = [one for one in every if one.number == number] if number else every
    if not wanted:
        return None
    revision = wanted[0]
    entry = boards.entry(membership, participant)
    structure = structures.of(cycles.version_of(participant.cycle))
    return {
        "revision": revision,
        "earlier": [one for one in every if one.pk != revision.pk],
        "is_current": revision == every[0],
        "listing": entry.listing,
        "participant": entry.participant,
        "cycle": entry.participant.cycle,
        "blocks": blocks.of_revision(structure, revisions.answers_of(revision)),
        "sign_off": sign_offs.of_revision(revision),
    }
