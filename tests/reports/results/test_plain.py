"""Figures frozen in a row come back as they were."""

import json
from datetime import date
from decimal import Decimal

from reports.results.rules.figures import (
    AgencyFigures,
    CycleFigures,
    QuestionFigures,
    StandardFigures,
    TemplateFigures,
)
from reports.results.rules.plain import from_plain, to_plain
from reports.statistics import LevelCount

FIGURES = CycleFigures(
    cycle=1,
    title="Audit",
    period="2020-21",
    opens_on=date(2020, 11, 2),
    closes_on=date(2021, 2, 26),
    state="closed",
    partnership="Wexcombe",
    agencies=(
        AgencyFigures(1, "Ash House", "Health", revision=5, returned_on=date(2021, 1, 5)),
        AgencyFigures(2, "Birch Trust", "Health", reason="No lead"),
    ),
    templates=(
        TemplateFigures(
            1,
            "Ten questions",
            (
                StandardFigures(
                    1,
                    "1",
                    "Arrangements",
                    (
                        QuestionFigures(
                            1, 1, "1.1", "How?", "rating", levels=(LevelCount("0", "Low", 0),)
                        ),
                        QuestionFigures(2, 2, "1.2", "How many?", "number", total=Decimal("2.50")),
                    ),
                ),
            ),
        ),
    ),
)


def test_through_json_and_back():
    stored = json.loads(json.dumps(to_plain(FIGURES)))
    assert from_plain(CycleFigures, stored) == FIGURES


def test_a_snapshot_from_before_a_field_existed_takes_its_default():
    stored = to_plain(FIGURES)
    del stored["agencies"][0]["late"]
    assert from_plain(CycleFigures, stored) == FIGURES
