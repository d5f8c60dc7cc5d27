"""A bad field: every problem is named, with its line, its place and what to do."""

import pytest

from audits.template import file as template_file

from .field_cases import CASES
from .good_file import GOOD, changed, line_of, problem, problems


@pytest.mark.parametrize("name", CASES)
def test_a_bad_field_is_named_with_line_place_and_remedy(name):
    old, new, where, place, message, remedy = CASES[name]
    content = changed(old, new)
    found = problem(content)
    assert found.line == line_of(where, content), found
    assert found.place == place
    assert message in found.message, found
    assert remedy in found.remedy, found


def _levels(number: int) -> str:
    rows = "".join(f'      - {{code: "{n}", label: Level {n}}}\n' for n in range(number))
    start, end = GOOD.index('      - code: "0"'), GOOD.index("standards:")
    return GOOD[:start] + rows + GOOD[end:].replace('"1": A director', '"0": A director')


@pytest.mark.parametrize(("number", "words"), [(1, "only 1"), (7, "the limit is 6")])
def test_a_scale_has_two_to_six_levels(number, words):
    content = _levels(number)
    found = problem(content)
    assert (found.line, found.place) == (line_of("levels:"), "scale Quality grade, levels")
    assert words in found.message


def test_more_than_500_questions_are_refused():
    rows = "".join(
        f"      - {{key: q-{n}, label: q{n}, type: text, text: What?}}\n" for n in range(501)
    )
    head = GOOD[: GOOD.index("standards:")]
    many = f"{head}standards:\n  - key: a\n    label: a\n    title: A\n    questions:\n{rows}"
    assert "501 questions; the limit is 500" in problem(many).message
    fewer = many[: many.index("      - {key: q-500,")]
    assert len(template_file.read(fewer).questions) == 500


def test_all_problems_are_named_at_once_in_the_files_order():
    content = (
        GOOD.replace("type: yes_no", "type: yesno")
        .replace("colour: red", "colour: pink")
        .replace("title: Figures", "titel: Figures")
        .replace('"3.3"', '"3.2"')
    )
    found = problems(content)
    assert [one.line for one in found] == sorted(one.line for one in found)
    assert {one.place for one in found} == {
        "scale Quality grade, level 1, colour",
        "standard 1, question 1.2, type",
        "standard 3",
        "standard 3, title",
        "standard 3, question 3.2, label",
    }


def test_a_condition_on_a_question_of_an_unknown_type_is_not_a_second_problem():
    assert problem(changed("type: yes_no", "type: yesno")).place.endswith("type")


def test_a_condition_on_a_question_whose_choices_are_missing_is_not_a_second_problem():
    content = changed("type: date", "shown_when: {question: setting, is: a}\n        type: date")
    start, end = content.index("        choices:"), content.index("      - key: trained")
    found = problem(content[:start] + content[end:])
    assert found.place == "standard 2, question 2.1, choices"


def test_one_of_several_ticks_cannot_say_what_the_answer_counts_as():
    """Alone it may: 'single_choice' takes part in strongest and weakest."""
    met = changed("label: At home}", "label: At home, counts_as: met}")
    template_file.read(met)
    found = problem(met.replace("type: single_choice", "type: tick_all"))
    assert "with other choices" in found.message
