"""What a report is made of stays as it is while the report is made: real threads."""

from threading import Thread
from typing import Any

import pytest
from django.db import connection

from audits.models import ResponseImport, Revision
from audits.response_file.services import returns as returns_services
from audits.response_file.services import taking_back as taking_back_services
from reports.models import Document
from reports.report.queries import report as report_queries
from reports.report.services import report as report_services
from s11portal.common.errors import Refused
from tests.factories.cycles import prepared_cycle

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def brought_in() -> ResponseImport:
    """A past audit that is being prepared, with two returns from a file."""
    content = b"agency,sector,1.1\nAsh House,Health,1\nYew Barn,Health,0\n"
    cycle = prepared_cycle(agencies=0)
    returns_services.import_file(actor=None, cycle=cycle, content=content)
    return ResponseImport.objects.get()


def test_an_import_is_not_undone_while_a_report_is_made_of_it(
    brought_in: ResponseImport, monkeypatch: pytest.MonkeyPatch
) -> None:
    cycle = brought_in.cycle
    report = report_services.open_draft(actor=None, partnership=cycle.partnership, cycle=cycle)
    refused, others = [], []

    def undo() -> None:
        try:
            taking_back_services.take_back(actor=None, response_import=brought_in)
        except Refused as refusal:
            refused.append(str(refusal))
        finally:
            connection.close()

    read = report_queries.content_of

    def undone_meanwhile(*args: Any, **kwargs: Any) -> Any:
        content = read(*args, **kwargs)
        others.append(Thread(target=undo))
        others[0].start()
        others[0].join(timeout=1)  # whoever waits for the report goes on after it
        return content

    monkeypatch.setattr(report_queries, "content_of", undone_meanwhile)
    document, _ = report_services.make_document(actor=None, report=report, background=False)
    others[0].join()
    made_of = set(Document.objects.get(pk=document.pk).snapshot.revision_ids)
    assert made_of == set(Revision.objects.values_list("pk", flat=True))
    assert len(made_of) == 2
    assert "a report has been made of this audit" in refused[0]


def test_of_returns_that_were_undone_no_report_is_made(brought_in: ResponseImport) -> None:
    """The page was opened before."""
    cycle = brought_in.cycle
    report = report_services.open_draft(actor=None, partnership=cycle.partnership, cycle=cycle)
    taking_back_services.take_back(actor=None, response_import=brought_in)
    with pytest.raises(Refused, match="nothing to report yet"):
        report_services.make_document(actor=None, report=report)
    assert not Document.objects.exists()


def test_a_report_says_what_was_written_before_it_was_held(brought_in: ResponseImport) -> None:
    """Not what the page had read: a title and a rounding chosen meanwhile are in it."""
    cycle = brought_in.cycle
    report = report_services.open_draft(actor=None, partnership=cycle.partnership, cycle=cycle)
    type(report).objects.filter(pk=report.pk).update(title="Another title")
    type(cycle).objects.filter(pk=cycle.pk).update(percentages="two_decimals")
    document, _ = report_services.make_document(actor=None, report=report, background=False)
    assert document.snapshot.figures["title"] == "Another title"
    current = report_queries.of_cycle(cycle.partnership, type(cycle).objects.get(pk=cycle.pk))
    assert document.snapshot.input_hash == report_queries.content_of(current).digest
