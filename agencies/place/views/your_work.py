"""The first page after signing in, and one's own details."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from agencies.person import services as person_services
from agencies.person.forms import DetailsForm
from agencies.place.access import no_store, posted, shows_and_takes
from agencies.place.presenters import your_work as your_work_presenters


@require_safe
@no_store
def your_work(request: HttpRequest) -> HttpResponse:
    """Every place the person belongs to, with what waits there."""
    return render(
        request,
        "agencies/your_work/your_work.html",
        {"places": your_work_presenters.of(request.user)},
    )


@shows_and_takes
@no_store
def your_details(request: HttpRequest) -> HttpResponse:
    """Name and job title; the way to password, second step and sign-ins."""
    user = request.user
    form = DetailsForm(posted(request), initial={"name": user.name, "job_title": user.job_title})
    if request.method == "POST" and form.is_valid():
        person_services.edit_details(actor=user, **form.cleaned_data)
        messages.success(request, "Your details are saved.")
        return redirect("your-details")
    return render(request, "agencies/your_work/your_details.html", {"form": form})
