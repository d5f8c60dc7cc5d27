"""Reading the results of an audit in the browser."""

import re

import pytest
from django.urls import reverse

from tests.factories.agencies import PartnershipFactory, person_at
from tests.factories.returns import Row, cycle_with, made_up_rows, published_rows
from tests.factories.ten_questions import ten_questions
from tests.reports.published import PUBLISHED

pytestmark = pytest.mark.django_db


@pytest.fixture
def partnership():
    return PartnershipFactory(slug="wexcombe")


@pytest.fixture
def as_(client, partnership):
    """Sign in with a role and get a function that opens pages of the partnership."""

    def sign_in(role):
        client.force_login(person_at(partnership, role))

        def get(name, **kwargs):
            query = kwargs.pop("query", {})
            return client.get(reverse(name, kwargs={"slug": "wexcombe", **kwargs}), query)

        return get

    return sign_in


def rows_of_table(page: str, caption: str) -> dict[str, list[str]]:
    """The rows of the table with this caption: first cell to the others, tags taken away."""
    table = re.search(rf"<caption[^>]*>{re.escape(caption)}</caption>(.*?)</table>", page, re.S)[1]
    found = {}
    for row in re.findall(r"<tr.*?</tr>", table, re.S):
        cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)
        head, *others = (re.sub(r"<[^>]+>", "", cell).strip() for cell in cells)
        found[head] = others
    return found


def test_the_32_published_percentages_and_22_averages_stand_on_the_page(as_, partnership):
    cycle = cycle_with(partnership, rows=published_rows())
    page = as_("executive")("cycle-results", pk=cycle.pk).content.decode()
    words = {"0": "Inadequate", "1": "Requires improvement", "2": "Good", "3": "Outstanding"}
    seen = 0
    for label, shares in PUBLISHED["percent_by_score"].items():
        table = rows_of_table(page, f"Question {label}: answers")
        for code, percent in shares.items():
            assert table[words[code]][1] == f"{percent}%"
            seen += 1
    volunteers = rows_of_table(page, "Question 4.2: answers")
    assert volunteers["Yes"] == ["8", f"{PUBLISHED['percent_yes']['4.2']}%"]
    assert volunteers["No"] == ["14", f"{PUBLISHED['percent_no']['4.2']}%"]
    assert seen + 2 == 32
    agencies = rows_of_table(page, "Agencies that returned a self-assessment")
    averages = {name: int(agencies[name][1]) for name in PUBLISHED["average_score"]}
    assert averages == PUBLISHED["average_score"]


def test_the_base_stands_beside_what_is_left_out(as_, partnership):
    cycle = cycle_with(partnership, rows=published_rows())
    page = as_("manager")("cycle-results", pk=cycle.pk).content.decode()
    table = rows_of_table(page, "Question 4.3: answers")
    assert table["Base (n)"] == ["6", "100%"]
    assert (table["Not answered"][0], table["Not asked"][0]) == ("2", "14")


def test_an_open_audit_says_that_its_figures_are_provisional(as_, partnership):
    rows = [*published_rows(), Row("Ash House", reason="Lead on leave until May")]
    cycle = cycle_with(partnership, rows=rows, state="open")
    page = as_("manager")("cycle-results", pk=cycle.pk).content.decode()
    assert "This audit is open, so these figures are provisional" in page
    absent = rows_of_table(page, "Agencies without a return of their own")
    assert absent["Ash House"] == ["Health", "No return", "Lead on leave until May"]


def test_each_chart_is_drawn_for_a_column_and_for_a_phone_under_ids_of_its_own(as_, partnership):
    cycle = cycle_with(partnership, rows=published_rows())
    page = as_("executive")("cycle-results", pk=cycle.pk).content.decode()
    drawn = re.findall(r'class="s11-chart s11-chart--(\w+)"><svg[^>]*viewBox="0 0 (\d+) ', page)
    # all questions side by side, who answered, and ten questions
    assert drawn == [("wide", "640"), ("narrow", "344")] * 12
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    for names in re.findall(r'aria-labelledby="([^"]+)"', page):
        assert set(names.split()) <= set(ids)


def test_the_page_begins_with_an_overview_and_leads_to_each_question(as_, partnership):
    cycle = cycle_with(partnership, rows=published_rows())
    page = as_("executive")("cycle-results", pk=cycle.pk).content.decode()
    glance, menu, first = (
        page.index(f'id="{one}"') for one in ("glance", "on-this-page", "agencies")
    )
    assert glance < page.index("Questions side by side") < menu < page.index('id="who-answered"')
    assert menu < first
    assert "The highest share is for question 1.1: 20 of 22 agencies (91%)" in page
    leads_to = re.findall(r'href="#(question-\d+)"', page)
    there = re.findall(r'<article class="s11-question-result" id="([^"]+)"', page)
    assert leads_to == there
    assert len(there) == 10
    assert page.count("Show table") == 10


def test_an_audit_nobody_answered_yet_has_a_page_too(as_, partnership):
    cycle = cycle_with(partnership, rows=[Row("Ash House")], state="open")
    page = as_("manager")("cycle-results", pk=cycle.pk).content.decode()
    assert "No agency has returned its self-assessment yet." in page


def test_a_draft_audit_has_no_results(as_, partnership):
    cycle = cycle_with(partnership, rows=[Row("Ash House")], state="draft")
    assert as_("manager")("cycle-results", pk=cycle.pk).status_code == 404


@pytest.mark.parametrize("count", [10, 100, 1_000])
def test_the_page_asks_the_database_as_often_for_10_agencies_as_for_1000(
    as_, partnership, count, django_assert_num_queries
):
    cycle = cycle_with(partnership, rows=made_up_rows(count))
    get = as_("manager")
    get("cycle-results", pk=cycle.pk)
    with django_assert_num_queries(9):
        assert get("cycle-results", pk=cycle.pk).status_code == 200


@pytest.fixture
def of_250(partnership):
    """An audit of 250 agencies, 120 of which have not answered."""
    without = [Row(f"Silent {n:03d}", reason=f"Reason {n}") for n in range(120)]
    return cycle_with(partnership, rows=[*made_up_rows(130), *without])


def names_on(page: str, caption: str) -> list[str]:
    return list(rows_of_table(page, caption))[1:]


def test_the_agencies_of_a_large_audit_stand_on_several_pages(as_, of_250):
    get = as_("manager")
    scored, absent = "Agencies that returned a self-assessment", "Agencies without a return"
    absent += " of their own"
    seen = []
    for number in (1, 2):
        page = get("cycle-results", pk=of_250.pk, query={"page": number}).content.decode()
        seen += names_on(page, scored)
        # the other list stays where it was
        assert names_on(page, absent) == [f"Silent {n:03d}" for n in range(100)]
    assert seen == [f"Agency {n:04d}" for n in range(130)]
    assert "101 to 130 of 130 agencies." in page
    assert "1 to 100 of 120 agencies." in page
    page = get("cycle-results", pk=of_250.pk, query={"page": 2, "absent": 2}).content.decode()
    assert names_on(page, scored) == [f"Agency {n:04d}" for n in range(100, 130)]
    assert names_on(page, absent) == [f"Silent {n:03d}" for n in range(100, 120)]


def test_turning_one_list_keeps_the_other_and_leads_back_to_its_place(as_, of_250):
    get = as_("manager")
    page = get("cycle-results", pk=of_250.pk, query={"absent": 2}).content.decode()
    assert 'href="?absent=2&amp;page=2#agencies"' in page
    assert 'href="?absent=1#absent"' in page
    labels = re.findall(r'<nav class="govuk-pagination" aria-label="([^"]+)"', page)
    assert labels == ["Pages of agencies", "Pages of agencies without a return"]


@pytest.mark.parametrize("query", [{"page": "0"}, {"page": "x"}, {"page": "99"}, {"absent": "-1"}])
def test_a_page_that_is_not_there_shows_one_that_is(as_, of_250, query):
    page = as_("manager")("cycle-results", pk=of_250.pk, query=query)
    assert page.status_code == 200
    assert "of 130 agencies." in page.content.decode()


def test_figures_and_sentences_are_those_of_all_agencies_on_every_page(as_, of_250):
    get = as_("manager")
    before_the_lists = [
        get("cycle-results", pk=of_250.pk, query={"page": number})
        .content.decode()
        .split("<main")[1]
        .split('id="agencies"')[0]
        for number in (1, 2)
    ]
    assert before_the_lists[0] == before_the_lists[1]
    assert "130 of 250" in before_the_lists[0]


def test_a_page_of_22_agencies_is_whole_and_has_no_pages_to_turn(as_, partnership):
    cycle = cycle_with(partnership, rows=published_rows())
    page = as_("manager")("cycle-results", pk=cycle.pk).content.decode()
    assert "govuk-pagination" not in page
    assert "of 22 agencies." not in page
    assert len(re.findall(r"<circle", page.split('id="who-answered"')[1].split("<table")[0])) >= 22


def test_a_page_of_1000_agencies_is_hardly_larger_than_one_of_200(as_, partnership):
    version, get, sizes = ten_questions(partnership), as_("manager"), []
    for count in (200, 1_000):
        cycle = cycle_with(
            partnership, rows=made_up_rows(count), version=version, title=f"{count} agencies"
        )
        sizes.append(len(get("cycle-results", pk=cycle.pk).content))
    assert sizes[1] < 1.1 * sizes[0]
    assert max(sizes) < 280_000


def test_executives_see_figures_but_no_link_to_single_returns(as_, partnership):
    cycle = cycle_with(partnership, rows=published_rows())
    assert "Read the answers" not in as_("executive")("cycle-results", pk=cycle.pk).content.decode()


class TestWhatAgenciesWrote:
    """The page of one question."""

    @pytest.fixture
    def version(self, partnership):
        return ten_questions(partnership)

    @pytest.fixture
    def cycle(self, partnership, version):
        rows = [
            Row(
                "Ash House",
                "Health",
                {"1.1": "2"},
                {"1.1": {"examples": "We ring every family.", "evidence": "A log."}},
            ),
            Row("Birch Trust", "Police", {"1.1": "0"}),
            Row("Cedar School", "Health", {"1.1": "n/a"}, {"1.1": {"na_reason": "No pupils."}}),
            Row("Dale Trust", "Health", {"1.1": "hidden", "1.2": "1"}),
        ]
        return cycle_with(partnership, rows=rows, version=version)

    @pytest.fixture
    def page(self, as_, cycle, version):
        question = version.questions.get(label="1.1")
        get = as_("scrutineer")

        def read(**query):
            answer = get("cycle-question-answers", pk=cycle.pk, question=question.pk, query=query)
            assert answer.status_code == 200
            return answer.content.decode()

        return read

    def test_every_text_under_the_name_of_its_agency(self, page):
        text = page()
        for words in ("Ash House", "We ring every family.", "A log.", "Good", "No pupils."):
            assert words in text
        assert "Dale Trust" not in text  # it was not asked
        assert "3 answers" in text

    @pytest.mark.parametrize(
        ("query", "shown"),
        [
            ({"level": "0"}, {"Birch Trust"}),
            ({"level": "not_applicable"}, {"Cedar School"}),
            ({"sector": "Health"}, {"Ash House", "Cedar School"}),
            ({"sector": "Health", "level": "2"}, {"Ash House"}),
            ({"written": "on"}, {"Ash House", "Cedar School"}),
            ({"level": "3"}, set()),
        ],
    )
    def test_narrowed_down(self, page, query, shown):
        text = page(**query)
        names = {"Ash House", "Birch Trust", "Cedar School"}
        assert {name for name in names if name in text} == shown

    def test_a_question_of_another_audit_is_not_there(self, as_, cycle, page):
        other = ten_questions(None).questions.get(label="1.1")
        get = as_("manager")
        answer = get("cycle-question-answers", pk=cycle.pk, question=other.pk)
        assert answer.status_code == 404

    @pytest.mark.parametrize("count", [3, 50, 1_000])
    def test_the_same_number_of_queries_however_many_answered(
        self, as_, partnership, version, count, django_assert_num_queries
    ):
        cycle = cycle_with(partnership, rows=made_up_rows(count), version=version)
        question = version.questions.get(label="1.1")
        get = as_("manager")
        kwargs = {"pk": cycle.pk, "question": question.pk}
        get("cycle-question-answers", **kwargs)
        with django_assert_num_queries(10):
            get("cycle-question-answers", **kwargs)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_audits_asks_as_often_for_one_as_for_three(
    as_, partnership, count, django_assert_num_queries
):
    version = ten_questions(partnership)
    for number in range(count):
        cycle_with(partnership, rows=made_up_rows(3), version=version, title=f"Audit {number}")
    get = as_("executive")
    with django_assert_num_queries(6):
        page = get("results").content.decode()
    assert "Audit 0" in page
    assert "3 of 3" in page
