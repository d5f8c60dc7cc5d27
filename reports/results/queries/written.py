"""What agencies wrote about one question, from their current returns."""

from dataclasses import dataclass

from django.db.models import OuterRef, Q, QuerySet, Subquery

from agencies.models import Partnership
from audits import scope
from audits.models import Cycle, CycleTemplate, RevisionAnswer
from audits.template.queries import structure as structure_queries
from audits.template.rules.structure import Question


@dataclass(frozen=True)
class Asked:
    """A question of the cycle, and the title of its standard."""

    question: Question
    standard: str


def asked(cycle: Cycle, question_id: int) -> Asked | None:
    """The question if one of the cycle's templates holds it (1 query)."""
    used = CycleTemplate.objects.filter(cycle=cycle).select_related("version__template")
    for row in used:
        for standard in structure_queries.structure_of(row.version).standards:
            for question in standard.questions:
                if question.id == question_id:
                    return Asked(question, f"{standard.label} {standard.title}")
    return None


def about(cycle: Cycle, partnership: Partnership, question: Question) -> QuerySet[RevisionAnswer]:
    """The answers of the current returns, by the name the partnership lists the agency by.

    Hidden ones are left out. Each has `agency_name` and `sector`; values come in two more queries.
    """
    area = scope.areas_in(cycle, partnership.pk).filter(participant=OuterRef("participant"))
    return (
        RevisionAnswer.objects.filter(
            revision__in=scope.current_revisions(cycle, partnership.pk), question=question.id
        )
        .exclude(state=RevisionAnswer.State.HIDDEN)
        .annotate(agency_name=Subquery(area.order_by("pk").values("listing__name")[:1]))
        .select_related("participant")
        .prefetch_related("values__level")
        .order_by("agency_name", "pk")
    )


def narrowed(
    answers: QuerySet[RevisionAnswer],
    *,
    level: str = "",
    sector: str = "",
    written: bool = False,
) -> QuerySet[RevisionAnswer]:
    """Those at one level (or in one state, such as 'not_applicable'), in one sector, with text."""
    if level in RevisionAnswer.State.values:
        answers = answers.filter(state=level)
    elif level:
        answers = answers.filter(
            state=RevisionAnswer.State.ANSWERED, values__level__code=level
        ).distinct()
    if sector:
        answers = answers.filter(participant__sector=sector)
    if written:
        text = ~Q(examples="") | ~Q(evidence="") | ~Q(difference="") | ~Q(na_reason="")
        answers = answers.filter(text)
    return answers


def sectors(cycle: Cycle, partnership: Partnership) -> list[str]:
    """The sectors of the cycle's participants, by name (1 query)."""
    found = scope.areas_in(cycle, partnership.pk).values_list("participant__sector", flat=True)
    return sorted(found.distinct(), key=str.casefold)
