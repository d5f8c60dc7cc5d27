"""manage.py render_report: the same document as the pages make."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from reports.models import Document, Report
from reports.output.pdf import process
from tests.factories.agencies import PartnershipFactory
from tests.factories.returns import cycle_with, published_rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle():
    return cycle_with(PartnershipFactory(slug="wexcombe"), rows=published_rows())


@pytest.fixture
def drawn(monkeypatch):
    monkeypatch.setattr(
        process, "render", lambda html, **kwargs: process.Rendered(html.encode(), 20)
    )


def render(cycle, output, **options):
    out = StringIO()
    call_command("render_report", cycle=cycle, output=output, stdout=out, **options)
    return out.getvalue()


def test_a_report_nobody_started_is_drafted_and_written(cycle, drawn, tmp_path):
    said = render(cycle.pk, tmp_path / "report.pdf")
    document = Document.objects.get()
    assert f"20 pages, {document.size:,} bytes, sha256 {document.sha256}" in said
    assert len((tmp_path / "report.pdf").read_bytes()) == document.size
    assert Report.objects.get().cycle == cycle


def test_the_second_time_it_is_the_stored_document(cycle, drawn, tmp_path):
    first = render(cycle.pk, tmp_path / "one.pdf")
    second = render(cycle.pk, tmp_path / "two.pdf")
    assert first.replace("one", "") == second.replace("two", "")
    assert Document.objects.count() == 1


def test_an_audit_that_is_not_there(drawn, tmp_path):
    with pytest.raises(CommandError, match="no such audit"):
        render(99, tmp_path / "report.pdf")


def test_a_partnership_that_is_not_in_the_audit(cycle, drawn, tmp_path):
    PartnershipFactory(slug="elsewhere")
    with pytest.raises(CommandError, match="no such audit"):
        render(cycle.pk, tmp_path / "report.pdf", partnership="elsewhere")


def test_a_folder_that_is_not_there(cycle, drawn, tmp_path):
    with pytest.raises(CommandError, match="could not be written"):
        render(cycle.pk, tmp_path / "none" / "report.pdf")


def test_a_document_that_cannot_be_made_is_said(cycle, monkeypatch, tmp_path):
    def fail(html, **kwargs):
        raise process.RenderingFailed("exit -9")

    monkeypatch.setattr(process, "render", fail)
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    with pytest.raises(CommandError, match="could not be made"):
        render(cycle.pk, tmp_path / "report.pdf")
