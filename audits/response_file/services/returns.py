"""Taking in the returns of a past audit from a file."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import F

from agencies import history
from agencies.directory.services import listing as listing_services
from agencies.membership import access as membership_access
from agencies.models import Listing, User
from audits import records
from audits.cycle.services import cycle as cycle_services
from audits.cycle.services import participant as participant_services
from audits.models import Answer, Cycle, Participant, ResponseImport, Revision, Submission
from audits.response_file import queries as response_file_queries
from audits.response_file.queries import Plan, Planned
from audits.submission.services import revision as revision_services
from audits.submission.services import submission as submission_services
from s11portal.common import clock
from s11portal.common.errors import Refused
from s11portal.common.words import joined

CLOSED = "This audit is closed, so you cannot import returns."


@transaction.atomic
def import_file(
    *,
    actor: User | None,
    cycle: Cycle,
    content: bytes,
    decisions: Mapping[int, str] | None = None,
) -> Plan:
    """Store every return of the file: all of them, or none.

    `decisions` answer the doubts of the plan, by row. Raises Problems when anything in the file
    is wrong, Refused when a doubt has no answer, when the cycle is closed, or when an agency of
    the file begins to answer at the same moment.
    Returns what was stored. Agencies that are new to the list are put on it, without a
    person: an import sends no email.
    """
    membership_access.require(actor, "manage_cycles", partnership=cycle.partnership_id)
    if not cycle_services.hold(cycle):
        raise Refused(CLOSED)
    plan = response_file_queries.plan(cycle, content, decisions)
    if plan.undecided:
        rows_undecided = joined(str(one.row) for one in plan.undecided)
        raise Refused(f"Answer the questions about these rows of the file: {rows_undecided}.")
    _store(actor, cycle, plan)
    return plan


def _store(actor: User | None, cycle: Cycle, plan: Plan) -> None:
    """Write what the plan holds, and note what came of it."""
    before = set(cycle.participants.values_list("pk", flat=True))
    rows = _participants(actor, cycle, plan)
    submissions = _submissions(actor, rows)
    revisions = [
        _write(actor, plan, planned, submissions[participant.pk]).pk
        for planned, participant in zip(plan.rows, rows, strict=True)
    ]
    ResponseImport.objects.create(
        partnership_id=cycle.partnership_id,
        cycle=cycle,
        actor=actor,
        returns=len(rows),
        created={
            "revisions": revisions,
            "participants": [row.pk for row in rows if row.pk not in before],
            "listings": _new_listings(cycle, plan, rows),
        },
    )
    decided = {str(row): said for row, said in plan.decisions.items()}
    about = {"returns": len(rows), "new_agencies": plan.new_agencies, "decisions": decided}
    records.of_cycle(actor, "imported returns from a file", cycle, **about)


def check(*, cycle: Cycle, content: bytes, decisions: Mapping[int, str] | None = None) -> Plan:
    """What `import_file` would store, and what is in doubt; writes nothing. Raises as it does."""
    if cycle.state == Cycle.State.CLOSED:
        raise Refused(CLOSED)
    return response_file_queries.plan(cycle, content, decisions)


def _new_listings(cycle: Cycle, plan: Plan, rows: list[Participant]) -> list[int]:
    """Ids of the entries that the import put on the partnership's list."""
    new = [row.agency_id for row, one in zip(rows, plan.rows, strict=True) if one.listing is None]
    listings = Listing.objects.filter(partnership=cycle.partnership_id, agency__in=new)
    return list(listings.values_list("pk", flat=True))


def _participants(actor: User | None, cycle: Cycle, plan: Plan) -> list[Participant]:
    """A participant for each row, with the sector that the file says it had."""
    found = [row.listing or _list(actor, cycle, row) for row in plan.rows]
    new = [one for one, row in zip(found, plan.rows, strict=True) if row.participant is None]
    participant_services.add(actor=actor, cycle=cycle, listings=new)
    by_agency = {
        row.agency_id: row
        for row in cycle.participants.select_related(
            "agency", "cycle__partnership", "cycle_template__version__template"
        )
    }
    rows = [by_agency[listing.agency_id] for listing in found]
    for row, planned in zip(rows, plan.rows, strict=True):
        row.sector = planned.sector
    Participant.objects.bulk_update(rows, ["sector"])
    return rows


def _list(actor: User | None, cycle: Cycle, planned: Planned) -> Listing:
    return listing_services.add_listing(
        actor=actor,
        partnership=cycle.partnership,
        details=listing_services.Details(name=planned.response.agency, sector=planned.sector),
    )


def _submissions(actor: User | None, rows: list[Participant]) -> dict[int, Submission]:
    submission_services.open_for(actor=actor, participants=rows)
    stored = Submission.objects.filter(participant__in=rows).select_related(
        "participant__cycle__partnership", "participant__cycle_template__version__template"
    )
    # Held until the end, and looked at again: in an open audit an agency may have begun to
    # answer, or have submitted, since the file was compared with the rows.
    untouched = stored.filter(
        state=Submission.State.NOT_STARTED, current_revision__isnull=True
    ).order_by()
    if untouched.update(version=F("version")) < len(rows):
        raise Refused("An agency in the file has just started its own return.")
    return {row.participant_id: row for row in stored}


def _write(actor: User | None, plan: Plan, planned: Planned, submission: Submission) -> Revision:
    """The frozen return, and the same as working answers: it may be sent back one day."""
    answers = planned.response.answers
    Answer.objects.bulk_create(
        Answer(
            participant_id=submission.participant_id,
            submission=submission,
            question_id=plan.structure.by_key[key].id,
            version=1,
            editor=actor,
            **vars(answer),
        )
        for key, answer in answers.items()
    )
    revision = revision_services.write(
        actor=actor,
        submission=submission,
        structure=plan.structure,
        answers=answers,
        origin=Revision.Origin.IMPORT,
        at=clock.now(),
    )
    participant = submission.participant
    history.record(
        actor=actor,
        verb="imported a return from a file",
        subject=participant.cycle.title,
        partnership=participant.cycle.partnership_id,
        agency=participant.agency_id,
        participant_id=participant.pk,
        row=planned.response.row.number,
    )
    return revision
