"""An element and its row: what is kept comes back, and nothing else is taken for it."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from audits.template.rules.content import WrongContent, element_of, row_of
from audits.template.rules.field import Field, fields_of
from audits.template.rules.kind import Kept
from audits.template.rules.structure import (
    BOXES,
    YES_NO,
    Level,
    Question,
    Scale,
    Standard,
    Structure,
)
from tests.audits.template.structures import structures

ELEMENTS = (Level, Scale, Question, Standard, Structure)
IN_CONTENT = [
    (element, field)
    for element in ELEMENTS
    for field in fields_of(element)
    if field.kind.kept is Kept.CONTENT
]
# One of each; the boxes are all there, as a file gives them.
QUESTION = Question("lead", "1.1", text="Led?", type="text", boxes=dict.fromkeys(BOXES, "absent"))
EXAMPLES = {
    Level: Level("met", "Met"),
    Scale: YES_NO,
    Question: QUESTION,
    Standard: Standard("people", "1", "People", (QUESTION,)),
    Structure: Structure("small", "Small", "full", ()),
}


def through_json(element: Any, **apart: Any) -> Any:
    """The element as its row gives it back."""
    row = row_of(element)
    return element_of(
        type(element), {**row, "content": json.loads(json.dumps(row["content"]))}, **apart
    )


def beside(element: Any) -> dict[str, Any]:
    """What an element has that its own row does not keep."""
    apart = {one.attribute for one in fields_of(type(element)) if one.kind.kept is Kept.APART}
    found = {name: getattr(element, name) for name in apart - {"choices"}}
    return {**found, "origin": element.origin} if isinstance(element, Scale) else found


@given(structures())
def test_every_element_comes_back_from_its_row(structure: Structure) -> None:
    scales = [question.scale for question in structure.questions if question.scale]
    levels = [level for scale in scales for level in scale.levels]
    for one in (*levels, *scales, *structure.questions, *structure.standards, structure):
        assert through_json(one, **beside(one)) == one


def test_what_is_at_its_default_is_left_out() -> None:
    assert row_of(QUESTION)["content"] == {"text": "Led?"}
    assert row_of(replace(QUESTION, required=False, boxes={"evidence": "required"}))["content"] == {
        "text": "Led?",
        "required": False,
        "boxes": {"evidence": "required"},
    }


@pytest.mark.parametrize(
    ("element", "field"), IN_CONTENT, ids=lambda value: getattr(value, "attribute", None)
)
def test_content_of_another_kind_is_an_error(element: type, field: Field) -> None:
    example = EXAMPLES[element]
    row = row_of(example)
    assert element_of(element, row, **beside(example)) == example
    for wrong in (None, 2.5, [1], {"a": 1}, {"examples": None}):
        if field.attribute == "shown_when" and isinstance(wrong, dict):
            continue
        content = {**row["content"], field.attribute: wrong}
        with pytest.raises(WrongContent, match=f"{element.__name__}.{field.attribute} "):
            element_of(element, {**row, "content": content}, **beside(example))


def test_true_is_not_a_number_and_one_is_not_true() -> None:
    row = row_of(QUESTION)
    for name, wrong in (("decimals", True), ("required", 1)):
        with pytest.raises(WrongContent, match=name):
            element_of(Question, {**row, "content": {"text": "Led?", name: wrong}}, scale=None)


@pytest.mark.parametrize("name", ["meaning", "scale", "key", "id", "choices"])
def test_content_that_the_definition_does_not_have_is_an_error(name: str) -> None:
    row = row_of(QUESTION)
    with pytest.raises(WrongContent, match=f"Question has no {name}"):
        element_of(Question, {**row, "content": {"text": "Led?", name: "x"}}, scale=None)


def test_what_has_no_default_may_not_be_missing() -> None:
    with pytest.raises(WrongContent, match=r"Question\.text is missing"):
        element_of(Question, {**row_of(QUESTION), "content": {}}, scale=None)


def test_defaults_that_can_change_are_not_shared() -> None:
    one, other = (element_of(Question, row_of(QUESTION), scale=None) for _ in range(2))
    one.descriptors["met"] = "Changed"
    one.boxes["examples"] = "required"
    assert (other.descriptors, other.boxes["examples"]) == ({}, "absent")
