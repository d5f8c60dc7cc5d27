"""A bare Django page and a bare Django save: what any program in Django pays."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from agencies.models import History
from audits.models import Answer, Cycle

ROWS = 80
TEXT = "We look at this once a year with the board and write down what follows from it. " * 2


def page(request: HttpRequest, pk: int) -> HttpResponse:
    """About 25 KB of HTML from a plain template: session, person, one row."""
    cycle = Cycle.objects.get(pk=pk)
    rows: list[dict[str, Any]] = [
        {"number": n, "title": f"Line {n} of the page", "text": TEXT, "done": n % 3 == 0}
        for n in range(ROWS)
    ]
    return render(request, "bench/page.html", {"cycle": cycle, "rows": rows})


@require_POST
def save(request: HttpRequest, pk: int) -> HttpResponse:
    """Session, person; read a row, change it, add an event row, in one transaction."""
    with transaction.atomic():
        row = Answer.objects.get(pk=pk)
        row.examples = request.POST["text"]
        row.version += 1
        row.save(update_fields=["examples", "version"])
        History.objects.create(
            actor=request.user, actor_name=request.user.name, verb="saved", subject="a row"
        )
    return JsonResponse({"saved": row.version})
