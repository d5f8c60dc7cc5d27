"""script/soak: long trials of what must never go wrong, each on a database of its own."""

import argparse
import os
import time
from collections.abc import Callable
from typing import Any

from tests.bench.own_database import own_database


def main() -> None:
    """Run the three trials; the first thing that is wrong ends the run with its place."""
    parser = argparse.ArgumentParser(prog="script/soak", description=__doc__)
    parser.add_argument("--kills", type=int, default=1000, help="processes to kill (1000)")
    parser.add_argument("--steps", type=int, default=10_000, help="of the random walk (10000)")
    parser.add_argument("--rounds", type=int, default=1000, help="of four people at once (1000)")
    parser.add_argument("--seed", type=int, default=int(time.time()), help="to repeat a run")
    parser.add_argument("--running", action="store_true", help="instead: the site as it is run")
    given = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.soak.settings"
    if given.running:
        import django

        django.setup()
        from . import running

        running.main()
        return
    with own_database("soak") as database:
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connections

        from .crowd import Crowd
        from .kills import Kills
        from .walk import Walk

        call_command("migrate", interactive=False, verbosity=0)
        print(f"{database}, seed {given.seed}", flush=True)
        # First, while there are no threads: it forks.
        kills = Kills(given.seed)
        _run(f"{given.kills} kills", kills.go, given.kills)
        print(f"  {kills.saved} saves said to be done, all stored; {kills.unsaid} more unsaid")
        crowd = Crowd(4, given.seed)
        _run(f"{given.rounds} rounds of four people at once", crowd.go, given.rounds)
        _tell(crowd.done)
        walk = Walk(given.seed)
        _run(f"{given.steps} steps of the random walk", walk.go, given.steps)
        _tell(walk.done)
        connections.close_all()


def _run(what: str, go: Callable[[int], None], count: int) -> None:
    begun = time.monotonic()
    go(count)
    print(f"{what}: nothing wrong, {time.monotonic() - begun:.0f} seconds", flush=True)


def _tell(done: Any) -> None:
    for what, count in sorted(done.items()):
        print(f"  {what}: {count}")


if __name__ == "__main__":
    main()
