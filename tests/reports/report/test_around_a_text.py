"""Around a text: what is only half written, removing, the preview, earlier versions."""

from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.models import Section, TextVersion
from reports.report.queries import text as text_queries
from reports.report.services import section as section_services
from s11portal.common import clock

from .person import opened, stored

pytestmark = pytest.mark.django_db


class TestHalves:
    """Half of something is stored, and asked about."""

    @pytest.mark.parametrize(
        ("fields", "asked", "listed"),
        [
            ({"practice_title": "Two lists"}, "Enter what they do", "has no text"),
            (
                {"practice": "Compared on Mondays."},
                "Enter a heading for the good",
                "has no heading",
            ),
            ({"quotation_from": "A charity"}, "Enter the quotation", "but has no quotation"),
        ],
    )
    def test_of_an_analysis(self, manager, report, analysis, fields, asked, listed):
        answer = manager.writes(analysis, press="continue", **fields)
        assert answer.status_code == 422
        assert asked in answer.content.decode()
        assert stored(analysis).data == fields
        assert listed in manager.reads("cycle-report", pk=report.cycle_id)

    def test_of_a_foreword_that_is_only_signed(self, manager, report):
        foreword = report.sections.get(key="foreword")
        assert "Enter the foreword" in manager.writes(foreword, foreword_by="Me").content.decode()
        assert "signed but has no text" in manager.reads("cycle-report", pk=report.cycle_id)

    def test_of_a_recommendation_without_a_title(self, manager, report, recommendation):
        answer = manager.writes(recommendation, action="Publish.")
        assert "Enter the recommendation." in answer.content.decode()
        page = manager.reads("cycle-report", pk=report.cycle_id)
        assert "it does not say what is recommended" in page

    def test_the_other_half_ends_the_question(self, manager, report, analysis):
        manager.writes(analysis, practice_title="Two lists")
        answer = manager.writes(analysis, practice="Compared on Mondays.")
        assert answer.status_code == 200
        assert 'id="halves"' not in manager.reads("cycle-report", pk=report.cycle_id)


class TestRemoving:
    """A recommendation is removed after a question that names it, and can come back."""

    @pytest.fixture
    def named(self, manager, recommendation):
        manager.writes(recommendation, title="Share the list", action="Publish it.")
        return recommendation

    def test_asking_removes_nothing(self, manager, report, named):
        page = manager.reads("recommendation-remove", pk=report.cycle_id, number=1)
        assert "Remove this recommendation?" in page
        assert "Share the list" in page
        assert report.sections.filter(pk=named.pk).exists()

    def test_it_comes_back_with_all_its_words(self, manager, report, named):
        removed = manager.post("recommendation-remove", pk=report.cycle_id, number=1)
        assert "‘Share the list’ has been removed." in removed.content.decode()
        assert not Section.objects.filter(pk=named.pk).exists()
        manager.post("recommendation-restore", pk=report.cycle_id, number=1)
        back = report.sections.get(key="recommendation:1")
        assert (back.title, back.data["action"]) == ("Share the list", "Publish it.")

    def test_one_that_never_was_cannot_come_back(self, manager, report):
        gone = manager.post("recommendation-restore", pk=report.cycle_id, number=9)
        assert gone.status_code == 404


def test_the_preview_shows_the_text_as_the_report_will(manager, report, analysis):
    page = manager.writes(
        analysis,
        press="preview",
        body='Agencies "adapted" within **days**.\n\n<script>alert(1)</script>',
        practice_title="Two lists",
        practice="- one\n- two",
    ).content.decode()
    shown = page.split("s11-preview")[1]
    assert "“adapted” within <strong>days</strong>" in shown
    assert "<li>one</li>" in shown
    assert "Good practice: Two lists" in shown
    assert "<script>alert" not in page


def test_the_preview_of_a_recommendation_says_what_is_to_be_agreed(manager, recommendation):
    page = manager.writes(recommendation, press="preview", title="Share the list").content.decode()
    assert "To be agreed" in page.split("s11-preview")[1]


def test_the_titles_of_two_recommendations_tell_them_apart(manager, report, recommendation):
    manager.writes(recommendation, title="Share the list", action="Publish it.")
    where = {"pk": report.cycle_id, "key": recommendation.key}
    for name in ("report-text", "report-text-preview", "report-text-versions"):
        title = manager.reads(name, **where).split("<title>")[1].split("</title>")[0]
        assert "Recommendation: Share the list" in title
    number = recommendation.key.split(":")[1]
    page = manager.reads("recommendation-remove", pk=report.cycle_id, number=number)
    assert "<title>Remove Share the list" in page


def test_an_earlier_version_is_read_and_brought_back(manager, colleague, summary):
    manager.writes(summary, body="Helen's first words")
    colleague.writes(summary, body="Something else")
    where = {"pk": summary.report.cycle_id, "key": "summary"}
    page = manager.reads("report-text-versions", **where)
    assert "by Imran Iqbal (current version)" in " ".join(page.split())
    assert "Helen&#x27;s first words" in page
    manager.post("report-text-bring-back", number=1, **where)
    assert stored(summary).body == "Helen's first words"
    assert manager.get("report-text-versions", pk=where["pk"], key="nothing").status_code == 404


def test_a_text_that_a_colleague_removes_at_that_moment_is_not_brought_back(
    manager, recommendation, monkeypatch
):
    manager.writes(recommendation, title="Share the list")
    report, find = recommendation.report, text_queries.version

    def after_the_colleague(report, key, number):
        section_services.remove_recommendation(actor=None, section=recommendation)
        return find(report, key, number)

    monkeypatch.setattr(text_queries, "version", after_the_colleague)
    where = {"pk": report.cycle_id, "key": recommendation.key}
    page = manager.post("report-text-bring-back", number=1, **where).content.decode()
    assert "A colleague has removed this recommendation" in page


def test_what_is_no_text_of_a_report_is_not_found(manager, report):
    for key in ("nothing", "question:999999", "recommendation:1", "question:x"):
        assert manager.get("report-text", pk=report.cycle_id, key=key).status_code == 404
        assert manager.post("report-save", {"question": key}, pk=report.cycle_id).status_code == 404


def test_looking_at_a_text_writes_nothing(manager, report, summary):
    opened(manager, summary)
    manager.reads("report-text-preview", pk=report.cycle_id, key="summary")
    manager.reads("report-text-versions", pk=report.cycle_id, key="summary")
    assert stored(summary).version == 0


@pytest.mark.parametrize("versions", [1, 30])
def test_the_versions_of_a_text_cost_as_many_queries_for_many(
    manager, report, summary, versions, django_assert_num_queries
):
    TextVersion.objects.bulk_create(
        TextVersion(
            partnership=report.partnership,
            report=report,
            key="summary",
            n=n,
            fields={"body": f"Version {n}"},
            by=manager.user,
            at=clock.now(),
        )
        for n in range(versions)
    )
    where = {"pk": report.cycle_id, "key": "summary"}
    manager.get("report-text-versions", **where)
    with django_assert_num_queries(12):
        manager.get("report-text-versions", **where)


def test_the_list_numbers_recommendations_as_the_report_does(manager, report):
    for title in ("First", "", "Second"):
        manager.post("recommendation-add", pk=report.cycle_id)
        section = report.sections.last()
        manager.writes(section, title=title, action="Publish.")
    page = " ".join(manager.reads("cycle-report", pk=report.cycle_id).split())
    listed = page.split('id="recommendations"')[1]
    assert listed.count('value="1"') == 1
    assert 's11-recommendations__item--none" >' in listed
    assert listed.index('value="2"') < listed.index("Second")


@pytest.mark.parametrize("key", ["\0", "a\0b", "a b", "summary\n", ""])
def test_what_can_be_no_key_is_never_looked_for(manager, report, key):
    """PostgreSQL refuses to compare with a NUL: the page was an error, not 'not found'."""
    with CaptureQueriesContext(connection) as asked:
        if key:
            start = f"/p/wexcombe/cycles/{report.cycle_id}/report/texts/{quote(key)}/"
            for address in (start, f"{start}versions/", f"{start}preview/"):
                assert manager.client.get(address).status_code == 404
        answer = manager.post("report-save", {"question": key}, pk=report.cycle_id)
        assert answer.status_code == 404
    assert not [one["sql"] for one in asked if "reports_section" in one["sql"]]
