"""An audit template version as plain values: what a file says, a page shows, a rule asks.

A file being imported has no database ids yet: they are 0 there.
"""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from audits.template.rules.condition import Condition, sources

BOXES = ("examples", "evidence", "difference")

BOX_TITLES = {
    "examples": "Examples of what you do",
    "evidence": "Evidence you hold",
    "difference": "What difference has it made for children?",
}


@dataclass(frozen=True)
class Level:
    """One level of a scale, or one choice. Without a score it counts in no average."""

    code: str
    label: str
    score: int | None = None
    colour: str = ""
    counts_as: str = ""
    meaning: str = ""
    obliges: tuple[str, ...] = ()
    other: bool = False
    none: bool = False
    id: int = 0


@dataclass(frozen=True)
class Scale:
    """An ordered set of levels. `origin`: scale, yes_no or choices."""

    key: str
    title: str
    direction: str
    levels: tuple[Level, ...]
    origin: str = "scale"

    @cached_property
    def by_code(self) -> dict[str, Level]:
        """The levels by their code."""
        return {level.code: level for level in self.levels}

    @property
    def is_scored(self) -> bool:
        """Whether any level carries a score."""
        return any(level.score is not None for level in self.levels)


YES_NO = Scale(
    key="yes_no",
    title="Yes or no",
    direction="none",
    levels=(Level("yes", "Yes"), Level("no", "No")),
    origin="yes_no",
)


@dataclass(frozen=True)
class Question:
    """One question. `boxes` says for each text box: absent, optional or required."""

    key: str
    label: str
    text: str
    type: str
    scale: Scale | None = None
    heading: str = ""
    guidance: str = ""
    descriptors: dict[str, str] = field(default_factory=dict)
    na_allowed: bool = False
    required: bool = True
    boxes: dict[str, str] = field(default_factory=dict)
    unit: str = ""
    minimum: str = ""
    maximum: str = ""
    decimals: int = 0
    tags: tuple[str, ...] = ()
    shown_when: Condition | None = None
    id: int = 0
    identity_id: int = 0

    @property
    def open_boxes(self) -> tuple[str, ...]:
        """The text boxes this question shows."""
        return tuple(box for box in BOXES if self.boxes.get(box, "absent") != "absent")


@dataclass(frozen=True)
class Standard:
    """A titled group of questions."""

    key: str
    label: str
    title: str
    questions: tuple[Question, ...]
    introduction: str = ""
    shown_when: Condition | None = None
    id: int = 0
    identity_id: int = 0


@dataclass(frozen=True)
class Structure:
    """A whole template version, in the order it is asked."""

    key: str
    name: str
    kind: str
    standards: tuple[Standard, ...]
    scales: tuple[Scale, ...] = ()
    introduction: str = ""
    version_id: int = 0

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """Every question, in order."""
        return tuple(q for standard in self.standards for q in standard.questions)

    @cached_property
    def by_key(self) -> dict[str, Question]:
        """The questions by key."""
        return {question.key: question for question in self.questions}

    @cached_property
    def by_id(self) -> dict[int, Question]:
        """The questions by database id."""
        return {question.id: question for question in self.questions}

    @cached_property
    def by_label(self) -> dict[str, Question]:
        """The questions by their label as typed."""
        return {question.label: question for question in self.questions}

    @cached_property
    def condition_sources(self) -> frozenset[str]:
        """Keys of the questions on which some condition depends."""
        conditions: list[Any] = [standard.shown_when for standard in self.standards]
        conditions += [question.shown_when for question in self.questions]
        return frozenset(key for condition in conditions for key in sources(condition))

    def standard(self, key: str) -> Standard | None:
        """The standard with this key."""
        return next((standard for standard in self.standards if standard.key == key), None)
