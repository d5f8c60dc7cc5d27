"""Pages for what went wrong: what happened, whether anything is lost, what to do."""

import contextlib
import errno
import sys

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.http.request import UnreadablePostError
from django.shortcuts import render
from django.template.loader import render_to_string

from s11portal.common.bodies import CutShort

_MOST_TO_DRAIN = 64 * 1024 * 1024


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form is too old, or came from somewhere else."""
    return render(request, "403_csrf.html", {"reason": reason}, status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, with words of its own for what arrived in part; 413 for more than is taken at once."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent):
        return too_large(request)
    page = "400_cut_short.html" if isinstance(exception, CutShort) else "400.html"
    return render(request, page, status=400)


# As SQLite and PostgreSQL put it; neither has a class of its own for it here.
_FULL = ("database or disk is full", "No space left on device")


def server_error(request: HttpRequest) -> HttpResponse:
    """500; and 507 where there is no room left, because what was sent could not be stored."""
    if _no_room(sys.exc_info()[1]):
        return HttpResponse(render_to_string("507.html"), status=507)
    return HttpResponse(render_to_string("500.html"), status=500)


def _no_room(problem: BaseException | None) -> bool:
    """Whether the problem, or what it came from, is a full disk."""
    while problem is not None:
        if isinstance(problem, OSError) and problem.errno in (errno.ENOSPC, errno.EDQUOT):
            return True
        if isinstance(problem, DatabaseError) and any(word in str(problem) for word in _FULL):
            return True
        problem = problem.__cause__ or problem.__context__
    return False


def too_large(request: HttpRequest) -> HttpResponse:
    """413: says how much was sent and how much is allowed.

    Reads what the browser is still sending, up to a limit: a connection closed before
    that shows the person the browser's own 'connection reset' and not this page.
    """
    _drain(request)
    sent = int(request.META.get("CONTENT_LENGTH") or 0)
    limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    # The body was never read in, so the page must not ask for a form field again.
    context = {"sent": sent if sent > limit else 0, "limit": limit}
    return render(request, "413.html", context, status=413)


def _drain(request: HttpRequest) -> None:
    left = _MOST_TO_DRAIN
    with contextlib.suppress(OSError, UnreadablePostError, ValueError, CutShort):
        while left > 0 and (chunk := request.read(64 * 1024)):
            left -= len(chunk)
