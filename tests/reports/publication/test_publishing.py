"""Published, corrected, withdrawn, deleted while a draft: four acts, each with its history."""

import pytest

from agencies.models import History
from audits.models import Cycle
from reports.models import Document, Publication, Snapshot
from reports.publication import queries as publication_queries
from reports.publication import services as publication_services
from reports.report.queries import report as report_queries
from s11portal.common import files
from s11portal.common.errors import Refused
from s11portal.common.models import OutgoingMail
from tests.factories.agencies import PartnershipFactory, person_at
from tests.reports.publication.documents import made, published, report_of, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def partnership():
    return PartnershipFactory(slug="wexcombe", name="Wexcombe Partnership")


@pytest.fixture
def manager(partnership):
    return person_at(partnership, "manager", name="Helen Marsh", email="helen@wexcombe.example")


@pytest.fixture
def executive(partnership):
    return person_at(partnership, "executive", name="Tom Ray", email="tom@police.example")


@pytest.fixture
def report(partnership):
    return report_of(partnership)


def publish(actor, document, **how):
    return publication_services.publish(actor=actor, document=document, **how)


def withdraw(actor, document, reason="Two agencies were exchanged."):
    return publication_services.withdraw(actor=actor, document=document, reason=reason)


def states():
    return dict(Publication.objects.order_by("number").values_list("number", "state"))


class TestPublish:
    def test_the_first_is_version_1_under_the_title_on_its_cover(self, manager, report):
        document = made(report)
        report.title = "Renamed afterwards"
        report.save()
        publication, new = publish(manager, document, although_stale=True)
        assert (publication.number, publication.state, new) == (1, "published", True)
        assert (publication.title, publication.published_by) == (report.cycle.title, manager)
        row = History.objects.get(verb="published the report")
        assert (row.actor, row.subject) == (manager, f"{report.cycle.title}, version 1")
        assert row.data["sha256"] == document.sha256

    def test_each_executive_gets_one_email_with_who_did_it_and_a_link(
        self, manager, executive, report
    ):
        person_at(report.partnership, "scrutineer")
        document = made(report)
        publish(manager, document)
        publish(manager, document)
        mail = OutgoingMail.objects.get()
        assert mail.to == executive.email
        assert mail.subject == f"Report published: {report.cycle.title}"
        assert f"/p/wexcombe/cycles/{report.cycle_id}/report/" in mail.body
        assert "Helen Marsh, Safeguarding lead, published it." in mail.body
        assert "helen@wexcombe.example" in mail.body

    def test_who_is_no_executive_any_more_gets_none(self, manager, executive, report):
        executive.memberships.get().roles.all().delete()
        publish(manager, made(report))
        assert not OutgoingMail.objects.exists()

    def test_a_second_click_changes_nothing(self, manager, report):
        document = made(report)
        first, _ = publish(manager, document)
        assert publish(manager, document) == (first, False)
        assert History.objects.filter(verb="published the report").count() == 1

    @pytest.mark.parametrize("state", ["waiting", "rendering", "failed"])
    def test_one_that_is_not_ready_is_refused(self, manager, report, state):
        document = made(report)
        Document.objects.update(state=state)
        with pytest.raises(Refused, match="has not been made yet"):
            publish(manager, document)
        assert not Publication.objects.exists()

    def test_of_an_open_audit_only_when_that_is_confirmed(self, manager, partnership):
        document = made(report_of(partnership, state="open"))
        with pytest.raises(Refused, match="still open"):
            publish(manager, document)
        assert publish(manager, document, although_open=True)[1]
        assert History.objects.get(verb="published the report").data["although_open"] is True

    def test_of_an_audit_being_prepared_never(self, manager, partnership):
        document = made(report_of(partnership, state="draft"))
        with pytest.raises(Refused, match="being prepared"):
            publish(manager, document, although_open=True)

    def test_one_that_is_out_of_date_only_when_that_is_confirmed(self, manager, report):
        document = made(report)
        write(report, "Changed since.")
        with pytest.raises(Refused, match="out of date"):
            publish(manager, document)
        assert publish(manager, document, although_stale=True)[1]


class TestCorrect:
    def test_a_new_document_takes_the_place_of_the_earlier_one(self, manager, report):
        published(report)
        write(report, "Corrected.")
        publication, _ = publish(manager, made(report), note="The figure on page 3.")
        assert (publication.number, publication.note) == (2, "The figure on page 3.")
        assert states() == {1: "replaced", 2: "published"}
        assert Publication.objects.get(number=1).ended_by == manager

    def test_it_says_what_was_corrected(self, manager, report):
        published(report)
        write(report, "Corrected.")
        with pytest.raises(Refused, match="what was corrected"):
            publish(manager, made(report), note="  ")
        assert states() == {1: "published"}

    def test_executives_are_told_what_was_corrected(self, manager, executive, report):
        published(report)
        write(report, "Corrected.")
        publish(manager, made(report), note="The figure on page 3.")
        mail = OutgoingMail.objects.get(subject__startswith="Corrected report")
        assert "The figure on page 3." in mail.body
        assert "Version 2 replaces" in mail.body

    def test_a_text_changed_back_publishes_the_earlier_document_anew(self, manager, report):
        first = published(report)
        write(report, "Wrong.")
        publish(manager, made(report), note="Another text.")
        write(report, "")
        publication, new = publish(manager, made(report), note="The first text after all.")
        assert (publication.document, publication.number, new) == (first, 3, True)
        assert states() == {1: "replaced", 2: "replaced", 3: "published"}

    def test_publishing_changes_no_file_and_no_figure(self, manager, report):
        document = made(report)
        before = files.read(document.file), document.snapshot.figures
        publish(manager, document)
        document = Document.objects.get()
        assert (files.read(document.file), document.snapshot.figures) == before


class TestWithdraw:
    def test_it_is_taken_back_with_its_reason(self, manager, report):
        document = published(report)
        assert withdraw(manager, document)
        row = Publication.objects.get()
        assert (row.state, row.reason) == ("withdrawn", "Two agencies were exchanged.")
        assert (row.ended_by, row.ended_at is None) == (manager, False)
        kept = History.objects.get(verb="withdrew the report")
        assert kept.data["reason"] == "Two agencies were exchanged."

    def test_executives_are_told_once(self, manager, executive, report):
        document = published(report)
        assert withdraw(manager, document)
        assert not withdraw(manager, document)
        mail = OutgoingMail.objects.get(subject__startswith="Report withdrawn")
        assert mail.to == executive.email
        assert "Two agencies were exchanged." in mail.body
        assert "Helen Marsh" in mail.body

    def test_it_needs_a_reason(self, manager, report):
        with pytest.raises(Refused, match="why the report is withdrawn"):
            withdraw(manager, published(report), reason=" ")
        assert states() == {1: "published"}

    def test_a_draft_and_a_replaced_version_cannot_be_withdrawn(self, manager, report):
        first = published(report)
        write(report, "Corrected.")
        draft = made(report)
        with pytest.raises(Refused, match="not published"):
            withdraw(manager, draft)
        publish(manager, draft, note="Page 3.")
        with pytest.raises(Refused, match="not published"):
            withdraw(manager, first)

    def test_it_may_be_published_again_with_a_note(self, manager, report):
        document = published(report)
        withdraw(manager, document)
        with pytest.raises(Refused, match="what was corrected"):
            publish(manager, document)
        publish(manager, document, note="It was right after all.")
        assert states() == {1: "withdrawn", 2: "published"}


class TestDelete:
    def delete(self, actor, document):
        publication_services.delete_draft(actor=actor, document=document)

    def test_a_draft_goes_with_its_figures_and_its_file(
        self, manager, report, django_capture_on_commit_callbacks
    ):
        document = made(report)
        with django_capture_on_commit_callbacks(execute=True):
            self.delete(manager, document)
        assert not Document.objects.exists()
        assert not Snapshot.objects.exists()
        with pytest.raises(FileNotFoundError):
            files.read(document.file)
        row = History.objects.get(verb="deleted a draft of the report")
        assert (row.actor, row.data["sha256"]) == (manager, document.sha256)

    def test_a_file_that_another_document_has_too_stays(
        self, manager, report, django_capture_on_commit_callbacks
    ):
        document = made(report)
        write(report, "Other words, the same pages.")
        other = made(report)
        Document.objects.filter(pk=other.pk).update(file=document.file)
        with django_capture_on_commit_callbacks(execute=True):
            self.delete(manager, document)
        assert files.read(document.file)

    def test_what_was_published_once_is_kept(self, manager, report):
        document = published(report)
        for _ in range(2):
            with pytest.raises(Refused, match="has been published"):
                self.delete(manager, document)
            withdraw(manager, document)
        assert Document.objects.exists()

    @pytest.mark.parametrize("state", ["waiting", "rendering"])
    def test_one_that_is_being_made_is_kept(self, manager, report, state):
        document = made(report)
        Document.objects.update(state=state)
        with pytest.raises(Refused, match="still being made"):
            self.delete(manager, document)
        assert Document.objects.exists()

    def test_one_that_failed_may_go(self, manager, report):
        document = made(report)
        Document.objects.update(state="failed")
        self.delete(manager, document)
        assert not Document.objects.exists()

    def test_two_who_delete_at_once(self, manager, report):
        document = made(report)
        seen_by_another = Document.objects.select_related("snapshot").get()
        self.delete(manager, document)
        with pytest.raises(Refused, match="has been deleted"):
            self.delete(manager, seen_by_another)


class TestAveragesByName:
    """Printed where the audit chose so, and nowhere else."""

    def test_no_report_prints_them_unless_the_audit_chose_so(self, report):
        assert not report_queries.content_of(report).names_agencies
        report.cycle.names_agencies = True
        assert report_queries.content_of(report).names_agencies

    def test_choosing_them_later_makes_the_published_document_out_of_date(self, manager, report):
        document = published(report)
        Cycle.objects.update(names_agencies=True)
        now = Document.objects.select_related("snapshot__report__cycle").get(pk=document.pk)
        assert publication_queries.concerns(now).is_stale
