"""What is said of the recommendations is true of each of them."""

import dataclasses
import datetime

import pytest

from reports.output.content import Recommendation
from reports.output.pdf.recommended import intro

WHOLE = Recommendation(
    1, "Share it", "Few knew it.", "Share it.", "A group", "", datetime.date(2026, 9, 1), "All do."
)


def test_each_says_everything_where_each_does():
    assert intro([WHOLE, WHOLE]) == (
        "2 recommendations. Each says what was found, what is to be done, who leads, by when and "
        "how success will be measured."
    )


@pytest.mark.parametrize(
    ("missing", "words"), [("owner", "who leads"), ("due", "by when"), ("success", "measured")]
)
def test_what_one_of_them_leaves_open_is_not_promised(missing, words):
    blank = dataclasses.replace(WHOLE, **{missing: None if missing == "due" else ""})
    assert words in intro([WHOLE])
    assert words not in intro([WHOLE, blank])


def test_a_title_alone_promises_nothing():
    assert intro([Recommendation(1, "Share it")]) == "1 recommendation."
    assert intro([]) == ""
