"""The published audit as plain values: what the report prints, and the answers behind it."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

from reports.statistics import Distribution, Level, LevelCount, Rounding, distribution

# The published report's whole percentages of one question add up to 100.
AS_PUBLISHED = Rounding(adds_up=True)
FOLDER = Path(__file__).parent.parent / "data" / "south-gloucestershire-2020-21"
PUBLISHED = json.loads((FOLDER / "published.json").read_text(encoding="utf-8"))
QUESTIONS = json.loads((FOLDER / "questions.json").read_text(encoding="utf-8"))
with (FOLDER / "responses.csv").open(encoding="utf-8", newline="") as lines:
    RESPONSES = list(csv.DictReader(lines))

GRADES = (
    Level("0", "Inadequate", 0, "red", "not_met"),
    Level("1", "Requires improvement", 1, "amber", "partly_met"),
    Level("2", "Good", 2, "green", "met"),
    Level("3", "Outstanding", 3, "blue", "met"),
)
YES_NO = (Level("yes", "Yes"), Level("no", "No"))
RATED = ("1.1", "1.2", "1.3", "2.1", "2.2", "3.1", "3.2", "4.1", "4.3")
LABELS = ("1.1", "1.2", "1.3", "2.1", "2.2", "3.1", "3.2", "4.1", "4.2", "4.3")
ABOUT = {
    question["label"]: question["about"]
    for standard in QUESTIONS["standards"]
    for question in standard["questions"]
}


def spread(label: str) -> Distribution:
    """The distribution of one question, counted from the responses."""
    answers = [row[label].lower() for row in RESPONSES]
    hidden = 0
    if label == "4.3":
        hidden = sum(1 for row in RESPONSES if row["4.2"] == "No")
    return distribution(
        [counted(level, answers.count(level.code)) for level in scale(label)],
        hidden=hidden,
        unanswered=answers.count("") - hidden,
        rounding=AS_PUBLISHED,
    )


def scale(label: str) -> tuple[Level, ...]:
    return YES_NO if label == "4.2" else GRADES


def counted(level: Level, count: int) -> LevelCount:
    return LevelCount(level.code, level.label, level.score, level.colour, level.counts_as, count)


def grades(*counts: int, **outside: Any) -> Distribution:
    """A distribution over the four grades, for examples."""
    return distribution(
        [counted(level, count) for level, count in zip(GRADES, counts, strict=True)],
        **outside,
    )


def yes_no(yes: int, no: int, **outside: Any) -> Distribution:
    return distribution([counted(YES_NO[0], yes), counted(YES_NO[1], no)], **outside)
