"""The sentence about a tick-all-that-apply question."""

from __future__ import annotations

from reports.statistics import Tick, TickAll
from reports.wording.language import AGENCIES, Unit, lower_first, quoted
from s11portal.common.words import joined


def tick_all_sentence(label: str, spread: TickAll, *, unit: Unit = AGENCIES) -> str:
    """What was ticked most and least, with the base, and that more than one could be ticked."""
    text = _text(spread, unit)
    return f"Question {label}: {lower_first(text)}" if label else text


def _text(spread: TickAll, unit: Unit) -> str:
    if not spread.has_base:
        return f"No {unit.singular} answered this question."
    answered = f"{unit.counted(spread.base)} answered and could choose more than one."
    if not spread.most_ticked:
        return f"{answered} None of the choices was ticked."
    top = joined([quoted(tick.label) for tick in spread.most_ticked])
    equal = len(spread.most_ticked) > 1
    lead = f"Chosen most often: {top} ({_figures(spread.most_ticked[0], equal)})."
    never = [quoted(tick.label) for tick in spread.ticks if not tick.count]
    nobody = f" Nobody chose {joined(never, 'or')}." if 0 < len(never) <= 2 else ""
    return f"{answered} {lead}{nobody}"


def _figures(tick: Tick, equal: bool) -> str:
    bare = tick.text.replace(" (", ", ").rstrip(")")
    return bare.replace(", ", " each, ", 1) if equal else bare
