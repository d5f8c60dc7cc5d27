"""A random walk over what people do to a return, compared with the model after every step."""

import random
from collections import Counter
from typing import Any

from agencies.models import User
from audits.cycle.services import cycle as cycle_services
from audits.models import Revision, RevisionAnswer, RevisionValue, Submission
from audits.submission.services import submission as submission_services
from s11portal.common.errors import Refused
from tests.factories.agencies import person_at
from tests.factories.submissions import Work, open_return

from .invariants import check
from .model import EMPTY, Model, Page

LEVELS: list[Any] = [{"level": level} for level in ("met", "partly", "not")] + [None]
VALUES: dict[str, list[Any]] = {
    "policy": LEVELS,
    "induction": LEVELS,
    "reviewed": [{"date": "2026-03-31"}, {"date": "2025-02-28"}, None],
    "volunteers": [{"level": "yes"}, {"level": "no"}, None],
    "staff": [{"number": "12"}, {"number": "0"}, None],
    "groups": [{"levels": ["a"]}, {"levels": ["a", "b"]}, {"levels": ["n"]}, None],
    "plan": [{"text": "Train the board"}, {"text": "Wait"}, None],
    "board": [{"level": "a"}, {"level": "x", "other": "The owner"}, None],
}
STEPS = {"save": 60, "open": 20, "submit": 6, "send back": 12, "close": 1}


class Walk:
    """One walk. `done` counts what happened, by step and outcome."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.done: Counter[str] = Counter()
        self.texts = 0
        self._new_return()

    def _new_return(self) -> None:
        self.work, self.model = open_return(), Model()
        self.people = [self.work.lead, person_at(self.work.agency, "contributor")]
        self.manager = person_at(self.work.partnership, "manager")
        self.pages: list[tuple[User, Page]] = []

    def go(self, steps: int) -> None:
        """Take so many steps; each must come out as the model says."""
        for number in range(steps):
            step = self.random.choices(list(STEPS), list(STEPS.values()))[0]
            if self.model.is_closed and self.random.random() < 0.2:
                step = "close"  # little happens any more: on to the next audit
            outcome = getattr(self, f"_{step.replace(' ', '_')}")()
            self.done[f"{step}: {outcome}"] += 1
            _compare(self.work, self.model)
            if number % 25 == 0:
                check(self.work)
                _compare_revisions(self.work, self.model)

    def _open(self) -> str:
        person = self.random.choice(self.people)
        page = self.model.open_page(
            self.random.choice(list(VALUES)), f"page {self.random.getrandbits(60)}"
        )
        self.pages = [*self.pages[-7:], (person, page)]
        return "done"

    def _save(self) -> str:
        if not self.pages:
            return self._open()
        person, page = self.random.choice(self.pages)
        typed = self._typed(page.key)
        try:
            saved = self.work.edit(
                person, page.key, since=(page.shown, page.base), token=page.token, **typed
            )
        except Refused:
            assert not self.model.takes_answers
            return "refused"
        assert self.model.takes_answers
        clashing = self.model.save(page, typed)
        assert {clash.field for clash in saved.clashes} == clashing
        assert (saved.asked, saved.answered) == self.model.counters(self.work)
        return "clash" if clashing else "stored"

    def _typed(self, key: str) -> dict[str, Any]:
        """Something typed into one or two fields."""
        self.texts += 1
        every: dict[str, Any] = {"value": self.random.choice(VALUES[key])}
        if key in ("policy", "induction"):
            every["examples"] = self.random.choice(["", f"Text {self.texts}"])
        if key == "policy":
            every["evidence"] = f"Text {self.texts}"
        if key == "induction":
            every["na"] = self.random.random() < 0.5
            every["na_reason"] = self.random.choice(["", "They start in May"])
        names = self.random.sample(list(every), min(len(every), self.random.choice([1, 1, 2])))
        return {name: every[name] for name in names}

    def _submit(self) -> str:
        if self.random.random() < 0.7 and self.model.takes_answers:
            self._complete()
        try:
            _, is_new = submission_services.submit(
                actor=self.work.lead,
                submission=self.work.submission,
                name="Asha",
                capacity="Lead",
            )
        except Refused:
            assert self.model.is_closed or not self.model.is_complete
            return "refused"
        if not is_new:
            assert self.model.state == "submitted"
            return "was in already"
        assert self.model.takes_answers
        assert self.model.is_complete
        self.model.submit(self.work)
        return "done"

    def _complete(self) -> None:
        """Answer what is missing, so that the walk comes past submitting often enough."""
        wanted: dict[str, dict[str, Any]] = {
            "policy": {"value": {"level": "met"}},
            "reviewed": {"value": {"date": "2026-03-31"}},
            "volunteers": {"value": {"level": self.random.choice(["yes", "no"])}},
            "induction": self.random.choice(
                [{"value": {"level": "met"}}, {"na": True, "na_reason": "They start in May"}]
            ),
            "staff": {"value": {"number": "12"}},
        }
        for key, typed in wanted.items():
            page = self.model.open_page(key, f"completing {self.random.getrandbits(60)}")
            self.work.edit(
                self.work.lead, key, since=(page.shown, page.base), token=page.token, **typed
            )
            assert self.model.save(page, typed) == set()

    def _send_back(self) -> str:
        may = self.model.state == "submitted" and not self.model.is_closed
        try:
            submission_services.send_back(
                actor=self.manager, submission=self.work.submission, reason="Say more"
            )
        except Refused:
            assert not may
            return "refused"
        assert may
        self.model.state = "sent_back"
        return "done"

    def _close(self) -> str:
        """Close the audit; a little later another one begins."""
        if self.model.is_closed:
            check(self.work)
            _compare_revisions(self.work, self.model)
            self._new_return()
            return "next audit"
        assert cycle_services.close(actor=self.manager, cycle=self.work.cycle)
        self.model.is_closed = True
        return "done"


def _compare(work: Work, model: Model) -> None:
    now = Submission.objects.get(pk=work.submission.pk)
    assert now.state == model.state
    assert (now.asked, now.answered) == model.counters(work)
    stored = work.stored()
    assert {key: row.version for key, row in stored.items()} == model.changes
    for key, row in stored.items():
        assert {name: getattr(row, name) for name in EMPTY} == model.of(key), key


def _compare_revisions(work: Work, model: Model) -> None:
    revisions = list(Revision.objects.filter(participant=work.participant).order_by("number"))
    assert len(revisions) == len(model.revisions)
    for revision, expected in zip(revisions, model.revisions, strict=True):
        rows = RevisionAnswer.objects.filter(revision=revision).select_related("question")
        assert {row.question.key: row.state for row in rows} == {
            key: answer["state"] for key, answer in expected.items()
        }
        codes: dict[str, list[str]] = {}
        values = RevisionValue.objects.filter(revision=revision, level__isnull=False)
        for value in values.select_related("level", "question").order_by("row"):
            codes.setdefault(value.question.key, []).append(value.level.code)  # type: ignore[union-attr]
        assert codes == {
            key: _codes(answer["value"])
            for key, answer in expected.items()
            if answer["state"] == "answered" and _codes(answer["value"])
        }
        for row in rows:
            answer = expected[row.question.key]
            texts = "" if answer["state"] == "hidden" else answer["examples"]
            assert row.examples == texts


def _codes(value: dict[str, Any]) -> list[str]:
    return value.get("levels") or ([value["level"]] if "level" in value else [])
