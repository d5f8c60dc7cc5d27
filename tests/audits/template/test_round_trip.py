"""What is written is read again as the same: by this reader, and by every other."""

from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings

from audits.template import file as template_file
from audits.template.file import nodes
from audits.template.queries import structure as structure_queries
from audits.template.rules.structure import Question, Standard, Structure
from tests.factories.agencies import PartnershipFactory
from tests.factories.audits import TemplateVersionFactory

from .structures import structures

LIBRARY = sorted(Path("audits/library").glob("*.yaml"))


def without_ids(standard: Standard) -> Standard:
    """A stored standard as a file gives it."""
    questions = tuple(_question_without_ids(question) for question in standard.questions)
    return replace(standard, questions=questions, id=0, identity_id=0)


def _question_without_ids(question: Question) -> Question:
    scale = question.scale
    if scale is not None:
        scale = replace(scale, levels=tuple(replace(level, id=0) for level in scale.levels))
    return replace(question, scale=scale, id=0, identity_id=0)


any_template = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


@pytest.mark.parametrize("loader", [yaml.SafeLoader, nodes.Loader], ids=["python", "c"])
def test_reading_what_was_written_gives_the_same_template(loader, monkeypatch):
    monkeypatch.setattr(nodes, "Loader", loader)

    @any_template
    @given(structures())
    def holds(structure: Structure) -> None:
        text = template_file.write(structure)
        assert template_file.read(text) == structure
        assert template_file.read(text.replace("\n", "\r\n").encode()) == structure
        assert template_file.write(template_file.read(text)) == text

    holds()


@any_template
@given(structures())
def test_a_reader_that_guesses_types_finds_texts_only(structure):
    def texts_only(node: object) -> bool:
        if isinstance(node, dict):
            return all(isinstance(key, str) and texts_only(node[key]) for key in node)
        if isinstance(node, list):
            return all(map(texts_only, node))
        return isinstance(node, str)

    assert texts_only(yaml.safe_load(template_file.write(structure)))


@any_template
@given(structures())
def test_equal_fingerprints_mean_equal_templates(structure):
    assert template_file.fingerprint(structure) == template_file.fingerprint(structure)
    other = replace(structure, introduction=f"{structure.introduction} More.".strip())
    assert template_file.fingerprint(other) != template_file.fingerprint(structure)


@pytest.mark.django_db
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(structures())
def test_storing_and_exporting_gives_the_same_file(structure):
    text = template_file.write(structure)
    version = TemplateVersionFactory(partnership=PartnershipFactory(), text=text, publish=False)
    stored = structure_queries.structure_of(version)
    assert template_file.write(stored) == text
    assert template_file.fingerprint(stored) == version.fingerprint
    assert [without_ids(standard) for standard in stored.standards] == list(structure.standards)


@pytest.mark.django_db
@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.stem)
def test_a_library_file_comes_out_of_the_database_as_it_went_in(path):
    version = TemplateVersionFactory(partnership=None, text=path.read_bytes())
    exported = template_file.write(structure_queries.structure_of(version))
    again = TemplateVersionFactory(partnership=PartnershipFactory(), text=exported)
    assert template_file.fingerprint(template_file.read(exported)) == version.fingerprint
    assert again.fingerprint == version.fingerprint
    assert template_file.write(structure_queries.structure_of(again)) == exported
