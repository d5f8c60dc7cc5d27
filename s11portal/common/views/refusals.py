"""What a view does when a service says no, and when it has done its work.

A form:

    form = CycleForm(posted(request))
    if form.is_valid():
        with refusals_on(form, "title"):
            cycle = cycle_services.create(actor=request.user, **form.cleaned_data)
            return done(request, f"{cycle} is prepared.", url)
    return render(request, "…", {"form": form})

A button:

    with refusals_told(request):
        cycle_services.close(actor=request.user, cycle=cycle)
        messages.success(request, "The audit is closed.")
    return redirect(url)

What follows a refusal inside the block is not done. Nothing but `Refused` is caught.
"""

from collections.abc import Callable
from types import TracebackType

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from s11portal.common.errors import Refused
from s11portal.common.forms import Form


class Refusals:
    """A `with` block that ends where a service refuses; `show` is told why.

    A class, not a generator, so that the type checker knows the lines below are reached.
    """

    def __init__(self, show: Callable[[str], object]) -> None:
        self._show = show

    def __enter__(self) -> None:
        """Nothing is to be prepared."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> bool:
        """Show a refusal; let everything else pass."""
        if not isinstance(error, Refused):
            return False
        self._show(str(error))
        return True


def refusals_on(form: Form, field: str | None = None) -> Refusals:
    """Show a refusal as an error of `field`, or above the form."""
    return Refusals(lambda reason: form.add_error(field, reason))


def refusals_told(request: HttpRequest) -> Refusals:
    """Show a refusal as a message on the next page."""
    return Refusals(lambda reason: messages.error(request, reason))


def done(request: HttpRequest, message: str, url: str) -> HttpResponse:
    """Say what was done, and lead on to `url`."""
    messages.success(request, message)
    return redirect(url)
