"""Results of audits, for the partnership's people."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from agencies.views.places import partnership_page
from audits.models import Cycle
from audits.queries import cycle as cycles
from reports.forms.written import WrittenFilterForm
from reports.permissions import report as may
from reports.presenters import results as presenter
from reports.presenters import written as written_presenter
from reports.queries import overview, written
from reports.queries import results as queries

PER_PAGE = 50


@require_safe
@partnership_page("view_results")
def result_list(request: HttpRequest) -> HttpResponse:
    """Every launched audit, with its report."""
    return render(request, "reports/results/list.html", {"rows": overview.of(request.membership)})


@require_safe
@partnership_page("view_results")
def results(request: HttpRequest, pk: int) -> HttpResponse:
    """The figures of one audit."""
    cycle = find(request, pk)
    context = {
        "cycle": cycle,
        "results": presenter.of(queries.of(cycle, request.partnership)),
        "may_read": may.can_read_returns(request.membership),
    }
    return render(request, "reports/results/page.html", context)


@require_safe
@partnership_page("view_returns")
def question_answers(request: HttpRequest, pk: int, question: int) -> HttpResponse:
    """What agencies answered and wrote about one question."""
    cycle = find(request, pk)
    asked = written.asked(cycle, question)
    if asked is None:
        raise Http404
    form = WrittenFilterForm(
        request.GET or None,
        levels=written_presenter.choices(asked.question),
        sectors=written.sectors(cycle, request.partnership),
    )
    wanted = form.cleaned_data if form.is_bound and form.is_valid() else {}
    found = written.narrowed(written.about(cycle, request.partnership, asked.question), **wanted)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "cycle": cycle,
        "asked": asked,
        "filter": form,
        "is_narrowed": any(wanted.values()),
        "page": page,
        "answers": [written_presenter.of(asked.question, row) for row in page],
    }
    return render(request, "reports/results/answers.html", context)


def find(request: HttpRequest, pk: int) -> Cycle:
    """The audit of the address; 404 for one without figures, or the partnership has no part in."""
    reported = cycles.with_figures(cycles.visible_to(request.membership))
    return get_object_or_404(reported, pk=pk)
