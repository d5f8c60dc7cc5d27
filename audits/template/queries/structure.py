"""A stored template version as plain values."""

import uuid
from functools import lru_cache

from audits.models import Scale as ScaleRow
from audits.models import TemplateVersion
from audits.template.rules.content import element_of
from audits.template.rules.structure import SCALE, Level, Question, Scale, Standard, Structure


def structure_of(version: TemplateVersion) -> Structure:
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
    for row in version.questions.order_by("position", "pk"):
        scale = scales[row.scale_id] if row.scale_id else None
        question = element_of(
            Question, vars(row), scale=scale, id=row.pk, identity_id=row.identity_id
        )
        questions.setdefault(row.standard_id, []).append(question)
    return element_of(
        Structure,
        vars(version),
        key=version.template.key,
        scales=tuple(scale for scale in scales.values() if scale.origin == SCALE),
        standards=tuple(
            element_of(
                Standard,
                vars(row),
                questions=tuple(questions.get(row.pk, ())),
                id=row.pk,
                identity_id=row.identity_id,
            )
            for row in version.standards.order_by("position", "pk")
        ),
        version_id=version.pk,
    )


def _scale(row: ScaleRow) -> Scale:
    levels = tuple(element_of(Level, vars(level), id=level.pk) for level in row.levels.all())
    return element_of(Scale, vars(row), levels=levels, origin=row.origin)
