"""Tables: each column is described once, and the cells of the rows follow it."""

from typing import Any

import pytest
from django.template import TemplateSyntaxError, engines
from django.test import RequestFactory

from tests.shown import collapsed

NASTY = "<script>alert(1)</script>"
RETURNS = """
{% table "Returns" OPTIONS %}
  {% column "Agency" %}
  {% column "Rated questions" "number" short="Rated" %}
  {% column "Last activity" "date" %}
  {% for name, rated, day in rows %}
    {% row kind %}
      {% cell %}{{ name }}{% endcell %}
      {% cell %}{{ rated }}{% endcell %}
      {% cell %}{{ day }}{% endcell %}
    {% endrow %}
  {% endfor %}
{% endtable %}
"""


def shown(source: str, **context: Any) -> str:
    html = engines["django"].from_string(source).render(context, RequestFactory().get("/"))
    return collapsed(html)


def returns(options: str = "", **context: Any) -> str:
    rows = [("Police", 7, "5 May"), ("School", 0, "")]
    return shown(RETURNS.replace("OPTIONS", options), **{"rows": rows, "kind": "", **context})


def test_the_first_cell_of_a_row_is_its_heading_and_numbers_stand_at_the_right() -> None:
    html = returns()
    assert '<th class="govuk-table__header" scope="row">Police</th>' in html
    assert '<td class="govuk-table__cell govuk-table__cell--numeric">7</td>' in html
    numeric = "govuk-table__header govuk-table__header--numeric"
    assert f'<th class="{numeric}" scope="col">Rated questions</th>' in html
    assert ">Returns</caption>" in html
    assert "role=" not in html


def test_a_table_of_cards_stays_a_table_and_each_cell_says_what_it_is() -> None:
    html = returns("cards=True")
    numeric = "govuk-table__cell govuk-table__cell--numeric"
    assert f'<td class="{numeric}" data-label="Rated">7</td>' in html
    assert '<th class="govuk-table__header" scope="row">Police</th>' in html
    assert "role=" not in html


def test_no_date_is_a_dash_and_no_line_on_a_card() -> None:
    html = returns("cards=True")
    date, label = "govuk-table__cell s11-rows__date", 'data-label="Last activity"'
    assert f'<td class="{date}" {label}>5 May</td>' in html
    assert f'<td class="{date} s11-rows__nothing" {label}>–</td>' in html


def test_a_table_can_scroll_in_a_frame_of_its_own() -> None:
    html = returns('region="All returns" small=True')
    assert '<div class="s11-scroll" role="region" aria-label="All returns" tabindex="0">' in html
    assert "govuk-table--small-text-until-tablet" in html


def test_a_row_of_another_kind_can_be_told_apart() -> None:
    assert 'class="govuk-table__row s11-figures__sum"' in returns('also="s11-figures"', kind="sum")


def test_a_table_escapes_what_it_is_given() -> None:
    html = shown(
        "{% table nasty cards=True region=nasty %}{% column nasty %}{% column nasty short=nasty %}"
        "{% row nasty %}{% cell %}{{ nasty }}{% endcell %}{% cell %}{{ nasty }}{% endcell %}"
        "{% endrow %}{% endtable %}",
        nasty=NASTY,
    )
    assert "<script>" not in html
    assert html.count("&lt;script&gt;") == 8


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ("{% cell %}1{% endcell %}{% cell %}2{% endcell %}", "more cells"),
        ("", "fewer cells"),
    ],
)
def test_a_row_that_does_not_fit_its_columns_is_refused(cells: str, words: str) -> None:
    source = f'{{% table "T" %}}{{% column "A" %}}{{% row %}}{cells}{{% endrow %}}{{% endtable %}}'
    with pytest.raises(TemplateSyntaxError, match=words):
        shown(source)
