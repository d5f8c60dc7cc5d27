"""The first page after signing in, and one's own details."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from agencies.person import services as person_services
from agencies.person.access import PersonRequest, person_form, person_page
from agencies.person.forms import DetailsForm
from agencies.place.presenters import your_work as your_work_presenters
from s11portal.common.forms import posted
from s11portal.common.views.refusals import done


@person_page
def your_work(request: PersonRequest) -> HttpResponse:
    """Every place the person belongs to, with what waits there."""
    return render(
        request,
        "agencies/place/your_work/your_work.html",
        {"places": your_work_presenters.places_of_work(request.user)},
    )


@person_form
def your_details(request: PersonRequest) -> HttpResponse:
    """Name and job title; the way to password, second step and sign-ins."""
    user = request.user
    form = DetailsForm(posted(request), initial={"name": user.name, "job_title": user.job_title})
    if form.is_valid():
        person_services.edit_details(actor=user, **form.cleaned_data)
        return done(request, "Your details have been saved.", reverse("your-details"))
    return render(request, "agencies/place/your_work/your_details.html", {"form": form})
