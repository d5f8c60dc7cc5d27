"""The audits of a partnership with their reports."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies.place.access import partnership_page
from reports.report.queries import overview as overview_queries


@require_safe
@partnership_page("view_results")
def result_list(request: HttpRequest) -> HttpResponse:
    """Every launched audit, with its report."""
    return render(
        request, "reports/results/list.html", {"rows": overview_queries.of(request.membership)}
    )
