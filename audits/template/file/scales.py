"""Scales and choices of a template file."""

import re

from audits.template.file.collector import Collector, short
from audits.template.file.fields import Fields, Seen, place_of
from audits.template.file.nodes import Node
from audits.template.rules.structure import BOXES, Level, Scale
from s11portal.common.words import joined

DIRECTIONS = ("higher_is_better", "lower_is_better", "none")
COLOURS = ("red", "amber", "yellow", "green", "blue", "purple", "grey")
COUNTS_AS = ("met", "partly_met", "not_met")
OBLIGES = tuple(box for box in BOXES if box != "difference")
FEWEST_LEVELS, MOST_LEVELS = 2, 6
FEWEST_CHOICES, MOST_CHOICES = 2, 50
MOST_SCORE = 1000

# What a cell of a spreadsheet carries, several of them separated by semicolons.
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def read_scale(node: Node, number: int, collector: Collector) -> tuple[Scale, int]:
    """A scale and the line on which its key stands."""
    fields = Fields(node, place_of(node, "scale", number, by="title"), collector)
    key = fields.key()
    title = fields.one_line("title", required=True, most=200)
    direction = fields.choice("direction", DIRECTIONS)
    codes, labels = Seen("level"), Seen("level")
    entries = fields.entries("levels", least=FEWEST_LEVELS, most=MOST_LEVELS)
    levels = [
        _level(Fields(entry, f"{fields.place}, level {n}", collector), codes, labels)
        for n, entry in enumerate(entries, 1)
    ]
    _check_codes(fields, levels, "levels")
    fields.finish()
    return Scale(key, title, direction, tuple(levels)), fields.line_of("key")


def _level(fields: Fields, codes: Seen, labels: Seen) -> Level:
    level = Level(
        code=_code(fields, codes),
        label=_label(fields, labels),
        score=fields.whole_number("score", least=-MOST_SCORE, most=MOST_SCORE),
        colour=fields.choice("colour", COLOURS, default=""),
        counts_as=fields.choice("counts_as", COUNTS_AS, default=""),
        meaning=fields.text("meaning"),
        obliges=_obliges(fields),
    )
    fields.finish()
    return level


def read_choices(question: Fields, key: str, label: str, *, several: bool) -> Scale:
    """The choices of a question as a scale without scores; `several` may be ticked."""
    codes, labels = Seen("choice"), Seen("choice")
    entries = question.entries("choices", least=FEWEST_CHOICES, most=MOST_CHOICES)
    place = question.place
    levels = [
        _choice(Fields(entry, f"{place}, choice {n}", question.collector), codes, labels, several)
        for n, entry in enumerate(entries, 1)
    ]
    _check_codes(question, levels, "choices")
    return choices_scale(key, label, tuple(levels))


def choices_scale(key: str, label: str, levels: tuple[Level, ...]) -> Scale:
    """The scale that holds a question's choices. No declared key can hold a colon."""
    return Scale(f"choices:{key}", f"Choices of {label}", "none", levels, "choices")


def _choice(fields: Fields, codes: Seen, labels: Seen, several: bool) -> Level:
    level = Level(
        code=_code(fields, codes),
        label=_label(fields, labels),
        other=fields.flag("other", default=False),
        none=fields.flag("none", default=False),
    )
    if level.none and not several:
        fields.not_for(["none"], "Only in ‘tick_all’ can a choice exclude the others.")
    if level.none and level.other:
        message = "A choice cannot be both ‘other, please say’ and ‘none of these’."
        fields.add(fields.line_of("none"), "none", message, "Make two choices of it.")
    fields.finish()
    return level


def _code(fields: Fields, seen: Seen) -> str:
    code = fields.one_line("code", required=True, most=40)
    if code and not CODE.fullmatch(code):
        remedy = "Use letters, digits, full stops, hyphens and underscores, without spaces."
        fields.add(fields.line_of("code"), "code", f"{short(code)} cannot be a code.", remedy)
    seen.note(fields, "code", code, folded=True)
    return code


def _label(fields: Fields, seen: Seen) -> str:
    label = fields.one_line("label", required=True, most=250)
    seen.note(fields, "label", label, folded=True)
    return label


def _check_codes(fields: Fields, levels: list[Level], name: str) -> None:
    """A cell of a spreadsheet has a code or a label: one may not be another one's."""
    codes = {level.code.casefold(): level for level in levels if level.code}
    for level in levels:
        other = codes.get(level.label.casefold())
        if other is not None and other is not level:
            message = (
                f"{short(level.label)} is the label of one of the {name} and the code of another."
            )
            remedy = "Change one of them: imported answers could mean either."
            fields.add(fields.line_of(name), name, message, remedy)


def _obliges(fields: Fields) -> tuple[str, ...]:
    found: list[str] = []
    for node in fields.texts("obliges", most=len(OBLIGES)):
        if node.text in found:
            fields.add(node.line, "obliges", f"{short(node.text)} is here twice.", "Keep one.")
        elif node.text not in OBLIGES:
            message = f"{short(node.text)} is no box that a level can oblige to fill in."
            fields.add(node.line, "obliges", message, f"Use {joined(OBLIGES, 'or')}.")
        else:
            found.append(node.text)
    return tuple(box for box in OBLIGES if box in found)
