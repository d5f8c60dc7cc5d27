"""Writing the report in the browser, and getting its PDF."""

import pytest

from reports.document import services as document_services
from reports.models import Document, Report
from reports.output.pdf import process
from tests.factories.agencies import PartnershipFactory, person_at
from tests.factories.returns import Row, cycle_with, made_up_rows, published_rows

from .person import Person, address

pytestmark = pytest.mark.django_db

DRAWN = process.Rendered(pdf=b"%PDF-drawn", pages=26)


@pytest.fixture(autouse=True)
def _drawn_at_once(monkeypatch):
    monkeypatch.setattr(process, "render", lambda html, **kwargs: DRAWN)


@pytest.fixture
def partnership():
    return PartnershipFactory(slug="wexcombe")


@pytest.fixture
def cycle(partnership):
    return cycle_with(partnership, rows=published_rows())


@pytest.fixture
def manager(client, partnership):
    return Person(client, person_at(partnership, "manager"))


@pytest.fixture
def report(manager, cycle):
    manager.post("cycle-report-start", pk=cycle.pk)
    return Report.objects.get()


def section(report, key):
    return report.sections.get(key=key)


def analysis(report):
    return report.sections.filter(key__startswith="question:").first()


def test_looking_at_a_report_that_was_not_started_starts_nothing(manager, cycle):
    assert "Start the report" in manager.reads("cycle-report", pk=cycle.pk)
    assert not Report.objects.exists()


def test_a_started_report_lists_what_is_still_empty(manager, cycle, report):
    page = manager.reads("cycle-report", pk=cycle.pk)
    assert "None of the 10 analyses is written yet." in page
    manager.writes(analysis(report), body="Agencies adapted.")
    assert "9 of 10 analyses are still empty." in manager.reads("cycle-report", pk=cycle.pk)


def test_the_figures_stand_beside_the_analysis(manager, report):
    page = manager.reads("report-text", pk=report.cycle_id, key=analysis(report).key)
    assert "Most agencies say ‘Good’ (17 of 22, 77%)" in page
    assert "<svg" in page


class TestPdf:
    """Made in the background, watched, downloaded."""

    @pytest.fixture
    def document(self, manager, cycle, report, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            manager.post("cycle-report-make", pk=cycle.pk)
        return Document.objects.get()

    def test_downloaded_under_the_partnerships_name(self, manager, document):
        answer = manager.get("document-download", pk=document.pk)
        assert answer.content == DRAWN.pdf
        assert answer["Content-Type"] == "application/pdf"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Cache-Control"] == "no-store, private"
        assert answer["Content-Disposition"] == (
            'attachment; filename="wexcombe-section-11-report-april-2020-to-march-2021-draft.pdf"'
        )

    def test_asked_for_twice_it_is_the_same(self, manager, cycle, document):
        page = manager.post("cycle-report-make", pk=cycle.pk).content.decode()
        assert "Nothing has changed since this PDF was made" in page
        assert Document.objects.count() == 1

    def test_a_change_marks_it_as_out_of_date(self, manager, cycle, report, document):
        page = manager.reads("cycle-report", pk=cycle.pk)
        assert "Out of date" not in page
        assert "Make a new PDF" not in page
        text = section(report, "summary")
        manager.writes(text, body="New.")
        page = manager.reads("cycle-report", pk=cycle.pk)
        assert "Out of date" in page
        assert "Make a new PDF" in page
        assert address("document-download", pk=document.pk) in page

    def test_while_it_is_made_the_page_asks_again_with_and_without_script(self, manager, document):
        Document.objects.update(state="rendering", step="Laying out the pages")
        page = manager.reads("document-progress", pk=document.pk)
        assert "Laying out the pages" in page
        assert '<div id="progress" data-s11-refresh="1500">' in page
        assert '<noscript><meta http-equiv="refresh"' in page
        assert "Check again" in page

    def test_once_it_is_ready_the_page_stops_asking(self, manager, document):
        page = manager.reads("document-progress", pk=document.pk)
        assert "data-s11-refresh" not in page
        assert 'http-equiv="refresh"' not in page
        assert "26 pages" in page

    def test_a_failure_is_said_and_can_be_tried_again(self, manager, cycle, document):
        Document.objects.update(state="failed", error=document_services.GAVE_UP)
        for name, pk in (("document-progress", document.pk), ("cycle-report", cycle.pk)):
            assert "The document could not be made." in manager.reads(name, pk=pk)
        assert "Make a new PDF" in manager.reads("cycle-report", pk=cycle.pk)
        assert manager.get("document-download", pk=document.pk).status_code == 404

    def test_a_lost_file_is_a_404_not_an_error(self, manager, document):
        Document.objects.update(file="documents/no/such.pdf")
        assert manager.get("document-download", pk=document.pk).status_code == 404


@pytest.mark.parametrize("count", [10, 1_000])
def test_the_page_of_a_report_asks_as_often_for_1000_agencies(
    manager, partnership, count, django_assert_num_queries
):
    cycle = cycle_with(partnership, rows=[*made_up_rows(count), Row("Silent")])
    manager.post("cycle-report-start", pk=cycle.pk)
    manager.get("cycle-report", pk=cycle.pk)
    with django_assert_num_queries(14):
        manager.get("cycle-report", pk=cycle.pk)
