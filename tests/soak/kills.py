"""Killing a process while it saves and submits: what it was told is stored, stays stored."""

import os
import random
import signal
import time
from typing import Any

from django.db import connection, connections, transaction
from django.db.models import F

from audits.models import Submission
from audits.submission.services import submission as submission_services
from s11portal.common.errors import Refused
from s11portal.common.models import OutgoingMail
from tests.factories.agencies import person_at
from tests.factories.submissions import open_return

from .invariants import NEWEST, check

MOST = 40  # statements
BOXES = [("policy", "examples"), ("policy", "evidence"), ("induction", "examples")]


class DiesAt:
    """Kills its own process as soon as the database has done so many statements."""

    def __init__(self, statement: int) -> None:
        self.left = statement

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        result = execute(sql, params, many, context)
        self.left -= 1
        if not self.left:
            os.kill(os.getpid(), signal.SIGKILL)
        return result


class Kills:
    """A return in which a process writes until it is killed, again and again.

    Every other one is killed at some moment, the others after a certain statement: the
    first after the 2nd, then after the 3rd and so on, so that no gap is left out.
    """

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.work = open_return()
        self.work.answer_everything()
        self.manager = person_at(self.work.partnership, "manager")
        self.texts: dict[tuple[str, str], str] = {}
        self.saved = 0  # saves that were said to be done
        self.unsaid = 0  # stored, and killed before it could be said

    def go(self, kills: int) -> None:
        """Kill so many times, looking at everything after each."""
        for number in range(kills):
            lines = self._lines_of_a_killed(number)
            self._wait_for_the_dead()
            check(self.work)
            self._check_texts(lines)
            self._check_submitted()
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                assert cursor.execute("PRAGMA integrity_check").fetchone() == ("ok",)

    def _lines_of_a_killed(self, number: int) -> list[list[str]]:
        """What a process said before it was killed."""
        connections.close_all()  # a connection is not to be shared between processes
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            try:
                statement = number // 2 % MOST + 2 if number % 2 else 0  # 0: never
                with connection.execute_wrapper(DiesAt(statement)):
                    self._write(writing, number)
            finally:
                os._exit(1)
        os.close(writing)
        try:
            said = os.read(reading, 65536)
            if number % 2 == 0:
                time.sleep(self.random.uniform(0.0, 0.2))
                os.kill(child, signal.SIGKILL)
            while more := os.read(reading, 65536):
                said += more
        finally:
            _, status = os.waitpid(child, 0)
            os.close(reading)
        assert os.WTERMSIG(status) == signal.SIGKILL, "the process ended by itself"
        return [line.split("|") for line in said.decode().splitlines()]

    def _write(self, pipe: int, number: int) -> None:
        """Write and submit for ever, saying what is begun and what is done."""
        mine = random.Random(number)
        for count in range(100_000):
            key, name = mine.choice(BOXES)
            text = f"{number}-{count}"
            os.write(pipe, f"begun|{key}|{name}|{text}\n".encode())
            try:
                self.work.edit(self.work.lead, key, token="one page", **{name: text})
            except Refused:
                os.write(pipe, f"refused|{key}|{name}|{text}\n".encode())
            else:
                os.write(pipe, f"done|{key}|{name}|{text}\n".encode())
            if mine.random() < 0.2:
                self._submit_or_send_back(mine)

    def _submit_or_send_back(self, mine: random.Random) -> None:
        try:
            if mine.random() < 0.5:
                submission_services.submit(
                    actor=self.work.lead,
                    submission=self.work.submission,
                    name="Asha",
                    capacity="Lead",
                )
            else:
                submission_services.send_back(
                    actor=self.manager, submission=self.work.submission, reason="Say more"
                )
        except Refused:
            pass

    def _wait_for_the_dead(self) -> None:
        """PostgreSQL may be finishing what it was asked: wait for the row it holds."""
        with transaction.atomic():
            Submission.objects.filter(pk=self.work.submission.pk).update(version=F("version"))

    def _check_texts(self, lines: list[list[str]]) -> None:
        """Each box holds the last text said to be stored, or the one begun as the end came."""
        expected = dict(self.texts)
        for what, key, name, text in lines:
            if what == "done":
                expected[key, name] = text
                self.saved += 1
        what, key, name, text = lines[-1]
        stored = self.work.stored()
        for box in BOXES:
            now = getattr(stored[box[0]], box[1]) if box[0] in stored else ""
            allowed = {expected.get(box, "")}
            if (what, key, name) == ("begun", *box):
                allowed.add(text)
                self.unsaid += now == text
            assert now in allowed, (box, now, allowed)
            self.texts[box] = now

    def _check_submitted(self) -> None:
        """Whole or not at all: revision, sign-off and receipts."""
        revisions = self.work.participant.revisions.order_by("-number").values_list("pk", flat=True)
        assert self.work.participant.sign_offs.count() == len(revisions)
        receipts = OutgoingMail.objects.filter(key__startswith="receipt:").order_by("-pk")
        # One person belongs to the agency, and gets one for each.
        sent = [int(mail.key.split(":")[1]) for mail in receipts[:NEWEST]]
        assert sent == list(revisions[:NEWEST])
