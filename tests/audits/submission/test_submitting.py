"""Submitting and sending back: what is frozen, counted, written down and sent."""

import hashlib
from datetime import date
from decimal import Decimal

import pytest

from agencies.models import History
from audits.models import (
    Answer,
    Cycle,
    Participant,
    Revision,
    RevisionAnswer,
    RevisionValue,
    SignOff,
    Submission,
)
from audits.submission.queries import answer as answer_queries
from audits.submission.services import submission as submission_services
from audits.submission.services.revision import fingerprint
from s11portal.common.errors import Refused
from s11portal.common.models import OutgoingMail
from tests.factories.agencies import person_at
from tests.factories.submissions import EVERY_TYPE, Work, open_return
from tests.soak.invariants import check

pytestmark = pytest.mark.django_db


@pytest.fixture
def work(frozen) -> Work:
    made = open_return()
    made.answer_everything()
    return made


@pytest.fixture
def manager(work):
    return person_at(work.partnership, "manager")


def submit(work: Work, name: str = "Asha Rao") -> Revision:
    revision, is_new = submission_services.submit(
        actor=work.lead, submission=work.submission, name=name, capacity="Named nurse"
    )
    assert is_new
    return revision


def states(revision: Revision) -> dict[str, str]:
    rows = RevisionAnswer.objects.filter(revision=revision).select_related("question")
    return {row.question.key: row.state for row in rows}


def values(revision: Revision, key: str) -> list[tuple]:
    rows = RevisionValue.objects.filter(revision=revision, question__key=key).order_by("row")
    return [
        (row.row, row.level.code if row.level else None, row.number, row.date, row.data)
        for row in rows.select_related("level")
    ]


def mails(kind: str) -> list[tuple[str, str]]:
    rows = OutgoingMail.objects.filter(key__startswith=f"{kind}:").order_by("to")
    return [(row.to, row.subject) for row in rows]


def test_every_question_gets_a_row_with_its_state(work):
    assert states(submit(work)) == {
        "policy": "answered",
        "reviewed": "answered",
        "volunteers": "answered",
        "induction": "hidden",
        "staff": "answered",
        "groups": "unanswered",
        "plan": "unanswered",
        "board": "unanswered",
    }


def test_not_applicable_is_a_state_of_its_own_with_its_reason_and_without_a_value(work):
    work.edit(work.lead, "volunteers", value={"level": "yes"})
    work.edit(
        work.lead, "induction", value={"level": "not"}, na=True, na_reason="They start in May"
    )
    revision = submit(work)
    row = RevisionAnswer.objects.get(revision=revision, question__key="induction")
    assert (row.state, row.na_reason) == ("not_applicable", "They start in May")
    assert values(revision, "induction") == []


def test_what_was_written_at_a_hidden_question_is_not_part_of_the_return(work):
    work.edit(work.lead, "volunteers", value={"level": "yes"})
    work.edit(work.lead, "induction", value={"level": "met"}, examples="Half a day with the lead")
    work.edit(work.lead, "volunteers", value={"level": "no"})
    revision = submit(work)
    row = RevisionAnswer.objects.get(revision=revision, question__key="induction")
    assert (row.state, row.examples) == ("hidden", "")
    assert values(revision, "induction") == []


def test_each_type_of_answer_is_written_as_typed_values(work):
    work.edit(work.lead, "policy", value={"level": "not"}, examples="Being written")
    work.edit(work.lead, "staff", value={"number": "12"})
    work.edit(work.lead, "groups", value={"levels": ["a", "b"]})
    work.edit(work.lead, "plan", value={"text": "Train the board"})
    work.edit(work.lead, "board", value={"level": "x", "other": "The owner"})
    revision = submit(work)
    assert values(revision, "policy") == [(0, "not", None, None, None)]
    assert values(revision, "reviewed") == [(0, None, None, date(2026, 3, 31), None)]
    assert values(revision, "volunteers") == [(0, "no", None, None, None)]
    assert values(revision, "staff") == [(0, None, Decimal(12), None, None)]
    assert values(revision, "groups") == [(0, "a", None, None, None), (1, "b", None, None, None)]
    assert values(revision, "plan") == [(0, None, None, None, {"text": "Train the board"})]
    assert values(revision, "board") == [(0, "x", None, None, {"other": "The owner"})]
    row = RevisionAnswer.objects.get(revision=revision, question__key="policy")
    assert (row.examples, row.evidence) == ("Being written", "")


def test_every_row_names_the_question_s_identity_and_the_participant(work):
    revision = submit(work)
    for row in RevisionAnswer.objects.filter(revision=revision).select_related("question"):
        assert row.identity_id == row.question.identity_id
        assert row.participant_id == work.participant.pk
    assert not RevisionValue.objects.exclude(participant=work.participant).exists()


def test_the_return_is_submitted_with_its_counters_and_the_revision_that_counts(work):
    revision = submit(work)
    now = Submission.objects.get()
    assert (now.state, now.asked, now.answered) == ("submitted", 7, 4)
    assert now.current_revision == revision
    assert (revision.number, revision.origin, revision.submitted_by) == (1, "browser", work.lead)
    check(work)


@pytest.mark.parametrize(
    ("key", "fields"),
    [
        ("policy", {"value": {"level": "partly"}}),
        ("policy", {"evidence": "Minutes of May"}),
        ("plan", {"value": {"text": "é"}}),
        ("volunteers", {"na": True}),
    ],
)
def test_the_fingerprint_changes_with_anything_the_return_says(work, key, fields):
    def now() -> str:
        return fingerprint(
            work.structure, answer_queries.by_key(work.structure, work.stored().values())
        )

    before = now()
    assert before == now()
    assert len(before) == len(hashlib.sha256().hexdigest())
    work.edit(work.lead, key, **fields)
    assert now() != before
    changed = Answer.objects.get(question__key=key)
    assert changed.version >= 1


def test_the_sign_off_carries_the_fingerprint_of_what_was_signed(work):
    revision = submit(work)
    sign_off = SignOff.objects.get()
    assert (sign_off.name, sign_off.capacity, sign_off.decision) == (
        "Asha Rao",
        "Named nurse",
        "approved",
    )
    assert (sign_off.user, sign_off.revision) == (work.lead, revision)
    assert sign_off.fingerprint == revision.fingerprint


@pytest.mark.parametrize(
    ("due", "moment", "late"),
    [
        ("2026-12-11", "2026-12-11T23:59:59Z", False),
        ("2026-12-11", "2026-12-12T00:00:00Z", True),
        # In summer London is an hour ahead: its day ends at 23:00 UTC.
        ("2026-06-11", "2026-06-11T22:59:59Z", False),
        ("2026-06-11", "2026-06-11T23:00:00Z", True),
    ],
)
def test_a_return_is_late_after_midnight_in_london(work, frozen, due, moment, late):
    Participant.objects.update(due_on=date.fromisoformat(due))
    work.submission.participant.refresh_from_db()
    frozen.move_to(moment)
    assert submit(work).late is late


def test_the_participant_s_own_due_date_decides(work, frozen):
    Participant.objects.update(due_on=date(2026, 12, 18))
    work.submission.participant.refresh_from_db()
    frozen.move_to("2026-12-15T12:00Z")
    assert submit(work).late is False


def test_a_return_in_time_is_not_late_because_it_was_sent_back(work, manager, frozen):
    submit(work)
    submission_services.send_back(
        actor=manager, submission=work.submission, reason="Say more at 1.1"
    )
    frozen.move_to("2026-12-31T12:00Z")
    assert submit(work).late is False


def test_a_late_return_stays_late_however_often_it_comes(work, manager, frozen):
    frozen.move_to("2026-12-31T12:00Z")
    submit(work)
    submission_services.send_back(
        actor=manager, submission=work.submission, reason="Say more at 1.1"
    )
    assert submit(work).late is True


@pytest.mark.parametrize("state", ["exempt", "national"])
def test_an_agency_of_which_no_return_is_expected_sends_none(work, state):
    """It would be counted on the results page and not on the board."""
    Participant.objects.update(state=state)
    with pytest.raises(Refused, match="does not expect a return from you"):
        submit(work)
    with pytest.raises(Refused, match="What you typed was not saved"):
        work.edit(work.lead, "policy", value={"level": "partly"})
    assert Submission.objects.get().state == "started"


def test_a_return_with_something_missing_is_refused_and_stays_as_it_was(work):
    work.edit(work.lead, "policy", value={"level": "not"})
    work.edit(work.lead, "staff", value=None)
    with pytest.raises(Refused, match=r"not complete yet\. Look at 1\.1, 2\.1\."):
        submit(work)
    assert Submission.objects.get().state == "started"
    assert Revision.objects.count() == OutgoingMail.objects.count() == 0
    assert not History.objects.filter(verb="submitted the return").exists()


def test_a_closed_audit_takes_no_return(work):
    Cycle.objects.update(state=Cycle.State.CLOSED, closed_at="2026-11-19T12:00Z")
    with pytest.raises(Refused, match="This audit was closed on 19 November 2026"):
        submit(work)
    assert Revision.objects.count() == 0


def test_submitting_twice_finds_the_first(work):
    first = submit(work)
    again, is_new = submission_services.submit(
        actor=person_at(work.agency, "approver"),
        submission=work.submission,
        name="Second",
        capacity="Director",
    )
    assert (again, is_new) == (first, False)
    assert SignOff.objects.count() == 1
    assert len(mails("receipt")) == 1
    assert History.objects.filter(verb="submitted the return").count() == 1


def test_everybody_at_the_agency_gets_one_receipt(work):
    approver = person_at(work.agency, "approver")
    person_at(work.partnership, "manager")
    submit(work)
    subject = f"Return submitted: {work.cycle.title}"
    assert mails("receipt") == sorted([(work.lead.email, subject), (approver.email, subject)])
    body = OutgoingMail.objects.first().body
    assert f"Receipt number: {work.participant.pk}-1" in body
    assert "Signed by: Asha Rao" in body


def test_submitting_is_written_down(work):
    submit(work)
    row = History.objects.get(verb="submitted the return")
    assert (row.actor, row.subject) == (work.lead, work.cycle.title)
    assert (row.partnership, row.agency) == (work.partnership, work.agency)
    assert (row.participant_id, row.data) == (work.participant.pk, {"revision": 1})


def test_sent_back_the_first_return_still_counts_until_the_second(work, manager):
    first = submit(work)
    submission_services.send_back(
        actor=manager, submission=work.submission, reason="Say more at 1.1"
    )
    back = Submission.objects.get()
    assert (back.state, back.current_revision) == ("sent_back", first)
    work.edit(work.lead, "policy", value={"level": "partly"}, examples="More")
    assert Submission.objects.get().current_revision == first
    second = submit(work, name="Ben Okoro")
    assert Submission.objects.get().current_revision == second
    assert [row.number for row in Revision.objects.order_by("pk")] == [1, 2]
    assert values(first, "policy") == [(0, "met", None, None, None)]
    assert values(second, "policy") == [(0, "partly", None, None, None)]
    assert first.fingerprint != second.fingerprint
    assert [row.name for row in SignOff.objects.order_by("pk")] == ["Asha Rao", "Ben Okoro"]
    assert len(mails("receipt")) == 2
    check(work)


def test_sending_back_tells_the_agency_s_people_why_and_is_written_down(work, manager):
    contributor = person_at(work.agency, "contributor")
    submit(work)
    submission_services.send_back(
        actor=manager, submission=work.submission, reason="Say more at 1.1"
    )
    subject = f"Please look at your return again: {work.cycle.title}"
    assert mails("sent-back") == sorted([(work.lead.email, subject), (contributor.email, subject)])
    assert (
        "Say more at 1.1" in OutgoingMail.objects.filter(key__startswith="sent-back").first().body
    )
    row = History.objects.get(verb="sent the return back")
    assert (row.actor, row.participant_id) == (manager, work.participant.pk)
    assert row.data == {"reason": "Say more at 1.1"}


def test_a_second_sending_back_sends_its_own_mails(work, manager):
    for reason in ("First", "Second"):
        submit(work)
        submission_services.send_back(actor=manager, submission=work.submission, reason=reason)
    bodies = OutgoingMail.objects.filter(key__startswith="sent-back").values_list("body", flat=True)
    assert sorted("Second" in body for body in bodies) == [False, True]


@pytest.mark.parametrize("state", ["started", "sent_back"])
def test_only_a_submitted_return_can_be_sent_back(work, manager, state):
    Submission.objects.update(state=state)
    with pytest.raises(Refused, match="Only a submitted return of an open audit"):
        submission_services.send_back(actor=manager, submission=work.submission, reason="Why not")
    assert Submission.objects.get().state == state


def test_sending_back_needs_a_reason_and_an_open_audit(work, manager):
    submit(work)
    with pytest.raises(Refused, match="Say what the agency should look at again"):
        submission_services.send_back(actor=manager, submission=work.submission, reason="  ")
    Cycle.objects.update(state=Cycle.State.CLOSED)
    with pytest.raises(Refused, match="of an open audit"):
        submission_services.send_back(actor=manager, submission=work.submission, reason="Say more")
    assert mails("sent-back") == []


def test_submitting_costs_the_same_queries_whatever_the_number_of_questions(
    work, django_assert_num_queries
):
    longer = open_return(text=_longer())
    longer.answer_everything()
    # 14, and the two savepoints that stand for transactions here, opened and released; with
    # two more for each further person who gets a receipt.
    for one in (work, longer):
        with django_assert_num_queries(14 + 4):
            submit(one)


def _longer() -> str:
    """The same template with twenty more questions."""
    more = "".join(
        f'      - {{key: more-{n}, label: "2.{n}", type: text, text: And?, required: "no"}}\n'
        for n in range(10, 30)
    )
    return EVERY_TYPE.replace("key: every-type", "key: longer") + more
