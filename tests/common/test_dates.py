"""Dates as people type them are read as they mean them, or refused with a sentence."""

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s11portal.common.dates import NotADate, days_left, read_date, uk_date

LAST_OF_MARCH = date(2026, 3, 31)


@pytest.mark.parametrize(
    "typed",
    [
        "31/3/2026",
        "31/03/2026",
        "31.3.2026",
        "31. 3. 2026",
        "31-03-2026",
        "31 3 2026",
        "31 March 2026",
        "31 march 2026",
        "31st March, 2026",
        "31 Mar 2026",
        "31 Mar. 2026",
        "31-Mar-2026",
        "31/March/2026",
        "March 31 2026",
        "March 31, 2026",
        "  31  March  2026 ",
        "2026-03-31",
        "2026-03-31T00:00:00",
    ],
)
def test_a_date_is_read_as_people_write_it(typed):
    assert read_date(typed) == LAST_OF_MARCH


def test_september_has_two_short_names():
    assert read_date("1 Sept 2026") == read_date("1 Sep 2026") == date(2026, 9, 1)


@pytest.mark.parametrize("typed", ["31/03/26", "1/1/1", "31 March 26", "31/3/026", "31/3/20260"])
def test_a_year_is_asked_for_in_full(typed, frozen):
    with pytest.raises(NotADate, match=r"^Enter the year in full, like \d{4}\.$"):
        read_date(typed)


@pytest.mark.parametrize("typed", ["31/3/0026", "31/3/1026", "1/1/9999"])
def test_a_year_nobody_means_is_refused(typed):
    with pytest.raises(NotADate, match="between 1900 and 2100"):
        read_date(typed)


@pytest.mark.parametrize("typed", ["31/4/2026", "0/1/2026", "1/13/2026", "31 Brumaire 2026"])
def test_a_day_that_is_not_in_the_calendar_is_refused(typed):
    with pytest.raises(NotADate, match="is not a day of the calendar"):
        read_date(typed)


@pytest.mark.parametrize("typed", ["", "soon", "2026", "//2026", "31/3/", "1e3", "٣١/٣/٢٠٢٦x"])
def test_what_is_no_date_is_refused(typed):
    with pytest.raises(NotADate):
        read_date(typed)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_what_the_product_prints_it_reads(day):
    assert read_date(uk_date(day)) == day
    assert read_date(day.isoformat()) == day
    assert read_date(f"{day.day}/{day.month}/{day.year}") == day


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_refused(text):
    with contextlib.suppress(NotADate):
        assert date(1900, 1, 1) <= read_date(text) <= date(2100, 12, 31)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 20), "today"),
        (date(2026, 11, 21), "tomorrow"),
        (date(2026, 11, 23), "3 days left"),
        (date(2026, 11, 19), "yesterday"),
        (date(2026, 11, 17), "3 days ago"),
    ],
)
def test_days_left_are_counted_in_london(frozen, day, words):
    frozen.move_to("2026-11-20T09:00Z")
    assert days_left(day) == words
