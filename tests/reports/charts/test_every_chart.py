"""What must hold of each chart: accessible, allowed by the content policy, drawn by WeasyPrint."""

import logging
import re

import pytest

from reports.charts import stacked_bar
from tests.reports.charts.examples import every_chart
from tests.reports.charts.pictures import (
    NAMESPACE,
    check_nothing_overlaps_or_is_cut,
    parsed,
)
from tests.reports.published import grades, spread

CHARTS = every_chart()
HOSTILE = "<script>alert('1')</script> \"&amp; \x00\x0b ]]> Ünïcode 安全"


@pytest.fixture(params=list(CHARTS))
def chart(request):
    return CHARTS[request.param]


def test_it_is_an_image_with_a_name_and_a_description(chart):
    root = parsed(chart)
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "c-title c-desc"
    title, description = root[0], root[1]
    assert (title.tag, title.get("id"), title.text) == (
        f"{NAMESPACE}title",
        "c-title",
        "Question 2.1",
    )
    assert (description.get("id"), description.text) == ("c-desc", "What agencies say")


@pytest.mark.parametrize("name", list(CHARTS))
def test_it_shrinks_with_its_column(name):
    root = parsed(CHARTS[name])
    assert root.get("width") == "100%"
    assert root.get("viewBox").startswith("0 0 344 " if "narrow" in name else "0 0 640 ")
    assert root.get("height") is None


@pytest.mark.parametrize("name", [name for name in CHARTS if name.startswith("narrow ")])
def test_a_narrow_drawing_says_the_same_in_letters_of_the_same_size(name):
    narrow, wide = CHARTS[name], CHARTS[name.removeprefix("narrow ")]
    if name == "narrow empty bar":
        wide = stacked_bar(grades(0, 0, 0, 0), "Question 2.1", "What agencies say", "c")
    assert words_of(narrow) >= words_of(wide)
    assert sizes_of(narrow) <= sizes_of(wide)


def words_of(picture):
    return set(" ".join(parsed(picture).itertext()).split())


def sizes_of(picture):
    return {element.get("font-size") for element in parsed(picture).iter(f"{NAMESPACE}text")}


def test_it_holds_nothing_the_content_policy_forbids(chart):
    for element in parsed(chart).iter():
        assert element.tag.removeprefix(NAMESPACE) in {
            "svg",
            "title",
            "desc",
            "rect",
            "text",
            "tspan",
            "circle",
            "polyline",
        }
        assert not {"style", "class", "href"} & set(element.attrib)
        assert not any(name.startswith("on") for name in element.attrib)
    assert "url(" not in chart


def test_every_text_names_its_font_and_is_large_enough(chart):
    for element in parsed(chart).iter(f"{NAMESPACE}text"):
        assert element.get("font-family") == "Inter, sans-serif"
        assert float(element.get("font-size")) >= 11


def test_ids_are_unique_with_their_prefix(chart):
    ids = [element.get("id") for element in parsed(chart).iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert all(name.startswith("c-") for name in ids)


def test_nothing_overlaps_or_is_cut(chart):
    check_nothing_overlaps_or_is_cut(chart)


@pytest.mark.parametrize("name", list(CHARTS))
def test_what_people_typed_is_shown_as_typed(name):
    picture = every_chart(title=HOSTILE, description=HOSTILE, label=HOSTILE)[name]
    assert "<script" not in picture
    assert "alert('1')" in "".join(parsed(picture).itertext())
    check_nothing_overlaps_or_is_cut(picture)


@pytest.mark.parametrize("prefix", ["", "1a", "a b", 'a"', "é"])
def test_an_unusable_id_prefix_is_refused(prefix):
    with pytest.raises(ValueError, match="id prefix"):
        stacked_bar(spread("1.1"), "Title", "", prefix)


def test_a_chart_without_a_title_is_refused_and_one_without_a_description_is_not():
    with pytest.raises(ValueError, match="title"):
        stacked_bar(spread("1.1"), " ", "", "c")
    picture = stacked_bar(spread("1.1"), "Title", "", "c")
    assert parsed(picture).get("aria-labelledby") == "c-title"
    assert "<desc" not in picture


def test_weasyprint_draws_them_without_a_complaint(caplog):
    weasyprint = pytest.importorskip("weasyprint")
    charts = "".join(every_chart(prefix=f"c{i}")[name] for i, name in enumerate(CHARTS))
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        pdf = weasyprint.HTML(
            string=f'<html lang="en"><title>Charts</title>{charts}</html>'
        ).write_pdf()
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert re.match(rb"%PDF-", pdf)
