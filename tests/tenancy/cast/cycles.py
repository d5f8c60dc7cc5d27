"""Audit cycles of both partnerships, and agencies in each of their states."""

from datetime import date

from audits.cycle.services import cycle as cycle_services
from audits.cycle.services import participant as participant_services
from audits.models import Cycle, Participant, ResponseImport, ResponseUpload

from . import PARTNERSHIPS, Cast, seeing_drafts

# Agencies know the audits they take part in, not the others.
AGENCY = {"A": "shared", "B": "private"}


def add(cast: Cast) -> None:
    """Objects of partnerships: draft_cycle, open_cycle, waiting, exempted, response_import,
    response_upload.

    waiting and exempted are participants: a return is to come, none is expected.
    """
    for place in PARTNERSHIPS:
        cast[place, "draft_cycle"] = _draft(cast, place, "draft", seen_by=seeing_drafts(place))
        cast[place, "open_cycle"] = _launched(cast, place, "open")
        cast[place, "waiting"] = cast[place, "open_cycle"].participants.get()
        participant_services.note(
            actor=cast.people[f"{place}.manager"],
            participant=cast[place, "waiting"],
            reason=cast.canary(f"note {place}", seen_by={place}),
        )
        cast[place, "exempted"] = _exempted(cast, place)
        cast[place, "response_import"] = ResponseImport.objects.create(
            partnership=cast[place, "place"],
            cycle=cast[place, "draft_cycle"],
            returns=0,
            created={"revisions": [], "participants": [], "listings": []},
        )
        cast[place, "response_upload"] = _uploaded(cast, place)


def _uploaded(cast: Cast, place: str) -> ResponseUpload:
    """A file that is checked and waits for the manager's word."""
    row = {"agency": cast.canary(f"file {place}", seen_by={place}), "sector": "Health"}
    found = {"counts": {}, "without_column": [], "not_in_file": [], "doubts": [], "rows": [row]}
    return ResponseUpload.objects.create(
        partnership=cast[place, "place"],
        cycle=cast[place, "draft_cycle"],
        state=ResponseUpload.State.CHECKED,
        found=found,
    )


def _draft(cast: Cast, place: str, what: str, *, seen_by: set[str]) -> Cycle:
    return cycle_services.create(
        actor=cast.people[f"{place}.manager"],
        partnership=cast[place, "place"],
        title=cast.canary(f"{what} cycle {place}", seen_by=seen_by),
        period="2025-26",
        opens_on=date(2026, 10, 5),
        closes_on=date(2026, 12, 11),
        version=cast[place, "template_published"],
        listings=[cast[place, f"listing_of_{AGENCY[place]}"]],
    )


def _launched(cast: Cast, place: str, what: str) -> Cycle:
    cycle = _draft(cast, place, what, seen_by={place, AGENCY[place]})
    cycle_services.launch(actor=cast.people[f"{place}.manager"], cycle=cycle)
    return cycle


def _exempted(cast: Cast, place: str) -> Participant:
    participant = _launched(cast, place, "exempt").participants.select_related("cycle").get()
    participant_services.exempt(
        actor=cast.people[f"{place}.manager"],
        participant=participant,
        reason=cast.canary(f"exempt {place}", seen_by={place}),
    )
    return participant
