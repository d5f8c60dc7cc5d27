"""A field of a template is declared in one place, and everything else follows from it."""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import pytest

from audits import models
from audits.template import file as template_file
from audits.template.file import questions as questions_file
from audits.template.queries import structure as structure_queries
from audits.template.rules import question_type as question_type_rules
from audits.template.rules.field import Field, fields_of
from audits.template.rules.kind import Choice, Kept, Line, Several, TypeName, WholeNumber
from audits.template.rules.structure import (
    CHOICES,
    KINDS,
    SCALE,
    Level,
    Question,
    Scale,
    Standard,
    Structure,
)
from tests.factories.agencies import PartnershipFactory
from tests.factories.audits import TemplateVersionFactory

from .good_file import changed, line_of, problem

TABLES = {
    Structure: models.TemplateVersion,
    Scale: models.Scale,
    Level: models.Level,
    Standard: models.Standard,
    Question: models.Question,
}
FIELDS = [(element, field) for element in TABLES for field in fields_of(element)]


def named(value: type | Field) -> str:
    """What a case is called."""
    return value.attribute if isinstance(value, Field) else value.__name__


each_field = pytest.mark.parametrize(("element", "field"), FIELDS, ids=named)


@dataclass(frozen=True)
class LargerQuestion(Question):
    """A question with two fields more: nothing but these lines says so."""

    prompt: Annotated[str, Line("Prompt", most=50)] = ""
    moods: Annotated[
        tuple[str, ...], Several("Moods", options=("calm", "lively"), what="mood", name="mood")
    ] = ()


@pytest.fixture
def _two_fields_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """The definition of a question is the larger one, where questions are made."""
    monkeypatch.setattr(questions_file, "Question", LargerQuestion)
    monkeypatch.setattr(structure_queries, "Question", LargerQuestion)


SAID = "guidance: Think of the board.\n        prompt: Who, and  since when?\n        mood: [calm]"
LARGER = changed("guidance: Think of the board.", SAID)


@pytest.mark.django_db
@pytest.mark.usefixtures("_two_fields_more")
def test_a_field_more_is_read_stored_loaded_written_and_fingerprinted() -> None:
    structure = template_file.read(LARGER)
    assert structure.by_key["lead"].prompt == "Who, and since when?"
    version = TemplateVersionFactory(partnership=PartnershipFactory(), text=LARGER, publish=False)
    row = version.questions.get(key="lead")
    assert (row.content["prompt"], row.content["moods"]) == ("Who, and since when?", ["calm"])
    stored = structure_queries.structure_of(version)
    assert (stored.by_key["lead"].moods, stored.by_key["remarks"].moods) == (("calm",), ())
    text = template_file.write(stored)
    assert "        prompt: Who, and since when?\n        mood: [calm]\n" in text
    assert template_file.read(text) == structure
    assert template_file.fingerprint(stored) == version.fingerprint
    plain = template_file.read(changed("guidance: Think of the board.", SAID[:29]))
    assert template_file.fingerprint(plain) != version.fingerprint


@pytest.mark.usefixtures("_two_fields_more")
def test_what_is_wrong_with_a_field_more_is_said_with_its_line() -> None:
    content = LARGER.replace("Who, and", "x" * 51)
    found = problem(content)
    assert (found.line, found.place) == (
        line_of("prompt:", content),
        "standard 1, question 1.1, prompt",
    )
    assert "the limit is 50" in found.message


@pytest.mark.django_db
def test_a_row_from_before_a_field_was_added_has_its_default(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    version = TemplateVersionFactory(partnership=PartnershipFactory(), publish=False)
    monkeypatch.setattr(structure_queries, "Question", LargerQuestion)
    stored = structure_queries.structure_of(version)
    assert {question.prompt for question in stored.questions} == {""}
    assert template_file.fingerprint(stored) == version.fingerprint


@each_field
def test_a_field_is_in_a_column_or_in_the_content_never_in_both(
    element: type, field: Field
) -> None:
    columns = {column.name for column in TABLES[element]._meta.concrete_fields}
    if field.kind.kept is Kept.COLUMN:
        assert field.attribute in columns
    elif field.kind.kept is Kept.CONTENT:
        assert not columns & {field.attribute, *field.names}


@pytest.mark.parametrize("element", TABLES, ids=named)
def test_every_column_is_declared_or_known_to_be_more_than_authored(element: type) -> None:
    """A column that appears beside the definition is a second place for a field."""
    more = {"id", "content", "position", "version", "identity", "standard", "parent", "role"}
    more |= {"scale", "origin", "uid", "template", "partnership", "number", "state"}
    more |= {"fingerprint", "created_at", "published_at"}
    columns = {column.name for column in TABLES[element]._meta.concrete_fields}
    declared = {one.attribute for one in fields_of(element) if one.kind.kept is Kept.COLUMN}
    assert columns - declared <= more


@pytest.mark.parametrize(
    ("element", "field"),
    [(element, one) for element, one in FIELDS if one.kind.kept is Kept.COLUMN],
    ids=named,
)
def test_a_column_has_room_for_all_that_the_definition_allows(element: type, field: Field) -> None:
    longest = {
        Choice: lambda kind: max(map(len, kind.options)),
        TypeName: lambda kind: max(map(len, question_type_rules.REGISTRY)),
        WholeNumber: lambda kind: 0,
    }.get(type(field.kind), lambda kind: kind.most)(field.kind)
    column = TABLES[element]._meta.get_field(field.attribute)
    assert (column.max_length or 0) >= longest


def test_a_version_names_the_same_kinds_as_the_definition() -> None:
    assert tuple(models.AuditTemplate.Kind.values) == KINDS


@each_field
def test_every_field_is_in_the_description_of_the_format(element: type, field: Field) -> None:
    page = Path("docs/template-format.md").read_text()
    assert [name for name in field.names if not re.search(f"`{name}`", page)] == []


@each_field
def test_a_field_is_for_an_ability_or_an_origin_that_exists(element: type, field: Field) -> None:
    known = {Level: {SCALE, CHOICES}, Question: {*questions_file.WITHOUT}}.get(element, set())
    assert field.kind.only in {"", *known}
    if element is Question and field.kind.only:
        types = question_type_rules.REGISTRY.values()
        assert len({getattr(one, field.kind.only) for one in types}) == 2


@pytest.mark.parametrize("element", TABLES, ids=named)
def test_fields_of_one_element_are_told_apart_by_title_and_name(element: type) -> None:
    fields = fields_of(element)
    names = Counter(name for one in fields for name in one.names)
    titles = Counter(one.kind.title for one in fields)
    assert fields
    assert {*names.values(), *titles.values()} == {1}
    assert "" not in titles
