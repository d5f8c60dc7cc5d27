"""What the first minute of reading needs: computed from the same figures as everything else."""

from dataclasses import dataclass
from datetime import date

from reports.output.content import Content
from reports.results.rules.figures import CycleFigures, QuestionFigures
from reports.statistics import (
    FEWEST_COMPARED,
    Distribution,
    LevelCount,
    Share,
    distribution,
    worst_first,
)
from reports.wording import response_sentence, strongest_sentence, weakest_sentence
from reports.wording.language import quoted
from s11portal.common.dates import uk_date
from s11portal.common.words import joined


@dataclass(frozen=True)
class KeyFigure:
    """One large figure, what it counts, and what it rests on."""

    value: str
    label: str
    note: str = ""


@dataclass(frozen=True)
class Glance:
    """The page 'At a glance'."""

    sentence: str
    more: str
    figures: tuple[KeyFigure, ...]
    strongest: str
    weakest: str
    left_out: str


def glance_of(content: Content) -> Glance:
    """The first minute of a report."""
    figures = content.figures
    graded = [q for q in figures.questions if q.spread and q.spread.met_codes and q.base]
    # A question that few were asked is not the strongest of an audit.
    least = max(FEWEST_COMPARED, -(-figures.rate.scored // 2))
    compared = [(q.label, q.spread) for q in graded if q.spread]
    few = [q.label for q in graded if q.base < least]
    sentence, _, more = response_sentence(figures.rate, closed=not figures.is_open).partition(". ")
    return Glance(
        sentence=f"{sentence.rstrip('.')}.",
        more=more,
        figures=_figures(content),
        strongest=strongest_sentence(compared, minimum_base=least) if compared else "",
        weakest=weakest_sentence(compared, minimum_base=least) if compared else "",
        left_out=(
            f"Not compared, because fewer than {least:,} agencies answered: {joined(few)}."
            if few
            else ""
        ),
    )


def _figures(content: Content) -> tuple[KeyFigure, ...]:
    rate = content.figures.rate
    so_far = " so far" if content.figures.is_open else ""
    found = [
        KeyFigure(
            f"{rate.returned:,} of {rate.expected:,}",
            f"agencies returned{so_far}",
            f"{rate.percent}% of those expected" if rate.percent is not None else "",
        )
    ]
    together = all_ratings(content.figures)
    if together is not None and together.has_base:
        found += _ratings(together, rated(content.figures)[0].direction)
    if content.recommendations:
        found.append(_recommendations([row.due for row in content.recommendations]))
    return tuple(found)


def _recommendations(due: list[date | None]) -> KeyFigure:
    """How many there are, one for each of `due`, and when the first is to be done."""
    dates = [day for day in due if day]
    return KeyFigure(
        f"{len(due):,}",
        "recommendation" if len(due) == 1 else "recommendations",
        f"the first due by {uk_date(min(dates))}" if dates else "",
    )


def _ratings(together: Distribution, direction: str) -> list[KeyFigure]:
    found = []
    if together.met is not None:
        found.append(_met(together.met))
    ranked = worst_first(together.parts, direction)
    if ranked:
        found.append(_at_worst(together.share(ranked[0].code), ranked[0].label))
    return found


def _met(share: Share) -> KeyFigure:
    labels = joined([quoted(label) for label in share.labels], "or")
    return KeyFigure(
        f"{share.percent}%", f"of ratings are {labels}", f"{share.count:,} of {share.base:,}"
    )


def _at_worst(share: Share, label: str) -> KeyFigure:
    noun = "rating of" if share.count == 1 else "ratings of"
    return KeyFigure(
        f"{share.count:,}", f"{noun} {quoted(label)}", f"{share.percent}% of {share.base:,} ratings"
    )


def rated(figures: CycleFigures) -> list[QuestionFigures]:
    """The questions on the cycle's one scored scale; none where there is no such scale."""
    scale = [(level.code, level.score) for level in figures.scale]
    return [
        question
        for question in figures.questions
        if scale
        and question.type == "rating"
        and [(level.code, level.score) for level in question.levels] == scale
    ]


def all_ratings(figures: CycleFigures) -> Distribution | None:
    """All answers on the cycle's one scored scale together; None where there is no such scale."""
    questions = rated(figures)
    if not questions:
        return None
    return distribution(
        [
            LevelCount(
                level.code,
                level.label,
                level.score,
                level.colour,
                level.counts_as,
                sum(question.levels[n].count for question in questions),
            )
            for n, level in enumerate(figures.scale)
        ]
    )
