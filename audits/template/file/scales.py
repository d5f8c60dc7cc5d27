"""Scales and choices of a template file."""

from audits.template.file.collector import Collector, short
from audits.template.file.fields import Fields, place_of
from audits.template.file.nodes import Node
from audits.template.file.reading import Reader
from audits.template.rules.structure import CHOICES, SCALE, Level, Scale, choices_scale


def read_scale(node: Node, number: int, collector: Collector) -> tuple[Scale, int]:
    """A scale and the line on which its key stands."""
    fields = Fields(node, place_of(node, "scale", number, by="title"), collector)
    values = Reader(Scale, "scale").values(fields)
    reader = Reader(Level, "level", only=SCALE)
    levels = [_level(reader, fields, node, n) for n, node in enumerate(values["levels"], 1)]
    _check_codes(fields, levels, "levels")
    fields.finish()
    return Scale(**{**values, "levels": tuple(levels)}), fields.line_of("key")


def read_choices(
    question: Fields, nodes: list[Node], key: str, label: str, *, several: bool
) -> Scale:
    """The choices of a question as a scale without scores; `several` may be ticked."""
    reader = Reader(Level, "choice", only=CHOICES)
    levels = [_choice(reader, question, node, n, several) for n, node in enumerate(nodes, 1)]
    _check_codes(question, levels, "choices")
    return choices_scale(key, label, tuple(levels))


def _level(reader: Reader, scale: Fields, node: Node, number: int) -> Level:
    fields = Fields(node, f"{scale.place}, level {number}", scale.collector)
    level = Level(**reader.values(fields))
    fields.finish()
    return level


def _choice(reader: Reader, question: Fields, node: Node, number: int, several: bool) -> Level:
    fields = Fields(node, f"{question.place}, choice {number}", question.collector)
    level = Level(**reader.values(fields))
    if level.none and not several:
        fields.not_for(["none"], "Only in ‘tick_all’ can a choice exclude the others.")
    if level.counts_as and several:
        message = "What is chosen with other choices cannot say what the answer counts as."
        fields.not_for(["counts_as"], message)
    if level.none and level.other:
        message = "A choice cannot be both ‘other, please say’ and ‘none of these’."
        fields.add(fields.line_of("none"), "none", message, "Split it into 2 choices.")
    fields.finish()
    return level


def _check_codes(fields: Fields, levels: list[Level], name: str) -> None:
    """A spreadsheet cell holds a code or a label: no code may be another level's label."""
    codes = {level.code.casefold(): level for level in levels if level.code}
    for level in levels:
        other = codes.get(level.label.casefold())
        if other is not None and other is not level:
            message = (
                f"{short(level.label)} is the label of one of the {name} and the code of another."
            )
            remedy = "Change one of them: imported answers could mean either."
            fields.add(fields.line_of(name), name, message, remedy)
