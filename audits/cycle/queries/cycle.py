"""Audit cycles: who may see them, and what they may be made of."""

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from agencies.directory import queries as directory_queries
from agencies.models import Listing, Membership, Partnership
from audits import scope
from audits.models import (
    AuditTemplate,
    Cycle,
    Participant,
    ParticipantArea,
    Submission,
    TemplateVersion,
)


def with_figures(cycles: QuerySet[Cycle]) -> QuerySet[Cycle]:
    """Those of `cycles` with something to report: launched, or returns brought in from a file."""
    brought_in = Submission.objects.filter(
        participant__cycle=OuterRef("pk"), current_revision__isnull=False
    )
    return cycles.filter(~Q(state=Cycle.State.DRAFT) | Exists(brought_in))


def with_counts(cycles: QuerySet[Cycle], membership: Membership) -> QuerySet[Cycle]:
    """`cycles` with `expected` and `returned`, of the participants the membership sees.

    Exempt ones are not expected; a national document counts as returned.
    """
    seen = (
        scope.participants_visible_to(membership)
        .filter(cycle=OuterRef("pk"))
        .exclude(state=Participant.State.EXEMPT)
        .order_by()
        .values("cycle")
    )
    national = Q(state=Participant.State.NATIONAL)
    returned = Q(submission__current_revision__isnull=False) | national
    return cycles.annotate(
        expected=Coalesce(Subquery(seen.annotate(n=Count("pk")).values("n")), 0),
        returned=Coalesce(Subquery(seen.annotate(n=Count("pk", filter=returned)).values("n")), 0),
    )


def usable_versions(
    partnership: Partnership, cycle: Cycle | None = None
) -> QuerySet[TemplateVersion]:
    """Published template versions a cycle may be made of: the partnership's and the library's.

    One that `cycle` uses may have been retired since: it goes on.
    """
    offered = Q(state=TemplateVersion.State.PUBLISHED)
    if cycle is not None:
        offered |= Q(pk__in=cycle.cycle_templates.values("version"))
    return (
        TemplateVersion.objects.filter(
            offered, Q(partnership=partnership) | Q(partnership__isnull=True)
        )
        .exclude(kind__in=AuditTemplate.SURVEYS)
        .select_related("template")
        .order_by("name", "-number", "pk")
    )


def current_listings(partnership: Partnership) -> QuerySet[Listing]:
    """The agencies a cycle may ask: those on the partnership's list, by sector and name."""
    return (
        Listing.objects.filter(partnership=partnership, archived_at__isnull=True)
        .select_related("agency")
        .order_by("sector", "name", "pk")
    )


def offered_listings(partnership: Partnership, cycle: Cycle | None = None) -> QuerySet[Listing]:
    """What the page of a cycle offers: the current agencies, and those that are in already.

    Each with `lead_state` (see agencies.directory.queries).
    """
    offered = Q(partnership=partnership, archived_at__isnull=True)
    if cycle is not None:
        offered |= Q(pk__in=_doors(cycle, partnership.pk).values("listing"))
    rows = Listing.objects.filter(offered).select_related("agency")
    return directory_queries.annotate_lead_state(rows).order_by("sector", "name", "pk")


def listing_ids(cycle: Cycle) -> set[int]:
    """The listings of the lead partnership through which agencies are in the cycle (1 query)."""
    return set(_doors(cycle, cycle.partnership_id).values_list("listing_id", flat=True))


def _doors(cycle: Cycle, partnership_id: int) -> QuerySet[ParticipantArea]:
    """The areas by which a partnership brought agencies into the cycle."""
    return ParticipantArea.objects.filter(
        participant__cycle=cycle,
        cycle_partner__cycle=cycle,
        cycle_partner__partnership=partnership_id,
    )


def version_of(cycle: Cycle) -> TemplateVersion:
    """The template version that a cycle's agencies answer (1 query)."""
    return (
        TemplateVersion.objects.filter(pk__in=cycle.cycle_templates.values("version"))
        .select_related("template")
        .earliest("pk")
    )


def everywhere() -> QuerySet[Cycle]:
    """For the system: every cycle, the first created first."""
    return Cycle.objects.select_related("partnership").order_by("pk")


def find(pk: int) -> Cycle | None:
    """For the system: the cycle with this id."""
    return everywhere().filter(pk=pk).first()
