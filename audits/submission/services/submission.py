"""The life of a return: opened, submitted, sent back."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import F

from agencies.membership import access as membership_access
from agencies.membership import queries as membership_queries
from agencies.models import User
from audits import records
from audits.models import Participant, Revision, SendBack, SignOff, Submission
from audits.submission.queries import answer as answer_queries
from audits.submission.queries import submission as submission_queries
from audits.submission.rules import answer as answer_rules
from audits.submission.rules.visibility import shown_keys
from audits.submission.services import answer as answer_services
from audits.submission.services import revision as revision_services
from audits.template.queries import structure as structure_queries
from audits.template.rules.structure import Structure
from s11portal.common import clock, mail
from s11portal.common.errors import Refused

CHANGED = (
    "An answer changed after you opened the page, so nothing was signed or submitted. Check "
    "the answers again, then sign."
)


@transaction.atomic
def open_for(*, actor: User | None, participants: Iterable[Participant]) -> list[Submission]:
    """Open a working return for each participant that has none (2 queries and the structures).

    Returns the new ones. Opening is part of a launch or an import, which write the history.
    """
    have = set(
        Submission.objects.filter(participant__in=participants).values_list(
            "participant_id", flat=True
        )
    )
    return Submission.objects.bulk_create(
        Submission(participant=participant, asked=_asked(participant))
        for participant in participants
        if participant.pk not in have
    )


def _asked(participant: Participant) -> int:
    structure = structure_queries.structure_of(participant.cycle_template.version)
    return len(shown_keys(structure, {}, submission_queries.respondent(participant)))


def problems(
    structure: Structure, given: Mapping[str, answer_rules.Answer], shown: frozenset[str]
) -> dict[str, list[str]]:
    """What is missing before the return can be submitted: sentences by question key."""
    found = {
        question.key: answer_rules.missing(question, given.get(question.key, answer_rules.EMPTY))
        for question in structure.questions
        if question.key in shown
    }
    return {key: sentences for key, sentences in found.items() if sentences}


@transaction.atomic
def submit(
    *,
    actor: User,
    submission: Submission,
    name: str,
    capacity: str,
    seen: str = "",
    told_of_names: bool = False,
) -> tuple[Revision, bool]:
    """Sign and submit the return. Returns (revision, whether this call wrote it).

    `seen` is the fingerprint of the answers as the person had them on the page; nobody signs
    what a colleague has changed since. `told_of_names`: whether the page said that the report
    prints averages by name. A second submit, from a double click or a colleague's page, finds
    the first and changes nothing. Raises Refused when something is missing, the cycle is closed
    or no return of the agency is expected.
    """
    membership_access.require(actor, "submit", agency=submission.participant.agency_id)
    there = _claim(submission)
    if there:
        return there, False
    structure = submission_queries.structure_of(submission)
    revision = revision_services.write(
        actor=actor,
        submission=submission,
        structure=structure,
        answers=_complete(submission, structure, seen),
        origin=Revision.Origin.BROWSER,
        at=clock.now(),
    )
    SignOff.objects.create(
        participant_id=submission.participant_id,
        user=actor,
        name=name,
        capacity=capacity,
        decision=SignOff.Decision.APPROVED,
        fingerprint=revision.fingerprint,
        revision=revision,
        at=revision.submitted_at,
        told_of_names=told_of_names,
    )
    _record(actor, "submitted the return", submission, revision=revision.number)
    _send_receipts(actor, submission, revision, name)
    return revision, True


def _complete(
    submission: Submission, structure: Structure, seen: str
) -> dict[str, answer_rules.Answer]:
    """The return's answers, by key. Raises Refused unless they are complete, and those `seen`."""
    given = answer_queries.by_key(structure, answer_queries.rows_of(submission))
    shown = shown_keys(structure, given, submission_queries.respondent(submission.participant))
    if seen and seen != revision_services.fingerprint(structure, given):
        raise Refused(CHANGED)
    missing = problems(structure, given, shown)
    if missing:
        labels = ", ".join(structure.by_key[key].label for key in missing)
        raise Refused(f"The return is not complete yet. Complete {labels}.")
    return given


def _claim(submission: Submission) -> Revision | None:
    """Take the return for submitting, or find what another call has submitted.

    Of two callers only one changes the row. Raises Refused when it takes no return.
    """
    claimed = submission_queries.to_change(submission.pk, submission_queries.OPEN_STATES).update(
        state=Submission.State.SUBMITTED, version=F("version") + 1
    )
    # Asked again now that the row is held: what the UPDATE saw of other tables may be from
    # before it had to wait for somebody who exempted the agency or closed the audit.
    if claimed and submission_queries.is_asked_for(submission):
        return None
    now = Submission.objects.select_related("current_revision").get(pk=submission.pk)
    if not claimed and now.state == Submission.State.SUBMITTED and now.current_revision:
        return now.current_revision
    raise Refused(answer_services.closed_reason(submission))


@transaction.atomic
def send_back(*, actor: User, submission: Submission, reason: str) -> None:
    """Give a submitted return back to the agency to change. Its last revision still counts.

    Raises Refused without a reason, when it is not submitted, or when the cycle is closed.
    """
    membership_access.require(
        actor, "manage_cycles", partnership=submission.participant.cycle.partnership_id
    )
    if not reason.strip():
        raise Refused("Enter what the agency should look at again.")
    sent = submission_queries.to_change(submission.pk, {Submission.State.SUBMITTED}).update(
        state=Submission.State.SENT_BACK, version=F("version") + 1
    )
    if not sent:
        raise Refused("You can only send back a submitted return while the audit is open.")
    _record(actor, "sent the return back", submission, reason=reason)
    now = Submission.objects.get(pk=submission.pk)
    assert now.current_revision_id, "what is submitted has a revision"
    SendBack.objects.create(
        participant_id=now.participant_id,
        revision_id=now.current_revision_id,
        reason=reason.strip(),
        at=clock.now(),
        actor=actor,
    )
    _tell_of_sending_back(now, submission, reason)


def _tell_of_sending_back(now: Submission, submission: Submission, reason: str) -> None:
    help_ = membership_queries.help_at(submission.participant.cycle.partnership)
    for member in membership_queries.people(submission.participant.agency):
        mail.queue(
            key=f"sent-back:{now.pk}:{now.version}:{member.user_id}",
            to=member.user.email,
            template="return_sent_back",
            context={
                "submission": submission,
                "reason": reason,
                "person": member.user,
                "help": help_,
            },
        )


def _send_receipts(actor: User, submission: Submission, revision: Revision, name: str) -> None:
    """Tell the agency's people that the return is in."""
    help_ = membership_queries.help_at(submission.participant.cycle.partnership)
    for member in membership_queries.people(submission.participant.agency):
        mail.queue(
            key=f"receipt:{revision.pk}:{member.user_id}",
            to=member.user.email,
            template="return_receipt",
            context={
                "submission": submission,
                "revision": revision,
                "signed_by": name,
                "person": member.user,
                "help": help_,
            },
        )


def _record(actor: User, verb: str, submission: Submission, **data: object) -> None:
    participant = submission.participant
    records.of_participant(actor, verb, participant, participant.cycle.title, **data)
