"""Many people in one return at once: every change that was accepted is one version."""

import random
from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import Any

from agencies.models import User
from audits.models import Answer, AnswerVersion
from audits.submission.services.answer import Saved
from tests.factories.agencies import person_at
from tests.factories.submissions import Work, open_return

from .invariants import check
from .together import Together

BOXES = [("policy", "examples"), ("policy", "evidence"), ("induction", "examples")]


@dataclass(frozen=True)
class Save:
    """One person typing into one box."""

    person: User
    key: str
    box: str
    text: str

    def on(self, work: Work, pages: dict[str, Any]) -> Saved:
        return work.edit(self.person, self.key, since=pages[self.key], **{self.box: self.text})


class Crowd:
    """So many people with the same page open, who save at the same moment."""

    def __init__(self, people: int, seed: int) -> None:
        self.random = random.Random(seed)
        self.work = open_return()
        self.people = [person_at(self.work.agency, "contributor") for _ in range(people)]
        self.changes: Counter[str] = Counter()
        self.done: Counter[str] = Counter()

    def go(self, rounds: int) -> None:
        """Save so often, looking after each round whether anything is lost."""
        with Together(len(self.people)) as together:
            for number in range(rounds):
                pages = {key: self.work.opened(key) for key, _ in BOXES}
                saves = [
                    Save(person, *self.random.choice(BOXES), f"Round {number}, {person.pk}")
                    for person in self.people
                ]
                results = together(*[partial(save.on, self.work, pages) for save in saves])
                stored = self.work.stored()
                for save, result in zip(saves, results, strict=True):
                    self._look(save, result, stored[save.key])
                assert {key: row.version for key, row in stored.items()} == dict(self.changes)
        check(self.work)

    def _look(self, save: Save, result: Any, row: Answer) -> None:
        assert isinstance(result, Saved), result
        if not result.clashes:
            self.done["stored"] += 1
            self.changes[save.key] += 1
            assert getattr(row, save.box) == save.text
            return
        self.done["shown both texts"] += 1
        (clash,) = result.clashes
        assert (clash.theirs, clash.mine) == (getattr(row, save.box), save.text)
        newest = AnswerVersion.objects.filter(answer=row).order_by("-n")[: 2 * len(self.people)]
        assert save.text in [version.texts[save.box] for version in newest]
