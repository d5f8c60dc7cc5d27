"""The audits of a partnership with their reports."""

from django.http import HttpResponse
from django.shortcuts import render

from agencies.place.access import PartnershipRequest, partnership_page
from reports.report.queries import overview as overview_queries


@partnership_page("view_results")
def result_list(request: PartnershipRequest) -> HttpResponse:
    """Every launched audit, with its report."""
    return render(
        request,
        "reports/report/list.html",
        {"rows": overview_queries.audits_with_reports(request.membership)},
    )
