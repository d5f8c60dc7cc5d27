"""Pages anybody may read: what this is, privacy, accessibility."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from s11portal.common.access import open_page


@open_page
def home(request: HttpRequest) -> HttpResponse:
    """What this is, and where to sign in. Whoever is signed in goes to their work."""
    if request.user.is_authenticated:
        return redirect("your-work")
    return render(request, "pages/home.html")


@open_page
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about people, for whom, and how long."""
    return render(request, "pages/privacy.html")


@open_page
def accessibility(request: HttpRequest) -> HttpResponse:
    """What was tested, what is known not to work, whom to tell."""
    return render(request, "pages/accessibility.html")
