"""What the pages about audit templates show."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from audits.models import AuditTemplate, TemplateVersion
from audits.template.presenters.condition import in_words
from audits.template.rules import duty as duty_rules
from audits.template.rules import question_type as question_type_rules
from audits.template.rules.structure import BOX_TITLES, Level, Question, Standard, Structure
from s11portal.common.errors import Problem

MOST_LINES = 50


@dataclass(frozen=True)
class ListedTemplate:
    """One template in the list: its versions, newest first, and those no longer offered."""

    template: AuditTemplate
    versions: list[TemplateVersion]
    retired: list[TemplateVersion]

    @property
    def newest(self) -> TemplateVersion:
        """The version that stands for the template."""
        return (self.versions or self.retired)[0]


@dataclass(frozen=True)
class Offer:
    """A version of the library, and the partnership's own version that says the same."""

    version: TemplateVersion
    copy: TemplateVersion | None


def listed_templates(versions: Iterable[TemplateVersion]) -> list[ListedTemplate]:
    """The partnership's own templates. `versions` come with the template, highest number first."""
    ordered = sorted(versions, key=lambda row: (row.template.name, row.template_id, -row.number))
    found = []
    for _, rows in groupby(ordered, key=lambda row: row.template_id):
        of_template = list(rows)
        found.append(
            ListedTemplate(
                template=of_template[0].template,
                versions=[row for row in of_template if row.state != "retired"],
                retired=[row for row in of_template if row.state == "retired"],
            )
        )
    return found


def offers(library: Iterable[TemplateVersion], own: Iterable[TemplateVersion]) -> list[Offer]:
    """The newest published version of each library template."""
    copies = {row.fingerprint: row for row in own if row.state != "retired"}
    newest: dict[int, TemplateVersion] = {}
    for row in library:
        kept = newest.setdefault(row.template_id, row)
        if row.number > kept.number:
            newest[row.template_id] = row
    ordered = sorted(newest.values(), key=lambda row: (row.name, row.pk))
    return [Offer(row, copies.get(row.fingerprint)) for row in ordered]


@dataclass(frozen=True)
class Choice:
    """One level as a question shows it, with what it means there."""

    level: Level
    meaning: str


@dataclass(frozen=True)
class Card:
    """One question, as the page of a version reads it out."""

    question: Question
    type_title: str
    choices: list[Choice]
    asked_if: str
    limits: str
    tags: list[str]
    boxes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Part:
    """One standard with its questions."""

    standard: Standard
    asked_if: str
    cards: list[Card]


def parts(structure: Structure) -> list[Part]:
    """All standards and questions, with conditions in words."""
    return [
        Part(
            standard,
            in_words(structure, standard.shown_when),
            [_card(structure, question) for question in standard.questions],
        )
        for standard in structure.standards
    ]


def _card(structure: Structure, question: Question) -> Card:
    of_type = question_type_rules.type_of(question)
    return Card(
        question=question,
        type_title=of_type.title,
        choices=_choices(question),
        asked_if=in_words(structure, question.shown_when),
        limits=_limits(question),
        tags=[duty_rules.in_words(tag) for tag in question.tags],
        boxes=[_box(question, name) for name in question.open_boxes],
    )


def _choices(question: Question) -> list[Choice]:
    """What may be chosen, where that is not plain already: of a scale shown above, or yes or no."""
    of_type = question_type_rules.type_of(question)
    if question.scale is None or not (of_type.has_own_choices or question.descriptors):
        return []
    descriptors = question.descriptors
    return [Choice(level, descriptors.get(level.code, "")) for level in question.scale.levels]


def _box(question: Question, name: str) -> str:
    needed = "must be filled in" if question.boxes[name] == "required" else "optional"
    return f"{BOX_TITLES[name]} ({needed})"


def _limits(question: Question) -> str:
    """'people, from 0 to 100, with up to 2 decimals'."""
    found = [question.unit] if question.unit else []
    if question.minimum and question.maximum:
        found.append(f"from {question.minimum} to {question.maximum}")
    elif question.minimum:
        found.append(f"{question.minimum} or more")
    elif question.maximum:
        found.append(f"{question.maximum} or less")
    if question.decimals:
        places = "decimal" if question.decimals == 1 else "decimals"
        found.append(f"with up to {question.decimals} {places}")
    return ", ".join(found)


def lines_in_question(content: str | bytes, problems: Iterable[Problem]) -> list[tuple[int, str]]:
    """The lines that the problems name, with their numbers; the first fifty."""
    text = content.decode("utf-8", errors="replace") if isinstance(content, bytes) else content
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    numbers = sorted({problem.line for problem in problems if 0 < problem.line <= len(lines)})
    return [(number, lines[number - 1][:200]) for number in numbers[:MOST_LINES]]


def file_name(version: TemplateVersion) -> str:
    """The name under which the version is downloaded."""
    return f"{version.template.key}-version-{version.number}.yaml"
