"""A report is drafted with every place ready, and two people never overwrite each other unseen."""

import pytest

from agencies.models import History
from reports.report import rules as report_rules
from reports.report.queries import report as report_queries
from reports.report.services import report as report_services
from reports.report.services import section as section_services
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


def edit(report, key, body, *, version=0, **data):
    return section_services.save(
        actor=None, section=section(report, key), version=version, body=body, data=data
    )


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


def test_two_managers_write_the_same_text_and_the_second_is_shown_the_first(report):
    edit(report, "summary", "Helen's words.")
    with pytest.raises(report_services.Conflict) as conflict:
        edit(report, "summary", "Imran's words.")
    assert conflict.value.theirs.body == "Helen's words."
    merged = edit(report, "summary", "Both.", version=conflict.value.theirs.version)
    assert merged.body == "Both."
    kept = History.objects.filter(verb="changed a text of the report").latest("pk")
    assert kept.data["before"]["body"] == "Helen's words."


def test_two_managers_write_different_texts_and_both_are_kept(report):
    edit(report, "summary", "One.")
    edit(report, "method", "Two.")
    assert section(report, "summary").body == "One."
    assert section(report, "method").body == "Two."


def test_a_double_click_is_not_a_conflict(report):
    edit(report, "summary", "Once.")
    assert edit(report, "summary", "Once.").version == 1


def test_a_text_of_2_mb_is_refused_and_nothing_changes(report):
    with pytest.raises(Refused, match="2,097,152 characters"):
        edit(report, "summary", "x" * 2 * 1024 * 1024)
    assert section(report, "summary").body == ""


def test_the_cover_has_a_version_too(report):
    words = {"title": "T", "edition": "", "marking": "", "names_agencies": False}
    changed = report_services.save_details(actor=None, report=report, version=0, **words)
    assert (changed.title, changed.names_agencies) == ("T", False)
    with pytest.raises(report_services.Conflict):
        report_services.save_details(actor=None, report=report, version=0, **words)


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

    def test_a_number_is_not_used_again_while_later_ones_are_there(self, report, three):
        section_services.remove_recommendation(actor=None, section=three[0])
        new = section_services.add_recommendation(
            actor=None, report=report, title="D", body="", data={}
        )
        assert new.key == "recommendation:4"
        assert self.titles(report) == "1B2C3D"

    def test_only_recommendations_can_be_removed(self, report):
        with pytest.raises(Refused):
            section_services.remove_recommendation(actor=None, section=section(report, "about"))


def test_a_text_whose_recommendation_was_removed_meanwhile_is_refused_in_words(report):
    added = section_services.add_recommendation(
        actor=None, report=report, title="T", body="F", data={}
    )
    section_services.remove_recommendation(actor=None, section=added)
    with pytest.raises(Refused, match="has removed this recommendation"):
        section_services.save(actor=None, section=added, version=0, body="Mine", data={})
