"""Bringing an installation up to date: what executives had of closed audits they keep."""

from importlib import import_module

import pytest
from django.apps import apps

from reports.models import Publication
from tests.factories.agencies import PartnershipFactory
from tests.reports.publication.documents import made, published, report_of, write

pytestmark = pytest.mark.django_db

publish = import_module("reports.migrations.0004_documents_of_closed_audits").publish
keep = import_module("reports.migrations.0005_averages_by_name_of_the_audit").keep_what_is_published


@pytest.fixture
def partnership():
    return PartnershipFactory()


def test_the_newest_document_of_a_closed_audit_is_version_1(partnership):
    report = report_of(partnership)
    made(report)
    write(report, "Later.")
    newest = made(report)
    publish(apps, None)
    publish(apps, None)
    row = Publication.objects.get()
    assert (row.document, row.number, row.state) == (newest, 1, "published")
    assert (row.title, row.partnership) == (report.title, partnership)


def test_documents_of_open_audits_become_drafts(partnership):
    made(report_of(partnership, state="open"))
    publish(apps, None)
    assert not Publication.objects.exists()


@pytest.mark.parametrize("printed", [True, False])
def test_an_audit_keeps_the_averages_its_published_report_printed(partnership, printed):
    report = report_of(partnership)
    document = published(report)
    document.snapshot.figures["names_agencies"] = printed
    document.snapshot.save()
    other = report_of(PartnershipFactory())
    keep(apps, None)
    report.cycle.refresh_from_db()
    other.cycle.refresh_from_db()
    assert (report.cycle.names_agencies, other.cycle.names_agencies) == (printed, False)
