"""script/bench: the product beside a bare Django page and a bare Django save."""

import argparse
import os
import statistics
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from .own_database import own_database

if TYPE_CHECKING:
    from .client import Answered

WARM_UP = 20
SELDOM = 10  # a slow page is asked once in so many rounds


@dataclass
class Line:
    """One line of the table. `beside` names the line it is compared with."""

    name: str
    ask: "Callable[[], Answered]"
    beside: str = ""
    aim: str = ""
    every: int = 1
    taken: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    queries: set[int] = field(default_factory=set)
    size: int = 0

    def once(self, keep: bool) -> None:
        answered = self.ask()
        if keep:
            self.taken.append(answered.milliseconds)
            self.processor.append(answered.processor)
            self.queries.add(answered.queries)
            self.size = len(answered.body)


def main() -> None:
    """Build, warm up, measure in interleaved rounds, print. Nothing fails for being slow."""
    parser = argparse.ArgumentParser(prog="script/bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=300, help="of each request (300)")
    given = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
    with own_database("bench") as database:
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection, connections

        from .data import load
        from .server import server

        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        print(f"Loading the data ({database})", flush=True)
        data = load()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # as PostgreSQL does by itself soon after many rows came
        connections.close_all()
        with server() as port:
            lines = _lines(port, data)
            connections.close_all()
            _measure(lines, given.rounds)
    _print(lines, database, given.rounds)


def _measure(lines: list[Line], rounds: int) -> None:
    """One request of each kind after the other, so that a slow minute slows them all."""
    for line in lines:
        for _ in range(WARM_UP // line.every):
            line.once(keep=False)
    for number in range(rounds):
        for line in lines:
            if number % line.every == 0:
                line.once(keep=True)


def _lines(port: int, data: Any) -> list[Line]:
    from .client import Client
    from .data import session_of

    lead = Client(port, session_of(data.work.lead))
    manager = Client(port, session_of(data.manager))
    return [*_answering(lead, data), *_results(manager, data)]


def _answering(lead: Any, data: Any) -> list[Line]:
    """A page of questions and autosaves, each after the bare one that it is compared with."""
    from django.urls import reverse

    from .client import AutoSave

    work = data.work
    place = {"code": work.agency.code, "pk": work.submission.pk}
    page = reverse("submission-standard", kwargs={**place, "standard": "leadership"})
    save_url = reverse("submission-save", kwargs=place)
    typed = AutoSave(lead.get(page).body, "board-lead")
    chosen = AutoSave(lead.get(page).body, "accountability")
    count = iter(range(10**9))

    def bare_save() -> "Answered":
        body = f"text=Typed+{next(count)}&csrfmiddlewaretoken={lead.csrf}".encode()
        return lead.post(f"/bench/save/{data.bare_row}/", body)

    def autosave(question: AutoSave, **changed: str) -> "Answered":
        answered = lead.post(save_url, question.body(**changed))
        question.saved(answered.body)
        return answered

    def type_on() -> "Answered":
        return autosave(typed, examples=f"Typed {next(count)}")

    def choose() -> "Answered":
        return autosave(chosen, value=("met", "partly")[next(count) % 2])

    return [
        Line("Bare page", lambda: lead.get(f"/bench/page/{work.cycle.pk}/")),
        Line("Question page", lambda: lead.get(page), "Bare page", "1.6x, 8 queries"),
        Line("Bare save", bare_save),
        Line("Autosave of a text", type_on, "Bare save", "1.5x, 10 queries"),
        Line("Autosave of a rating", choose, "Bare save", "1.5x, 10 queries"),
    ]


def _results(manager: Any, data: Any) -> list[Line]:
    """The results of each size of cycle."""
    from django.urls import reverse

    slug = data.manager.memberships.get().partnership.slug
    return [
        Line(
            f"Results of {size:,} agencies",
            partial(manager.get, reverse("cycle-results", kwargs={"slug": slug, "pk": pk})),
            "Bare page",
            "constant queries",
            SELDOM,
        )
        for size, pk in data.cycles.items()
    ]


def _print(lines: list[Line], database: str, rounds: int) -> None:
    named = {line.name: line for line in lines}
    print(f"\n{database}, one gunicorn process, medians of {rounds} interleaved rounds.")
    print("By the clock at the browser's end, and by the server's own use of the processor.\n")
    print(f"{'':26}{'ms':>8}{'times':>8}{'cpu ms':>9}{'times':>8}{'queries':>9}{'KB':>7}   aim")
    for line in lines:
        beside = named.get(line.beside)
        queries = "-".join(str(n) for n in sorted({min(line.queries), max(line.queries)}))
        print(
            f"{line.name:26}{_compared(line.taken, beside and beside.taken)}"
            f"{_compared(line.processor, beside and beside.processor):>17}"
            f"{queries:>9}{line.size / 1000:7.1f}   {line.aim}"
        )


def _compared(taken: list[float], beside: list[float] | None) -> str:
    median = statistics.median(taken)
    ratio = f"{median / statistics.median(beside):.2f}x" if beside else ""
    return f"{median:8.2f}{ratio:>8}"


if __name__ == "__main__":
    main()
