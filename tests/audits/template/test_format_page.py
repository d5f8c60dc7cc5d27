"""docs/template-format.md: its example works, and it names everything there is."""

import re
from pathlib import Path

import pytest

from audits.template import file as template_file
from audits.template.queries import structure as structure_queries
from audits.template.rules import question_type as question_type_rules
from audits.template.rules import structure as structure_rules
from tests.factories.agencies import PartnershipFactory
from tests.factories.audits import TemplateVersionFactory

PAGE = Path("docs/template-format.md").read_text()
EXAMPLE = re.search(r"```yaml\n(format: .*?)```", PAGE, re.DOTALL)[1]


@pytest.mark.django_db
def test_the_example_can_be_taken_in():
    version = TemplateVersionFactory(partnership=PartnershipFactory(), text=EXAMPLE)
    structure = structure_queries.structure_of(version)
    assert {question.type for question in structure.questions} == set(question_type_rules.REGISTRY)
    assert template_file.fingerprint(structure) == version.fingerprint


def test_the_example_on_the_site_can_be_taken_in():
    page = Path("templates/audits/template/_format.html").read_text()
    example = re.search(r"<code>(format: .*?)</code></pre>", page, re.DOTALL)[1]
    assert len(template_file.read(example).questions) == 1


def test_every_type_and_every_word_is_described():
    words = [
        *question_type_rules.REGISTRY,
        *structure_rules.KINDS,
        *structure_rules.DIRECTIONS,
        *structure_rules.COLOURS,
        *structure_rules.COUNTS_AS,
    ]
    assert [word for word in words if f"`{word}`" not in PAGE] == []


def test_every_field_is_described():
    written = template_file.write(template_file.read(EXAMPLE))
    fields = set(re.findall(r"^ *(?:- )?([a-z_]+):", written, re.MULTILINE))
    conditions = {"question", "respondent", "all", "any", "is", "is_not", "any_of"}
    assert [name for name in sorted(fields - conditions - {"met"}) if f"`{name}`" not in PAGE] == []
