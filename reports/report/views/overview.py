"""The audits of a partnership with their reports."""

from django.http import HttpResponse
from django.shortcuts import render

from agencies.place.access import PartnershipRequest, partnership_page
from reports import permissions
from reports.report.queries import overview as overview_queries


@partnership_page("view_results")
def result_list(request: PartnershipRequest) -> HttpResponse:
    """Every launched audit, with its report."""
    context = {
        "rows": overview_queries.audits_with_reports(request.membership),
        "may_edit": permissions.can_edit(request.membership),
    }
    return render(request, "reports/report/list.html", context)
