"""Two managers publish, withdraw or delete at the same moment: real threads, real database."""

from threading import Thread

import pytest
from django.db import connection

from agencies.models import History
from reports.models import Document, Publication
from reports.publication import services as publication_services
from reports.rounding import services as rounding_services
from s11portal.common.errors import Refused
from s11portal.common.models import OutgoingMail
from tests.audits.cycle.test_at_once import at_once
from tests.factories.agencies import PartnershipFactory, person_at
from tests.reports.publication.documents import made, published, report_of, write

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def report():
    partnership = PartnershipFactory()
    person_at(partnership, "executive")
    return report_of(partnership)


def fresh(document):
    return Document.objects.get(pk=document.pk)


def test_one_document_is_published_once_and_told_once(report):
    document = made(report)
    results = at_once(lambda: publication_services.publish(actor=None, document=fresh(document))[1])
    assert sorted(results) == [False, True]
    assert Publication.objects.count() == OutgoingMail.objects.count() == 1
    assert History.objects.filter(verb="published the report").count() == 1


def test_two_documents_take_their_places_one_after_the_other(report):
    first = made(report)
    write(report, "Other words.")
    waiting = [first, made(report)]

    def publish():
        document = fresh(waiting.pop())
        return publication_services.publish(
            actor=None, document=document, note="Page 3.", although_stale=True
        )

    results = at_once(publish)
    assert sorted(publication.number for publication, _ in results) == [1, 2]
    states = Publication.objects.order_by("number").values_list("state", flat=True)
    assert list(states) == ["replaced", "published"]


def test_one_report_is_withdrawn_once(report):
    document = published(report)
    results = at_once(
        lambda: publication_services.withdraw(
            actor=None, document=fresh(document), reason="Wrong year."
        )
    )
    assert sorted(results) == [False, True]
    assert History.objects.filter(verb="withdrew the report").count() == 1


def test_what_is_published_at_the_same_moment_is_not_deleted(report):
    document = made(report)
    acts = [
        lambda: publication_services.publish(actor=None, document=fresh(document)),
        lambda: publication_services.delete_draft(actor=None, document=fresh(document)),
    ]

    def act():
        try:
            acts.pop()()
        except (Document.DoesNotExist, Refused):
            return  # it was deleted, or published, before

    at_once(act)
    assert Publication.objects.count() == Document.objects.count()


def test_figures_are_not_rounded_in_another_way_while_they_are_published(report, monkeypatch):
    """Whoever chooses has looked, and nothing is published; somebody publishes before they save."""
    document, others, refused = made(report), [], []
    look = rounding_services.document_queries.is_published

    def publish():
        try:
            publication_services.publish(actor=None, document=fresh(document))
        except Refused as refusal:
            refused.append(str(refusal))
        finally:
            connection.close()

    def published_meanwhile(cycle):
        found = look(cycle)
        others.append(Thread(target=publish))
        others[0].start()
        others[0].join(timeout=1)  # whoever waits for the audit goes on after it
        return found

    monkeypatch.setattr(rounding_services.document_queries, "is_published", published_meanwhile)
    assert rounding_services.choose(actor=None, cycle=report.cycle, percentages="two_decimals")
    others[0].join()
    assert refused  # the PDF is out of date by then
    assert not Publication.objects.exists()
