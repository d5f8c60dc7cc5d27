"""The figures of one cycle as one partnership sees them. SQL counts, Python rounds.

5 queries whatever the number of agencies, and those of a template's structure when a process
reads it for the first time.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
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
from reports.results.rules.scales import Scored, ScoredScale
from reports.statistics import Level, LevelCount, Rounding
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
    places, scales = _scales(templates)
    scores = {
        revision: tuple(one.get(n, Scored()) for n in range(len(scales)))
        for revision, one in _scores(cycle, partnership, places).items()
    }
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
        agencies=_agencies(cycle, partnership, scores, (Scored(),) * len(scales)),
        templates=tuple(_template(structure, counts, rounding) for structure in templates),
        scales=scales,
        rounding=rounding,
    )


def _agencies(
    cycle: Cycle,
    partnership: Partnership,
    scores: Mapping[int, tuple[Scored, ...]],
    silent: tuple[Scored, ...],
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
    revision = "participant__submission__current_revision_id"
    found = {
        row["participant_id"]: _agency(row, scores.get(row[revision], silent))
        for row in rows.order_by("pk")
    }
    return tuple(sorted(found.values(), key=lambda agency: agency.name.casefold()))


def _agency(row: dict[str, Any], scores: tuple[Scored, ...]) -> AgencyFigures:
    current = "participant__submission__current_revision"
    revision, at = row[f"{current}_id"], row[f"{current}__submitted_at"]
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
        scores=scores,
    )


def _scales(templates: Iterable[Structure]) -> tuple[dict[int, int], tuple[ScoredScale, ...]]:
    """The scored scales in the order in which they occur, and which of them a level belongs to.

    Two templates may call different scales by the same key, so their levels are compared.
    """
    found: list[ScoredScale] = []
    places: dict[int, int] = {}
    for scale in (q.scale for t in templates for q in t.questions if q.scale):
        levels = tuple(
            Level(lv.code, lv.label, lv.score, lv.colour, lv.counts_as) for lv in scale.levels
        )
        if not scale.is_scored:
            continue
        place = next((n for n, s in enumerate(found) if s.is_of(levels, scale.direction)), None)
        if place is None:
            place = len(found)
            found.append(ScoredScale(scale.title, scale.direction, levels))
        places |= {level.id: place for level in scale.levels}
    return places, tuple(found)


def _scores(
    cycle: Cycle, partnership: Partnership, places: dict[int, int]
) -> dict[int, dict[int, Scored]]:
    """The scored answers by revision and scale (1 query)."""
    rows = (
        RevisionValue.objects.filter(
            revision__in=scope.current_revisions(cycle, partnership.pk),
            level__score__isnull=False,
        )
        .values("revision_id", "level_id")
        .annotate(score=Sum("level__score"), scored=Count("pk"))
    )
    found: dict[int, dict[int, Scored]] = defaultdict(dict)
    for row in rows:
        of_revision, place = found[row["revision_id"]], places[row["level_id"]]
        before = of_revision.get(place, Scored())
        of_revision[place] = Scored(before.total + row["score"], before.n + row["scored"])
    return found


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
            LevelCount(
                lv.code, lv.label, lv.score, lv.colour, question.counts_as(lv), chosen[lv.id]
            )
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
