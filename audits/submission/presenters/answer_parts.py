"""The parts of a question that are the same for everybody who is asked it.

Their words are the audit template's. Each process renders them once: what anybody typed, and
what is said about it, stands around them and is never kept.
"""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from audits.template.rules.structure import Question, Scale
from s11portal.common import markdown


@dataclass(frozen=True)
class Choice:
    """One level or choice to pick. `hint` says what it means here."""

    id: str
    code: str
    label: str
    hint: str
    colour: str
    is_other: bool
    is_none: bool
    checked: bool


MOST_KEPT = 8  # choices to tick; 256 ways to tick them


@lru_cache(maxsize=1024)
def published_html(text: str) -> SafeString:
    """The Markdown of a published template as HTML. It never changes: each process keeps it."""
    return markdown.to_html(text)


def legend(question: Question) -> SafeString:
    """What is asked, and how to answer it."""
    return _kept(
        "_legend",
        key=question.key,
        label=question.label,
        text=question.text,
        is_required=question.required,
        guidance=question.guidance,
    )


def choices(question: Question, codes: Collection[str]) -> tuple[Choice, ...]:
    """What there is to pick, with those of `codes` picked."""
    levels = question.scale.levels if question.scale else ()
    return tuple(
        Choice(
            id=f"{question.key}.value.{level.code}",
            code=level.code,
            label=level.label,
            hint=question.descriptors.get(level.code) or level.meaning,
            colour=level.colour,
            is_other=level.other,
            is_none=level.none,
            checked=level.code in codes,
        )
        for level in levels
    )


def options(
    question: Question, to_pick: tuple[Choice, ...], *, is_wrong: bool = False
) -> SafeString:
    """The radio buttons or checkboxes of a question; nothing for one that has none.

    Which is picked is kept with them, not whose it is.
    """
    if not to_pick:
        return SafeString("")
    # Many ticks make many ways to answer: those would fill the memory.
    render = _kept if len(to_pick) <= MOST_KEPT or question.type != "tick_all" else _render
    return render(
        "_checkboxes" if question.type == "tick_all" else "_radios",
        key=question.key,
        is_inline=question.type == "yes_no",
        choices=to_pick,
        is_wrong=is_wrong,
    )


def label(box_id: str, title: str, hint: str, error: str, *, of: str) -> SafeString:
    """What stands above a text box `of` a question. An error may say what was typed: not kept."""
    render = _render if error else _kept
    return render("_label", id=box_id, title=title, hint=hint, error=error, of=of)


def scale(shown: Scale) -> SafeString:
    """What the levels of a rating mean, to unfold."""
    levels = tuple((level.colour, level.label, level.meaning) for level in shown.levels)
    return _kept("_scale", levels=levels)


def _render(template: str, **values: Any) -> SafeString:
    return render_to_string(f"audits/submission/answer/{template}.html", values)


_kept = lru_cache(maxsize=4096)(_render)
