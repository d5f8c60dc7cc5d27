"""A report's texts are saved as answers are: merged by field, with versions, and nothing lost."""

from datetime import timedelta

import pytest

from agencies.models import History
from agencies.roles import NotAllowed
from reports.models import TextVersion
from reports.report.queries import text as text_queries
from reports.report.services import report as report_services
from reports.report.services import section as section_services
from reports.report.services import text as text_services
from s11portal.common.errors import Refused
from s11portal.common.saving.merge import Edit, mark
from tests.factories.agencies import PartnershipFactory, person_at
from tests.factories.returns import cycle_with, published_rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def partnership():
    return PartnershipFactory()


@pytest.fixture
def helen(partnership):
    return person_at(partnership, "manager", name="Helen Hall")


@pytest.fixture
def imran(partnership):
    return person_at(partnership, "manager", name="Imran Iqbal")


@pytest.fixture
def report(partnership, helen):
    cycle = cycle_with(partnership, rows=published_rows())
    return report_services.open_draft(actor=helen, partnership=partnership, cycle=cycle)


@pytest.fixture
def summary(report):
    return report.sections.get(key="summary")


class Page:
    """A page somebody opened: it sends what was typed with the marks of what it showed."""

    def __init__(self, person, text):
        self.person, self.text = person, text
        self.shown = text_queries.fields_of(text)
        self.base = text.version

    def saves(self, **fields):
        return text_services.save(
            actor=self.person,
            text=self.text,
            edit=Edit(
                key=self.text.key,
                fields={**self.shown, **fields},
                marks={name: mark(value) for name, value in self.shown.items()},
                base=self.base,
                token=f"page of {self.person.pk}",
            ),
        )


def said(text):
    return text_queries.fields_of(type(text).objects.get(pk=text.pk))


def kept(text):
    rows = TextVersion.objects.filter(key=text.key).order_by("n")
    return [row.fields["body"] for row in rows]


def test_two_managers_in_different_boxes_are_both_kept(report, helen, imran):
    text = report.sections.filter(key__startswith="question:").first()
    first, second = Page(helen, text), Page(imran, text)
    assert not first.saves(body="Helen's words").clashes
    assert not second.saves(quotation="Imran's quotation").clashes
    assert (said(text)["body"], said(text)["quotation"]) == ("Helen's words", "Imran's quotation")


def test_two_managers_in_the_same_box_the_second_is_shown_the_first(summary, helen, imran):
    first, second = Page(helen, summary), Page(imran, summary)
    first.saves(body="Helen's words")
    (clash,) = second.saves(body="Imran's words").clashes
    assert (clash.theirs, clash.theirs_by, clash.mine) == (
        "Helen's words",
        "Helen Hall",
        "Imran's words",
    )
    assert said(summary)["body"] == "Helen's words"
    assert kept(summary) == ["Helen's words", "Imran's words"]


def test_typing_on_is_no_clash_with_oneself(summary, helen):
    page = Page(helen, summary)
    page.saves(body="One")
    assert not page.saves(body="One, two").clashes
    assert said(summary)["body"] == "One, two"


def test_the_cover_is_merged_too(report, helen, imran):
    first, second = Page(helen, report), Page(imran, report)
    first.saves(title="Helen's title")
    assert not second.saves(edition="Second edition").clashes
    assert second.saves(title="Imran's title").clashes
    assert (said(report)["title"], said(report)["edition"]) == ("Helen's title", "Second edition")


def test_a_cover_needs_a_title(report, helen):
    with pytest.raises(Refused, match="Enter a title"):
        text_services.write(actor=helen, text=report, fields={"title": ""})


def test_a_text_of_2_mb_is_refused_and_nothing_changes(summary, helen):
    with pytest.raises(Refused, match="2,097,152 characters"):
        Page(helen, summary).saves(body="x" * 2 * 1024 * 1024)
    assert said(summary)["body"] == ""


def test_a_recommendation_removed_meanwhile_is_refused_in_words(report, helen):
    added = section_services.begin_recommendation(actor=helen, report=report)
    page = Page(helen, added)
    section_services.remove_recommendation(actor=helen, section=added)
    with pytest.raises(Refused, match="has removed this recommendation"):
        page.saves(body="Mine")


def test_who_may_not_write_the_report_saves_nothing(partnership, summary):
    executive = person_at(partnership, "executive")
    with pytest.raises(NotAllowed):
        Page(executive, summary).saves(body="Mine")


class TestVersions:
    """One version per editor per ten minutes."""

    @pytest.fixture(autouse=True)
    def _at_nine(self, frozen):
        self.clock = frozen

    def test_typing_on_is_one_version_and_one_line_of_history(self, summary, helen):
        page = Page(helen, summary)
        for words in ("One", "One, two", "One, two, three"):
            page.saves(body=words)
        assert kept(summary) == ["One, two, three"]
        assert History.objects.filter(verb="changed a text of the report").count() == 1

    def test_after_ten_minutes_another_is_begun(self, summary, helen):
        page = Page(helen, summary)
        page.saves(body="At nine")
        self.clock.shift(timedelta(minutes=11))
        page.saves(body="Later")
        assert kept(summary) == ["At nine", "Later"]

    def test_a_colleague_begins_another(self, summary, helen, imran):
        Page(helen, summary).saves(body="Helen's")
        summary.refresh_from_db()
        Page(imran, summary).saves(body="Imran's")
        assert kept(summary) == ["Helen's", "Imran's"]

    def test_what_the_draft_said_is_kept_too(self, report, helen):
        about = report.sections.get(key="about")
        Page(helen, about).saves(body="Our own words")
        assert [words[:10] for words in kept(about)] == ["Section 11", "Our own wo"]

    def test_an_earlier_one_is_brought_back_and_what_it_replaces_is_kept(self, summary, helen):
        page = Page(helen, summary)
        page.saves(body="At nine")
        self.clock.shift(timedelta(minutes=11))
        page.saves(body="Later")
        first = text_queries.version(summary.report, "summary", 1)
        text_services.bring_back(actor=helen, text=summary, version=first)
        assert said(summary)["body"] == "At nine"
        assert kept(summary) == ["At nine", "Later", "At nine"]


def test_what_was_not_touched_is_left_alone_by_an_older_page(report, helen, imran):
    text = report.sections.filter(key__startswith="question:").first()
    old = Page(imran, text)
    Page(helen, text).saves(body="Helen's words")
    old.saves()
    assert said(text)["body"] == "Helen's words"


def test_a_page_older_than_a_removal_does_not_overwrite_what_came_after(report, helen, imran):
    """A recommendation that is brought back goes on counting: nothing in it is as old as a page."""
    added = section_services.begin_recommendation(actor=helen, report=report)
    for words in ("One", "Two", "Three"):
        text_services.write(actor=helen, text=added, fields={"title": words})
    old = Page(helen, report.sections.get(key=added.key))
    for life in range(2):
        there = report.sections.get(key=added.key)
        section_services.remove_recommendation(actor=helen, section=there)
        last = text_queries.versions(report, added.key)[0]
        back = section_services.restore_recommendation(actor=imran, report=report, version=last)
        assert back.version > old.base
        now = Page(imran, back)
        assert not now.saves(title=f"Imran's, {life}").clashes
        old.text = back
        saved = old.saves(title=f"Helen's, {life}")
        assert [clash.theirs_by for clash in saved.clashes] == ["Imran Iqbal"]
        assert said(back)["title"] == f"Imran's, {life}"
        old = Page(helen, report.sections.get(key=added.key))


def test_what_was_brought_back_meets_what_an_older_page_typed(report, helen, imran):
    added = section_services.begin_recommendation(actor=helen, report=report)
    text_services.write(actor=helen, text=added, fields={"title": "One", "action": "Publish"})
    old = Page(helen, report.sections.get(key=added.key))
    text_services.write(actor=imran, text=added, fields={"action": "Imran's"})
    section_services.remove_recommendation(actor=imran, section=report.sections.get(key=added.key))
    last = text_queries.versions(report, added.key)[0]
    old.text = section_services.restore_recommendation(actor=imran, report=report, version=last)
    assert [clash.field for clash in old.saves(action="Helen's").clashes] == ["action"]
    assert said(old.text)["action"] == "Imran's"
