"""A cycle with returns, written straight into the tables: fast enough for 1,000 agencies.

    cycle = cycle_with(partnership, rows=PUBLISHED_ROWS)            # the published audit
    cycle = cycle_with(partnership, rows=made_up_rows(100))         # any number
    cycle = cycle_with(partnership, rows=[Row("Ash House", "Health", {"1.1": "2", "4.2": "yes"})])

A row without answers is an agency that has not returned.
"""

import csv
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from agencies.models import Agency, Area, Listing, Partnership
from audits.models import (
    Cycle,
    CyclePartner,
    CycleTemplate,
    Level,
    Participant,
    ParticipantArea,
    Question,
    Revision,
    RevisionAnswer,
    RevisionValue,
    Submission,
    TemplateVersion,
)
from s11portal.common import clock

from .ten_questions import FOLDER, ten_questions

RETURNED_AT = datetime(2021, 2, 12, 10, 30, tzinfo=ZoneInfo("Europe/London"))
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


def cycle_with(
    partnership: Partnership,
    *,
    rows: list[Row],
    version: TemplateVersion | None = None,
    state: str = Cycle.State.CLOSED,
    title: str = "Section 11 audit 2020-21",
    percentages: str = Cycle.Percentages.ADD_UP,
) -> Cycle:
    """A cycle of `partnership` with these agencies and their returns, rounded as published."""
    version = version or ten_questions(partnership)
    cycle = Cycle.objects.create(
        partnership=partnership,
        title=title,
        period="April 2020 to March 2021",
        opens_on=date(2020, 11, 2),
        closes_on=date(2021, 2, 26),
        state=state,
        launched_at=clock.now(),
        percentages=percentages,
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
    revisions = _revisions([pair for pair in pairs if pair[1].returned])
    Submission.objects.bulk_create(
        Submission(
            participant=participant,
            state="submitted" if row.returned else "not_started",
            current_revision=revisions.get(participant.pk),
        )
        for participant, row in pairs
    )
    _answers(version, [(revisions[one.pk], row) for one, row in pairs if row.returned])


def _revisions(pairs: list[tuple[Participant, Row]]) -> dict[int, Revision]:
    """The revision of each agency that returned, by its participant."""
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
    )
    return {revision.participant_id: revision for revision in revisions}


def _answers(version: TemplateVersion, pairs: list[tuple[Revision, Row]]) -> None:
    questions = list(version.questions.select_related("scale").order_by("position"))
    answers = RevisionAnswer.objects.bulk_create(
        _answer(question, revision, row) for revision, row in pairs for question in questions
    )
    codes = [row.answers.get(question.label, "") for _, row in pairs for question in questions]
    levels = {
        (level.scale_id, level.code): level
        for level in Level.objects.filter(scale__version=version)
    }
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
