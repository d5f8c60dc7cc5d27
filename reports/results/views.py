"""Results of audits, for the partnership's people."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render

from agencies.place.access import PartnershipRequest, partnership_page
from audits.cycle.permissions import can_manage_cycle
from reports import permissions
from reports.results.access import find_reported_cycle
from reports.results.forms import WrittenFilterForm
from reports.results.presenters import results as results_presenters
from reports.results.presenters import written as written_presenters
from reports.results.queries import figures as figures_queries
from reports.results.queries import written as written_queries

PER_PAGE = 50


@partnership_page("view_results")
def results(request: PartnershipRequest, pk: int) -> HttpResponse:
    """The figures of one audit."""
    cycle = find_reported_cycle(request, pk)
    context = {
        "cycle": cycle,
        "results": results_presenters.results_page(
            figures_queries.figures_of(cycle, request.partnership),
            page=request.GET.get("page"),
            absent=request.GET.get("absent"),
        ),
        "may_change_rounding": can_manage_cycle(request.membership, cycle),
        "may_read": permissions.can_read_returns(request.membership),
    }
    return render(request, "reports/results/page.html", context)


@partnership_page("view_returns")
def question_answers(request: PartnershipRequest, pk: int, question: int) -> HttpResponse:
    """What agencies answered and wrote about one question."""
    cycle = find_reported_cycle(request, pk)
    asked = written_queries.asked(cycle, question)
    if asked is None:
        raise Http404
    form = WrittenFilterForm(
        request.GET or None,
        levels=written_presenters.choices(asked.question),
        sectors=written_queries.sectors(cycle, request.partnership),
    )
    wanted = form.cleaned_data if form.is_bound and form.is_valid() else {}
    found = written_queries.narrowed(
        written_queries.about(cycle, request.partnership, asked.question), **wanted
    )
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "cycle": cycle,
        "asked": asked,
        "filter": form,
        "is_narrowed": any(wanted.values()),
        "page": page,
        "answers": [written_presenters.written_answer(asked.question, row) for row in page],
    }
    return render(request, "reports/results/answers.html", context)
