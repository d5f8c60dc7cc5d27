"""A service that says no, as a view shows it."""

from collections.abc import Callable

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from s11portal.common import forms
from s11portal.common.errors import Refused
from s11portal.common.views.refusals import Refusals, done, refusals_on, refusals_told


class NameForm(forms.Form):
    name = forms.CharField()


@pytest.fixture
def request_() -> HttpRequest:
    """A request that takes messages."""
    request = RequestFactory().post("/")
    request.session = {}
    request._messages = FallbackStorage(request)
    return request


def said(request: HttpRequest) -> list[tuple[str, str]]:
    return [(message.level_tag, message.message) for message in get_messages(request)]


def attempt(block: Refusals, work: Callable[[], HttpResponse]) -> HttpResponse | None:
    """What a view answers that works inside the block; None where it goes on below it."""
    with block:
        return work()
    return None


def refuse() -> HttpResponse:
    raise Refused("It is closed.")


@pytest.mark.parametrize(("field", "key"), [("name", "name"), (None, "__all__")])
def test_a_refusal_is_shown_on_the_form(field: str | None, key: str) -> None:
    form = NameForm({"name": "North"})
    assert form.is_valid()
    assert attempt(refusals_on(form, field), refuse) is None
    assert form.errors == {key: ["It is closed."]}


def test_a_refusal_is_told_on_the_next_page(request_: HttpRequest) -> None:
    assert attempt(refusals_told(request_), refuse) is None
    assert said(request_) == [("error", "It is closed.")]


def test_what_was_done_is_told_and_leads_on(request_: HttpRequest) -> None:
    answer = attempt(refusals_told(request_), lambda: done(request_, "Saved.", "/next/"))
    assert answer is not None
    assert (answer.status_code, answer["Location"]) == (302, "/next/")
    assert said(request_) == [("success", "Saved.")]


def test_any_other_error_is_not_hidden(request_: HttpRequest) -> None:
    with pytest.raises(ZeroDivisionError):
        attempt(refusals_told(request_), lambda: HttpResponse(str(1 / 0)))
    assert not said(request_)
