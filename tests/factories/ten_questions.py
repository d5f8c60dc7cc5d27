"""The published ten questions as a published template version, written straight into the tables."""

import json
from pathlib import Path
from typing import Any

from agencies.models import Partnership
from audits.models import (
    AuditTemplate,
    Identity,
    Level,
    Question,
    Scale,
    Standard,
    TemplateVersion,
)

FOLDER = Path(__file__).parent.parent / "data" / "south-gloucestershire-2020-21"
GRADES = (
    ("0", "Inadequate", 0, "red", "not_met"),
    ("1", "Requires improvement", 1, "amber", "partly_met"),
    ("2", "Good", 2, "green", "met"),
    ("3", "Outstanding", 3, "blue", "met"),
)
YES_NO = (("yes", "Yes", None, "", ""), ("no", "No", None, "", ""))


def ten_questions(partnership: Partnership | None = None) -> TemplateVersion:
    """The published ten questions as a published template version."""
    standards = json.loads((FOLDER / "questions.json").read_text(encoding="utf-8"))["standards"]
    template = AuditTemplate.objects.create(
        partnership=partnership, key="ten-questions", name="Ten questions"
    )
    version = TemplateVersion.objects.create(
        template=template,
        partnership=partnership,
        number=1,
        state=TemplateVersion.State.PUBLISHED,
        name="Ten questions",
        kind=AuditTemplate.Kind.FULL,
        fingerprint="0" * 64,
    )
    grade = _scale(version, "grade", "Grade", "higher_is_better", "scale", GRADES)
    yes_no = _scale(version, "yes_no", "Yes or no", "none", "yes_no", YES_NO)
    position = 0
    for number, data in enumerate(standards):
        standard = _standard(version, number, data["label"], data["title"])
        for question in data["questions"]:
            position += 1
            rated = question["type"] != "yes/no"
            add_question(
                standard,
                label=question["label"],
                text=question["about"],
                type="rating" if rated else "yes_no",
                scale=grade if rated else yes_no,
                position=position,
            )
    return version


def _scale(
    version: TemplateVersion, key: str, title: str, direction: str, origin: str, levels: Any
):
    scale = Scale.objects.create(
        version=version, key=key, title=title, origin=origin, content={"direction": direction}
    )
    Level.objects.bulk_create(
        Level(
            scale=scale,
            code=code,
            label=label,
            score=score,
            colour=colour,
            counts_as=counts_as,
            position=position,
        )
        for position, (code, label, score, colour, counts_as) in enumerate(levels)
    )
    return scale


def choices(version: TemplateVersion, key: str, *labels: str) -> Scale:
    """The choices of one question: a scale without scores, coded a, b, c."""
    levels = [(chr(97 + n), label, None, "", "") for n, label in enumerate(labels)]
    return _scale(version, key, key, "none", "choices", levels)


def _standard(version: TemplateVersion, number: int, label: str, title: str) -> Standard:
    key = f"standard-{label}"
    identity = Identity.objects.create(
        template=version.template, kind=Identity.Kind.STANDARD, key=key
    )
    return Standard.objects.create(
        version=version, identity=identity, key=key, label=label, title=title, position=number
    )


def add_question(
    standard: Standard, *, label: str, text: str = "", position: int = 99, **columns: Any
) -> Question:
    """One more question of a standard."""
    key = f"question-{label.replace('.', '-')}"
    identity = Identity.objects.create(
        template=standard.version.template, kind=Identity.Kind.QUESTION, key=key
    )
    return Question.objects.create(
        version=standard.version,
        standard=standard,
        identity=identity,
        key=key,
        label=label,
        position=position,
        content={
            "text": text or f"Question {label}?",
            "boxes": {"examples": "optional", "evidence": "optional"},
        },
        **columns,
    )
