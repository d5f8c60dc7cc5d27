"""A manager's Markdown becomes what a tagged PDF can hold."""

import pytest

from reports.output.pdf.prose import curly, prose

A = '<a href="tel:1" rel="noopener noreferrer">'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("", ""),
        ("One\n\nTwo", "<p>One</p>\n<p>Two</p>\n"),
        ("# Big\n\ntext", '<p class="subhead">Big</p>\n<p>text</p>\n'),
        ("- a\n- b", "<ul><li>a</li><li>b</li></ul>\n"),
        ("- a\n\n  more\n\n- b", "<ul><li>a<br>more</li><li>b</li></ul>\n"),
        ("- a\n  - b\n- c", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>\n"),
        (
            "1. a\n   - x\n   - y\n2. b",
            "<ol><li>a<ul><li>x</li><li>y</li></ul></li><li>b</li></ol>",
        ),
        ("- a\n  - b\n\n  c", "<ul><li>a<ul><li>b</li></ul><br>c</li></ul>"),
        ("[a **b** c](tel:1)", f"<p>{A}a </a><strong>{A}b</a></strong>{A} c</a></p>"),
        ("[**b**](tel:1)", f"<p><strong>{A}b</a></strong></p>"),
        (
            "| a | b |\n|---|---|\n| 1 | 2 |",
            "<table><thead><tr><th>a</th><th>b</th></tr></thead>"
            "<tbody><tr><td>1</td><td>2</td></tr></tbody></table>",
        ),
        ("- x\n\n  | a | b |\n  |---|---|\n  | 1 | 2 |", "<ul><li>x<br>a b<br>1 2</li></ul>"),
        ("مرحبا\n\na مرحبا", '<p dir="rtl">مرحبا</p><p>a مرحبا</p>'),
        ("3. a\n4. b", '<ol start="3"><li>a</li><li>b</li></ol>\n'),
        ("- # a\n- > b", "<ul><li><strong>a</strong></li><li>b</li></ul>\n"),
        ("a **b** *c*", "<p>a <strong>b</strong> <em>c</em></p>\n"),
        ("a < b & c", "<p>a &lt; b &amp; c</p>\n"),
        ("***\n\na", "\n<p>a</p>\n"),
    ],
)
def test_shape(text, html):
    assert prose(text).replace("\n", "") == html.replace("\n", "")


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "![x](file:///etc/passwd)",
        '<img src="http://example.com/x.png">',
        "<style>@import url(http://example.com)</style>",
    ],
)
def test_nothing_that_loads_or_runs(text):
    html = prose(text)
    assert "<script" not in html
    assert "<img" not in html
    assert "<style" not in html
    assert "href=" not in html


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("'It works,' they say", "‘It works,’ they say"),
        ("the child's own words", "the child’s own words"),
        ('She said "no"', "She said “no”"),
        ("('so')", "(‘so’)"),
    ],
)
def test_straight_quotation_marks_are_set_as_printers_do(text, printed):
    assert curly(text) == printed


def test_a_mark_after_bold_text_still_closes():
    assert "</strong>’s" in prose("the **agency**'s own")
