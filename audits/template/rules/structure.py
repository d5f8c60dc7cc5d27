"""An audit template version as plain values: what a file says, a page shows, a rule asks.

This is the one place where an authored field is declared: its type, its kind with all that is
true of it (rules/kind.py), its default. The order is that of the canonical file. The file's
reader and writer and the rows follow (file/, rules/content.py): another field is another line here,
and a line in docs/template-format.md.

A file being imported has no database ids yet: they are 0 there.
"""

from dataclasses import KW_ONLY, dataclass, field
from functools import cached_property
from typing import Annotated

from audits.template.rules.condition import Condition
from audits.template.rules.kind import (
    EXACT,
    FOLDED,
    Amount,
    Boxes,
    Choice,
    Code,
    Entries,
    Flag,
    Kept,
    Key,
    Line,
    ScaleName,
    Several,
    Tags,
    Text,
    TextByLevel,
    TypeName,
    When,
    WholeNumber,
)

KINDS = ("full", "review", "small", "school", "leaders", "staff")
DIRECTIONS = ("higher_is_better", "lower_is_better", "none")
COLOURS = ("red", "amber", "yellow", "green", "blue", "purple", "grey")
COUNTS_AS = ("met", "partly_met", "not_met")

BOX_TITLES = {
    "examples": "Examples of what you do",
    "evidence": "Evidence you hold",
    "difference": "What difference has it made for children?",
}
BOXES = tuple(BOX_TITLES)
BOX_STATES = ("absent", "optional", "required")
# A level can ask for these.
OBLIGES = tuple(box for box in BOXES if box != "difference")

# Where a scale comes from.
SCALE, YES_OR_NO, CHOICES = "scale", "yes_no", "choices"


@dataclass(frozen=True)
class Level:
    """One level of a scale, or one choice. Without a score it counts in no average."""

    code: Annotated[str, Code("Code", kept=Kept.COLUMN, unique=FOLDED)]
    label: Annotated[str, Line("Label", most=250, kept=Kept.COLUMN, unique=FOLDED)]
    score: Annotated[
        int | None, WholeNumber("Score", least=-1000, most=1000, only=SCALE, kept=Kept.COLUMN)
    ] = None
    colour: Annotated[str, Choice("Colour", options=COLOURS, only=SCALE, kept=Kept.COLUMN)] = ""
    counts_as: Annotated[str, Choice("Counts as", options=COUNTS_AS, kept=Kept.COLUMN)] = ""
    meaning: Annotated[str, Text("What it means", only=SCALE)] = ""
    obliges: Annotated[
        tuple[str, ...],
        Several(
            "Boxes that must be filled in",
            options=OBLIGES,
            what="box that a level can oblige to fill in",
            only=SCALE,
        ),
    ] = ()
    other: Annotated[bool, Flag("Asks ‘please say’", only=CHOICES)] = False
    none: Annotated[bool, Flag("Excludes the other choices", only=CHOICES)] = False
    id: int = 0


@dataclass(frozen=True)
class Scale:
    """An ordered set of levels. `origin`: scale, yes_no or choices."""

    key: Annotated[str, Key("Key", kept=Kept.COLUMN)]
    title: Annotated[str, Line("Title", most=200, kept=Kept.COLUMN)]
    direction: Annotated[str, Choice("Direction", options=DIRECTIONS)]
    levels: Annotated[tuple[Level, ...], Entries("Levels", least=2, most=6)]
    origin: str = SCALE

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
    origin=YES_OR_NO,
)


def choices_scale(key: str, label: str, levels: tuple[Level, ...]) -> Scale:
    """The scale that holds a question's choices. No declared key can hold a colon."""
    return Scale(f"choices:{key}", f"Choices of {label}", "none", levels, CHOICES)


@dataclass(frozen=True)
class Question:
    """One question. Its `scale` is a declared one, yes or no, or holds its own `choices`."""

    key: Annotated[str, Key("Key", kept=Kept.COLUMN, unique=EXACT)]
    label: Annotated[str, Line("Label", most=20, kept=Kept.COLUMN, unique=EXACT)]
    _: KW_ONLY
    type: Annotated[str, TypeName("Type of answer", kept=Kept.COLUMN)]
    scale: Annotated[Scale | None, ScaleName("Scale", only="has_scale")] = None
    heading: Annotated[str, Line("Heading above the question", most=250)] = ""
    text: Annotated[str, Text("Question")]
    guidance: Annotated[str, Text("Guidance")] = ""
    descriptors: Annotated[
        dict[str, str], TextByLevel("What good looks like here", only="has_scale")
    ] = field(default_factory=dict)
    na_allowed: Annotated[
        bool, Flag("May be answered with ‘not applicable’", name="not_applicable", yes="allowed")
    ] = False
    required: Annotated[bool, Flag("Must be answered")] = True
    boxes: Annotated[
        dict[str, str], Boxes("Boxes beside the answer", boxes=BOXES, states=BOX_STATES)
    ] = field(default_factory=dict)
    choices: Annotated[
        tuple[Level, ...], Entries("Choices", least=2, most=50, only="has_own_choices")
    ] = field(init=False, repr=False, default=())
    met: Annotated[str, Choice("Counts as met", options=("yes", "no"), only="is_yes_no")] = ""
    unit: Annotated[str, Line("Unit", most=40, only="has_limits")] = ""
    minimum: Annotated[str, Amount("Least number", only="has_limits")] = ""
    maximum: Annotated[str, Amount("Greatest number", only="has_limits")] = ""
    decimals: Annotated[int, WholeNumber("Decimals", least=0, most=6, only="has_limits")] = 0
    tags: Annotated[tuple[str, ...], Tags("Counts towards", most=20)] = ()
    shown_when: Annotated[Condition | None, When("Asked only if")] = None
    id: int = 0
    identity_id: int = 0

    def __post_init__(self) -> None:
        if self.scale is not None and self.scale.origin == CHOICES:
            object.__setattr__(self, "choices", self.scale.levels)

    def counts_as(self, level: Level) -> str:
        """What an answer at this level counts as: met, partly_met, not_met, or ''."""
        if not self.met:
            return level.counts_as
        return "met" if level.code == self.met else "not_met"

    @property
    def open_boxes(self) -> tuple[str, ...]:
        """The text boxes this question shows."""
        return tuple(box for box in BOXES if self.boxes.get(box, "absent") != "absent")


@dataclass(frozen=True)
class Standard:
    """A titled group of questions."""

    key: Annotated[str, Key("Key", kept=Kept.COLUMN, unique=EXACT)]
    label: Annotated[str, Line("Label", most=20, kept=Kept.COLUMN, unique=EXACT)]
    title: Annotated[str, Line("Title", most=250, kept=Kept.COLUMN)]
    introduction: Annotated[str, Text("Introduction")] = field(default="", kw_only=True)
    shown_when: Annotated[Condition | None, When("Asked only if")] = field(
        default=None, kw_only=True
    )
    questions: Annotated[tuple[Question, ...], Entries("Questions", least=1, most=500)]
    id: int = field(default=0, kw_only=True)
    identity_id: int = field(default=0, kw_only=True)


@dataclass(frozen=True)
class Structure:
    """A whole template version, in the order it is asked."""

    # The key is the template's, not the version's.
    key: Annotated[str, Key("Key", kept=Kept.APART)]
    name: Annotated[str, Line("Name", most=200, kept=Kept.COLUMN)]
    kind: Annotated[str, Choice("Kind", options=KINDS, assumed="full", kept=Kept.COLUMN)]
    introduction: Annotated[str, Text("Introduction")] = field(default="", kw_only=True)
    scales: Annotated[tuple[Scale, ...], Entries("Scales", most=50)] = field(
        default=(), kw_only=True
    )
    standards: Annotated[tuple[Standard, ...], Entries("Standards", least=1, most=100)]
    version_id: int = field(default=0, kw_only=True)

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

    def standard(self, key: str) -> Standard | None:
        """The standard with this key."""
        return next((standard for standard in self.standards if standard.key == key), None)
