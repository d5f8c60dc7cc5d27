"""Several people at one return in the same moment: nothing is lost, nothing is counted twice.

Threads with connections of their own; the same on SQLite and on PostgreSQL. script/soak
runs the long form.
"""

import pytest

from agencies.models import User
from audits.cycle.services import cycle as cycle_services
from audits.models import Answer, AnswerVersion, Cycle, Revision, SignOff, Submission
from audits.submission.services import submission as submission_services
from audits.submission.services.answer import Saved
from s11portal.common.errors import Refused
from s11portal.common.models import OutgoingMail
from tests.factories.agencies import person_at
from tests.factories.submissions import Work, open_return
from tests.soak.invariants import check, recount
from tests.soak.together import Together

pytestmark = pytest.mark.django_db(transaction=True)

PAIRS = 200
SAME = 60
ROUNDS = 20


@pytest.fixture
def work() -> Work:
    return open_return()


@pytest.fixture
def colleague(work) -> User:
    return person_at(work.agency, "contributor")


@pytest.fixture
def together():
    with Together(2) as both:
        yield both


def counters(work: Work) -> tuple[int, int]:
    now = Submission.objects.get(pk=work.submission.pk)
    return now.asked, now.answered


def submit(work: Work, actor: User):
    return submission_services.submit(
        actor=actor, submission=work.submission, name=actor.name, capacity="Lead"
    )


def send_back(work: Work) -> None:
    manager = person_at(work.partnership, "manager")
    submission_services.send_back(actor=manager, submission=work.submission, reason="Once more")


def test_two_people_saving_different_questions_at_once_are_both_kept(work, colleague, together):
    for n in range(PAIRS):
        page, other = work.opened("policy"), work.opened("volunteers")
        rating, answer = ("met", "partly")[n % 2], ("yes", "no")[n % 2]
        results = together(
            lambda: work.edit(work.lead, "policy", since=page, value={"level": rating}),  # noqa: B023
            lambda: work.edit(colleague, "volunteers", since=other, value={"level": answer}),  # noqa: B023
        )
        assert [result.clashes for result in results] == [(), ()]
        stored = work.stored()
        assert stored["policy"].value == {"level": rating}
        assert stored["volunteers"].value == {"level": answer}
        assert counters(work) == recount(work) == (8 - n % 2, 2)
    check(work)


def test_two_people_in_different_boxes_of_one_question_are_both_kept(work, colleague, together):
    for n in range(SAME):
        page = work.opened("policy")
        results = together(
            lambda: work.edit(work.lead, "policy", since=page, examples=f"Lead {n}"),  # noqa: B023
            lambda: work.edit(colleague, "policy", since=page, evidence=f"Colleague {n}"),  # noqa: B023
        )
        assert [result.clashes for result in results] == [(), ()]
        row = work.stored()["policy"]
        assert (row.examples, row.evidence) == (f"Lead {n}", f"Colleague {n}")
    check(work)


def test_two_people_in_the_same_box_one_is_stored_and_both_texts_are_kept(
    work, colleague, together
):
    for n in range(SAME):
        page = work.opened("policy")
        results = together(
            lambda: work.edit(work.lead, "policy", since=page, examples=f"Lead {n}"),  # noqa: B023
            lambda: work.edit(colleague, "policy", since=page, examples=f"Colleague {n}"),  # noqa: B023
        )
        stored = work.stored()["policy"].examples
        other = ({f"Lead {n}", f"Colleague {n}"} - {stored}).pop()
        (clash,) = [clash for result in results for clash in result.clashes]
        assert (clash.key, clash.field) == ("policy", "examples")
        assert (clash.theirs, clash.mine) == (stored, other)
        assert clash.theirs_by == str(work.lead if stored.startswith("Lead") else colleague)
    kept = set(AnswerVersion.objects.values_list("texts__examples", flat=True))
    # A taken text is overwritten by the same person's next one; a refused one never is.
    assert other in kept
    assert len([text for text in kept if text]) >= SAME
    check(work)


@pytest.mark.parametrize("same_box", [True, False], ids=["same box", "different boxes"])
def test_the_first_answer_written_by_two_people_at_once_is_one_row(
    work, colleague, together, same_box
):
    for _ in range(ROUNDS):
        AnswerVersion.objects.all().delete()
        Answer.objects.all().delete()
        page = work.opened("policy")
        theirs = {"examples" if same_box else "evidence": "Colleague"}
        results = together(
            lambda: work.edit(work.lead, "policy", since=page, examples="Lead"),  # noqa: B023
            lambda: work.edit(colleague, "policy", since=page, **theirs),  # noqa: B023
        )
        assert all(isinstance(result, Saved) for result in results), results
        row = Answer.objects.get()
        clashes = [clash for result in results for clash in result.clashes]
        if same_box:
            assert {clashes[0].mine, row.examples} == {"Lead", "Colleague"}
        else:
            assert (row.examples, row.evidence, clashes) == ("Lead", "Colleague", [])
        check(work)


def test_an_answer_saved_while_the_lead_submits_is_in_the_return_or_refused(
    work, colleague, together
):
    work.answer_everything()
    for n in range(ROUNDS):
        page, text = work.opened("plan"), f"Written in the last moment {n}"
        saved, submitted = together(
            lambda: work.edit(colleague, "plan", since=page, value={"text": text}),  # noqa: B023
            lambda: submit(work, work.lead),
        )
        revision, _ = submitted
        value = revision.values.filter(question_id=work.structure.by_key["plan"].id).first()
        if isinstance(saved, Saved):
            assert value.data == {"text": text}
        else:
            assert isinstance(saved, Refused), saved
            assert str(saved).startswith("This return has been submitted")
            assert value is None or value.data != {"text": text}
        check(work)
        send_back(work)


def test_two_people_submitting_at_once_write_one_return(work, together):
    approver = person_at(work.agency, "approver")
    work.answer_everything()
    for n in range(1, ROUNDS + 1):
        results = together(lambda: submit(work, work.lead), lambda: submit(work, approver))
        assert not [result for result in results if isinstance(result, Exception)], results
        assert len({revision.pk for revision, _ in results}) == 1
        assert sorted(is_new for _, is_new in results) == [False, True]
        assert Revision.objects.count() == SignOff.objects.count() == n
        assert OutgoingMail.objects.filter(key__startswith="receipt:").count() == 2 * n
        check(work)
        send_back(work)


def test_a_return_sent_back_by_two_managers_at_once_goes_back_once(work, together):
    work.answer_everything()
    managers = [person_at(work.partnership, "manager") for _ in range(2)]
    for n in range(1, ROUNDS + 1):
        submit(work, work.lead)
        results = together(
            *[
                lambda actor=manager: submission_services.send_back(
                    actor=actor, submission=work.submission, reason="Once more"
                )
                for manager in managers
            ]
        )
        assert sorted(isinstance(result, Refused) for result in results) == [False, True]
        assert OutgoingMail.objects.filter(key__startswith="sent-back:").count() == n


def test_an_answer_saved_while_the_audit_closes_is_stored_or_refused(work, colleague, together):
    manager = person_at(work.partnership, "manager")
    for n in range(ROUNDS):
        page, text = work.opened("plan"), f"Written in the last moment {n}"
        saved, closed = together(
            lambda: work.edit(colleague, "plan", since=page, value={"text": text}),  # noqa: B023
            lambda: cycle_services.close(actor=manager, cycle=work.cycle),
        )
        assert closed is True
        row = work.stored().get("plan")
        if isinstance(saved, Saved):
            assert row.value == {"text": text}
        else:
            assert str(saved).startswith("This audit was closed on ")
            assert row is None or row.value != {"text": text}
        check(work)
        with pytest.raises(Refused, match="This audit was closed on "):
            work.edit(work.lead, "plan", value={"text": "Too late"})
        Cycle.objects.update(state=Cycle.State.OPEN, closed_at=None)


def test_a_return_submitted_while_the_audit_closes_is_whole_or_refused(work, together):
    manager = person_at(work.partnership, "manager")
    work.answer_everything()
    for _ in range(ROUNDS):
        submitted, closed = together(
            lambda: submit(work, work.lead),
            lambda: cycle_services.close(actor=manager, cycle=work.cycle),
        )
        assert closed is True
        if isinstance(submitted, Refused):
            assert str(submitted).startswith("This audit was closed on ")
        check(work)
        Cycle.objects.update(state=Cycle.State.OPEN, closed_at=None)
        if not isinstance(submitted, Refused):
            send_back(work)
