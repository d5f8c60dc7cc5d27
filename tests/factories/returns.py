"""A cycle with returns, written straight into the tables: fast enough for 1,000 agencies.

    cycle = cycle_with(partnership, rows=PUBLISHED_ROWS)            # the published audit
    cycle = cycle_with(partnership, rows=made_up_rows(100))         # any number
    cycle = cycle_with(partnership, rows=[Row("Ash House", "Health", {"1.1": "2", "4.2": "yes"})])

A row without answers is an agency that has not returned.
"""

import csv
import json
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from agencies.models import Agency, Area, Listing, Partnership
from audits.models import (
    AuditTemplate,
    Cycle,
    CyclePartner,
    CycleTemplate,
    Identity,
    Level,
    Participant,
    ParticipantArea,
    Question,
    Revision,
    RevisionAnswer,
    RevisionValue,
    Scale,
    Standard,
    Submission,
    TemplateVersion,
)
from s11portal.common import clock

FOLDER = Path(__file__).parent.parent / "data" / "south-gloucestershire-2020-21"
RETURNED_AT = datetime(2021, 2, 12, 10, 30, tzinfo=ZoneInfo("Europe/London"))
GRADES = (
    ("0", "Inadequate", 0, "red", "not_met"),
    ("1", "Requires improvement", 1, "amber", "partly_met"),
    ("2", "Good", 2, "green", "met"),
    ("3", "Outstanding", 3, "blue", "met"),
)
YES_NO = (("yes", "Yes", None, "", ""), ("no", "No", None, "", ""))
NOT_APPLICABLE = "n/a"
HIDDEN = "hidden"


@dataclass(frozen=True)
class Row:
    """One agency in a cycle. `answers`: codes by question label ('n/a', 'hidden' and '' too).

    `texts`: what was written in a box, by label: {"1.1": {"examples": "…"}}.
    """

    name: str
    sector: str = "Health"
    answers: dict[str, str] = field(default_factory=dict)
    texts: dict[str, dict[str, str]] = field(default_factory=dict)
    state: str = "expected"
    reason: str = ""
    national_document: str = ""
    late: bool = False
    imported: bool = False

    @property
    def returned(self) -> bool:
        """Whether there is a return."""
        return bool(self.answers)


def published_rows() -> list[Row]:
    """The 22 returns of the published audit; 4.3 was asked only of those with volunteers."""
    with (FOLDER / "responses.csv").open(encoding="utf-8", newline="") as lines:
        return [_published(row) for row in csv.DictReader(lines)]


def _published(row: dict[str, str]) -> Row:
    name, sector = row.pop("agency"), row.pop("sector")
    answers = {label: code.lower() for label, code in row.items()}
    if answers["4.2"] == "no":
        answers["4.3"] = HIDDEN
    return Row(name, sector, answers)


def made_up_rows(count: int) -> list[Row]:
    """So many agencies, each like one of the published 22."""
    published = published_rows()
    return [
        Row(f"Agency {n:04d}", published[n % 22].sector, published[n % 22].answers)
        for n in range(count)
    ]


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
        version=version, key=key, title=title, direction=direction, origin=origin
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


def add_question(standard: Standard, *, label: str, **fields: Any) -> Question:
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
        examples="optional",
        evidence="optional",
        **{"text": f"Question {label}?", "position": 99, **fields},
    )


def cycle_with(
    partnership: Partnership,
    *,
    rows: list[Row],
    version: TemplateVersion | None = None,
    state: str = Cycle.State.CLOSED,
    title: str = "Section 11 audit 2020-21",
) -> Cycle:
    """A cycle of `partnership` with these agencies and their returns."""
    version = version or ten_questions(partnership)
    cycle = Cycle.objects.create(
        partnership=partnership,
        title=title,
        period="April 2020 to March 2021",
        opens_on=date(2020, 11, 2),
        closes_on=date(2021, 2, 26),
        state=state,
        launched_at=clock.now(),
    )
    partner = CyclePartner.objects.create(cycle=cycle, partnership=partnership)
    used = CycleTemplate.objects.create(cycle=cycle, version=version)
    participants = _participants(cycle, partner, used, rows)
    _returns(version, participants, rows)
    return cycle


def _participants(cycle: Any, partner: Any, used: Any, rows: list[Row]) -> list[Participant]:
    partnership = cycle.partnership
    area = partnership.areas.first() or Area.objects.create(
        partnership=partnership, name=partnership.name
    )
    # Ids given back by bulk_create: SQLite and PostgreSQL both do.
    agencies = Agency.objects.bulk_create(Agency(name=row.name) for row in rows)
    listings = Listing.objects.bulk_create(
        Listing(partnership=partnership, agency=agency, name=row.name, sector=row.sector)
        for agency, row in zip(agencies, rows, strict=True)
    )
    participants = Participant.objects.bulk_create(
        Participant(
            cycle=cycle,
            agency=agency,
            cycle_template=used,
            sector=row.sector,
            size=Listing.Size.MEDIUM,
            due_on=cycle.closes_on,
            state=row.state,
            reason=row.reason,
            national_document=row.national_document,
        )
        for agency, row in zip(agencies, rows, strict=True)
    )
    ParticipantArea.objects.bulk_create(
        ParticipantArea(participant=participant, area=area, cycle_partner=partner, listing=listing)
        for participant, listing in zip(participants, listings, strict=True)
    )
    return participants


def _returns(version: TemplateVersion, participants: list[Participant], rows: list[Row]) -> None:
    pairs = list(zip(participants, rows, strict=True))
    revisions = Revision.objects.bulk_create(
        Revision(
            participant=participant,
            number=1,
            origin="import" if row.imported else "browser",
            submitted_at=RETURNED_AT,
            late=row.late,
            fingerprint="0" * 64,
        )
        for participant, row in pairs
        if row.returned
    )
    by_participant = {revision.participant_id: revision for revision in revisions}
    Submission.objects.bulk_create(
        Submission(
            participant=participant,
            state="submitted" if row.returned else "not_started",
            current_revision=by_participant.get(participant.pk),
        )
        for participant, row in pairs
    )
    questions = list(version.questions.select_related("scale").order_by("position"))
    levels = {
        (level.scale_id, level.code): level
        for level in Level.objects.filter(scale__version=version)
    }
    answers = RevisionAnswer.objects.bulk_create(
        _answer(question, by_participant[participant.pk], row)
        for participant, row in pairs
        if row.returned
        for question in questions
    )
    codes = [
        row.answers.get(question.label, "")
        for _, row in pairs
        if row.returned
        for question in questions
    ]
    RevisionValue.objects.bulk_create(
        value
        for answer, code in zip(answers, codes, strict=True)
        if answer.state == RevisionAnswer.State.ANSWERED
        for value in _values(answer, code, levels)
    )


def _answer(question: Question, revision: Revision, row: Row) -> RevisionAnswer:
    code = row.answers.get(question.label, "")
    state = {"": "unanswered", NOT_APPLICABLE: "not_applicable", HIDDEN: "hidden"}
    return RevisionAnswer(
        participant_id=revision.participant_id,
        revision=revision,
        question=question,
        identity_id=question.identity_id,
        state=state.get(code, "answered"),
        **row.texts.get(question.label, {}),
    )


def _values(answer: RevisionAnswer, code: str, levels: dict) -> list[RevisionValue]:
    """Typed rows of one answer: codes of a tick-all are written 'a;c'."""
    question = answer.question
    same = {
        "participant_id": answer.participant_id,
        "revision_id": answer.revision_id,
        "revision_answer": answer,
        "question": question,
    }
    if question.type == "number":
        return [RevisionValue(**same, number=code)]
    if question.type == "date":
        return [RevisionValue(**same, date=date.fromisoformat(code))]
    if question.type == "text":
        return [RevisionValue(**same, data={"text": code})]
    return [
        RevisionValue(**same, row=row, level=levels[question.scale_id, one])
        for row, one in enumerate(code.split(";"))
    ]
