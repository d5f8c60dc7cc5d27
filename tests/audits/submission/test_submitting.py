"""Submitting: when it is taken, what is counted, written down and sent."""

from datetime import date

import pytest

from agencies.models import History
from audits.models import Cycle, Participant, Revision, SignOff, Submission
from audits.submission.services import submission as submission_services
from s11portal.common.errors import Refused
from s11portal.common.models import OutgoingMail
from tests.factories.agencies import person_at
from tests.factories.submissions import EVERY_TYPE, Work
from tests.soak.invariants import check

from .returned import complete_return, mails, submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def work(frozen) -> Work:
    return complete_return()


def test_the_return_is_submitted_with_its_counters_and_the_revision_that_counts(work):
    revision = submit(work)
    now = Submission.objects.get()
    assert (now.state, now.asked, now.answered) == ("submitted", 7, 4)
    assert now.current_revision == revision
    assert (revision.number, revision.origin, revision.submitted_by) == (1, "browser", work.lead)
    check(work)


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
    with pytest.raises(Refused, match=r"not complete yet\. Complete 1\.1, 2\.1\."):
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


def test_submitting_costs_the_same_queries_whatever_the_number_of_questions(
    work, django_assert_num_queries
):
    longer = complete_return(text=_longer())
    # 16, and the two savepoints that stand for transactions here, opened and released; with
    # two more for each further person who gets a receipt.
    for one in (work, longer):
        with django_assert_num_queries(16 + 4):
            submit(one)


def _longer() -> str:
    """The same template with twenty more questions."""
    more = "".join(
        f'      - {{key: more-{n}, label: "2.{n}", type: text, text: And?, required: "no"}}\n'
        for n in range(10, 30)
    )
    return EVERY_TYPE.replace("key: every-type", "key: longer") + more
