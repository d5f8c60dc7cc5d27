"""What manager, scrutineer and executive see of a report that is made, published, withdrawn."""

import pytest
from django.urls import reverse

from reports.document import queries as document_queries
from reports.models import Document, Publication
from reports.publication import services as publication_services
from tests.factories.agencies import PartnershipFactory, person_at
from tests.reports.publication.documents import MISSING, made, published, report_of, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def partnership():
    return PartnershipFactory(slug="wexcombe")


@pytest.fixture
def report(partnership):
    return report_of(partnership)


def address(name, **kwargs):
    return reverse(name, kwargs={"slug": "wexcombe", **kwargs})


@pytest.fixture
def at(client, partnership):
    """A person of the role, with the browser: at("executive").get(…)."""

    def sign_in(role):
        client.force_login(person_at(partnership, role))
        return client

    return sign_in


def read(client, name, **kwargs):
    answer = client.get(address(name, **kwargs))
    assert answer.status_code == 200, name
    return words(answer)


def words(answer):
    """The page, whatever its lines."""
    return " ".join(answer.content.decode().split())


def publish(client, document, **data):
    answer = client.post(address("document-publish", pk=document.pk), data, follow=True)
    return words(answer)


class TestManager:
    def test_publishes_what_is_ready_and_sees_that_it_is(self, at, report):
        document, manager = made(report), at("manager")
        assert "Executives do not see this report yet." in read(
            manager, "cycle-report", pk=report.cycle_id
        )
        page = publish(manager, document)
        assert "Version 1 has been published." in page
        assert "Withdraw" in page
        assert "Executives do not see this report yet." not in page

    def test_is_told_who_gets_the_email(self, at, report, partnership):
        document, manager = made(report), at("manager")
        assert "you have not invited any executives" in read(
            manager, "document-publish", pk=document.pk
        )
        person_at(partnership, "executive", name="Tom Ray")
        page = read(manager, "document-publish", pk=document.pk)
        assert "Tom Ray" in page
        assert "Publish and email 1 executive" in page

    def test_of_an_open_audit_is_told_what_is_open_and_asked(self, at, partnership):
        document, manager = made(report_of(partnership, state="open")), at("manager")
        page = read(manager, "document-publish", pk=document.pk)
        assert "This audit is still open" in page
        assert "1 agency has not returned yet" in page
        assert f"<li>{MISSING}</li>" in page
        assert "Confirm that you want to publish while the audit is open" in publish(
            manager, document
        )
        assert not Publication.objects.exists()
        assert "Version 1 has been published." in publish(manager, document, although_open="on")

    def test_is_told_that_a_pdf_is_out_of_date_and_asked(self, at, report):
        document, manager = made(report), at("manager")
        write(report, "Changed since.")
        assert "Out of date" in read(manager, "cycle-report", pk=report.cycle_id)
        assert "This PDF is out of date" in read(manager, "document-publish", pk=document.pk)
        assert "a PDF that is out of date" in publish(manager, document)
        assert not Publication.objects.exists()
        assert "Version 1 has been published." in publish(manager, document, although_stale="on")

    def test_says_what_was_corrected_and_keeps_the_words_when_refused(self, at, report):
        published(report)
        write(report, "Corrected.")
        document, manager = made(report), at("manager")
        assert "in place of version 1" in read(manager, "document-publish", pk=document.pk)
        assert "Enter what was corrected" in publish(manager, document, note=" ")
        write(report, "Changed once more.")
        assert "The figure on page 3.</textarea>" in publish(
            manager, document, note="The figure on page 3."
        )
        page = publish(manager, document, note="The figure on page 3.", although_stale="on")
        assert "Version 2 has been published." in page

    def test_withdraws_with_a_reason(self, at, report):
        document, manager = published(report), at("manager")
        url = address("document-withdraw", pk=document.pk)
        assert "Enter why" in manager.post(url, {"reason": ""}).content.decode()
        page = manager.post(url, {"reason": "Wrong <b>year</b>."}, follow=True).content.decode()
        assert "The report has been withdrawn." in page
        assert "Wrong &lt;b&gt;year&lt;/b&gt;." in page

    def test_deletes_a_draft_after_being_asked(self, at, report):
        document, manager = made(report), at("manager")
        assert "Delete the draft?" in read(manager, "document-delete", pk=document.pk)
        assert Document.objects.exists()
        page = manager.post(address("document-delete", pk=document.pk), follow=True)
        assert "The draft has been deleted." in page.content.decode()
        assert not Document.objects.exists()

    def test_finds_no_way_to_delete_what_was_published(self, at, report):
        document, manager = published(report), at("manager")
        page = read(manager, "cycle-report", pk=report.cycle_id)
        assert address("document-delete", pk=document.pk) not in page
        answer = manager.post(address("document-delete", pk=document.pk), follow=True)
        assert "has been published, so it is kept" in answer.content.decode()


class TestExecutive:
    def test_is_told_nothing_of_a_draft(self, at, report):
        document, executive = made(report), at("executive")
        report.title = "Working title"
        report.save()
        for name, more in (
            ("partnership-home", {}),
            ("results", {}),
            ("cycle-report", {"pk": report.cycle_id}),
        ):
            page = read(executive, name, **more)
            assert address("document-download", pk=document.pk) not in page
            for word in ("Draft", "Working title", "Out of date"):
                assert word not in page, (name, word)
        page = read(executive, "cycle-report", pk=report.cycle_id)
        assert "The report has not been published yet" in page

    def test_finds_it_as_soon_as_it_is_published(self, at, report):
        document = published(report)
        executive = at("executive")
        link = address("document-download", pk=document.pk)
        assert link in read(executive, "partnership-home")
        assert link in read(executive, "results")
        assert link in read(executive, "cycle-report", pk=report.cycle_id)
        answer = executive.get(link)
        assert (answer.status_code, answer["Content-Disposition"]) == (
            200,
            'attachment; filename="wexcombe-section-11-report-april-2020-to-march-2021.pdf"',
        )

    def test_reads_the_newest_version_and_what_was_corrected(self, at, report):
        first = published(report)
        write(report, "Corrected.")
        second = published(report, note="The figure on page 3.")
        executive = at("executive")
        page = read(executive, "cycle-report", pk=report.cycle_id)
        assert "Version 2, published on" in page
        assert "The figure on page 3." in page
        assert "The figure on page 3." in read(executive, "partnership-home")
        assert executive.get(address("document-download", pk=first.pk)).status_code == 404
        answer = executive.get(address("document-download", pk=second.pk))
        assert "-version-2.pdf" in answer["Content-Disposition"]

    def test_reads_why_it_was_withdrawn_and_opens_it_no_more(self, at, report):
        document = published(report)
        publication_services.withdraw(actor=None, document=document, reason="Wrong year.")
        executive = at("executive")
        link = address("document-download", pk=document.pk)
        assert executive.get(link).status_code == 404
        for name, more in (("partnership-home", {}), ("cycle-report", {"pk": report.cycle_id})):
            page = read(executive, name, **more)
            assert "Wrong year." in page, name
            assert link not in page, name
        assert "Withdrawn" in read(executive, "results")

    def test_changes_nothing(self, at, report):
        document, executive = published(report), at("executive")
        page = read(executive, "cycle-report", pk=report.cycle_id)
        for word in ("Texts", "Make a new PDF", "Add a recommendation", "Withdraw"):
            assert word not in page
        for name in ("document-publish", "document-withdraw", "document-delete"):
            assert executive.post(address(name, pk=document.pk)).status_code == 403
        assert executive.post(address("cycle-report-make", pk=report.cycle_id)).status_code == 403


class TestScrutineer:
    def test_reads_drafts_and_publishes_none(self, at, report):
        document, scrutineer = made(report), at("scrutineer")
        page = read(scrutineer, "cycle-report", pk=report.cycle_id)
        assert address("document-download", pk=document.pk) in page
        assert "Executives do not see these." in page
        assert "What you can do" not in page
        assert address("document-publish", pk=document.pk) not in page
        answer = scrutineer.get(address("document-download", pk=document.pk))
        assert "-draft.pdf" in answer["Content-Disposition"]
        assert scrutineer.post(address("document-publish", pk=document.pk)).status_code == 403

    def test_is_not_told_that_executives_do_not_see_what_is_published(self, at, report):
        published(report)
        scrutineer = at("scrutineer")
        assert "Executives do not see" not in read(scrutineer, "cycle-report", pk=report.cycle_id)
        write(report, "Changed since.")
        draft = made(report)
        page = read(scrutineer, "cycle-report", pk=report.cycle_id)
        below = page.partition("Executives do not see these.")[2]
        assert address("document-download", pk=draft.pk) in below
        assert "Published" not in below

    def test_sees_which_draft_is_out_of_date(self, at, report):
        made(report)
        write(report, "Changed since.")
        assert "Out of date" in read(at("scrutineer"), "cycle-report", pk=report.cycle_id)


@pytest.mark.parametrize("role", ["manager", "executive"])
@pytest.mark.parametrize("count", [1, 4])
def test_the_list_of_documents_asks_as_often_for_many(
    at, partnership, report, role, count, django_assert_num_queries
):
    for number in range(count):
        write(report, f"Version {number}")
        published(report, note="Another.")
    person = at(role)
    person.get(address("cycle-report", pk=report.cycle_id))
    with django_assert_num_queries({"manager": 15, "executive": 8}[role]):
        person.get(address("cycle-report", pk=report.cycle_id))


def test_figures_ask_whether_an_audit_has_a_published_report(report):
    assert not document_queries.is_published(report.cycle)
    document = published(report)
    assert document_queries.is_published(report.cycle)
    publication_services.withdraw(actor=None, document=document, reason="Wrong.")
    assert not document_queries.is_published(report.cycle)
