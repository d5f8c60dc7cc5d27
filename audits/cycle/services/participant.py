"""Agencies in a cycle: put in, taken out, exempted, given more time."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction
from django.db.models import F, QuerySet

from agencies.membership import access as membership_access
from agencies.membership import queries as membership_queries
from agencies.models import Listing, User
from audits import records
from audits.cycle.queries import participant as participant_queries
from audits.models import Cycle, Participant, ParticipantArea, Submission
from audits.reminder.services import notice as notice_services
from audits.submission.services import submission as submission_services
from audits.transitions import PARTICIPANT, before
from s11portal.common import clock
from s11portal.common.dates import uk_date
from s11portal.common.errors import Refused


@transaction.atomic
def add(*, actor: User | None, cycle: Cycle, listings: Iterable[Listing]) -> list[Participant]:
    """Put agencies into the cycle, with a row for each area of the partnership (6 queries).

    Sector, duty and size are those of the listing; the launch copies them again. Returns
    the new participants; agencies that are in already stay as they are. The caller writes
    the history.
    """
    membership_access.require(actor, "manage_cycles", partnership=cycle.partnership_id)
    listings = list(listings)
    cycle_template = cycle.cycle_templates.earliest("pk")
    have = dict(cycle.participants.values_list("agency_id", "pk"))
    new = [listing for listing in listings if listing.agency_id not in have]
    rows = Participant.objects.bulk_create(
        Participant(
            cycle=cycle,
            agency_id=listing.agency_id,
            cycle_template=cycle_template,
            due_on=cycle.closes_on,
            **as_listed(listing),
        )
        for listing in new
    )
    inside = have | {row.agency_id: row.pk for row in rows}
    _open_doors(cycle, {inside[listing.agency_id]: listing for listing in listings})
    return rows


def _open_doors(cycle: Cycle, listings: Mapping[int, Listing]) -> None:
    """Let the lead partnership see these participants, by id, where it does not yet.

    An agency may be in already because a partner has brought it in.
    """
    partner = cycle.partners.get(partnership=cycle.partnership_id)
    seen = set(partner.doors.values_list("participant_id", flat=True))
    areas = list(cycle.partnership.areas.all())
    ParticipantArea.objects.bulk_create(
        ParticipantArea(participant_id=pk, area=area, cycle_partner=partner, listing=listing)
        for pk, listing in listings.items()
        if pk not in seen
        for area in areas
    )


def as_listed(listing: Listing) -> dict[str, object]:
    """What a participant copies from its listing."""
    return {
        "sector": listing.sector,
        "statutory_duty": listing.statutory_duty,
        "size": listing.size,
    }


@transaction.atomic
def remove(*, actor: User, cycle: Cycle, rows: Iterable[Participant]) -> None:
    """Take agencies out of a cycle that is being prepared. The caller writes the history.

    One that a partner has brought in as well stays, for that partner. Raises Refused when one
    of them has a return, imported from a file.
    """
    membership_access.require(actor, "manage_cycles", partnership=cycle.partnership_id)
    ids = [row.pk for row in rows]
    if Submission.objects.filter(participant__in=ids).exists():
        raise Refused("You cannot remove an agency from the audit once it has a return.")
    doors = ParticipantArea.objects.filter(participant__in=ids, participant__cycle=cycle)
    doors.filter(cycle_partner__partnership=cycle.partnership_id).delete()
    left = doors.values("participant")
    Participant.objects.filter(pk__in=ids, cycle=cycle).exclude(pk__in=left).delete()


@transaction.atomic
def exempt(*, actor: User, participant: Participant, reason: str) -> None:
    """No return is expected of this agency. Raises Refused without a reason or with a return."""
    _require_over(actor, participant)
    if not reason.strip():
        raise Refused("Enter why this agency is exempt. The report gives the reason.")
    _move(participant, Participant.State.EXEMPT, reason=reason.strip())
    records.of_participant(actor, "exempted", participant, reason=reason.strip())


@transaction.atomic
def accept_national_document(*, actor: User, participant: Participant, document: str) -> None:
    """A national document takes the place of the agency's own return; it carries no scores."""
    _require_over(actor, participant)
    if not document.strip():
        raise Refused("Enter the document's title, its year and where it can be found.")
    _move(participant, Participant.State.NATIONAL, national_document=document.strip())
    records.of_participant(
        actor, "accepted a national document from", participant, document=document.strip()
    )


@transaction.atomic
def expect(*, actor: User, participant: Participant) -> None:
    """Expect a return again of an agency that was exempt or had a national document."""
    _require_over(actor, participant)
    _move(participant, Participant.State.EXPECTED, reason="", national_document="")
    records.of_participant(actor, "expects a return again of", participant)
    for person in membership_queries.leads_of([participant.agency_id]).get(
        participant.agency_id, ()
    ):
        notice_services.invite_lead(participant.agency, person)


@transaction.atomic
def note(*, actor: User, participant: Participant, reason: str) -> None:
    """Keep why no return has come and what happens next; empty takes the note away.

    Raises Refused where no return is expected: an exempt agency has its reason.
    """
    _require_over(actor, participant)
    expected = Participant.objects.filter(pk=participant.pk, state=Participant.State.EXPECTED)
    if not expected.update(reason=reason.strip()):
        raise Refused("No return is expected of this agency, so you cannot add a note.")
    records.of_participant(
        actor, "noted why no return came from", participant, reason=reason.strip()
    )


@transaction.atomic
def move_date(*, actor: User, participant: Participant, due_on: date) -> None:
    """Give the agency another due date and tell its leads.

    Raises Refused when the cycle is not open, the return is in, or the date is past.
    """
    _require_over(actor, participant)
    if due_on < clock.today():
        raise Refused("The due date must be today or later.")
    if due_on == participant.due_on:
        raise Refused(f"The return is already due by {uk_date(due_on)}.")
    if not _to_come(participant).filter(due_on=participant.due_on).update(due_on=due_on):
        raise Refused(
            "You can only change the date while the audit is open and the return has not been "
            "submitted."
        )
    before_, participant.due_on = participant.due_on, due_on
    _record_date(actor, participant, before_)
    notice_services.announce_date(participant)


@transaction.atomic
def send_back(*, actor: User, participant: Participant, reason: str, due_on: date) -> None:
    """Give a submitted return back to the agency, to submit again by `due_on`.

    Raises Refused without a reason, for a past date, and when there is nothing to send back.
    """
    _require_over(actor, participant)
    if due_on < clock.today():
        raise Refused("The due date must be today or later.")
    submission = participant_queries.submission_of(participant)
    if submission is None:
        raise Refused("There is no return to send back.")
    Participant.objects.filter(pk=participant.pk).update(due_on=due_on)
    before_, participant.due_on = submission.participant.due_on, due_on
    submission.participant.due_on = due_on
    submission_services.send_back(actor=actor, submission=submission, reason=reason)
    if before_ != due_on:
        _record_date(actor, participant, before_)
    notice_services.announce_sent_back(participant)


def _record_date(actor: User, participant: Participant, was: date) -> None:
    """Add the history row of a due date that has moved: `was` until now."""
    records.of_participant(
        actor,
        "moved the due date of",
        participant,
        before=was.isoformat(),
        after=participant.due_on.isoformat(),
    )


def _require_over(actor: User | None, participant: Participant) -> None:
    """Raise NotAllowed unless `actor` manages audits of the partnership that leads this one."""
    leading = participant.cycle.partnership_id
    membership_access.require(actor, "manage_cycles", partnership=leading)


def _move(participant: Participant, state: str, **fields: str) -> None:
    """Make one move of the table in audits/transitions.py; of two people only one makes it."""
    movable = Participant.objects.filter(
        pk=participant.pk,
        state__in=before(PARTICIPANT, state),
        cycle__in=Cycle.objects.exclude(state=Cycle.State.CLOSED),
    )
    if state != Participant.State.EXPECTED:
        movable = _without_return(movable)
    moved = movable.update(state=state, **fields)
    if not moved or (state != Participant.State.EXPECTED and _has_returned_now(participant)):
        raise Refused(
            "You cannot change this: the return has been submitted, the audit is closed, or a "
            "colleague has just changed it."
        )


def _has_returned_now(participant: Participant) -> bool:
    """Whether a return has come, asked while its row is held as submitting holds it.

    When an agency is exempted at the moment it submits, the second to get the row sees what the
    first did. Rows are always locked in this order, the participant's before its return's.
    """
    row = Submission.objects.filter(participant=participant.pk)
    row.update(version=F("version"))
    return row.filter(current_revision__isnull=False).exists()


def _to_come(participant: Participant) -> QuerySet[Participant]:
    """The participant's row while its return is awaited in an open audit, to UPDATE and count."""
    submitted = Submission.objects.filter(state=Submission.State.SUBMITTED)
    return Participant.objects.filter(
        pk=participant.pk,
        state=Participant.State.EXPECTED,
        cycle__in=Cycle.objects.filter(state=Cycle.State.OPEN),
    ).exclude(pk__in=submitted.values("participant"))


def _without_return(rows: QuerySet[Participant]) -> QuerySet[Participant]:
    """Filtered without a join: Django would put the row's own conditions into a subquery,
    where PostgreSQL does not look at them again after waiting for somebody else's change.
    """
    returned = Submission.objects.filter(current_revision__isnull=False)
    return rows.exclude(pk__in=returned.values("participant"))
