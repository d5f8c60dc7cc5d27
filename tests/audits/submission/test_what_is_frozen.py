"""What a submitted return holds: each question with its state, its values and its texts."""

import hashlib
from datetime import date
from decimal import Decimal

import pytest

from audits.models import Answer, RevisionAnswer, RevisionValue, SignOff
from audits.submission.queries import answer as answer_queries
from audits.submission.services.revision import fingerprint
from tests.factories.submissions import Work

from .returned import complete_return, states, submit, values

pytestmark = pytest.mark.django_db


@pytest.fixture
def work(frozen) -> Work:
    return complete_return()


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
