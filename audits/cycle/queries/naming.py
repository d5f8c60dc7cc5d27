"""Who has returned without being told that the report names agencies with their averages."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from agencies.models import Membership
from audits import scope
from audits.cycle.queries import participant as participant_queries
from audits.models import Cycle, Revision, SignOff


@dataclass(frozen=True)
class Untold:
    """Names of agencies, in their order: those that signed, and those imported from a file."""

    signed: tuple[str, ...]
    imported: tuple[str, ...]


def untold(membership: Membership, cycle: Cycle) -> Untold:
    """The agencies that the partnership sees whose signatory was not told (2 queries)."""
    told = SignOff.objects.filter(
        revision=OuterRef("submission__current_revision"), told_of_names=True
    )
    rows = (
        scope.participants_visible_to(membership)
        .filter(~Exists(told), cycle=cycle, submission__current_revision__isnull=False)
        .values_list("pk", "submission__current_revision__origin")
    )
    listings = participant_queries.listings(membership.partnership_id, cycle)
    names: dict[bool, list[str]] = {True: [], False: []}
    for pk, origin in rows:
        names[origin == Revision.Origin.IMPORT].append(listings[pk].name)
    return Untold(
        signed=tuple(sorted(names[False], key=str.casefold)),
        imported=tuple(sorted(names[True], key=str.casefold)),
    )
