"""Letters of every script: shaped as they are written, and none that is silently missing."""

import re

import pytest

from reports.charts import choice_bars
from reports.output.pdf import process
from reports.output.pdf.letters import UNKNOWN, Fonts, known
from reports.statistics import tick_all
from tests.reports.pdf import Pdf

PAGE = (
    "<!doctype html><html lang='en-GB'><head><title>A page</title>"
    "<link rel='stylesheet' href='document.css'></head><body><h1>Page</h1>{}</body></html>"
)
HINDI, PUNJABI, BENGALI, ARABIC, EMOJI, CHINESE = "नमस्ते", "ਸਤ ਸ੍ਰੀ", "নমস্কার", "مرحبا", "😀", "安全"
NOBODY_HAS = "\U000e0ff0"


def has(letter: str) -> bool:
    """Whether a font of this machine has the letter (the project's setup installs them)."""
    return not Fonts().missing([letter])


def drawn(body: str) -> Pdf:
    return Pdf(process.render(PAGE.format(body), identifier=b"x").pdf)


@pytest.mark.parametrize("words", [HINDI, PUNJABI, BENGALI, ARABIC, EMOJI, CHINESE])
def test_words_of_other_scripts_are_printed_and_not_boxes(words):
    if not has(words[0]):
        pytest.skip("this machine has no font for it")
    pdf = drawn(f"<p>{words}</p>")
    assert UNKNOWN not in pdf.text
    fonts = {str(font.BaseFont) for font in pdf.pdf.pages[0].Resources.Font.values()}
    assert any("Inter" not in name for name in fonts)


def test_a_letter_that_no_font_has_is_shown_to_be_missing():
    assert known(f"a{NOBODY_HAS}b") == f"a{UNKNOWN}b"
    assert UNKNOWN in drawn(f"<p>a{NOBODY_HAS}b</p>").text


def test_marks_that_nobody_draws_are_left_alone():
    text = "\u2068a\u2069 \u200d \ufe0f \u2003"
    assert known(text) == text


def test_a_machine_that_cannot_be_asked_draws_what_it_can(monkeypatch):
    monkeypatch.setattr("reports.output.pdf.letters._fontconfig", lambda: None)
    assert known(f"a{NOBODY_HAS}b") == f"a{NOBODY_HAS}b"


def chart(label: str) -> str:
    ticks = tick_all([("a", label, 3)], base=5)
    return choice_bars(ticks, "Question 1", "What agencies tick", "c")


def test_the_texts_of_a_chart_are_words_and_not_letters_in_a_row():
    assert "Requires improvement" in drawn(chart("Requires improvement")).text


def test_arabic_in_a_chart_runs_from_right_to_left():
    if not has(ARABIC[0]):
        pytest.skip("this machine has no font for it")
    # Read as it lies on the paper, from the left: the last letter first.
    assert ARABIC[::-1] in drawn(chart(ARABIC)).text


def test_hindi_in_a_chart_keeps_its_joined_letters():
    if not has(HINDI[0]):
        pytest.skip("this machine has no font for it")
    # \u0938\u094d\u0924 is one joined sign; drawn apart it is three.
    pieces = len(re.findall(rb" Tm\b", contents(drawn(chart(HINDI)))))
    assert pieces == len(re.findall(rb" Tm\b", contents(drawn(chart("Word")))))


def contents(pdf: Pdf) -> bytes:
    """What the first page draws."""
    return bytes(pdf.pdf.pages[0].Contents.read_bytes())
