"""What a file of returns would do to a cycle. Reads only."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from agencies.models import Listing
from audits.cycle.queries import cycle as cycle_queries
from audits.models import Cycle, Participant, Submission
from audits.response_file.rules import file as file_rules
from audits.response_file.rules.file import Response
from audits.response_file.rules.words import normal
from audits.template.queries import structure as structure_queries
from audits.template.rules.structure import Structure
from s11portal.common.errors import Problem, Problems


@dataclass(frozen=True)
class Planned:
    """One row of the file and where it goes.

    Without a listing the agency is new to the partnership's list; without a participant it
    is put into the cycle.
    """

    response: Response
    sector: str
    listing: Listing | None = None
    participant: Participant | None = None


@dataclass(frozen=True)
class Plan:
    """What would be created. Nothing of it is stored yet."""

    cycle: Cycle
    structure: Structure
    rows: tuple[Planned, ...]
    # Labels of questions without a column: unanswered for every agency.
    without_column: tuple[str, ...]
    # Agencies of the cycle that the file does not name.
    not_in_file: tuple[str, ...]

    @property
    def new_agencies(self) -> list[str]:
        """Names that the partnership's list does not hold yet."""
        return [row.response.agency for row in self.rows if row.listing is None]


@dataclass(frozen=True)
class _Known:
    """The partnership's list, and who is in the cycle."""

    listings: Mapping[str, list[Listing]]
    participants: Mapping[int, Participant]


def plan(cycle: Cycle, content: bytes) -> Plan:
    """Read the file and match its rows (7 queries at most, whatever the number of rows).

    Raises Problems with everything that is wrong anywhere in the file.
    """
    structure = structure_queries.structure_of(cycle_queries.version_of(cycle))
    file = file_rules.read(structure, content)
    known = _known(cycle)
    problems = list(file.problems)
    rows = []
    for response in file.responses:
        if not response.agency:
            continue
        planned, wrong = _place(response, known)
        problems += wrong
        if not wrong:
            rows.append(planned)
            problems += file_rules.hidden(structure, response, respondent(planned))
    if problems:
        raise Problems(problems)
    named = {row.participant.pk for row in rows if row.participant}
    names = {row.agency_id: row for group in known.listings.values() for row in group}
    return Plan(
        cycle=cycle,
        structure=structure,
        rows=tuple(rows),
        without_column=file.without_column,
        not_in_file=tuple(
            names[one.agency_id].name
            for one in known.participants.values()
            if one.pk not in named and one.agency_id in names
        ),
    )


def respondent(planned: Planned) -> dict[str, str]:
    """What conditions may ask about the agency of a row."""
    source = planned.participant or planned.listing
    return {
        "sector": planned.sector,
        "size": source.size if source else Listing.Size.MEDIUM,
        "duty": "yes" if source and source.statutory_duty else "no",
    }


def _known(cycle: Cycle) -> _Known:
    listings: dict[str, list[Listing]] = {}
    rows = Listing.objects.filter(partnership=cycle.partnership_id).select_related("agency")
    for listing in rows.order_by("name", "pk"):
        listings.setdefault(normal(listing.name), []).append(listing)
    participants = cycle.participants.select_related("submission").order_by("pk")
    return _Known(listings, {row.agency_id: row for row in participants})


def _place(response: Response, known: _Known) -> tuple[Planned, list[Problem]]:
    """Where the row goes, and why it cannot."""
    same = known.listings.get(normal(response.agency), [])
    # An agency that left the list may well have answered a past audit.
    listed = [one for one in same if one.archived_at is None] or same
    listing = listed[0] if listed else None
    participant = known.participants.get(listing.agency_id) if listing else None
    sector = response.sector or (listing.sector if listing else "")
    if listing and normal(sector) == normal(listing.sector):
        sector = listing.sector
    planned = Planned(response, sector, listing, participant)
    wrong = _why_not(response, listed, participant)
    return planned, [
        Problem(response.row.line, f"row {response.row.number}", message, remedy)
        for message, remedy in wrong
    ]


def _why_not(
    response: Response, listed: list[Listing], participant: Participant | None
) -> Iterator[tuple[str, str]]:
    name = f"“{response.agency}”"
    if not listed and not response.sector:
        yield (
            f"{name} is not on your list of agencies, and the row names no sector.",
            "Write the name as your list has it, or fill in the sector: a new agency is then "
            "put on the list.",
        )
    if len(listed) > 1:
        yield (
            f"Your list of agencies has {len(listed)} entries called {name}.",
            "Give them different names in your list, and use those in the file.",
        )
    if participant is None:
        return
    submission = getattr(participant, "submission", None)
    if submission and submission.current_revision_id:
        yield f"{name} already has a return in this audit.", "Take this row out of the file."
    elif submission and submission.state != Submission.State.NOT_STARTED:
        yield (
            f"{name} has begun to answer this audit itself.",
            "Take this row out of the file; the agency submits its own return.",
        )
    elif participant.state != Participant.State.EXPECTED:
        yield (
            f"No return is expected of {name}: {participant.get_state_display().lower()}.",
            "Take this row out of the file, or say on the agency's page that you expect one.",
        )
