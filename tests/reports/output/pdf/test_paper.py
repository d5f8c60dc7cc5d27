"""Reports as they lie on paper: full pages, nothing cut, overlapping, too small or left alone.

Four of them: the demonstration's two (a closed audit and a running one), a short one, and one
that is as hard to print as it gets.
"""

import html as html_module
import re
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction

from audits.models import Cycle
from reports.models import Report
from reports.output.content import Content
from reports.output.pdf import partnership, process
from reports.report.queries import report as report_queries
from reports.report.services import report as report_services
from tests.reports import paper
from tests.reports.pdf import Pdf

from .hard import ARABIC, MADE_ON, hard_content

# pytest-django makes the database for the demonstration.
pytestmark = pytest.mark.django_db

EDGE = 8  # millimetres of the paper's edge that many printers cannot reach
TOUCH = 0.35  # accents and the tails of letters reach into the line below
SMALLEST = 7.0  # points
GUTTER, GUTTER_TURNED = 28, 22  # millimetres left and right of what a page says
TALLEST_HEADING = 40  # words


class Printed:
    """One report: what was asked for, and what came of it."""

    def __init__(self, content: Content) -> None:
        self.html = partnership.html(content, made_on=MADE_ON)
        drawn = process.render(self.html, identifier=bytes.fromhex(content.digest)[:16])
        self.pages = paper.pages_of(drawn.pdf)
        self.pdf = Pdf(drawn.pdf)

    @property
    def headings(self) -> list[str]:
        """Every heading, caption and head of a question, bare of spaces."""
        found = re.findall(r"<(h[2-4]|caption)\b[^>]*>(.*?)</\1>", self.html, re.S)
        return [bare(html_module.unescape(re.sub("<[^>]*>", "", words))) for _, words in found]


def bare(words: str) -> str:
    return re.sub(r"[\s\ufffe\u00ad-]", "", words)


@pytest.fixture(scope="module")
def hard() -> Printed:
    return Printed(hard_content())


@pytest.fixture(scope="module")
def short(content: Content) -> Printed:
    return Printed(content)


@pytest.fixture(scope="module")
def demonstration(django_db_setup: None, django_db_blocker: Any) -> Printed:
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("seed_demo", verbosity=0)
        printed = Printed(report_queries.content_of(Report.objects.get()))
        transaction.set_rollback(True)
    return printed


@pytest.fixture(scope="module")
def running(django_db_setup: None, django_db_blocker: Any) -> Printed:
    """The demonstration's audit that is still open: its report is drafted first."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("seed_demo", verbosity=0)
        cycle = Cycle.objects.get(title="Section 11 audit 2025-26")
        report = report_services.open_draft(
            actor=None, partnership=Report.objects.get().partnership, cycle=cycle
        )
        printed = Printed(report_queries.content_of(report))
        transaction.set_rollback(True)
    return printed


@pytest.fixture(params=["demonstration", "running", "short", "hard"])
def printed(request: pytest.FixtureRequest) -> Printed:
    return request.getfixturevalue(request.param)


def test_nothing_is_cut_or_runs_off_the_page(printed):
    assert {page.number: page.cut(EDGE) for page in printed.pages if page.cut(EDGE)} == {}


def test_nothing_reaches_into_the_margins(printed):
    found = {
        page.number: page.outside((GUTTER_TURNED if page.is_turned else GUTTER) - TOUCH)
        for page in printed.pages[1:]
    }
    assert {number: words for number, words in found.items() if words} == {}


def test_a_word_in_the_head_of_a_column_is_whole_or_has_a_hyphen(demonstration):
    table = demonstration.pages[-1].text.partition("Good, Outstanding")[2]
    head = table.partition("Not counted")[0].replace("\N{HYPHEN} ", "")
    assert head == " Question Inadequate Requires improvement Good Outstanding n "


def test_agencies_without_a_return_have_a_status(running):
    assert "Agency Status Why, and the next step" in running.pdf.text


def test_a_percentage_and_its_sign_are_one_word(running):
    assert "from 88 to 100%; the average is 94.2%." in running.pdf.text
    assert " %" not in running.pdf.text


def test_no_line_of_the_method_is_one_word_alone(running):
    page = next(page for page in running.pages if "scored answers only" in page.text)
    words = [word for word in page.body if word.text == "number"]
    rows = [[w.text for w in page.body if abs(w.bottom - word.bottom) < 1] for word in words]
    assert words
    assert [row for row in rows if len(row) < 3] == []


def test_no_words_overlap(printed):
    found = {page.number: page.overlapping(TOUCH) for page in printed.pages}
    assert {number: pairs for number, pairs in found.items() if pairs} == {}


def test_no_letter_is_too_small_to_read(printed):
    small = {
        (page.number, word.text, round(word.size, 1))
        for page in printed.pages
        for word in page.words
        if 0 < word.size < SMALLEST
    }
    assert small == set()


def test_no_page_is_less_than_half_full_without_reason(printed):
    """A reason: the report ends, or what follows needs a page of its own or a turned one."""
    pages = printed.pages
    empty = [
        page.number
        for page, following in zip(pages, pages[1:], strict=False)
        if page.filled < 0.5
        and page.is_turned == following.is_turned
        and not following.text.startswith("At a glance")
    ]
    assert empty == []


def test_no_heading_or_caption_stands_alone_at_the_foot_of_a_page(printed):
    headings = printed.headings
    assert headings
    for page in printed.pages[1:]:
        last = bare(" ".join(word.text for word in page.body[-TALLEST_HEADING:]))
        assert not [words for words in headings if last.endswith(words)], page.number


def test_the_demonstration_needs_no_more_pages_than_it_has_to_say(demonstration):
    assert len(demonstration.pages) <= 22


def test_every_script_of_the_hard_report_is_printed(hard):
    assert "\N{REPLACEMENT CHARACTER}" not in hard.pdf.text


def test_a_list_in_a_list_keeps_the_numbers_of_both(hard):
    page = next(page for page in hard.pages if page.text.startswith("Foreword"))
    markers = [word for word in page.words if re.fullmatch(r"\d\.", word.text)]
    in_order = sorted(markers, key=lambda word: word.top)
    assert [word.text for word in in_order] == ["1.", "2.", "1.", "2.", "3."]
    assert in_order[2].left > in_order[1].left + 2
    assert "Agency Trained Share Ash House 12 of 14 86%" in page.text


def test_practice_with_a_heading_alone_or_without_one_is_printed(hard):
    assert "Good practice: A title" in hard.pdf.text
    assert "Good practice Words without a heading." in hard.pdf.text


def test_what_a_chart_says_is_told_with_its_name(hard):
    told = [words for words in hard.pdf.figures() if words.startswith("Question 1.1")]
    assert told
    assert "how agencies answered. Agencies most often say" in told[0]


def test_fifty_choices_are_drawn_in_letters_of_full_size(hard):
    parts = [words for words in hard.pdf.figures() if "how agencies answered (" in words]
    assert len(parts) >= 4
    assert ARABIC in hard.html
