"""The parts of a question that each process keeps: escaped, and nobody's words among them."""

from dataclasses import replace

import pytest

from audits.submission.presenters import answer_parts
from audits.submission.presenters.answer_box import box
from audits.template.rules.structure import Level, Question, Scale
from tests.factories.submissions import open_return

NASTY = "<script>alert('1')</script> & \"more\""
SCALE = Scale(
    key="met",
    title="How far",
    direction="none",
    levels=(
        Level("a", NASTY, colour="green", meaning=NASTY, obliges=("examples",)),
        Level("b", "Partly", other=True, none=True),
    ),
)
QUESTION = Question(
    key="policy",
    label=NASTY,
    text=NASTY,
    type="rating",
    scale=SCALE,
    guidance=f"Think of *all* staff. {NASTY}",
    boxes={"examples": "optional", "evidence": "optional"},
)


@pytest.fixture(autouse=True)
def _nothing_is_kept():
    answer_parts._kept.cache_clear()


@pytest.mark.parametrize("type", ["rating", "tick_all", "single_choice", "yes_no"])
def test_words_of_a_template_are_escaped(type):
    question = replace(QUESTION, type=type)
    to_pick = answer_parts.choices(question, {"a"})
    parts = [
        answer_parts.legend(question),
        answer_parts.options(question, to_pick),
        answer_parts.scale(SCALE),
        answer_parts.label("policy.examples", NASTY, NASTY, NASTY, of=NASTY),
    ]
    for _ in range(2):  # also as they were kept
        for part in parts:
            assert "<script" not in part
            assert "&lt;script&gt;" in part
    assert "<em>all</em>" in parts[0]


def test_what_is_picked_and_what_is_not():
    for picked in ({"a"}, {"b"}, set(), {"a", "b"}):
        html = answer_parts.options(QUESTION, answer_parts.choices(QUESTION, picked))
        inputs = [part.split(">")[0] for part in html.split("<input")[1:]]
        assert ["checked" in one for one in inputs] == [level in picked for level in "ab"]


def test_a_question_that_is_typed_has_no_options():
    assert answer_parts.options(QUESTION, ()) == ""


def test_questions_that_differ_in_anything_do_not_share_their_parts():
    other = replace(QUESTION, text="Another", guidance="")
    assert answer_parts.legend(QUESTION) != answer_parts.legend(other)
    assert "Another" in answer_parts.legend(other)
    mine, theirs = (
        answer_parts.options(question, answer_parts.choices(question, ()))
        for question in (QUESTION, replace(QUESTION, key="other"))
    )
    assert 'name="other.value"' in theirs
    assert 'name="other.value"' not in mine


def test_what_a_person_typed_is_kept_nowhere():
    for text in ("My words", "Other words"):
        shown = box(
            QUESTION,
            "examples",
            text=text,
            marks={"examples": text},
            errors={"examples": f"{text} are too long"},
            clashes={},
        )
        assert f"{text} are too long" in shown.label
    assert answer_parts._kept.cache_info().currsize == 0


@pytest.mark.django_db
def test_a_page_keeps_no_words_of_its_return(client):
    """Two returns of the same template: what the second page keeps anew is nothing."""
    work = open_return()
    client.force_login(work.lead)
    here = f"/a/{work.agency.code}/audits/{work.submission.pk}/standards/leadership/"
    work.edit(work.lead, "policy", value={"level": "met"}, examples="One", evidence="Two")
    client.get(here)
    kept = answer_parts._kept.cache_info().currsize
    assert kept > 0
    work.edit(work.lead, "policy", examples="Three", evidence="Four", na_reason="Five")
    page = client.get(here).content.decode()
    assert "Three" in page
    assert answer_parts._kept.cache_info().currsize == kept
