"""A report is drafted with every place ready; its recommendations are put in order."""

import pytest

from agencies.models import History
from reports.report import rules as report_rules
from reports.report.queries import report as report_queries
from reports.report.queries import text as text_queries
from reports.report.services import report as report_services
from reports.report.services import section as section_services
from reports.report.services import text as text_services
from s11portal.common.errors import Refused
from tests.factories.agencies import PartnershipFactory, person_at
from tests.factories.returns import Row, cycle_with, published_rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def partnership():
    return PartnershipFactory()


@pytest.fixture
def manager(partnership):
    return person_at(partnership, "manager")


@pytest.fixture
def cycle(partnership):
    return cycle_with(partnership, rows=published_rows())


@pytest.fixture
def report(partnership, manager, cycle):
    return report_services.open_draft(actor=manager, partnership=partnership, cycle=cycle)


def section(report, key):
    return report.sections.get(key=key)


def edit(report, key, body):
    return text_services.write(actor=None, text=section(report, key), fields={"body": body})


def test_a_draft_has_a_place_for_every_question_and_says_what_section_11_is(report, cycle):
    keys = list(report.sections.values_list("key", flat=True))
    assert keys[:5] == list(report_rules.FIXED)
    assert [report_rules.kind_of(key) for key in keys[5:]] == ["question"] * 10
    assert "Children Act 2004" in section(report, "about").body
    assert report.title == cycle.title
    assert History.objects.get(verb="drafted the report").subject == cycle.title


def test_drafting_again_keeps_what_was_written(report, partnership, cycle):
    edit(report, "summary", "Our words.")
    again = report_services.open_draft(actor=None, partnership=partnership, cycle=cycle)
    assert again == report
    assert section(report, "summary").body == "Our words."
    assert report.sections.count() == 15


def test_an_audit_that_was_not_launched_has_no_report(partnership):
    draft = cycle_with(partnership, rows=[Row("Ash House")], state="draft", version=None)
    with pytest.raises(Refused, match="has not been launched"):
        report_services.open_draft(actor=None, partnership=partnership, cycle=draft)


def test_returns_brought_in_from_a_file_can_be_reported_before_the_audit_is_closed(partnership):
    draft = cycle_with(partnership, rows=published_rows(), state="draft", version=None)
    assert report_services.open_draft(
        actor=None, partnership=partnership, cycle=draft
    ).sections.exists()


class TestRecommendations:
    """Added, moved, removed."""

    @pytest.fixture
    def three(self, report):
        return [
            section_services.add_recommendation(
                actor=None, report=report, title=title, body="", data={"due": "2021-10-29"}
            )
            for title in ("A", "B", "C")
        ]

    def titles(self, report):
        content = report_queries.content_of(report)
        return "".join(f"{r.number}{r.title}" for r in content.recommendations)

    def test_numbered_in_their_order(self, report, three):
        assert self.titles(report) == "1A2B3C"

    def test_moved_up_and_down(self, report, three):
        section_services.move_recommendation(actor=None, section=three[2], up=True)
        section_services.move_recommendation(actor=None, section=three[0], up=False)
        assert self.titles(report) == "1C2A3B"

    def test_moving_past_the_end_changes_nothing(self, report, three):
        section_services.move_recommendation(actor=None, section=three[0], up=True)
        section_services.move_recommendation(actor=None, section=three[2], up=False)
        assert self.titles(report) == "1A2B3C"

    def test_removed_ones_stay_in_the_history(self, report, three):
        section_services.remove_recommendation(actor=None, section=three[1])
        assert self.titles(report) == "1A2C"
        kept = History.objects.get(verb="removed a recommendation")
        assert kept.data["before"]["title"] == "B"

    def test_a_number_is_never_used_again(self, report, three):
        section_services.remove_recommendation(actor=None, section=three[2])
        new = section_services.add_recommendation(
            actor=None, report=report, title="D", body="", data={}
        )
        assert new.key == "recommendation:4"
        assert self.titles(report) == "1A2B3D"

    def test_a_removed_one_comes_back_as_the_last_with_all_its_words(self, report, three):
        section_services.remove_recommendation(actor=None, section=three[0])
        (kept,) = text_queries.removed_recommendations(report, three[1:])
        for _ in range(2):  # a double click
            section_services.restore_recommendation(actor=None, report=report, version=kept)
        assert self.titles(report) == "1B2C3A"
        back = section(report, three[0].key)
        assert text_queries.fields_of(back)["due"] == "2021-10-29"
        assert not text_queries.removed_recommendations(report, list(report.sections.all()))

    def test_one_without_a_title_is_not_in_the_report(self, report, three):
        text_services.write(actor=None, text=three[1], fields={"title": ""})
        assert self.titles(report) == "1A2C"

    def test_begun_twice_it_is_the_same_until_something_is_written(self, report, manager):
        colleague = person_at(report.partnership, "manager")
        begun = section_services.begin_recommendation(actor=manager, report=report)
        assert section_services.begin_recommendation(actor=manager, report=report) == begun
        assert section_services.begin_recommendation(actor=colleague, report=report) != begun
        text_services.write(actor=manager, text=begun, fields={"action": "Publish."})
        assert section_services.begin_recommendation(actor=manager, report=report) != begun

    def test_an_empty_one_that_is_removed_is_not_offered_again(self, report, manager):
        begun = section_services.begin_recommendation(actor=manager, report=report)
        section_services.remove_recommendation(actor=manager, section=begun)
        assert text_queries.removed_recommendations(report, []) == []

    def test_only_recommendations_can_be_removed(self, report):
        with pytest.raises(Refused):
            section_services.remove_recommendation(actor=None, section=section(report, "about"))
