"""Conditions in words a manager understands."""

import pytest

from audits.template import file as template_file
from audits.template.presenters.condition import in_words
from tests.factories.audits import SMALL_TEMPLATE

SMALL = template_file.read(SMALL_TEMPLATE.format(key="small", name="Small audit"))
VOLUNTEERS = {"question": "uses-volunteers", "is": "yes"}
HEALTH = {"respondent": "sector", "is": "Health"}


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (None, ""),
        (VOLUNTEERS, "1.2 is Yes"),
        ({"question": "lead", "is_not": "1"}, "1.1 is answered and is not Good"),
        ({"question": "lead", "any_of": ["0", "1"]}, "1.1 is Inadequate or Good"),
        ({"question": "trained", "is": "a"}, "2.2 includes Managers"),
        ({"question": "trained", "is_not": "a"}, "2.2 is answered without Managers"),
        (
            {"question": "trained", "any_of": ["a", "b", "x"]},
            "2.2 includes Managers, Staff or Others",
        ),
        (HEALTH, "the agency’s sector is Health"),
        ({"respondent": "size", "is_not": "small"}, "the agency’s size is not small"),
        (
            {"respondent": "size", "any_of": ["medium", "large"]},
            "the agency’s size is medium or large",
        ),
        ({"respondent": "duty", "is": "yes"}, "the agency has a Section 11 duty in law"),
        ({"respondent": "duty", "is_not": "yes"}, "the agency has no Section 11 duty in law"),
        ({"all": [VOLUNTEERS, HEALTH]}, "1.2 is Yes and the agency’s sector is Health"),
        (
            {"all": [{"any": [VOLUNTEERS, {"question": "lead", "is": "1"}]}, HEALTH]},
            "(1.2 is Yes or 1.1 is Good) and the agency’s sector is Health",
        ),
        ({"any": [{"all": [VOLUNTEERS]}]}, "1.2 is Yes"),
    ],
)
def test_a_condition_in_words(condition, words):
    assert in_words(SMALL, condition) == words
