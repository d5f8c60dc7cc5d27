"""Asks one route as one person, and leaves nothing behind."""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.core.cache import cache
from django.db import models, transaction
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import reverse

from .cast import AGENCIES, Cast
from .route import Route, own

OUR_APPS = ("agencies", "audits", "reports")


@dataclass
class Visitor:
    """Asks routes as people of the cast, or as "anonymous". Every request is rolled back."""

    cast: Cast
    clients: dict[str, Client] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # At once: a session begun within a test would be undone with it.
        self.clients["anonymous"] = Client()
        for name, user in self.cast.people.items():
            self.clients[name] = Client()
            self.clients[name].force_login(user)

    def ask(
        self,
        route: Route,
        method: str,
        person: str,
        *,
        at: str = "",
        swap: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> HttpResponse:
        """The answer to `person` at the place `at`.

        `swap` names references whose object is another place's: {"path.pk": "B"}.
        """
        swap = swap or {}
        parts = {
            part: {
                key: self._value(value, swap.get(f"{part}.{key}", at), person)
                for key, value in getattr(route, part).items()
            }
            for part in ("path", "query", "body")
        }
        url = reverse(route.name, kwargs={**self._place_kwargs(route, at), **parts["path"]})
        client = self.clients[person]
        cookies = client.cookies.copy()
        with sandbox():
            answer = self._send(client, method, url, parts, {**route.headers, **(headers or {})})
        # Messages for the next page travel in a cookie: they are no leak of that page.
        client.cookies = cookies
        answer.sent = repr(parts).lower()
        return answer

    def _send(
        self,
        client: Client,
        method: str,
        url: str,
        parts: dict[str, dict[str, Any]],
        headers: dict[str, str],
    ) -> HttpResponse:
        if method == "get":
            return client.get(url, parts["query"], headers=headers)
        if method == "post":
            return client.post(url, parts["body"], query_params=parts["query"], headers=headers)
        return client.generic(method.upper(), url, headers=headers)

    def _value(self, value: Any, place: str, person: str) -> Any:
        if callable(value):
            return value(self.cast.people.get(person))
        return value.value(self.cast, place) if isinstance(value, own) else value

    def _place_kwargs(self, route: Route, at: str) -> dict[str, str]:
        if route.place == "partnership":
            return {"slug": self.cast[at, "place"].slug}
        if route.place == "agency":
            return {"code": self.cast[at, "place"].code}
        return {}

    def leaks(self, response: HttpResponse, person: str) -> list[str]:
        """The canaries in body and headers that `person` may not see and did not send."""
        found = self.cast.leaks(text_of(response), person)
        return [text for text in found if text not in response.sent]


def text_of(response: HttpResponse) -> str:
    """Headers and body as one text; what is no text is read byte by byte."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return f"{dict(response.headers)}\n{body.decode('utf-8', 'replace')}"


@contextmanager
def sandbox() -> Iterator[None]:
    """Whatever happens inside is undone, limits on the number of attempts included.

    It is no demonstration: there everybody invented is shown to everybody.
    """
    cache.clear()
    with transaction.atomic(), override_settings(DEMONSTRATION=False):
        yield
        transaction.set_rollback(True)


def rows_of(cast: Cast, place: str) -> str:
    """A fingerprint of all rows of one tenant: it changes when any of them does."""
    kind = "agency" if place in AGENCIES else "partnership"
    digest = hashlib.sha256()
    for model in apps.get_models():
        path = _path_to(model, kind) if model._meta.app_label in OUR_APPS else None
        if path:
            rows = model._base_manager.filter(**{path: cast[place, "place"].pk})
            digest.update(repr(list(rows.order_by("pk").values_list())).encode())
    return digest.hexdigest()


def _path_to(model: type[models.Model], kind: str) -> str | None:
    """How rows of the model say whose they are: partnership, agency, participant__agency."""
    names = {f.name for f in model._meta.concrete_fields if f.is_relation}
    if kind in names:
        return kind
    return "participant__agency" if kind == "agency" and "participant" in names else None
