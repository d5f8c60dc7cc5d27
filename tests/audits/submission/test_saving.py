"""Saving working answers: what is stored, counted, kept as versions, and refused."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps

from audits.cycle.services import cycle as cycle_services
from audits.models import Answer, AnswerVersion, Submission
from audits.submission.services import submission as submission_services
from s11portal.common import clock
from s11portal.common.errors import Refused
from tests.factories.agencies import person_at
from tests.factories.submissions import COMPLETE, Work, open_return
from tests.soak.invariants import check

pytestmark = pytest.mark.django_db


@pytest.fixture
def work(frozen) -> Work:
    return open_return()


@pytest.fixture
def colleague(work):
    return person_at(work.agency, "contributor")


def now(work: Work) -> Submission:
    return Submission.objects.get(pk=work.submission.pk)


def versions(work: Work, key: str) -> list[tuple[int, str, str]]:
    """(number, who, what stood under the examples), oldest first."""
    rows = AnswerVersion.objects.filter(answer=work.stored()[key]).order_by("n")
    return [(row.n, row.by.name, row.texts["examples"]) for row in rows.select_related("by")]


def test_a_return_begins_not_started_and_starts_with_the_first_answer(work, frozen):
    assert (now(work).state, now(work).asked, now(work).answered) == ("not_started", 7, 0)
    frozen.shift(timedelta(minutes=5))
    work.edit(work.lead, "policy", value={"level": "met"})
    assert (now(work).state, now(work).asked, now(work).answered) == ("started", 7, 1)
    assert now(work).last_activity == clock.now()


def test_answers_are_counted_as_they_come_and_go(work):
    counted = []
    for key, value in [
        ("policy", {"level": "met"}),
        ("policy", {"level": "not"}),
        ("staff", {"number": "3"}),
        ("policy", None),
    ]:
        saved = work.edit(work.lead, key, value=value)
        assert (saved.asked, saved.answered) == (now(work).asked, now(work).answered)
        counted.append(saved.answered)
    assert counted == [1, 1, 2, 1]
    check(work)


def test_words_without_a_rating_are_no_answer(work):
    assert work.edit(work.lead, "policy", examples="Much to say").answered == 0


def test_not_applicable_counts_as_answered(work):
    work.edit(work.lead, "volunteers", value={"level": "yes"})
    saved = work.edit(work.lead, "induction", na=True, na_reason="They start in May")
    assert (saved.asked, saved.answered) == (8, 2)


def test_a_question_that_is_hidden_leaves_asked_and_answered_and_comes_back_with_its_answer(work):
    counts = []
    work.edit(work.lead, "volunteers", value={"level": "yes"})
    work.edit(work.lead, "induction", value={"level": "met"})
    for answer in ("yes", "no", "yes"):
        saved = work.edit(work.lead, "volunteers", value={"level": answer})
        counts.append((saved.asked, saved.answered, "induction" in saved.shown))
    assert counts == [(8, 2, True), (7, 1, False), (8, 2, True)]
    assert work.stored()["induction"].value == {"level": "met"}
    check(work)


def test_one_version_is_kept_per_editor_and_ten_minutes(work, colleague, frozen):
    lead, other = work.lead.name, colleague.name
    work.edit(work.lead, "policy", examples="a")
    frozen.shift(timedelta(minutes=9))
    work.edit(work.lead, "policy", examples="ab")
    assert versions(work, "policy") == [(1, lead, "ab")]
    frozen.shift(timedelta(minutes=1))
    work.edit(work.lead, "policy", examples="abc")
    assert versions(work, "policy") == [(1, lead, "ab"), (2, lead, "abc")]
    work.edit(colleague, "policy", examples="abcd")
    work.edit(colleague, "policy", examples="abcde")
    work.edit(work.lead, "policy", examples="abcdef")
    assert versions(work, "policy") == [
        (1, lead, "ab"),
        (2, lead, "abc"),
        (3, other, "abcde"),
        (4, lead, "abcdef"),
    ]
    check(work)


def test_a_text_that_met_another_begins_versions_anew_for_everybody(work, colleague):
    page = work.opened("policy")
    work.edit(work.lead, "policy", since=page, examples="Theirs")
    work.edit(colleague, "policy", since=page, examples="Mine")
    work.edit(work.lead, "policy", examples="Theirs, and more")
    work.edit(work.lead, "policy", examples="Theirs, and yet more")
    assert versions(work, "policy") == [
        (1, work.lead.name, "Theirs"),
        (2, colleague.name, "Mine"),
        (3, work.lead.name, "Theirs, and yet more"),
    ]
    check(work)


def test_versions_kept_before_they_were_numbered_on_the_answer_are_counted(work, colleague):
    work.edit(work.lead, "policy", examples="a")
    work.edit(colleague, "policy", examples="ab")
    work.edit(work.lead, "plan", value={"text": "One"})
    Answer.objects.update(kept_number=0, kept_since=None)
    import_module("audits.migrations.0002_newest_version_on_the_answer").count_versions(apps, None)
    check(work)
    work.edit(colleague, "policy", examples="abc")
    work.edit(colleague, "policy", examples="abcd")
    assert versions(work, "policy") == [
        (1, work.lead.name, "a"),
        (2, colleague.name, "ab"),
        (3, colleague.name, "abcd"),
    ]
    check(work)


def test_a_page_that_changes_nothing_writes_nothing(work):
    work.edit(work.lead, "policy", value={"level": "met"}, examples="a")
    work.edit(work.lead, "policy")
    assert work.stored()["policy"].version == 1
    assert "plan" not in work.stored()
    work.edit(work.lead, "plan")
    assert "plan" not in work.stored()


def test_the_second_of_two_texts_is_told_of_the_first_and_kept_for_good(work, colleague):
    page = work.opened("policy")
    work.edit(work.lead, "policy", since=page, examples="Theirs")
    saved = work.edit(colleague, "policy", since=page, examples="Mine", evidence="Minutes")
    (clash,) = saved.clashes
    assert (clash.field, clash.theirs, clash.mine) == ("examples", "Theirs", "Mine")
    assert clash.theirs_by == work.lead.name
    assert (work.stored()["policy"].examples, work.stored()["policy"].evidence) == (
        "Theirs",
        "Minutes",
    )
    # What the same person types next may not overwrite the text that was refused.
    work.edit(colleague, "policy", evidence="Minutes of May")
    assert "Mine" in [text for _, _, text in versions(work, "policy")]
    check(work)


def test_a_refused_text_is_kept_with_its_own_answer_only(work, colleague):
    work.edit(work.lead, "volunteers", value={"level": "no"})
    before = work.stored()["volunteers"]
    page = work.opened("policy")
    work.edit(work.lead, "policy", since=page, examples="Theirs")
    assert work.edit(colleague, "policy", since=page, examples="Mine").clashes
    after = work.stored()["volunteers"]
    assert (after.kept_number, after.kept_since) == (before.kept_number, before.kept_since)


def test_a_page_s_own_earlier_save_is_no_clash(work):
    page = work.opened("policy")
    for text in ("a", "ab", "abc"):
        saved = work.edit(work.lead, "policy", since=page, token="one page", examples=text)
        assert saved.clashes == ()
    assert work.stored()["policy"].examples == "abc"


def test_the_same_person_in_a_second_window_is_a_clash(work):
    page = work.opened("policy")
    work.edit(work.lead, "policy", since=page, token="one page", examples="first window")
    saved = work.edit(work.lead, "policy", since=page, token="another", examples="second window")
    assert [clash.mine for clash in saved.clashes] == ["second window"]


def test_two_people_writing_the_same_words_do_not_clash(work, colleague):
    page = work.opened("policy")
    work.edit(work.lead, "policy", since=page, examples="Same words")
    assert work.edit(colleague, "policy", since=page, examples="Same words").clashes == ()


def test_a_submitted_return_takes_no_answers_and_says_what_to_do(work):
    work.answer_everything()
    submission_services.submit(
        actor=work.lead, submission=work.submission, name="Asha", capacity="Lead"
    )
    with pytest.raises(Refused) as refusal:
        work.edit(work.lead, "policy", examples="One more thing")
    assert str(refusal.value) == (
        "This return has been submitted, so you can no longer change answers. What you typed was "
        "not saved. Copy it from this page. If you need to change the return, ask "
        f"{work.partnership.name} to send it back to you."
    )
    assert work.stored()["policy"].examples == ""


def test_a_closed_audit_takes_no_answers_and_names_the_day(work, frozen):
    frozen.move_to("2026-06-11T23:30Z")  # half past midnight of the 12th in London
    cycle_services.close(actor=person_at(work.partnership, "manager"), cycle=work.cycle)
    with pytest.raises(Refused) as refusal:
        work.edit(work.lead, "policy", examples="Too late")
    assert str(refusal.value) == (
        "This audit was closed on 12 June 2026, so you can no longer change answers. What you "
        f"typed was not saved. Copy it from this page and ask {work.partnership.name} if they can "
        "still use it."
    )
    assert work.stored() == {}
    assert now(work).state == "not_started"


def test_a_return_sent_back_takes_answers_again_and_stays_sent_back(work):
    work.answer_everything()
    submission_services.submit(
        actor=work.lead, submission=work.submission, name="Asha", capacity="Lead"
    )
    manager = person_at(work.partnership, "manager")
    submission_services.send_back(actor=manager, submission=work.submission, reason="Say more")
    work.edit(work.lead, "policy", examples="More")
    assert now(work).state == "sent_back"
    assert work.stored()["policy"].examples == "More"


@pytest.fixture
def answered(work):
    for key, fields in COMPLETE.items():
        work.edit(work.lead, key, **fields)
    # As a view finds it: with what it needs of participant and cycle, and its present state.
    work.submission.refresh_from_db(fields=["state", "version"])
    return work


def queries_of_a_save(answered, django_assert_num_queries, count, actor, key, **fields):
    page = answered.opened(key)
    with django_assert_num_queries(count):
        answered.edit(actor, key, since=page, token="one page", **fields)


# With a page's four (session, person, membership, return) these make 8, and 9 at most.
# Here each is one more: the savepoint that stands for the transaction, opened and released.
def test_typing_on_in_a_text_costs_four_queries(answered, django_assert_num_queries):
    queries_of_a_save(
        answered, django_assert_num_queries, 4 + 2, answered.lead, "policy", examples="Typed"
    )


def test_the_first_answer_to_a_question_costs_five_queries(answered, django_assert_num_queries):
    queries_of_a_save(
        answered, django_assert_num_queries, 5 + 2, answered.lead, "plan", value={"text": "New"}
    )


def test_an_answer_that_changes_the_count_costs_five_queries(
    answered, colleague, django_assert_num_queries
):
    queries_of_a_save(answered, django_assert_num_queries, 5 + 2, colleague, "policy", value=None)
