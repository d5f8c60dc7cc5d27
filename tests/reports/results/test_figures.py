"""The figures of a cycle: equal to the published ones, and never somebody else's."""

from datetime import date
from decimal import Decimal

import pytest

from agencies.models import Listing
from audits.models import CyclePartner, CycleTemplate, Level, ParticipantArea, Standard
from audits.template.queries import structure as structure_queries
from reports.results.queries import figures as figures_queries
from tests.factories.agencies import PartnershipFactory
from tests.factories.returns import Row, cycle_with, made_up_rows, published_rows
from tests.factories.ten_questions import add_question, choices, ten_questions
from tests.reports.published import PUBLISHED

pytestmark = pytest.mark.django_db


@pytest.fixture
def partnership():
    return PartnershipFactory(name="Wexcombe Safeguarding Children Partnership")


def question(figures, label):
    return next(q for q in figures.questions if q.label == label)


def test_the_32_published_percentages(partnership):
    figures = figures_queries.figures_of(
        cycle_with(partnership, rows=published_rows()), partnership
    )
    found = {
        (q.label, part.code): part.percent
        for q in figures.questions
        for part in q.spread.parts
        if part.count
    }
    published = {
        (label, code): percent
        for label, shares in PUBLISHED["percent_by_score"].items()
        for code, percent in shares.items()
    }
    published |= {(label, "yes"): percent for label, percent in PUBLISHED["percent_yes"].items()}
    published |= {(label, "no"): percent for label, percent in PUBLISHED["percent_no"].items()}
    assert len(published) == 32
    assert found == published


def test_the_22_published_averages(partnership):
    figures = figures_queries.figures_of(
        cycle_with(partnership, rows=published_rows()), partnership
    )
    averages = {agency.name: agency.averages[0].whole for agency in figures.agencies}
    assert averages == PUBLISHED["average_score"]


def test_a_question_counts_apart_who_was_not_asked_and_who_kept_silent(partnership):
    figures = figures_queries.figures_of(
        cycle_with(partnership, rows=published_rows()), partnership
    )
    volunteers = question(figures, "4.3")
    assert (volunteers.base, volunteers.hidden, volunteers.unanswered) == (6, 14, 2)


@pytest.mark.parametrize("count", [10, 100, 1_000])
def test_five_queries_whatever_the_number_of_agencies(
    partnership, count, django_assert_num_queries
):
    cycle = cycle_with(partnership, rows=made_up_rows(count))
    figures_queries.figures_of(
        cycle, partnership
    )  # the structure of a published version is read once
    with django_assert_num_queries(5):
        figures = figures_queries.figures_of(cycle, partnership)
    assert figures.rate.returned == count


def test_scales_of_one_name_that_differ_are_not_averaged_together(partnership):
    """A review may call its own levels 'grade' too."""
    cycle = cycle_with(partnership, rows=published_rows())
    review = ten_questions(None)
    CycleTemplate.objects.create(cycle=cycle, version=review)
    assert len(figures_queries.figures_of(cycle, partnership).scales) == 1
    Level.objects.filter(scale__version=review, score=3).update(score=4)
    structure_queries._kept.cache_clear()
    figures = figures_queries.figures_of(cycle, partnership)
    assert [average.n > 0 for average in figures.averages] == [True, False]


def test_who_did_not_answer_is_not_counted_as_a_zero(partnership):
    rows = [
        Row("Ash House", "Voluntary and community", {"1.1": "2"}),
        Row("Birch Trust", "Voluntary and community", reason="No lead in post"),
        Row("Cedar Police", "Police", {"1.1": "3"}, late=True),
        Row("Dale Prison", "Probation and justice", state="exempt", reason="Closed in May"),
        Row("Elm Transport Police", "Police", state="national", national_document="National 2021"),
    ]
    figures = figures_queries.figures_of(cycle_with(partnership, rows=rows), partnership)
    rate = figures.rate
    assert (rate.expected, rate.returned, rate.exempt, rate.national, rate.late) == (4, 3, 1, 1, 1)
    assert [agency.standing for agency in figures.agencies] == [
        "returned",
        "not_returned",
        "late",
        "exempt",
        "national",
    ]
    assert question(figures, "1.1").spread.base == 2
    assert figures.missing[0].reason == "No lead in post"
    assert [sector.rate.text for sector in figures.sectors] == [
        "2 of 2 (100%)",
        "no answers",
        "1 of 2 (50%)",
    ]
    assert figures.sectors[0].averages[0].one_decimal == "3.0"


def test_not_applicable_leaves_the_base_and_the_average(partnership):
    rows = [
        Row("Ash House", answers={"1.1": "n/a", "1.2": "3"}),
        Row("Birch Trust", answers={"1.1": "1"}),
    ]
    figures = figures_queries.figures_of(cycle_with(partnership, rows=rows), partnership)
    spread = question(figures, "1.1").spread
    assert (spread.base, spread.not_applicable, spread.part("1").percent) == (1, 1, 100)
    assert figures.agencies[0].averages[0].n == 1


def test_ticks_numbers_dates_and_texts_are_counted_too(partnership):
    version = ten_questions(partnership)
    standard = Standard.objects.filter(version=version).last()
    add_question(
        standard, label="5.1", type="tick_all", scale=choices(version, "how", "By post", "Online")
    )
    add_question(standard, label="5.2", type="number")
    add_question(standard, label="5.3", type="date")
    add_question(standard, label="5.4", type="text")
    rows = [
        Row("Ash", answers={"5.1": "a;b", "5.2": "12", "5.3": "2021-01-31", "5.4": "Good"}),
        Row(
            "Birch",
            answers={"5.1": "b", "5.2": "2.5", "5.3": "2020-12-01"},
            texts={"5.2": {"examples": "We count every month."}},
        ),
    ]
    figures = figures_queries.figures_of(
        cycle_with(partnership, rows=rows, version=version), partnership
    )
    ticks = question(figures, "5.1").ticks
    assert [(tick.count, tick.base) for tick in ticks.ticks] == [(1, 2), (2, 2)]
    numbers = question(figures, "5.2")
    assert (numbers.base, numbers.lowest, numbers.highest) == (2, Decimal("2.5"), Decimal("12"))
    assert (numbers.mean, numbers.examples) == (Decimal("7.3"), 1)
    dates = question(figures, "5.3")
    assert (dates.earliest, dates.latest) == (date(2020, 12, 1), date(2021, 1, 31))
    assert (question(figures, "5.4").answered, question(figures, "5.4").unanswered) == (1, 1)


def test_yes_or_a_choice_counts_as_met_where_the_question_says_so(partnership):
    version = ten_questions(partnership)
    standard = Standard.objects.filter(version=version).last()
    asked = version.questions.get(label="4.2")
    asked.content["met"] = "no"
    asked.save()
    how = choices(version, "how", "Every year", "Never")
    how.levels.filter(code="a").update(counts_as="met")
    add_question(standard, label="5.1", type="single_choice", scale=how)
    rows = [
        Row("Ash", answers={"4.2": "yes", "5.1": "a"}),
        Row("Birch", answers={"4.2": "no", "5.1": "b"}),
        Row("Cedar", answers={"4.2": "no", "5.1": "a"}),
    ]
    figures = figures_queries.figures_of(
        cycle_with(partnership, rows=rows, version=version), partnership
    )
    assert question(figures, "4.2").spread.met.text == "2 of 3 (67%)"
    assert question(figures, "4.2").spread.part("yes").counts_as == "not_met"
    assert question(figures, "5.1").spread.met.labels == ("Every year",)


def test_two_scored_scales_have_averages_of_their_own(partnership):
    version = ten_questions(partnership)
    other = choices(version, "other", "Low", "High")
    other.levels.update(score=10)
    standard = Standard.objects.filter(version=version).last()
    add_question(standard, label="5.1", type="rating", scale=other)
    rows = [
        Row("Ash", answers={"1.1": "2", "1.2": "3", "5.1": "a"}),
        Row("Birch", answers={"1.1": "1"}),
        Row("Cedar"),
    ]
    figures = figures_queries.figures_of(
        cycle_with(partnership, rows=rows, version=version), partnership
    )
    assert [scale.title for scale in figures.scales] == ["Grade", "other"]
    shown = [[(a.one_decimal, a.n) for a in agency.averages] for agency in figures.agencies]
    assert shown == [
        [("2.5", 2), ("10.0", 1)],
        [("1.0", 1), (None, 0)],
        [(None, 0), (None, 0)],
    ]
    assert [average.one_decimal for average in figures.averages] == ["2.0", "10.0"]


def test_a_partner_in_a_joint_cycle_counts_only_the_agencies_it_lists(partnership):
    cycle = cycle_with(partnership, rows=published_rows())
    neighbour = PartnershipFactory(name="Neighbour")
    partner = CyclePartner.objects.create(cycle=cycle, partnership=neighbour)
    shared = cycle.participants.order_by("pk").first()
    listing = Listing.objects.create(
        partnership=neighbour, agency=shared.agency, name="Our own name for it", sector="Health"
    )
    ParticipantArea.objects.create(
        participant=shared, area=neighbour.areas.get(), cycle_partner=partner, listing=listing
    )
    figures = figures_queries.figures_of(cycle, neighbour)
    assert [agency.name for agency in figures.agencies] == ["Our own name for it"]
    assert question(figures, "1.1").spread.base == 1
    assert figures_queries.figures_of(cycle, partnership).rate.returned == 22


def test_a_partnership_outside_the_cycle_sees_nothing_of_it(partnership):
    figures = figures_queries.figures_of(
        cycle_with(partnership, rows=published_rows()), PartnershipFactory()
    )
    assert not figures.agencies
    assert [(average.n, average.whole) for average in figures.averages] == [(0, None)]
    assert not any(q.answered for q in figures.questions)
