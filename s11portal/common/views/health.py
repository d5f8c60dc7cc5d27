"""Whether the product lives, and whether it can work. For load balancers."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from .. import readiness


@login_not_required
@require_safe
def alive(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"alive": True})


@login_not_required
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """Database and storage are needed (503 without); the broker is only reported."""
    state = readiness.state()
    needed = state["database"] == "ok" and state["storage"] == "ok"
    return JsonResponse({"ready": needed, **state}, status=200 if needed else 503)
