"""The figures of one cycle as one partnership sees them. SQL counts, Python rounds.

5 queries whatever the number of agencies, and those of a template's structure when a process
reads it for the first time.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import Count, Max, Min, Q, Sum

from agencies.models import Partnership
from audits import scope
from audits.models import Cycle, CycleTemplate, RevisionAnswer, RevisionValue
from audits.template.queries import structure as structure_queries
from audits.template.rules.structure import BOXES, Question, Structure
from reports.results.rules.figures import (
    AgencyFigures,
    CycleFigures,
    QuestionFigures,
    StandardFigures,
    TemplateFigures,
)
from reports.statistics import LevelCount, Rounding
from s11portal.common import clock

ROUNDINGS = {
    Cycle.Percentages.WHOLE: Rounding(),
    Cycle.Percentages.ONE_DECIMAL: Rounding(decimals=1),
    Cycle.Percentages.TWO_DECIMALS: Rounding(decimals=2),
    Cycle.Percentages.ADD_UP: Rounding(adds_up=True),
}


def figures_of(cycle: Cycle, partnership: Partnership) -> CycleFigures:
    """The figures of `cycle` for the agencies that `partnership` sees in it."""
    used = CycleTemplate.objects.filter(cycle=cycle).select_related("version__template")
    templates = [structure_queries.structure_of(row.version) for row in used.order_by("pk")]
    scores, scale = _scores(cycle, partnership, templates)
    counts = _Counts(cycle, partnership)
    rounding = ROUNDINGS[Cycle.Percentages(cycle.percentages)]
    return CycleFigures(
        cycle=cycle.pk,
        title=cycle.title,
        period=cycle.period,
        opens_on=cycle.opens_on,
        closes_on=cycle.closes_on,
        state=cycle.state,
        partnership=partnership.name,
        agencies=_agencies(cycle, partnership, scores),
        templates=tuple(_template(structure, counts, rounding) for structure in templates),
        scale=scale,
        rounding=rounding,
    )


def _agencies(
    cycle: Cycle, partnership: Partnership, scores: dict[int, tuple[int, int]]
) -> tuple[AgencyFigures, ...]:
    """Every participant once, however many of its areas the partnership covers (1 query)."""
    rows: Any = scope.areas_in(cycle, partnership.pk).values(
        "participant_id",
        "listing__name",
        "participant__sector",
        "participant__state",
        "participant__reason",
        "participant__national_document",
        "participant__submission__state",
        "participant__submission__current_revision_id",
        "participant__submission__current_revision__submitted_at",
        "participant__submission__current_revision__late",
        "participant__submission__current_revision__origin",
    )
    found = {row["participant_id"]: _agency(row, scores) for row in rows.order_by("pk")}
    return tuple(sorted(found.values(), key=lambda agency: agency.name.casefold()))


def _agency(row: dict[str, Any], scores: dict[int, tuple[int, int]]) -> AgencyFigures:
    current = "participant__submission__current_revision"
    revision, at = row[f"{current}_id"], row[f"{current}__submitted_at"]
    score, scored = scores.get(revision, (0, 0))
    return AgencyFigures(
        participant=row["participant_id"],
        name=row["listing__name"],
        sector=row["participant__sector"],
        state=row["participant__state"],
        reason=row["participant__reason"],
        national_document=row["participant__national_document"],
        revision=revision,
        returned_on=clock.date_in_london(at) if at else None,
        late=bool(row[f"{current}__late"]),
        imported=row[f"{current}__origin"] == "import",
        started=row["participant__submission__state"] == "started",
        score=score,
        scored=scored,
    )


def _scores(
    cycle: Cycle, partnership: Partnership, templates: Iterable[Structure]
) -> tuple[dict[int, tuple[int, int]], tuple[LevelCount, ...]]:
    """(sum, number) of the scored answers by revision, and the levels of the scale (1 query).

    Nothing where the cycle uses no scored scale or several: their scores do not add up. Two
    templates may call different scales by the same key, so the levels are compared too.
    """
    scales = {
        (s.key, s.direction, tuple((lv.code, lv.score) for lv in s.levels)): s
        for t in templates
        for q in t.questions
        if (s := q.scale) and s.is_scored
    }
    if len(scales) != 1:
        return {}, ()
    rows = (
        RevisionValue.objects.filter(
            revision__in=scope.current_revisions(cycle, partnership.pk),
            level__score__isnull=False,
        )
        .values("revision_id")
        .annotate(score=Sum("level__score"), scored=Count("pk"))
    )
    levels = next(iter(scales.values())).levels
    return (
        {row["revision_id"]: (row["score"], row["scored"]) for row in rows},
        tuple(LevelCount(lv.code, lv.label, lv.score, lv.colour, lv.counts_as) for lv in levels),
    )


class _Counts:
    """The GROUP BYs that serve every question type (2 queries)."""

    def __init__(self, cycle: Cycle, partnership: Partnership) -> None:
        returns = scope.current_revisions(cycle, partnership.pk)
        self.states: dict[int, Counter[str]] = defaultdict(Counter)
        self.written: dict[int, Counter[str]] = defaultdict(Counter)
        self.levels: dict[int, Counter[int]] = defaultdict(Counter)
        self.ranges: dict[int, dict[str, Any]] = {}
        answers = RevisionAnswer.objects.filter(revision__in=returns)
        by_state: Any = answers.values("question_id", "state").annotate(
            n=Count("pk"), **{box: Count("pk", filter=~Q(**{box: ""})) for box in BOXES}
        )
        for row in by_state:
            self.states[row["question_id"]][row["state"]] += row["n"]
            for box in BOXES:
                self.written[row["question_id"]][box] += row[box]
        values = RevisionValue.objects.filter(revision__in=returns)
        by_level: Any = values.values("question_id", "level_id").annotate(
            n=Count("pk"),
            lowest=Min("number"),
            highest=Max("number"),
            total=Sum("number"),
            earliest=Min("date"),
            latest=Max("date"),
        )
        for row in by_level:
            if row["level_id"] is None:
                self.ranges[row["question_id"]] = row
            else:
                self.levels[row["question_id"]][row["level_id"]] += row["n"]


def _template(structure: Structure, counts: _Counts, rounding: Rounding) -> TemplateFigures:
    return TemplateFigures(
        version=structure.version_id,
        name=structure.name,
        standards=tuple(
            StandardFigures(
                identity=standard.identity_id,
                label=standard.label,
                title=standard.title,
                questions=tuple(_question(q, counts, rounding) for q in standard.questions),
            )
            for standard in structure.standards
        ),
    )


def _question(question: Question, counts: _Counts, rounding: Rounding) -> QuestionFigures:
    states, written = counts.states[question.id], counts.written[question.id]
    found = counts.ranges.get(question.id, {})
    chosen = counts.levels[question.id]
    levels = question.scale.levels if question.scale else ()
    return QuestionFigures(
        id=question.id,
        identity=question.identity_id,
        label=question.label,
        text=question.text,
        type=question.type,
        heading=question.heading,
        unit=question.unit,
        decimals=question.decimals,
        direction=question.scale.direction if question.scale else "none",
        scale=question.scale.key if question.scale else "",
        levels=tuple(
            LevelCount(lv.code, lv.label, lv.score, lv.colour, lv.counts_as, chosen[lv.id])
            for lv in levels
        ),
        answered=states[RevisionAnswer.State.ANSWERED],
        not_applicable=states[RevisionAnswer.State.NOT_APPLICABLE],
        unanswered=states[RevisionAnswer.State.UNANSWERED],
        hidden=states[RevisionAnswer.State.HIDDEN],
        lowest=_decimal(found.get("lowest")),
        highest=_decimal(found.get("highest")),
        total=_decimal(found.get("total")),
        earliest=found.get("earliest"),
        latest=found.get("latest"),
        rounding=rounding,
        **{box: written[box] for box in BOXES},
    )


def _decimal(value: Decimal | None) -> Decimal | None:
    """Without the zeros the column adds: 12.0000 is 12."""
    if value is None:
        return None
    return value.quantize(Decimal(1)) if value == value.to_integral() else value.normalize()
