"""The rows of a template version: few statements, whatever its size."""

from audits.models import Identity, Level, Question, Scale, Standard, TemplateVersion
from audits.template.rules import content as content_rules
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
                position=position,
                **content_rules.row_of(standard),
            )
            for position, standard in enumerate(structure.standards)
        )
    }
    pairs = [(standard, q) for standard in structure.standards for q in standard.questions]
    Question.objects.bulk_create(
        Question(
            version=version,
            standard=standards[standard.key],
            identity=identities[Identity.Kind.QUESTION, question.key],
            scale=scales[question.scale.key] if question.scale else None,
            position=position,
            **content_rules.row_of(question),
        )
        for position, (standard, question) in enumerate(pairs)
    )


def delete(version: TemplateVersion) -> None:
    """Remove a version with its scales, standards and questions. Identities stay."""
    Question.objects.filter(version=version).delete()
    Standard.objects.filter(version=version).delete()
    Level.objects.filter(scale__version=version).delete()
    Scale.objects.filter(version=version).delete()
    version.delete()


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
        Scale(version=version, origin=scale.origin, **content_rules.row_of(scale))
        for scale in wanted.values()
    )
    Level.objects.bulk_create(
        Level(scale=row, position=position, **content_rules.row_of(level))
        for row, scale in zip(rows, wanted.values(), strict=True)
        for position, level in enumerate(scale.levels)
    )
    return {row.key: row for row in rows}
