"""What every request passes before anything reads it."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponseBase


class NotTooLargeMiddleware:
    """Refuse what is larger than any form of the product, before a byte of it is stored.

    Django limits what it keeps in memory, not the files of a form: it writes those to disk
    while it looks for the form's token, whoever sent them and to whatever address.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer 413 above settings.MOST_BYTES_OF_A_REQUEST."""
        # Without a length, or with a wrong one, the server reads no more than it says.
        sent = request.META.get("CONTENT_LENGTH") or "0"
        if sent.isdecimal() and int(sent) > settings.MOST_BYTES_OF_A_REQUEST:
            raise RequestDataTooBig(f"{sent} bytes were sent")
        return self.get_response(request)
