"""The whole of a template file."""

from audits.template.file.collector import Collector, short
from audits.template.file.conditions import Asked
from audits.template.file.fields import Fields, place_of
from audits.template.file.nodes import List, Mapping, Node, Scalar
from audits.template.file.questions import StandardReader
from audits.template.file.reading import Reader
from audits.template.file.scales import read_scale
from audits.template.rules.structure import Scale, Standard, Structure
from s11portal.common.errors import Problem, Problems

FORMAT = "s11-template/1"
# In all standards together.
MOST_QUESTIONS = 500


def read_template(root: Node, collector: Collector) -> Structure:
    """The template as values; what is wrong goes to the collector."""
    if not isinstance(root, Mapping):
        message = "This is not an audit template."
        remedy = f"Begin the file with the line ‘format: {FORMAT}’, then add the fields."
        raise Problems([Problem(root.line, "", message, remedy)])
    fields = Fields(root, "", collector)
    _check_format(fields)
    values = Reader(Structure, "template").values(fields)
    scales = _scales(values["scales"], collector)
    standards = _standards(fields, values["standards"], scales)
    fields.finish()
    return Structure(**{**values, "scales": tuple(scales.values()), "standards": standards})


def _check_format(fields: Fields) -> None:
    said = fields.text("format")
    if said == FORMAT:
        return
    line = fields.line_of("format") if said else 1
    message = f"{short(said)} is a format not known here." if said else "The format is missing."
    fields.add(line, "format", message, f"Begin the file with the line ‘format: {FORMAT}’.")


def _scales(nodes: list[Node], collector: Collector) -> dict[str, Scale]:
    scales: dict[str, Scale] = {}
    lines: dict[str, int] = {}
    for number, node in enumerate(nodes, 1):
        scale, line = read_scale(node, number, collector)
        if scale.key in scales:
            message = f"The key {short(scale.key)} is used twice: also on line {lines[scale.key]}."
            remedy = "Each scale needs a key of its own."
            collector.add(line, f"scale {short(scale.title)}, key", message, remedy)
        elif scale.key:
            scales[scale.key], lines[scale.key] = scale, line
    return scales


def _standards(fields: Fields, nodes: list[Node], scales: dict[str, Scale]) -> tuple[Standard, ...]:
    asked = Asked(key_lines=_key_lines(nodes))
    count = sum(len(_questions(node)) for node in nodes)
    if count > MOST_QUESTIONS:
        message = f"There are {count:,} questions; the limit is {MOST_QUESTIONS}."
        fields.add(fields.line_of("standards"), "", message, "Split it into several templates.")
        return ()
    reader = StandardReader(scales, asked)
    standards = []
    for number, node in enumerate(nodes, 1):
        place = place_of(node, "standard", number)
        standards.append(reader.read(Fields(node, place, fields.collector)))
    return tuple(standards)


def _key_lines(standards: list[Node]) -> dict[str, int]:
    """The line of every question's key, to tell a later question from one that is not there."""
    lines: dict[str, int] = {}
    for standard in standards:
        for question in _questions(standard):
            key = question.items.get("key") if isinstance(question, Mapping) else None
            if isinstance(key, Scalar):
                lines.setdefault(key.text.strip(), key.line)
    return lines


def _questions(standard: Node) -> list[Node]:
    found = standard.items.get("questions") if isinstance(standard, Mapping) else None
    return found.items if isinstance(found, List) else []
