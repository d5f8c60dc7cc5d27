"""When a return takes answers, with another agency's return beside it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from audits.models import Answer, Cycle, Participant, Revision, Submission
from audits.submission.queries import submission as submission_queries
from audits.submission.services import answer_version as answer_version_services
from audits.submission.services import submission as submission_services
from s11portal.common.errors import Refused
from tests.factories.agencies import AgencyFactory, person_at
from tests.factories.submissions import EVERY_TYPE, Work, open_return

pytestmark = pytest.mark.django_db

SECOND = EVERY_TYPE.replace("key: every-type", "key: another")
OPEN = {"not_started", "started", "sent_back"}


@pytest.fixture
def work() -> Work:
    """A complete return that is being answered."""
    work = open_return()
    work.answer_everything()
    return work


@pytest.fixture
def beside(work: Work) -> Work:
    """Another agency's return in an audit of the same partnership, as complete."""
    other = open_return(text=SECOND, agency=AgencyFactory())
    other.answer_everything()
    return other


def as_stored(work: Work) -> tuple[Any, ...]:
    """Everything that answering, submitting and sending back change."""
    answers = Answer.objects.filter(submission=work.submission).order_by("pk").values()
    return Submission.objects.values().get(pk=work.submission.pk), list(answers)


def fresh(work: Work) -> Submission:
    """The return as a page would find it now."""
    return Submission.objects.select_related(
        "participant__cycle__partnership", "participant__agency"
    ).get(pk=work.submission.pk)


def refuse_exempt(work: Work) -> None:
    Participant.objects.filter(pk=work.participant.pk).update(state="exempt")


def refuse_closed(work: Work) -> None:
    Cycle.objects.filter(pk=work.cycle.pk).update(state="closed")


def refuse_submitted(work: Work) -> None:
    Submission.objects.filter(pk=work.submission.pk).update(state="submitted")


@pytest.mark.parametrize("refuse", [refuse_exempt, refuse_closed, refuse_submitted])
def test_each_reason_alone_closes_one_return(
    work: Work, beside: Work, refuse: Callable[[Work], None]
) -> None:
    assert submission_queries.may_be_edited(fresh(work))
    refuse(work)
    now = fresh(work)
    assert not submission_queries.may_be_edited(now)
    assert not submission_queries.to_change(now.pk, submission_queries.OPEN_STATES).exists()
    assert submission_queries.is_asked_for(now) is (refuse is refuse_submitted)
    assert submission_queries.may_be_edited(fresh(beside))
    assert submission_queries.is_asked_for(fresh(beside))
    with pytest.raises(Refused):
        work.edit(work.lead, "policy", examples="Too late")
    assert work.stored()["policy"].examples == ""


@pytest.mark.parametrize("state", Submission.State.values)
def test_a_return_takes_answers_until_it_is_submitted(work: Work, state: str) -> None:
    Submission.objects.filter(pk=work.submission.pk).update(state=state)
    assert submission_queries.may_be_edited(fresh(work)) is (state in OPEN)
    assert set(submission_queries.OPEN_STATES) == OPEN


def test_saving_submitting_and_sending_back_touch_one_return(work: Work, beside: Work) -> None:
    before = as_stored(beside)
    work.edit(work.lead, "policy", examples="More")
    revision, wrote = submission_services.submit(
        actor=work.lead, submission=fresh(work), name="Lead", capacity="Lead"
    )
    assert wrote
    manager = person_at(work.partnership, "manager")
    submission_services.send_back(actor=manager, submission=fresh(work), reason="Look again")
    assert as_stored(beside) == before
    now = fresh(work)
    assert (now.state, now.current_revision) == ("sent_back", revision)


def sign(work: Work) -> tuple[Revision, bool]:
    """Sign and submit the return as it stands now."""
    return submission_services.submit(
        actor=work.lead, submission=fresh(work), name="Lead", capacity="Lead"
    )


def test_a_second_submit_finds_the_first_of_the_same_return(work: Work, beside: Work) -> None:
    sign(beside)
    (revision, wrote), (again, wrote_again) = sign(work), sign(work)
    assert (wrote, wrote_again) == (True, False)
    assert again == revision


@pytest.fixture
def sent_back(work: Work) -> Work:
    """A return that was submitted and is with the agency again."""
    sign(work)
    manager = person_at(work.partnership, "manager")
    submission_services.send_back(actor=manager, submission=fresh(work), reason="Look again")
    return work


def test_a_return_sent_back_is_not_submitted_after_the_end(sent_back: Work) -> None:
    """Nobody is told that it is in because an earlier one is."""
    refuse_closed(sent_back)
    with pytest.raises(Refused, match="closed|not open"):
        sign(sent_back)


def test_an_agency_exempted_at_the_same_moment_submits_nothing(
    sent_back: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The UPDATE took the return before it saw the exemption; it is let go again."""
    monkeypatch.setattr(submission_queries, "is_asked_for", lambda submission: False)
    with pytest.raises(Refused), transaction.atomic():
        sign(sent_back)
    assert fresh(sent_back).state == Submission.State.SENT_BACK


def test_a_return_without_a_revision_was_not_submitted(work: Work) -> None:
    refuse_submitted(work)
    with pytest.raises(Refused):
        sign(work)


def test_each_move_of_a_return_gives_it_a_new_version(work: Work) -> None:
    """Mails about it are told apart by the version, and so are two moves."""
    versions = [fresh(work).version]
    work.edit(work.lead, "policy", examples="More")
    versions.append(fresh(work).version)
    submission_services.submit(
        actor=work.lead, submission=fresh(work), name="Lead", capacity="Lead"
    )
    versions.append(fresh(work).version)
    manager = person_at(work.partnership, "manager")
    submission_services.send_back(actor=manager, submission=fresh(work), reason="Look again")
    versions.append(fresh(work).version)
    assert versions == sorted(set(versions))


def test_a_return_is_opened_once_for_each_agency(work: Work, beside: Work) -> None:
    rows = [work.participant, beside.participant]
    assert submission_services.open_for(actor=None, participants=rows) == []
    third = open_return(text=SECOND.replace("another", "third")).participant
    Submission.objects.filter(participant=third).delete()
    (opened,) = submission_services.open_for(actor=None, participants=[*rows, third])
    assert opened.participant == third


def test_the_writer_of_an_answer_is_kept_with_its_versions(work: Work) -> None:
    """Each answer has its own row of versions, and says who wrote it last."""
    colleague = person_at(work.agency, "contributor")
    work.edit(colleague, "policy", examples="Hers")
    work.edit(colleague, "policy", evidence="Hers too")
    work.edit(colleague, "staff", value={"number": "13"})
    stored = work.stored()
    assert stored["policy"].editor == stored["staff"].editor == colleague
    assert stored["reviewed"].editor == work.lead
    numbers = {
        key: list(row.versions.order_by("n").values_list("n", flat=True))
        for key, row in stored.items()
    }
    assert numbers == {"policy": [1, 2], "reviewed": [1], "volunteers": [1], "staff": [1, 2]}


def test_an_answer_changed_under_its_lock_is_a_fault(work: Work) -> None:
    """It cannot happen; if it does, nothing is overwritten in silence."""
    row = work.stored()["policy"]
    Answer.objects.filter(pk=row.pk).update(version=row.version + 1)
    row.version += 1
    row.examples = "Mine"
    with pytest.raises(RuntimeError, match="changed under its lock"):
        answer_version_services._store(row)
    assert work.stored()["policy"].examples == ""


@pytest.mark.parametrize(("duty", "says"), [(True, "yes"), (False, "no")])
def test_conditions_may_ask_for_the_statutory_duty(work: Work, duty: bool, says: str) -> None:
    work.participant.statutory_duty = duty
    assert submission_queries.respondent(work.participant)["duty"] == says
