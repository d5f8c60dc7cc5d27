"""What the first minute of reading needs: computed from the same figures as everything else."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reports.results.rules.figures import CycleFigures, QuestionFigures
from reports.results.rules.scales import ScoredScale
from reports.statistics import (
    FEWEST_COMPARED,
    MET,
    NOT_MET,
    Distribution,
    Level,
    LevelCount,
    Rounding,
    Share,
    distribution,
    worst_first,
)
from reports.wording import AGENCIES, response_sentence, strongest_sentence, weakest_sentence
from reports.wording.language import quoted
from s11portal.common.words import joined

# Of more scales, only what counts as met is printed large.
MOST_SCALES_IN_FULL = 2


@dataclass(frozen=True)
class KeyFigure:
    """One large figure, what it counts, and what it rests on."""

    value: str
    label: str
    note: str = ""


@dataclass(frozen=True)
class Headline:
    """Who answered, a few large figures, and where agencies are strongest and weakest."""

    sentence: str
    more: str
    figures: tuple[KeyFigure, ...]
    strongest: str
    weakest: str
    left_out: str


def headline_of(figures: CycleFigures) -> Headline:
    """The first minute of an audit's results."""
    graded = [q for q in figures.questions if q.spread and q.spread.met_codes and q.base]
    # A question that few were asked is not the strongest of an audit.
    least = max(FEWEST_COMPARED, -(-figures.rate.scored // 2))
    compared = [(q.label, q.spread) for q in graded if q.spread]
    few = [q.label for q in graded if q.base < least]
    sentence, _, more = response_sentence(figures.rate, closed=not figures.is_open).partition(". ")
    return Headline(
        sentence=f"{sentence.rstrip('.')}.",
        more=more,
        figures=(_returned(figures), *_ratings(figures)),
        strongest=strongest_sentence(compared, minimum_base=least) if compared else "",
        weakest=weakest_sentence(compared, minimum_base=least) if compared else "",
        left_out=(
            f"Not compared, because fewer than {_fewest(least)} answered: {joined(few)}."
            if few and len(few) < len(graded)
            else ""
        ),
    )


def _fewest(least: int) -> str:
    return f"{least} agencies" if least == FEWEST_COMPARED else "half of the agencies"


def _returned(figures: CycleFigures) -> KeyFigure:
    rate = figures.rate
    return KeyFigure(
        f"{rate.returned:,} of {rate.expected:,}",
        f"{AGENCIES.noun(rate.expected)} returned{' so far' if figures.is_open else ''}",
        f"{rate.percent}% of those expected" if rate.percent is not None else "",
    )


def _ratings(figures: CycleFigures) -> list[KeyFigure]:
    """Each scored scale on its own; where there is none, what counts as met and as not met."""
    if not figures.scales:
        return _met_and_not(figures)
    found = []
    for scale in figures.scales:
        spread = _all_ratings(figures, scale)
        if not spread.has_base:
            continue
        of = f"{quoted(scale.title)} ratings" if len(figures.scales) > 1 else "ratings"
        if spread.met is not None:
            found.append(_share(spread.met, f"of {of} are {_either(spread.met.labels)}"))
        ranked = worst_first(spread.parts, scale.direction)
        if ranked and len(figures.scales) <= MOST_SCALES_IN_FULL:
            found.append(_count(spread.share(ranked[0].code), of, f"of {quoted(ranked[0].label)}"))
    return found


def _met_and_not(figures: CycleFigures) -> list[KeyFigure]:
    asked = [q for q in figures.questions if q.spread and q.spread.met_codes and q.base]
    if not asked:
        return []
    met, missed = (_counting_as(asked, counts_as, figures.rounding) for counts_as in (MET, NOT_MET))
    name = f"are {_either(met.labels)}" if met.labels else "count as met"
    found = [_share(met, f"of answers {name}")]
    if missed.labels:
        found.append(_count(missed, "answers", f"of {_either(missed.labels)}"))
    elif missed.count:
        noun = "counts" if missed.count == 1 else "count"
        found.append(_count(missed, "answers", f"that {noun} as not met"))
    return found


def _counting_as(questions: Sequence[QuestionFigures], counts_as: str, rounding: Rounding) -> Share:
    """The answers to all of them that count so; their labels where the questions share them."""
    labels = {tuple(lv.label for lv in q.levels if lv.counts_as == counts_as) for q in questions}
    return Share(
        count=sum(lv.count for q in questions for lv in q.levels if lv.counts_as == counts_as),
        base=sum(q.base for q in questions),
        labels=labels.pop() if len(labels) == 1 else (),
        rounding=replace(rounding, adds_up=False),
    )


def _share(share: Share, label: str) -> KeyFigure:
    return KeyFigure(f"{share.percent}%", label, f"{share.count:,} of {share.base:,}")


def _count(share: Share, noun: str, what: str) -> KeyFigure:
    one = noun.removesuffix("s") if share.count == 1 else noun
    return KeyFigure(
        f"{share.count:,}", f"{one} {what}", f"{share.percent}% of {share.base:,} {noun}"
    )


def _either(labels: Sequence[str]) -> str:
    return joined([quoted(label) for label in labels], "or")


def _all_ratings(figures: CycleFigures, scale: ScoredScale) -> Distribution:
    """All answers on one scored scale together, each percentage what a calculator gives."""
    questions = [
        q for q in figures.questions if q.type == "rating" and scale.is_of(q.levels, q.direction)
    ]
    return distribution(
        [
            _counted(level, sum(q.levels[n].count for q in questions))
            for n, level in enumerate(scale.levels)
        ],
        rounding=replace(figures.rounding, adds_up=False),
    )


def _counted(level: Level, count: int) -> LevelCount:
    return LevelCount(level.code, level.label, level.score, level.colour, level.counts_as, count)
