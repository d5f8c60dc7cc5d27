"""manage.py import_template and export_template."""

import io
import sys

import pytest
from django.core.management import CommandError, call_command

from audits.models import AuditTemplate, TemplateVersion
from audits.template import file as template_file
from tests.factories.agencies import PartnershipFactory
from tests.factories.audits import SMALL_TEMPLATE, TemplateVersionFactory

pytestmark = pytest.mark.django_db

SMALL = SMALL_TEMPLATE.format(key="small", name="Small audit")


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "small.yaml"
    path.write_text(SMALL)
    return path


def run(*arguments: object) -> tuple[str, str]:
    """What the command writes to standard output and standard error."""
    out, err = io.StringIO(), io.StringIO()
    call_command(*map(str, arguments), stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_importing_prints_the_templates_id_on_its_own_line(file):
    partnership = PartnershipFactory(slug="moorshire")
    out, err = run("import_template", file, "--partnership", "moorshire", "--publish")
    template = AuditTemplate.objects.get()
    assert out == f"Template id: {template.pk} (version 1, published)\n"
    assert err == ""
    assert template.partnership == partnership


def test_importing_the_same_again_says_that_nothing_has_changed(file):
    run("import_template", file, "--library")
    out, err = run("import_template", file, "--library")
    assert out == f"Template id: {AuditTemplate.objects.get().pk} (version 1, draft)\n"
    assert "Nothing has changed" in err


def test_a_bad_file_lists_every_problem_and_stores_nothing(file):
    file.write_text(SMALL.replace("type: date", "type: moon").replace("kind: full", "kind: half"))
    err = io.StringIO()
    with pytest.raises(CommandError, match="Nothing was imported: 2 problems"):
        call_command("import_template", str(file), "--library", stderr=err)
    lines = err.getvalue().splitlines()
    assert [line.split(":")[0] for line in lines] == [
        "Line 4, kind",
        "Line 92, standard 3, question 3.3, type",
    ]
    assert not AuditTemplate.objects.exists()


def test_the_file_can_come_from_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(SMALL.encode())))
    run("import_template", "-", "--library")
    assert TemplateVersion.objects.get().name == "Small audit"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--partnership", "nowhere"), "no partnership"),
        ((), "required"),
        (("--library", "--partnership", "x"), "not allowed"),
    ],
)
def test_it_must_be_said_whose_template_it_is(file, arguments, words):
    with pytest.raises(CommandError, match=words):
        run("import_template", file, *arguments)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        run("import_template", tmp_path / "nothing.yaml", "--library")
    with pytest.raises(CommandError, match="cannot be read"):
        run("import_template", tmp_path, "--library")


def test_exporting_writes_a_file_that_gives_the_same_template(tmp_path):
    version = TemplateVersionFactory(partnership=PartnershipFactory(), text=SMALL)
    path = tmp_path / "out.yaml"
    out, _ = run("export_template", version.template_id)
    run("export_template", version.template_id, "--output", path)
    assert path.read_text() == out
    assert template_file.fingerprint(template_file.read(path.read_bytes())) == version.fingerprint


def test_exporting_takes_the_published_version_unless_told_otherwise():
    partnership = PartnershipFactory()
    first = TemplateVersionFactory(partnership=partnership, text=SMALL)
    TemplateVersionFactory(
        partnership=partnership, text=SMALL.replace("Who leads.", "New"), publish=False
    )
    assert "Who leads." in run("export_template", first.template_id)[0]
    assert "introduction: New" in run("export_template", first.template_id, "--version", 2)[0]


def test_exporting_what_is_not_there_says_so():
    version = TemplateVersionFactory(partnership=None)
    with pytest.raises(CommandError, match="There is no template 0"):
        run("export_template", 0)
    with pytest.raises(CommandError, match="There is no version 7"):
        run("export_template", version.template_id, "--version", 7)
