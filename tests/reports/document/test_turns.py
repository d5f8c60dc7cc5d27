"""Which report is drawn next: one of each partnership at once, two in all, in turn."""

import hashlib
from datetime import timedelta

import pytest

from agencies.models import Partnership
from reports.document import queries as document_queries
from reports.document import services as document_services
from reports.models import Document, Report, Snapshot
from reports.report.services import report as report_services
from s11portal.common import clock, jobs
from s11portal.common.errors import Refused
from tests.factories.agencies import PartnershipFactory
from tests.factories.cycles import launched_cycle
from tests.reports.document.test_document import make_report, request, write
from tests.soak.together import Together

pytestmark = pytest.mark.django_db


def report_of(partnership: Partnership) -> Report:
    return Report.objects.create(
        partnership=partnership, cycle=launched_cycle(partnership), title="A report"
    )


def asked(report: Report, count: int) -> list[Document]:
    """So many documents that wait."""
    documents = []
    for _ in range(count):
        number = Document.objects.count()
        snapshot = Snapshot.objects.create(
            report=report,
            partnership=report.partnership,
            figures={},
            revision_ids=[],
            input_hash=hashlib.sha256(str(number).encode()).hexdigest(),
        )
        documents.append(Document.objects.create(snapshot=snapshot, partnership=report.partnership))
    return documents


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[Document]:
    """Instead of drawing: what was drawn, in order."""
    done: list[Document] = []

    def draw(pk: int) -> None:
        rows = Document.objects.filter(pk=pk)
        rows.update(state=Document.State.READY, lease_until=None, finished_at=clock.now())
        done.append(rows.get())

    monkeypatch.setattr(document_services, "_draw", draw)
    monkeypatch.setattr(jobs, "dispatch", lambda name, *ids: None)
    return done


def begin(document: Document) -> None:
    """A worker is drawing it."""
    Document.objects.filter(pk=document.pk).update(
        state=Document.State.RENDERING, lease_until=clock.now() + timedelta(seconds=60)
    )


def test_who_asks_for_many_does_not_hold_up_who_asks_for_one(drawn: list[Document], frozen) -> None:  # type: ignore[no-untyped-def]
    many = asked(report_of(PartnershipFactory()), 4)
    one = asked(report_of(PartnershipFactory()), 2)
    while document_services.sweep():
        frozen.shift(timedelta(seconds=10))
    assert drawn == [many[0], one[0], many[1], one[1], many[2], many[3]]


def test_one_of_a_partnership_is_drawn_at_once(drawn: list[Document], settings) -> None:  # type: ignore[no-untyped-def]
    settings.REPORTS_AT_ONCE = 9
    first, second = asked(report_of(PartnershipFactory()), 2)
    other = asked(report_of(PartnershipFactory()), 1)
    begin(first)
    assert document_services.sweep()
    assert not document_services.sweep()
    assert drawn == other
    Document.objects.filter(pk=first.pk).update(lease_until=clock.now() - timedelta(seconds=1))
    assert document_services.sweep(), "its worker has died"
    assert drawn == [*other, first]


def test_so_many_are_drawn_at_once_and_no_more(drawn: list[Document], settings) -> None:  # type: ignore[no-untyped-def]
    settings.REPORTS_AT_ONCE = 2
    documents = [asked(report_of(PartnershipFactory()), 1)[0] for _ in range(3)]
    begin(documents[0])
    begin(documents[1])
    assert not document_services.sweep()
    Document.objects.filter(pk=documents[0].pk).update(state=Document.State.READY)
    assert document_services.sweep()
    assert drawn == [documents[2]]


def test_where_more_wait_another_job_follows(
    drawn: list[Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked(report_of(PartnershipFactory()), 2)
    told: list[str] = []
    monkeypatch.setattr(jobs, "dispatch", lambda name, *ids: told.append(name))
    document_services.sweep()
    assert told == ["reports.sweep_documents"]
    document_services.sweep()
    assert told == ["reports.sweep_documents"], "nothing waits any more"


def test_finding_the_next_costs_the_same_with_many(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    for _ in range(4):
        asked(report_of(PartnershipFactory()), 3)
    with django_assert_num_queries(1):
        assert document_queries.in_turn().first()


def test_a_partnership_may_have_so_many_unfinished(drawn: list[Document]) -> None:
    report = make_report()
    asked(report, document_services.MOST_UNFINISHED)
    asked(report_of(PartnershipFactory()), 3)
    before = Document.objects.count()
    with pytest.raises(Refused, match="5 PDFs are being made for your partnership already"):
        report_services.make_document(actor=None, report=report)
    assert Document.objects.count() == before
    Document.objects.filter(partnership=report.partnership).first().delete()  # type: ignore[union-attr]
    assert report_services.make_document(actor=None, report=report)[1] is False
    write(report, "Another")
    request(report)  # the operator's command is not counted


@pytest.mark.django_db(transaction=True)
def test_two_workers_that_look_at_the_same_moment_begin_one_of_a_partnership(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    report = report_of(PartnershipFactory())
    for _ in range(5):
        asked(report, 4)
        with Together(4) as together:
            claimed = together(*[document_services._claim_next] * 4)
        assert [pk for pk in claimed if pk is not None] == [
            Document.objects.get(state=Document.State.RENDERING).pk
        ], claimed
        Document.objects.all().delete()
        Snapshot.objects.all().delete()
