"""Which questions are asked."""

from hypothesis import given
from hypothesis import strategies as st

from audits.submission.rules.answer import Answer
from audits.submission.rules.visibility import shown_keys
from audits.template.rules.condition import holds, sources
from audits.template.rules.structure import YES_NO, Question, Standard, Structure

RESPONDENT = {"sector": "Health", "size": "small", "duty": "yes"}


def ask(key, shown_when=None):
    return Question(
        key=key, label=key, text=key, type="yes_no", scale=YES_NO, shown_when=shown_when
    )


def template(*questions):
    return Structure("t", "T", "full", (Standard("s", "1", "S", tuple(questions)),))


def answered(code):
    return Answer({"level": code})


def test_a_question_is_asked_only_after_the_answer_it_waits_for():
    structure = template(ask("a"), ask("b", {"question": "a", "is": "yes"}))
    assert shown_keys(structure, {"a": answered("yes")}, {}) == {"a", "b"}
    assert shown_keys(structure, {"a": answered("no")}, {}) == {"a"}
    assert shown_keys(structure, {}, {}) == {"a"}


def test_is_not_about_an_unanswered_question_is_false():
    structure = template(ask("a"), ask("b", {"question": "a", "is_not": "yes"}))
    assert shown_keys(structure, {}, {}) == {"a"}
    assert shown_keys(structure, {"a": answered("no")}, {}) == {"a", "b"}


def test_a_not_applicable_answer_fulfils_nothing():
    structure = template(ask("a"), ask("b", {"question": "a", "is_not": "no"}))
    given_ = {"a": Answer({"level": "yes"}, na=True)}
    assert shown_keys(structure, given_, {}) == {"a"}


def test_what_hangs_on_a_hidden_question_is_hidden_although_it_was_answered_before():
    structure = template(
        ask("a"),
        ask("b", {"question": "a", "is": "yes"}),
        ask("c", {"question": "b", "is": "yes"}),
    )
    old = {"a": answered("no"), "b": answered("yes")}
    assert shown_keys(structure, old, {}) == {"a"}


def test_attributes_of_the_respondent_decide_too():
    assert holds({"respondent": "sector", "is": "Health"}, {}, RESPONDENT)
    assert not holds({"respondent": "sector", "is": "Police"}, {}, RESPONDENT)
    assert holds({"respondent": "sector", "any_of": ["Police", "Health"]}, {}, RESPONDENT)


def test_a_hidden_standard_hides_its_questions_from_later_conditions():
    first = Standard("s", "1", "S", (ask("a"),), shown_when={"respondent": "size", "is": "large"})
    second = Standard("r", "2", "R", (ask("b", {"question": "a", "is": "yes"}),))
    structure = Structure("t", "T", "full", (first, second))
    assert shown_keys(structure, {"a": answered("yes")}, RESPONDENT) == frozenset()


codes = st.sampled_from(["yes", "no"])


@st.composite
def conditions(draw, keys, depth=2):
    if depth and draw(st.booleans()):
        kind = draw(st.sampled_from(["all", "any"]))
        return {kind: draw(st.lists(conditions(keys, depth - 1), min_size=1, max_size=3))}
    test = draw(st.sampled_from(["is", "is_not", "any_of"]))
    value = draw(st.lists(codes, min_size=1, max_size=2)) if test == "any_of" else draw(codes)
    return {"question": draw(st.sampled_from(keys)), test: value}


@st.composite
def templates(draw):
    questions = [ask("q0")]
    for number in range(1, draw(st.integers(2, 8))):
        earlier = [question.key for question in questions]
        when = draw(st.none() | conditions(earlier))
        questions.append(ask(f"q{number}", when))
    return template(*questions)


answers = st.dictionaries(
    st.sampled_from([f"q{n}" for n in range(8)]),
    st.builds(lambda code, na: Answer({"level": code}, na=na), codes, st.booleans()),
)


@given(templates(), answers)
def test_answers_to_hidden_questions_change_nothing(structure, given_):
    shown = shown_keys(structure, given_, RESPONDENT)
    without = {key: answer for key, answer in given_.items() if key in shown}
    assert shown_keys(structure, without, RESPONDENT) == shown


@given(templates(), answers)
def test_every_question_is_shown_exactly_when_its_condition_holds(structure, given_):
    shown = shown_keys(structure, given_, RESPONDENT)
    chosen = {key: answer.codes for key, answer in given_.items() if key in shown and not answer.na}
    for question in structure.questions:
        assert (question.key in shown) == holds(question.shown_when, chosen, RESPONDENT)


@given(conditions(["a", "b", "c"]))
def test_silence_fulfils_no_condition(condition):
    assert not holds(condition, {}, {})
    assert set(sources(condition)) <= {"a", "b", "c"}
