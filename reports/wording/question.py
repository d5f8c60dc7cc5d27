"""The sentence about one question, computed from the distribution its chart draws.

Agencies speak of themselves, so the sentence says 'agencies say'. 'Most' is more than half, 'half'
exactly half, 'most often' the largest part below that, and equal parts are named as equal. The
text is plain: whoever puts it into a page escapes it.
"""

from __future__ import annotations

from reports.statistics import Distribution, Part, Share
from reports.wording.language import (
    AGENCIES,
    Unit,
    lower_first,
    quoted,
    says,
    share_of,
)
from s11portal.common.words import joined

MOST_EMPTY_LEVELS_NAMED = 2


def question_sentence(label: str, spread: Distribution, *, unit: Unit = AGENCIES) -> str:
    """What agencies say on one question, with every base and what stays outside it.

    `label` is the question's, as typed ('1.2'), or '' where a heading already names it.
    """
    parts = [_body(spread, unit), outside_sentence(spread, unit=unit)]
    text = " ".join(part for part in parts if part)
    return f"Question {label}: {lower_first(text)}" if label else text


def outside_sentence(spread: Distribution, *, unit: Unit = AGENCIES) -> str:
    """What is left out of the percentages, or '' when nothing is (or when there are none)."""
    if not spread.has_base:
        return ""
    outside = _outside(spread, unit)
    return f"Not counted in these figures: {joined(outside)}." if outside else ""


def _body(spread: Distribution, unit: Unit) -> str:
    if not spread.has_base:
        return _nothing(spread, unit)
    lead = _lead(spread, unit)
    rest = [_said(spread, part) for part in spread.parts if _is_rest(spread, part)]
    sentences = ["; ".join([lead, joined(rest)]) + "." if rest else f"{lead}."]
    sentences += [_together(spread, unit), _nobody_says(spread, unit)]
    return " ".join(sentence for sentence in sentences if sentence)


def _is_rest(spread: Distribution, part: Part) -> bool:
    return bool(part.count) and part not in spread.largest


def _said(spread: Distribution, part: Part) -> str:
    return f"{spread.text(part.code)} {says(part.count)} {quoted(part.label)}"


def _lead(spread: Distribution, unit: Unit) -> str:
    largest = spread.largest
    if len(largest) > 1:
        return _tie(spread, unit)
    part = largest[0]
    figures = f"{quoted(part.label)} ({spread.share(part.code).bare_text})"
    whole = _everybody(spread)
    if spread.base == 1:
        return f"One {unit.singular} answered and says {quoted(part.label)}"
    if part.count == spread.base:
        everyone = "Both" if spread.base == 2 else f"All {spread.base:,}"
        return (
            f"{everyone} {unit.plural}{'' if whole else ' that answered'} say {quoted(part.label)}"
        )
    answered = f"of the {unit.counted(spread.base)} that answered"
    if part.count * 2 > spread.base:
        return f"Most {unit.plural if whole else answered} say {figures}"
    if part.count * 2 == spread.base:
        return f"Half {f'of the {unit.plural}' if whole else answered} say {figures}"
    return f"{_capital(unit.plural)} most often say {figures}"


def _tie(spread: Distribution, unit: Unit) -> str:
    """Several parts are equally large. Their percentages may still differ by the rounding point."""
    largest = spread.largest
    labels = joined([quoted(part.label) for part in largest])
    counted = f"{largest[0].count:,} of {spread.base:,}"
    percents = [f"{part.percent}%" for part in largest]
    if len(set(percents)) > 1:
        figures = f"{counted} each, shown as {joined(percents)} so that the whole adds up to 100%"
    elif spread.count_leads:
        figures = f"{counted} each, {percents[0]}"
    else:
        figures = f"{percents[0]} each, {counted}"
    return f"{_capital(unit.plural)} say {labels} equally often ({figures})"


def _together(spread: Distribution, unit: Unit) -> str:
    """The combined share, where at least two of the levels that count as met were chosen."""
    codes = [part.code for part in spread.parts if part.code in spread.met_codes and part.count]
    if len(codes) < 2:
        return ""
    share = spread.combined(codes)
    if share.count == share.base:
        everyone = "both" if share.base == 2 else f"all {share.base:,}"
        return f"Taken together, {everyone} say {either(share)}."
    return f"Taken together, {share_of(share, unit)} say {either(share)}."


def either(share: Share) -> str:
    """The levels of a combined share: 'Good' or 'Outstanding', each in quotation marks."""
    return joined([quoted(label) for label in share.labels], "or")


def _nobody_says(spread: Distribution, unit: Unit) -> str:
    empty = [quoted(part.label) for part in spread.parts if not part.count]
    unanimous = any(part.count == spread.base for part in spread.parts)
    if unanimous or not 0 < len(empty) <= MOST_EMPTY_LEVELS_NAMED:
        return ""
    return f"No {unit.singular} says {joined(empty, 'or')}."


def _everybody(spread: Distribution) -> bool:
    """Whether the base is everyone, so that 'most agencies' needs no 'of those that answered'."""
    return not (spread.not_applicable or spread.unanswered or spread.hidden)


def _nothing(spread: Distribution, unit: Unit) -> str:
    """The sentence where nobody gave an answer that counts, and why."""
    asked, silent, refused = spread.asked, spread.unanswered, spread.not_applicable
    if asked == 0:
        if spread.hidden:
            return f"No {unit.singular} was asked this question."
        return "There are no returns to count for this question."
    if refused == asked:
        text = {
            1: f"The one {unit.singular} asked says the question does not apply to it",
            2: f"Both {unit.plural} asked say the question does not apply to them",
        }.get(asked, f"All {unit.counted(asked)} asked say the question does not apply to them")
    elif silent == asked:
        text = {
            1: f"The one {unit.singular} asked did not answer this question",
            2: f"Neither of the 2 {unit.plural} asked answered this question",
        }.get(asked, f"None of the {unit.counted(asked)} asked answered this question")
    else:
        outside = joined(_outside(spread, unit))
        return f"No {unit.singular} gave an answer that can be counted: {outside}."
    not_asked = f" {spread.hidden:,} {_not_asked(spread.hidden)}." if spread.hidden else ""
    return f"{text}, so there are no percentages.{not_asked}"


def _outside(spread: Distribution, unit: Unit) -> list[str]:
    """'3 agencies say the question does not apply to them', '2 left it unanswered', ..."""
    groups = [
        (spread.not_applicable, _does_not_apply(spread.not_applicable)),
        (spread.unanswered, "left it unanswered"),
        (spread.hidden, _not_asked(spread.hidden)),
    ]
    (first, said), *others = [group for group in groups if group[0]] or [(0, "")]
    if not first:
        return []
    # only the first names the unit; the others follow from it
    return [f"{unit.counted(first)} {said}"] + [f"{count:,} {said}" for count, said in others]


def _does_not_apply(count: int) -> str:
    return f"{says(count)} the question does not apply to {'it' if count == 1 else 'them'}"


def _not_asked(count: int) -> str:
    return f"{'was' if count == 1 else 'were'} not asked it"


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]
