"""The report, or the text of one, that an address names."""

from django.shortcuts import get_object_or_404

from agencies.place.access import PartnershipRequest
from reports.models import Report, Section
from reports.report.queries import report as report_queries
from reports.results.access import find_reported_cycle


def find_report(request: PartnershipRequest, cycle_pk: int) -> Report:
    """The partnership's report on the audit, if that can be reported and one was begun."""
    cycle = find_reported_cycle(request, cycle_pk)
    return get_object_or_404(report_queries.visible_to(request.membership), cycle=cycle)


def find_section(request: PartnershipRequest, pk: int) -> Section:
    """One text of a report of the partnership."""
    return get_object_or_404(report_queries.sections_visible_to(request.membership), pk=pk)
