"""The parts that all pages share, and how words, dates and states are shown."""

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory

from audits.template.rules.structure import COLOURS as LEVEL_COLOURS
from reports.charts import palette
from s11portal.common import browsers, dates, markdown, statuses
from s11portal.common.errors import Problem

NASTY = "<script>alert(1)</script>"


def shown(source: str, path: str = "/", **context: Any) -> str:
    return engines["django"].from_string(source).render(context, RequestFactory().get(path))


@pytest.mark.usefixtures("frozen")
@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2026, 11, 20, 14, 2, tzinfo=UTC), "today at 14:02"),
        (datetime(2026, 11, 19, 23, 59, tzinfo=UTC), "yesterday at 23:59"),
        (datetime(2026, 11, 18, 9, 0, tzinfo=UTC), "18 November 2026 at 09:00"),
        # Summer time: an hour ahead, here already the next day.
        (datetime(2026, 6, 30, 23, 30, tzinfo=UTC), "1 July 2026 at 00:30"),
        (None, ""),
    ],
)
def test_moments_are_told_in_london_time(moment: datetime | None, words: str) -> None:
    assert dates.uk_datetime(moment) == words


def test_dates_are_written_out() -> None:
    assert dates.uk_date(date(2026, 11, 5)) == "5 November 2026"
    assert dates.uk_date(datetime(2026, 6, 30, 23, 30, tzinfo=UTC)) == "1 July 2026"
    assert dates.uk_date(None) == ""


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        (NASTY, "<script"),
        ("[x](javascript:alert(1))", "<a"),
        ("[x](data:text/html;base64,xx)", "<a"),
        ("![x](https://elsewhere.example/p.png)", "<img"),
        ('<p onclick="x()">hello</p>', "<p onclick"),
        ('<a href="#" style="color:red">x</a>', "<a href"),
    ],
)
def test_markdown_cannot_run_or_fetch_anything(text: str, gone: str) -> None:
    assert gone not in markdown.to_html(text)


def test_markdown_headings_fit_under_those_of_the_page() -> None:
    assert markdown.to_html("# One\n\n## Two\n\n###### Six") == (
        "<h3>One</h3>\n<h4>Two</h4>\n<h6>Six</h6>\n"
    )
    assert markdown.to_html("# One", first_heading=2) == "<h2>One</h2>\n"
    assert markdown.to_html(None) == ""


def test_markdown_links_do_not_hand_over_the_page() -> None:
    html = markdown.to_html("[Guidance](https://www.gov.uk/x)")
    assert 'rel="noopener noreferrer"' in html


def test_counted_words_agree_with_their_number() -> None:
    assert shown('{{ n|counted:"agency,agencies" }}', n=1) == "1 agency"
    assert shown('{{ n|counted:"agency,agencies" }}', n=1204) == "1,204 agencies"
    assert shown('{{ n|counted:"return" }}', n=0) == "0 returns"
    assert shown('{{ n|counted:"return" }}', n=None) == "0 returns"


def test_a_state_is_told_in_words_and_an_unknown_one_breaks_nothing() -> None:
    assert "Overdue" in shown("{% status_tag 'overdue' %}")
    assert "govuk-tag--red" in shown("{% status_tag 'overdue' %}")
    assert "Never seen" in shown("{% status_tag 'never_seen' %}")
    assert "2 days left" in shown("{% status_tag 'open' '2 days left' %}")
    assert shown("{% status_tag None %}").strip() == ""


def test_states_use_colours_that_exist() -> None:
    known = {"grey", "green", "teal", "blue", "purple", "red", "orange", "yellow"}
    assert {colour for _, colour in statuses.STATUSES.values()} <= known


def test_every_state_that_a_row_can_have_has_words() -> None:
    kept = {
        str(value)
        for model in apps.get_models()
        if model.__module__.split(".")[0] in ("agencies", "audits", "reports", "s11portal")
        for field in model._meta.get_fields()
        if field.name == "state"
        for value, _ in field.choices or ()
    }
    # Not shown as a tag: the state of a partnership in a shared audit.
    assert kept - set(statuses.STATUSES) <= {"asked", "joined", "left"}


def test_progress_is_told_in_words_and_without_inline_style() -> None:
    html = shown("{% progress 7 12 label='Police' %}")
    assert html.count("7 of 12 answered") == 2
    assert "Police: 7 of 12 answered" in html
    assert "style=" not in html
    assert 'max="1"' in shown("{% progress 0 0 %}")


def test_the_level_of_a_scale_shows_its_words_beside_the_colour() -> None:
    html = shown("{% level words colour %}", words="Good & safe", colour="green")
    assert "Good &amp; safe" in html
    assert "s11-chip--green" in html
    assert "s11-chip" not in shown("{% level words '' %}", words="In words only")
    assert shown("{% level '' 'green' %}").strip() == ""


def test_every_colour_a_level_may_have_is_in_the_style_sheet_as_in_the_charts() -> None:
    """'Requires improvement' was once printed in Outstanding's blue: its class had no style."""
    sheet = (settings.BASE_DIR / "static/build/app.css").read_text()
    for colour in LEVEL_COLOURS:
        found = re.search(rf"\.s11-chip--{colour}\{{border-color:(#[0-9a-f]{{3,6}})\}}", sheet)
        assert found, colour
        shade = found[1] if len(found[1]) == 7 else "#" + "".join(c * 2 for c in found[1][1:])
        assert shade in {palette.shade(colour, rung).fill for rung in palette.RUNGS}
        assert palette.contrast(shade, "#ffffff") >= 3
    assert set(LEVEL_COLOURS) == set(palette.COLOURS)


def test_every_tag_has_the_colour_it_asks_for() -> None:
    sheet = (settings.BASE_DIR / "static/build/app.css").read_text()
    for state, (_words, colour) in statuses.STATUSES.items():
        # A tag without a colour of its own is blue.
        assert colour == "blue" or f".govuk-tag--{colour}{{" in sheet, state


def test_a_button_that_changes_something_posts_with_a_token() -> None:
    html = shown('{% post_button "/x/" "Remove" kind="link" about=who pk=3 %}', who=NASTY)
    assert 'method="post"' in html
    assert "csrfmiddlewaretoken" in html
    assert '<input type="hidden" name="pk" value="3">' in html
    assert "<script>" not in html


@pytest.mark.parametrize(
    "source",
    [
        "{% page_heading nasty caption=nasty %}",
        "{% page_opening nasty caption=nasty %}{{ nasty }}{% endpage_opening %}",
        "{% error_box nasty %}{{ nasty }}{% enderror_box %}",
        "{% two_thirds %}{{ nasty }}{% endtwo_thirds %}",
        "{% sentence %}{{ nasty }}{% endsentence %}",
        "{% scroll_region nasty %}{{ nasty }}{% endscroll_region %}",
        "{% details nasty %}{{ nasty }}{% enddetails %}",
        "{% panel nasty %}{{ nasty }}{% endpanel %}",
        "{% empty_state nasty %}{{ nasty }}{% endempty_state %}",
        "{% card nasty %}{{ nasty }}{% endcard %}",
        "{% warning %}{{ nasty }}{% endwarning %}",
        "{% inset %}{{ nasty }}{% endinset %}",
        "{% summary_list %}{% summary_row nasty change=nasty action=nasty %}{{ nasty }}"
        "{% endsummary_row %}{% endsummary_list %}",
        "{% status_tag nasty nasty %}",
        "{% progress 1 2 label=nasty %}",
    ],
)
def test_components_escape_what_they_are_given(source: str) -> None:
    html = shown(source, nasty=NASTY)
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_an_opening_sentence_stands_below_the_heading_if_there_is_one() -> None:
    opened = '{% page_opening "Privacy" %}\n  {{ words }}\n{% endpage_opening %}'
    assert "What is kept.</p>" in shown(opened, words="What is kept.")
    assert "<p" not in shown(opened, words="")


def test_a_sentence_put_together_from_lines_has_no_space_before_a_comma_or_stop() -> None:
    late = "{% if late %}\n  , {{ late }} late\n{% endif %}"
    lines = f"{{% sentence %}}\n12 returned\n{late}\n.\n{{% endsentence %}}"
    assert shown(lines, late=2) == "12 returned, 2 late."
    assert shown(lines, late=0) == "12 returned."
    # What somebody wrote stays as it is.
    assert shown("{% sentence %}{{ note }}\n.{% endsentence %}", note="So , so") == "So , so."


def test_problems_of_a_file_are_listed_with_place_and_remedy() -> None:
    problems = [Problem(12, "question 1.2", "No such scale.", "Use: grade."), Problem(0, "", NASTY)]
    html = shown("{% problem_summary problems 'Not imported' %}", problems=problems)
    assert "Not imported" in html
    assert "There are 2 problems to correct" in html
    assert ">12<" in html
    assert "Use: grade." in html
    assert "Whole file" in html
    assert "<script>" not in html
    assert shown("{% problem_summary problems %}", problems=[]).strip() == ""


def test_turning_pages_keeps_what_was_searched_for() -> None:
    page = Paginator(range(100), 10).page(5)
    html = shown("{% pagination page %}", path="/x/?sector=Health&page=5", page=page)
    assert 'href="?sector=Health&amp;page=6"' in html
    assert 'aria-current="page"' in html
    assert "page=5&" not in html


def test_two_lists_in_a_page_are_turned_one_by_one() -> None:
    page = Paginator(range(100), 10).page(5)
    tag = '{% pagination page name="absent" of="agencies" anchor="them" %}'
    html = shown(tag, path="/x/?page=2&absent=5", page=page)
    assert 'href="?page=2&amp;absent=6#them"' in html
    assert 'aria-label="Pages of agencies"' in html


def test_one_page_needs_no_page_numbers() -> None:
    assert shown("{% pagination page %}", page=Paginator([1], 10).page(1)).strip() == ""


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/130.0 Safari/537.36 Edg/130.0", "Edge on Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18 like Mac OS X) Safari/604", "Safari on iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:130) Firefox/130", "Firefox on Linux"),
        ("curl/8", "Another browser"),
        ("", "Another browser"),
    ],
)
def test_a_browser_is_named_as_people_know_it(agent: str, words: str) -> None:
    assert browsers.name(agent) == words
