"""A report that is hard to print: six levels, fifty choices, long names, many scripts."""

import datetime

from reports.output.content import Analysis, Content, Recommendation
from reports.results.rules.figures import (
    AgencyFigures,
    CycleFigures,
    QuestionFigures,
    StandardFigures,
    TemplateFigures,
)
from reports.results.rules.scales import Scored, ScoredScale
from reports.statistics import LOWER_IS_BETTER, LevelCount

OPENS, CLOSES = datetime.date(2026, 1, 5), datetime.date(2026, 3, 27)
MADE_ON = datetime.date(2026, 5, 1)

NAME = (
    "Upper Wexcombe Valley, Brackenshire and Netherfold Integrated Health and Care "
    "Partnership Trust"
)  # 94 characters
UNBROKEN = "Safeguardingchildrenpartnershipboard" * 3
HINDI = "नेदरफ़ोल्ड बाल सुरक्षा सेवा"
PUNJABI = "ਬੱਚਿਆਂ ਦੀ ਸੁਰੱਖਿਆ ਸੇਵਾ"
BENGALI = "শিশু সুরক্ষা পরিষেবা"
ARABIC = "خدمة حماية الأطفال (القسم 3)"
CHINESE = "兒童保護服務"
EMOJI = "Bright Futures 😀 👩‍👧‍👦 Nursery"
NAMES = (NAME, UNBROKEN, HINDI, PUNJABI, BENGALI, ARABIC, CHINESE, EMOJI, "Ash House")
SECTORS = ("Health", ARABIC, "Voluntary, community, faith and social enterprise organisations")

SIX = (
    ("0", "No risk has been identified by the agency or by anybody else", 0, "green", "met"),
    ("1", "Very low", 1, "green", "met"),
    ("2", "Requires improvement", 2, "yellow", "partly_met"),
    ("3", "Considerable, and not yet understood", 3, "amber", "partly_met"),
    ("4", ARABIC, 4, "red", "not_met"),
    ("5", UNBROKEN, 5, "red", "not_met"),
)
PROSE = f"""First **bold** with a [**bold** link](https://example.org/a), then:

1. one
   - a, with {UNBROKEN}
   - b
2. two

   a second paragraph of two

   1. inner
   2. inner again
3. three

| Agency | Trained | Share |
|---|---:|---:|
| Ash House | 12 of 14 | 86% |
| {HINDI} | 3 of 3 | 100% |

{ARABIC}, {ARABIC}: 14 (64%).

> {HINDI} {PUNJABI} {BENGALI} {CHINESE} 😀
"""


def hard_content(questions: int = 9, agencies: int = 40) -> Content:
    """The report. Of its returns each answered everything."""
    rated = [_rated(number) for number in range(1, questions + 1)]
    standards = (
        StandardFigures(1, "1", "Risk as agencies see it", tuple(rated[:4])),
        StandardFigures(2, "2", f"{NAME}: {HINDI}", tuple(rated[4:])),
        StandardFigures(3, "3", "Fifty choices", (_choice("single_choice"), _choice("tick_all"))),
        StandardFigures(4, "4", "One short question", (_number(),)),
    )
    return Content(
        title=f"What agencies of {NAME} tell us: {UNBROKEN}, {ARABIC}",
        partnership=f"{NAME} Safeguarding Children Partnership",
        figures=CycleFigures(
            1,
            f"Section 11 audit of {NAME}",
            "April 2025 to March 2026",
            OPENS,
            CLOSES,
            "closed",
            NAME,
            agencies=tuple(_agency(number) for number in range(agencies)),
            templates=(TemplateFigures(1, "Full", standards),),
            scales=(ScoredScale("Risk", LOWER_IS_BETTER, tuple(_levels(0))),),
        ),
        edition="Edition for the executive, second printing with corrections",
        marking="Official: sensitive, not for publication before the executive has met on it",
        foreword=PROSE,
        foreword_by=f"{HINDI}, {NAME}",
        summary=PROSE,
        about="A short text.",
        analyses=_analyses(),
        recommendations=tuple(_recommendation(number) for number in range(1, 14)),
    )


def _levels(seed: int) -> list[LevelCount]:
    counts = (7, 3, 12, 1, 9 + seed % 3, 8 - seed % 3)
    return [LevelCount(*level, count=n) for level, n in zip(SIX, counts, strict=True)]


def _rated(number: int) -> QuestionFigures:
    text = f"How well does {NAME} hear children, {UNBROKEN if number == 2 else 'and act'}?"
    return QuestionFigures(
        number,
        number,
        f"1.{number}",
        text,
        "rating",
        heading=ARABIC if number == 3 else "",
        levels=tuple(_levels(number)),
        direction=LOWER_IS_BETTER,
        answered=40,
        unanswered=number % 2,
    )


def _choice(kind: str) -> QuestionFigures:
    names = [f"{NAMES[n % len(NAMES)]} {n}" for n in range(50)]
    levels = tuple(LevelCount(f"c{n}", name, count=n % 4) for n, name in enumerate(names))
    place = 50 + len(kind)
    return QuestionFigures(
        place,
        place,
        f"3.{len(kind)}",
        "Which of these did you work with?",
        kind,
        levels=levels,
        answered=sum(level.count for level in levels) if kind == "single_choice" else 40,
    )


def _number() -> QuestionFigures:
    return QuestionFigures(90, 90, "4.1", "How many staff?", "number", answered=0)


def _agency(number: int) -> AgencyFigures:
    name = NAMES[number % len(NAMES)]
    absent = number % 5 == 4
    return AgencyFigures(
        number,
        f"{name} {number}",
        SECTORS[number % len(SECTORS)],
        reason=f"{NAME} rings in June." if number % 2 else "",
        revision=None if absent else number + 1,
        late=number % 7 == 0,
        scores=(Scored(0, 0) if absent else Scored(20 + number % 9, 9),),
    )


def _analyses() -> tuple[Analysis, ...]:
    return (
        Analysis(1, body=PROSE, quotation=ARABIC, quotation_from=HINDI, practice_title="A title"),
        Analysis(2, body="Short.", practice="Words without a heading."),
        Analysis(3, practice_from="Ash House"),
        Analysis(5, body=f"{UNBROKEN} {PROSE}", practice_title=NAME, practice=PROSE),
    )


def _recommendation(number: int) -> Recommendation:
    return Recommendation(
        number,
        title=f"Recommendation to {NAME}" if number % 2 else f"{HINDI} {ARABIC} 😀",
        finding=PROSE if number == 2 else "Something was found.",
        action="" if number == 3 else "Do something about it.",
        owner=NAME if number % 3 else "",
        support=UNBROKEN if number == 4 else "",
        due=datetime.date(2026, 9, number) if number % 4 else None,
        success="It is measured." if number % 2 else "",
        question=number if number < 7 else 0,
    )
