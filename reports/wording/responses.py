"""The sentences about who returned a self-assessment."""

from __future__ import annotations

from reports.statistics import ResponseRate
from reports.wording.language import AGENCIES, Unit
from s11portal.common.words import joined


def response_sentence(rate: ResponseRate, *, unit: Unit = AGENCIES, closed: bool = True) -> str:
    """'22 of 25 agencies returned their self-assessment (88%). 3 agencies did not.'

    `closed` is False while returns can still come: then nothing says 'did not', only 'not yet'.
    Late returns, national documents and exempt agencies are mentioned where there are any.
    """
    if rate.expected == 0:
        exempt = f": {_was(rate.exempt)} exempt" if rate.exempt else ""
        return f"No {unit.singular} was expected to return a self-assessment{exempt}."
    sentences = [
        _returned(rate, unit, closed),
        _outstanding(rate, unit, closed),
        _late(rate),
        _national(rate),
        _exempt(rate, unit),
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def _returned(rate: ResponseRate, unit: Unit, closed: bool) -> str:
    have, has = ("", "") if closed else ("have ", "has ")
    so_far = "" if closed else " so far"
    if rate.expected == 1:
        if rate.returned:
            return f"The one {unit.singular} expected {has}returned its self-assessment."
        did_not = "did not return" if closed else "has not yet returned"
        return f"The one {unit.singular} expected {did_not} its self-assessment."
    if rate.returned == 0:
        its = f"{has}returned its self-assessment{so_far}"
        none = "Neither" if rate.expected == 2 else "None"
        return f"{none} of the {unit.counted(rate.expected)} {its}."
    if rate.outstanding == 0:
        all_of_them = "Both" if rate.expected == 2 else f"All {rate.expected:,}"
        return f"{all_of_them} {unit.plural} {have}returned their self-assessment."
    aux, their = (has, "its") if rate.returned == 1 else (have, "their")
    returned = f"{aux}returned {their} self-assessment{so_far}"
    counted = f"{rate.returned:,} of {rate.expected:,}"
    if rate.share.count_leads:
        return f"{counted} {unit.plural} {returned} ({rate.percent}%)."
    return f"{rate.percent}% of {unit.plural} ({counted}) {returned}."


def _outstanding(rate: ResponseRate, unit: Unit, closed: bool) -> str:
    if not rate.returned or not rate.outstanding:
        return ""
    missing = unit.counted(rate.outstanding)
    if closed:
        return f"{missing} did not."
    return f"{missing} {'has' if rate.outstanding == 1 else 'have'} not returned it yet."


def _late(rate: ResponseRate) -> str:
    if not rate.late:
        return ""
    if rate.late == rate.returned:
        return "It came late." if rate.late == 1 else "All of them came late."
    return f"{rate.late:,} of the {rate.returned:,} came late."


def _national(rate: ResponseRate) -> str:
    if not rate.national:
        return ""
    if rate.expected == 1:
        return "A national document takes its place and carries no scores."
    each = f"{rate.national:,} of the {rate.returned:,}"
    if rate.national == rate.returned:
        each = "this one" if rate.national == 1 else "all of them"
    takes = "a national document takes the place of the self-assessment"
    return f"For {each}, {takes} and carries no scores."


def _exempt(rate: ResponseRate, unit: Unit) -> str:
    if not rate.exempt:
        return ""
    counted = unit.counted(rate.exempt)
    was = "was exempt and is" if rate.exempt == 1 else "were exempt and are"
    return f"{counted} {was} not counted among those expected."


def _was(count: int) -> str:
    return f"{count:,} {'was' if count == 1 else 'were'}"


# Not called yet: the overview of the results waits for it.
def sector_sentence(missing_by_sector: list[tuple[str, int]], *, unit: Unit = AGENCIES) -> str:
    """'Still missing: 2 agencies in Health and 1 in Police.'; '' when nobody is missing."""
    missing = [(sector, count) for sector, count in missing_by_sector if count]
    if not missing:
        return ""
    first, *others = missing
    items = [f"{unit.counted(first[1])} in {first[0]}"]
    items += [f"{count:,} in {sector}" for sector, count in others]
    return f"Still missing: {joined(items)}."
