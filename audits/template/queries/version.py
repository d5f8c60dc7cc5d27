"""Audit templates: who may see which versions, and finding one."""

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from agencies.models import Membership, Partnership
from audits import scope
from audits.models import AuditTemplate, CycleTemplate, Question, TemplateVersion


def visible_to(membership: Membership) -> QuerySet[TemplateVersion]:
    """The partnership's own versions and the library's, library drafts excepted.

    None for agencies: they see the questions of a cycle, not templates.
    """
    versions = TemplateVersion.objects.select_related("template")
    if membership.partnership_id is None:
        return versions.none()
    own = Q(partnership=membership.partnership_id)
    library = Q(partnership__isnull=True) & ~Q(state=TemplateVersion.State.DRAFT)
    return versions.filter(own | library)


def own(membership: Membership) -> QuerySet[TemplateVersion]:
    """The visible versions that the partnership may publish and retire: its own."""
    return visible_to(membership).filter(partnership__isnull=False)


def library(membership: Membership) -> QuerySet[TemplateVersion]:
    """The published versions of the library, of which the partnership may take a copy."""
    return visible_to(membership).filter(
        partnership__isnull=True, state=TemplateVersion.State.PUBLISHED
    )


def with_counts(
    versions: QuerySet[TemplateVersion], membership: Membership
) -> QuerySet[TemplateVersion]:
    """`versions` with `questions`, and `cycles`: those the membership sees that use them."""
    questions = Question.objects.filter(version=OuterRef("pk"), role=Question.Role.ASK)
    used = CycleTemplate.objects.filter(
        version=OuterRef("pk"),
        cycle__in=scope.cycles_visible_to(membership).order_by().values("pk"),
    )
    return versions.annotate(questions_asked=_count(questions), cycles_using=_count(used))


def _count(rows: QuerySet) -> Coalesce:
    counted = rows.order_by().values("version").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def latest(template: AuditTemplate) -> TemplateVersion | None:
    """The version with the highest number, whatever its state (1 query)."""
    return template.versions.select_related("template").order_by("-number").first()


def find(template_id: int, number: int | None = None) -> TemplateVersion | None:
    """For the system: a version of the template with this id.

    Without a number the latest published one, or the latest one where none is published.
    """
    versions = TemplateVersion.objects.filter(template=template_id).select_related("template")
    if number is not None:
        return versions.filter(number=number).first()
    published = versions.filter(state=TemplateVersion.State.PUBLISHED).order_by("-number").first()
    return published or versions.order_by("-number").first()


def partnership(slug: str) -> Partnership | None:
    """For the system: the partnership with this slug."""
    return Partnership.objects.filter(slug=slug).first()
