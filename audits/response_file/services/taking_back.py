"""Taking an import back: all that it created, or nothing."""

from collections.abc import Callable

from django.db import transaction
from django.db.models import F
from django.db.models.deletion import ProtectedError

from agencies.directory.services import listing as listing_services
from agencies.membership import access as membership_access
from agencies.models import Listing, User
from audits import records
from audits.cycle.services import cycle as cycle_services
from audits.cycle.services import participant as participant_services
from audits.models import (
    Answer,
    AnswerVersion,
    Cycle,
    Participant,
    ParticipantArea,
    ResponseImport,
    Revision,
    RevisionAnswer,
    RevisionValue,
    Submission,
)
from audits.response_file import queries as response_file_queries
from s11portal.common import clock
from s11portal.common.errors import Refused
from s11portal.common.words import joined

# Higher apps say what rests on the returns of an audit: a reason to refuse, or "".
_obstacles: list[Callable[[Cycle], str]] = []


def register_obstacle(reason: Callable[[Cycle], str]) -> None:
    """Let a higher app refuse that an import is taken back, with a sentence that says why."""
    _obstacles.append(reason)


@transaction.atomic
def take_back(*, actor: User | None, response_import: ResponseImport) -> bool:
    """Remove the returns of the import, and the agencies it added that nothing else needs.

    Returns false when it was taken back before. Raises Refused when the audit is closed, when a
    return has changed since, or when something rests on the returns, such as a report.
    """
    membership_access.require(actor, "manage_cycles", partnership=response_import.partnership_id)
    cycle = response_import.cycle
    if not cycle_services.hold(cycle):
        raise Refused("This audit is closed. Open it again before you undo the import.")
    rows = ResponseImport.objects.filter(pk=response_import.pk, taken_back_at__isnull=True)
    if not rows.update(taken_back_at=clock.now(), taken_back_by=actor):
        return False
    for obstacle in _obstacles:
        if reason := obstacle(cycle):
            raise Refused(reason)
    if changed := response_file_queries.changed_since(response_import):
        raise Refused(
            f"You cannot undo this import because these returns have changed since: "
            f"{joined(changed)}."
        )
    _remove_returns(cycle, response_import.created["revisions"])
    _remove_participants(response_import.created["participants"])
    _remove_listings(actor, response_import.created["listings"])
    records.of_cycle(actor, "undid an import", cycle, returns=response_import.returns)
    return True


def _remove_returns(cycle: Cycle, revisions: list[int]) -> None:
    """Back to returns that nobody has begun. The rows go, the history says that they were.

    In an audit that is being prepared there are no returns yet: those go altogether, and the
    sector is again that of the list.
    """
    submissions = Submission.objects.filter(current_revision__in=revisions)
    ids = list(submissions.values_list("pk", flat=True))
    participants = list(submissions.values_list("participant_id", flat=True))
    Submission.objects.filter(pk__in=ids).update(
        state=Submission.State.NOT_STARTED,
        current_revision=None,
        answered=0,
        last_activity=None,
        version=F("version") + 1,
    )
    AnswerVersion.objects.filter(answer__submission__in=ids).delete()
    Answer.objects.filter(submission__in=ids).delete()
    RevisionValue.objects.filter(revision__in=revisions).delete()
    RevisionAnswer.objects.filter(revision__in=revisions).delete()
    Revision.objects.filter(pk__in=revisions).delete()
    if cycle.state == Cycle.State.DRAFT:
        Submission.objects.filter(pk__in=ids).delete()
    doors = ParticipantArea.objects.filter(participant__in=participants).select_related("listing")
    for door in doors.filter(cycle_partner__partnership=cycle.partnership_id):
        as_listed = participant_services.as_listed(door.listing)
        Participant.objects.filter(pk=door.participant_id).update(**as_listed)


def _remove_participants(ids: list[int]) -> None:
    """Those the import put into the audit; one that something else needs by now stays."""
    for pk in ids:
        try:
            with transaction.atomic():
                Submission.objects.filter(participant=pk).delete()
                ParticipantArea.objects.filter(participant=pk).delete()
                Participant.objects.filter(pk=pk).delete()
        except ProtectedError:
            continue


def _remove_listings(actor: User | None, ids: list[int]) -> None:
    """Those the import put on the list; one that has people or another audit by now stays."""
    for listing in Listing.objects.filter(pk__in=ids):
        listing_services.remove_unused(actor=actor, listing=listing)
