"""Sending a return back: what counts meanwhile, who is told, what comes the second time."""

from importlib import import_module

import pytest
from django.apps import apps

from agencies.models import History
from audits.models import Cycle, Revision, SendBack, SignOff, Submission
from audits.submission.services import submission as submission_services
from s11portal.common.errors import Refused
from s11portal.common.models import OutgoingMail
from tests.factories.agencies import person_at
from tests.factories.submissions import Work
from tests.soak.invariants import check

from .returned import complete_return, mails, submit, values

pytestmark = pytest.mark.django_db


@pytest.fixture
def work(frozen) -> Work:
    return complete_return()


@pytest.fixture
def manager(work):
    return person_at(work.partnership, "manager")


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
    with pytest.raises(Refused, match="only send back a submitted return while the audit is open"):
        submission_services.send_back(actor=manager, submission=work.submission, reason="Why not")
    assert Submission.objects.get().state == state


def test_sending_back_needs_a_reason_and_an_open_audit(work, manager):
    submit(work)
    with pytest.raises(Refused, match="Enter what the agency should look at again"):
        submission_services.send_back(actor=manager, submission=work.submission, reason="  ")
    Cycle.objects.update(state=Cycle.State.CLOSED)
    with pytest.raises(Refused, match="while the audit is open"):
        submission_services.send_back(actor=manager, submission=work.submission, reason="Say more")
    assert mails("sent-back") == []


def test_each_time_is_kept_with_its_reason_and_the_return_it_was_about(work, manager, frozen):
    for reason in ("Say more at 1.1", "And at 2.1"):
        submit(work)
        submission_services.send_back(actor=manager, submission=work.submission, reason=reason)
        frozen.shift(3600)
    rows = SendBack.objects.order_by("revision__number")
    assert [(row.revision.number, row.reason, row.actor) for row in rows] == [
        (1, "Say more at 1.1", manager),
        (2, "And at 2.1", manager),
    ]


def test_reasons_given_before_they_had_a_table_are_taken_from_the_history(work, manager, frozen):
    for reason in ("Say more at 1.1", "And at 2.1"):
        submit(work)
        submission_services.send_back(actor=manager, submission=work.submission, reason=reason)
        frozen.shift(3600)
    was = list(SendBack.objects.values("revision", "participant", "reason", "at", "actor"))
    SendBack.objects.all().delete()
    fill = import_module("audits.migrations.0004_send_backs_and_reopening").fill_send_backs
    for _ in range(2):
        fill(apps, None)
    assert list(SendBack.objects.values("revision", "participant", "reason", "at", "actor")) == was
