"""Whether the product lives, and whether it can work. For load balancers."""

from django.http import HttpRequest, JsonResponse

from s11portal.common import readiness
from s11portal.common.access import open_page


@open_page
def alive(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"alive": True})


@open_page
def ready(request: HttpRequest) -> JsonResponse:
    """Database and storage are needed (503 without); the broker is only reported."""
    state = readiness.state()
    needed = state["database"] == "ok" and state["storage"] == "ok"
    return JsonResponse({"ready": needed, **state}, status=200 if needed else 503)
