"""A browser's part of the bench: one kept connection, a session, the fields of a page."""

import http.client
import json
import time
import uuid
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode

from .middleware import HEADER, PROCESSOR

KEPT = 1.0  # seconds; the server closes a connection on which nothing came for two


@dataclass(frozen=True)
class Answered:
    """One answer: milliseconds by the clock and by the server's processor, queries, the body."""

    milliseconds: float
    processor: float
    queries: int
    body: bytes


class Client:
    """Asks over one connection, as a browser does."""

    def __init__(self, port: int, session: str) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.last = 0.0
        # Any value of the right length: the server compares cookie and header.
        self.csrf = uuid.uuid4().hex
        self.cookies = f"sessionid={session}; csrftoken={self.csrf}"

    def get(self, path: str) -> Answered:
        return self._ask("GET", path, None, {})

    def post(self, path: str, body: bytes) -> Answered:
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-CSRFToken": self.csrf,
            "Accept": "application/json",
        }
        return self._ask("POST", path, body, headers)

    def _ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answered:
        if time.perf_counter() - self.last > KEPT:
            self.connection.close()
            self.connection.connect()
        begun = time.perf_counter()
        self.connection.request(
            method, path, body, {"Cookie": self.cookies, "Accept-Encoding": "identity", **headers}
        )
        response = self.connection.getresponse()
        content = response.read()
        self.last = time.perf_counter()
        took = (self.last - begun) * 1000
        if response.status != 200:
            raise SystemExit(f"{method} {path}: {response.status} {content[:2000]!r}")
        processor = float(response.headers[PROCESSOR])
        return Answered(took, processor, int(response.headers[HEADER]), content)


class AutoSave:
    """The fields of one question of a page, saved again and again as its script does."""

    def __init__(self, html: bytes, question: str) -> None:
        reader = _Fields()
        reader.feed(html.decode())
        self.question = question
        self.fields = {
            name: value
            for name, value in reader.fields.items()
            if name.startswith(f"{question}.") or name in ("token", "csrfmiddlewaretoken")
        }

    def body(self, **changed: str) -> bytes:
        """What is sent after typing into some fields: `examples`, `value` …"""
        for name, text in changed.items():
            self.fields[f"{self.question}.{name}"] = text
        content = urlencode([*self.fields.items(), ("question", self.question)])
        return content.encode()

    def saved(self, body: bytes) -> None:
        """Go on from what the server said, as the page's script does."""
        result: dict[str, Any] = json.loads(body)
        if result["clashes"] or result["errors"]:
            raise SystemExit(f"Not saved: {result}")
        self.fields[f"{self.question}.version"] = str(result["version"])
        for name, mark in result["marks"].items():
            self.fields[f"{self.question}.was.{name}"] = mark


class _Fields(HTMLParser):
    """What a browser would send of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "textarea":
            self.area, self.fields[name] = name, ""
        elif tag == "input" and name:
            is_ticked = given.get("type") not in ("radio", "checkbox") or "checked" in given
            if is_ticked:
                self.fields[name] = given.get("value") or ""

    def handle_data(self, data: str) -> None:
        if self.area:
            self.fields[self.area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.area = ""
