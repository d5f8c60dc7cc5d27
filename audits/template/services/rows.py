"""The rows of a template version: few statements, whatever its size."""

from collections.abc import Iterable

from audits.models import Identity, Level, Question, Scale, Standard, TemplateVersion
from audits.template.rules import structure as structure_rules


def create(version: TemplateVersion, structure: structure_rules.Structure) -> None:
    """Store the scales, standards and questions of a new version."""
    identities = _identities(version, structure)
    scales = _scales(version, structure)
    standards = {
        row.key: row
        for row in Standard.objects.bulk_create(
            Standard(
                version=version,
                identity=identities[Identity.Kind.STANDARD, standard.key],
                key=standard.key,
                label=standard.label,
                title=standard.title,
                introduction=standard.introduction,
                position=position,
                shown_when=standard.shown_when,
            )
            for position, standard in enumerate(structure.standards)
        )
    }
    pairs = [(standard, q) for standard in structure.standards for q in standard.questions]
    Question.objects.bulk_create(
        _question(
            question,
            position,
            version=version,
            standard=standards[standard.key],
            identity=identities[Identity.Kind.QUESTION, question.key],
            scale=scales[question.scale.key] if question.scale else None,
        )
        for position, (standard, question) in enumerate(pairs)
    )


def _identities(
    version: TemplateVersion, structure: structure_rules.Structure
) -> dict[tuple[str, str], Identity]:
    """The identities of all standards and questions: the template's own, and new ones."""
    wanted = [(Identity.Kind.STANDARD, standard.key) for standard in structure.standards]
    wanted += [(Identity.Kind.QUESTION, question.key) for question in structure.questions]
    found = {(row.kind, row.key): row for row in version.template.identities.all()}
    new = [
        Identity(template=version.template, kind=kind, key=key)
        for kind, key in wanted
        if (kind, key) not in found
    ]
    found.update({(row.kind, row.key): row for row in Identity.objects.bulk_create(new)})
    return found


def _scales(version: TemplateVersion, structure: structure_rules.Structure) -> dict[str, Scale]:
    """Declared scales first, in the file's order; then those that types and choices bring."""
    wanted = {scale.key: scale for scale in structure.scales}
    wanted.update({q.scale.key: q.scale for q in structure.questions if q.scale})
    rows = Scale.objects.bulk_create(
        Scale(
            version=version,
            key=scale.key,
            title=scale.title,
            direction=scale.direction,
            origin=scale.origin,
        )
        for scale in wanted.values()
    )
    Level.objects.bulk_create(
        level
        for row, scale in zip(rows, wanted.values(), strict=True)
        for level in _levels(row, scale.levels)
    )
    return {row.key: row for row in rows}


def _levels(scale: Scale, levels: Iterable[structure_rules.Level]) -> Iterable[Level]:
    for position, level in enumerate(levels):
        flags = {"other": level.other, "none": level.none}
        yield Level(
            scale=scale,
            code=level.code,
            label=level.label,
            score=level.score,
            colour=level.colour,
            counts_as=level.counts_as,
            meaning=level.meaning,
            obliges=list(level.obliges),
            config={name: True for name, is_set in flags.items() if is_set},
            position=position,
        )


def _question(question: structure_rules.Question, position: int, **parents: object) -> Question:
    config = {
        "descriptors": question.descriptors,
        "unit": question.unit,
        "minimum": question.minimum,
        "maximum": question.maximum,
        "decimals": question.decimals,
        "tags": list(question.tags),
    }
    return Question(
        **parents,
        key=question.key,
        label=question.label,
        heading=question.heading,
        text=question.text,
        guidance=question.guidance,
        type=question.type,
        required=question.required,
        na_allowed=question.na_allowed,
        **{box: question.boxes.get(box, "absent") for box in structure_rules.BOXES},
        config={name: value for name, value in config.items() if value},
        position=position,
        shown_when=question.shown_when,
    )
