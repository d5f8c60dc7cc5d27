"""What a page says, however its template is laid out."""

from django.http import HttpResponse


def collapsed(html: str) -> str:
    """The same page with one space wherever there is any: as a browser shows it."""
    return " ".join(html.split())


def page_of(response: HttpResponse) -> str:
    """The answer's page, collapsed."""
    return collapsed(response.content.decode())
