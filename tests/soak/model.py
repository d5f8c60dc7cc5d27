"""What a return should be after what was done to it, in plain dictionaries.

The rules once more, written as simply as they can be said, to be compared with the product.
"""

from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from tests.factories.submissions import Work

EMPTY: dict[str, Any] = {
    "value": None,
    "examples": "",
    "evidence": "",
    "difference": "",
    "na": False,
    "na_reason": "",
}
REQUIRED = ("policy", "reviewed", "volunteers", "induction", "staff")
OBLIGING = ("policy", "induction")  # 'not' needs an example there


@dataclass
class Page:
    """A question on somebody's screen: what it shows, and which change was the last then."""

    key: str
    token: str
    shown: dict[str, Any]
    base: int


@dataclass
class Model:
    """A return: fields by question, who wrote each last, and what was submitted so far."""

    state: str = "not_started"
    is_closed: bool = False
    fields: dict[str, dict[str, Any]] = field(default_factory=dict)
    writers: dict[tuple[str, str], tuple[int, str]] = field(default_factory=dict)
    changes: dict[str, int] = field(default_factory=dict)
    revisions: list[dict[str, dict[str, Any]]] = field(default_factory=list)

    def of(self, key: str) -> dict[str, Any]:
        return self.fields.get(key, EMPTY)

    def open_page(self, key: str, token: str) -> Page:
        return Page(key, token, dict(self.of(key)), self.changes.get(key, 0))

    @property
    def takes_answers(self) -> bool:
        return not self.is_closed and self.state != "submitted"

    def save(self, page: Page, typed: dict[str, Any]) -> set[str]:
        """The fields that clash; the others are stored."""
        if self.state == "not_started":
            self.state = "started"
        touched = {
            name: value
            for name, value in typed.items()
            if value != page.shown[name] and value != self.of(page.key)[name]
        }
        clashing = {name for name in touched if self._is_others(page, name)}
        taken = {name: value for name, value in touched.items() if name not in clashing}
        if taken:
            change = self.changes[page.key] = self.changes.get(page.key, 0) + 1
            self.fields[page.key] = {**self.of(page.key), **taken}
            for name in taken:
                self.writers[page.key, name] = (change, page.token)
        return clashing

    def _is_others(self, page: Page, name: str) -> bool:
        change, token = self.writers.get((page.key, name), (0, page.token))
        return change > page.base and token != page.token

    @property
    def hidden(self) -> set[str]:
        asks = self.of("volunteers")
        has_volunteers = asks["value"] == {"level": "yes"} and not asks["na"]
        return set() if has_volunteers else {"induction"}

    def state_of(self, key: str) -> str:
        if key in self.hidden:
            return "hidden"
        if key == "induction" and self.of(key)["na"]:
            return "not_applicable"
        return "answered" if self.of(key)["value"] else "unanswered"

    @property
    def is_complete(self) -> bool:
        return not any(self._lacks(key) for key in REQUIRED if key not in self.hidden)

    def _lacks(self, key: str) -> bool:
        how, answer = self.state_of(key), self.of(key)
        if how == "not_applicable":
            return not answer["na_reason"]
        needs_example = key in OBLIGING and answer["value"] == {"level": "not"}
        return how == "unanswered" or (needs_example and not answer["examples"])

    def counters(self, work: Work) -> tuple[int, int]:
        keys = [question.key for question in work.structure.questions]
        states = [self.state_of(key) for key in keys]
        asked = [how for how in states if how != "hidden"]
        return len(asked), len([how for how in asked if how != "unanswered"])

    def submit(self, work: Work) -> None:
        self.state = "submitted"
        keys = [question.key for question in work.structure.questions]
        self.revisions.append(
            {key: {"state": self.state_of(key), **deepcopy(self.of(key))} for key in keys}
        )
