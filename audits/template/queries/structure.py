"""A stored template version as plain values."""

import uuid
from functools import lru_cache

from audits.models import Question as QuestionRow
from audits.models import Scale as ScaleRow
from audits.models import TemplateVersion
from audits.template.rules.structure import BOXES, Level, Question, Scale, Standard, Structure


def of(version: TemplateVersion) -> Structure:
    """The version's structure. Published ones never change, so each process keeps them.

    4 queries the first time, none after.
    """
    if version.state == TemplateVersion.State.DRAFT:
        return _read(version)
    return _kept(version.uid)


@lru_cache(maxsize=64)
def _kept(uid: uuid.UUID) -> Structure:
    return _read(TemplateVersion.objects.select_related("template").get(uid=uid))


def _read(version: TemplateVersion) -> Structure:
    rows = list(version.scales.order_by("pk").prefetch_related("levels"))
    scales = {row.pk: _scale(row) for row in rows}
    questions: dict[int, list[Question]] = {}
    for question in version.questions.order_by("position", "pk"):
        scale = scales[question.scale_id] if question.scale_id else None
        questions.setdefault(question.standard_id, []).append(_question(question, scale))
    return Structure(
        key=version.template.key,
        name=version.name,
        kind=version.kind,
        introduction=version.introduction,
        scales=tuple(scale for scale in scales.values() if scale.origin == "scale"),
        standards=tuple(
            Standard(
                key=standard.key,
                label=standard.label,
                title=standard.title,
                introduction=standard.introduction,
                shown_when=standard.shown_when,
                questions=tuple(questions.get(standard.pk, ())),
                id=standard.pk,
                identity_id=standard.identity_id,
            )
            for standard in version.standards.order_by("position", "pk")
        ),
        version_id=version.pk,
    )


def _scale(row: ScaleRow) -> Scale:
    return Scale(
        key=row.key,
        title=row.title,
        direction=row.direction,
        origin=row.origin,
        levels=tuple(
            Level(
                code=level.code,
                label=level.label,
                score=level.score,
                colour=level.colour,
                counts_as=level.counts_as,
                meaning=level.meaning,
                obliges=tuple(level.obliges),
                other=bool(level.config.get("other")),
                none=bool(level.config.get("none")),
                id=level.pk,
            )
            for level in row.levels.all()
        ),
    )


def _question(row: QuestionRow, scale: Scale | None) -> Question:
    config = row.config
    return Question(
        key=row.key,
        label=row.label,
        text=row.text,
        type=row.type,
        scale=scale,
        heading=row.heading,
        guidance=row.guidance,
        descriptors=config.get("descriptors", {}),
        na_allowed=row.na_allowed,
        required=row.required,
        boxes={box: getattr(row, box) for box in BOXES},
        unit=config.get("unit", ""),
        minimum=config.get("minimum", ""),
        maximum=config.get("maximum", ""),
        decimals=config.get("decimals", 0),
        tags=tuple(config.get("tags", ())),
        shown_when=row.shown_when,
        id=row.pk,
        identity_id=row.identity_id,
    )
