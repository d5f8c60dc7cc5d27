"""What a file of returns would do to a cycle. Reads only."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from django.db.models import F, Q, QuerySet

from agencies.models import Listing, Membership
from audits.cycle.queries import cycle as cycle_queries
from audits.models import Cycle, Participant, ResponseImport, ResponseUpload, Submission
from audits.response_file.rules import doubt as doubt_rules
from audits.response_file.rules import file as file_rules
from audits.response_file.rules.doubt import Doubt
from audits.response_file.rules.file import Response
from audits.response_file.rules.words import normal
from audits.submission.rules.answer import (
    ANSWERED,
    EMPTY,
    HIDDEN,
    NOT_APPLICABLE,
    UNANSWERED,
    state,
)
from audits.submission.rules.visibility import shown_keys
from audits.template.queries import structure as structure_queries
from audits.template.rules.structure import Structure
from s11portal.common import clock
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
    # Every row to decide about, and what was decided, by row number.
    doubts: tuple[Doubt, ...] = ()
    decisions: Mapping[int, str] = field(default_factory=dict)

    @property
    def undecided(self) -> list[Doubt]:
        """The rows nobody has decided about: until then nothing is stored."""
        return [doubt for doubt in self.doubts if doubt.row not in self.decisions]

    @property
    def new_agencies(self) -> list[str]:
        """Names that the partnership's list does not hold yet."""
        return [row.response.agency for row in self.rows if row.listing is None]


@dataclass(frozen=True)
class _Known:
    """The partnership's list, and who is in the cycle."""

    listings: Mapping[str, list[Listing]]
    participants: Mapping[int, Participant]


def plan(cycle: Cycle, content: bytes, decisions: Mapping[int, str] | None = None) -> Plan:
    """Read the file and match its rows (7 queries at most, whatever the number of rows).

    `decisions` answer the doubts, by row number. Rows that are left out, or undecided, are not in
    the plan. Raises Problems with everything that is wrong anywhere in the file.
    """
    structure = structure_queries.structure_of(cycle_queries.version_of(cycle))
    file = file_rules.read(structure, content)
    known = _known(cycle)
    names = [row.name for group in known.listings.values() for row in group]
    doubts = doubt_rules.find(file.responses, names)
    decided = doubt_rules.decided(doubts, decisions or {})
    out = _left_out(doubts, decided)
    problems = [problem for problem in file.problems if problem.line not in out]
    same = {one.row: one.other for one in doubts if decided.get(one.row) == doubt_rules.SAME}
    rows: list[Planned] = []
    for response in file.responses:
        if not response.agency or response.row.line in out:
            continue
        if response.row.number in same:
            response = replace(response, agency=same[response.row.number])
        planned, wrong = _place(response, known)
        wrong += _twice(planned, rows) if planned.listing else []
        problems += wrong
        if not wrong:
            rows.append(planned)
            problems += file_rules.hidden(structure, response, respondent(planned))
    if problems:
        raise Problems(problems)
    named = {row.participant.pk for row in rows if row.participant}
    by_agency = {row.agency_id: row for group in known.listings.values() for row in group}
    return Plan(
        cycle=cycle,
        structure=structure,
        rows=tuple(rows),
        without_column=file.without_column,
        not_in_file=tuple(
            by_agency[one.agency_id].name
            for one in known.participants.values()
            if one.pk not in named and one.agency_id in by_agency
        ),
        doubts=tuple(doubts),
        decisions=decided,
    )


def counts(plan: Plan) -> dict[str, int]:
    """How many answers of the file are answered, not applicable, unanswered, hidden."""
    found = dict.fromkeys((ANSWERED, NOT_APPLICABLE, UNANSWERED, HIDDEN), 0)
    for row in plan.rows:
        answers = row.response.answers
        shown = shown_keys(plan.structure, answers, respondent(row))
        for question in plan.structure.questions:
            answer = answers.get(question.key, EMPTY)
            found[state(question, answer, shown=question.key in shown)] += 1
    return found


def plain(plan: Plan) -> dict[str, Any]:
    """What the check page shows of a plan, as plain values: it is kept with the upload."""
    return {
        "counts": counts(plan),
        "without_column": list(plan.without_column),
        "not_in_file": list(plan.not_in_file),
        "doubts": [asdict(doubt) for doubt in plan.doubts],
        "rows": [
            {
                "agency": row.response.agency,
                "sector": row.sector,
                "answers": len(row.response.answers),
                "is_new": row.listing is None,
            }
            for row in plan.rows
        ],
    }


def _left_out(doubts: Iterable[Doubt], decided: Mapping[int, str]) -> set[int]:
    """The lines of rows that are not agencies' returns, or nobody has said yet whether."""
    return {
        doubt.line
        for doubt in doubts
        if decided.get(doubt.row, doubt_rules.SKIP) == doubt_rules.SKIP
    }


def imports(membership: Membership, cycle: Cycle) -> QuerySet[ResponseImport]:
    """The imports of the cycle, the newest first, for the partnership that leads it."""
    return ResponseImport.objects.filter(
        cycle=cycle, partnership=membership.partnership_id
    ).select_related("actor", "taken_back_by", "cycle")


def imports_visible_to(membership: Membership) -> QuerySet[ResponseImport]:
    """All imports of the partnership; none for agencies."""
    return ResponseImport.objects.filter(partnership=membership.partnership_id).select_related(
        "cycle__partnership"
    )


def uploads_visible_to(membership: Membership) -> QuerySet[ResponseUpload]:
    """Uploaded files of the partnership, the newest first; none for agencies."""
    return ResponseUpload.objects.filter(partnership=membership.partnership_id).select_related(
        "cycle__partnership", "uploaded_by"
    )


def uploads_to_show(membership: Membership, cycle: Cycle) -> QuerySet[ResponseUpload]:
    """The files for the cycle that are not imported, without what was found in them."""
    uploads = uploads_visible_to(membership).filter(cycle=cycle)
    return uploads.exclude(state=ResponseUpload.State.IMPORTED).defer("found", "problems")


def busy_uploads() -> QuerySet[ResponseUpload]:
    """For the system: files that wait for a worker or have one, of all partnerships."""
    busy = (ResponseUpload.State.CHECKING, ResponseUpload.State.IMPORTING)
    return ResponseUpload.objects.filter(state__in=busy)


def free_uploads() -> QuerySet[ResponseUpload]:
    """For the system: those of them that nobody is working on, the oldest first."""
    free = Q(lease_until__isnull=True) | Q(lease_until__lt=clock.now())
    return busy_uploads().filter(free).order_by("pk")


def changed_since(response_import: ResponseImport) -> list[str]:
    """Names of the agencies whose imported return is not the whole of what they have any more."""
    revisions = response_import.created["revisions"]
    untouched = Submission.objects.filter(
        current_revision__in=revisions, state=Submission.State.SUBMITTED
    ).exclude(participant__revisions__number__gt=F("current_revision__number"))
    changed = Participant.objects.filter(revisions__in=revisions).exclude(submission__in=untouched)
    return sorted(changed.distinct().values_list("agency__name", flat=True))


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


def _twice(planned: Planned, rows: Iterable[Planned]) -> list[Problem]:
    """The row of the file that is the same agency already, by its name or by a decision."""
    before = next((one for one in rows if one.listing == planned.listing), None)
    row = planned.response.row
    return [
        Problem(
            row.line,
            f"row {row.number}",
            f"“{planned.response.agency}” is also in row {before.response.row.number}.",
            "Keep one row for each agency.",
        )
        for before in ([before] if before else [])
    ]


def _why_not(
    response: Response, listed: list[Listing], participant: Participant | None
) -> Iterator[tuple[str, str]]:
    name = f"“{response.agency}”"
    if not listed and not response.sector:
        yield (
            f"{name} is not on your list of agencies, and its sector is missing.",
            "Write the name as it is on your list, or fill in the sector to add a new agency to "
            "the list.",
        )
    if len(listed) > 1:
        yield (
            f"Your list of agencies has {len(listed)} entries called {name}.",
            "Give them different names on your list and use those in the file.",
        )
    if participant is None:
        return
    submission = getattr(participant, "submission", None)
    if submission and submission.current_revision_id:
        yield f"{name} already has a return in this audit.", "Delete this row from the file."
    elif submission and submission.state != Submission.State.NOT_STARTED:
        yield (
            f"{name} has started its own return in this audit.",
            "Delete this row from the file. The agency will submit its own return.",
        )
    elif participant.state != Participant.State.EXPECTED:
        yield (
            f"{name} does not have to submit a return: {participant.get_state_display().lower()}.",
            "Delete this row from the file, or change this on the agency's page.",
        )
