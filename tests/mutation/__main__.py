"""Changes access code in small ways and prints which change which test notices."""

import argparse
import os
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

ACCEPTED = Path(__file__).with_name("accepted.toml")

# Before anything of the project is imported. The same examples for every mutant; on SQLite.
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "tests.mutation.settings",
    "DATABASE_URL": "",
    "CI": "1",
    "PYTHONDONTWRITEBYTECODE": "1",
}

from tests.mutation import session  # noqa: E402
from tests.mutation.mutant import Mutant, mutants_of  # noqa: E402
from tests.mutation.target import SAMPLE, TARGETS  # noqa: E402


def reasons_for(mutants: Sequence[Mutant]) -> dict[str, str]:
    """Why survivors among these may live, by name."""
    with ACCEPTED.open("rb") as lines:
        rows = tomllib.load(lines).get("survivor", [])
    paths = {mutant.target.path for mutant in mutants}
    return {row["mutant"]: row["reason"] for row in rows if row["mutant"].split()[0] in paths}


class Report:
    """Prints each mutant as it comes, then the sum."""

    def __init__(self, mutants: Sequence[Mutant]) -> None:
        self.mutants = mutants
        self.reasons = reasons_for(mutants)
        self.survivors: list[Mutant] = []
        self.is_whole = False

    def take(self, results: Iterator[str]) -> None:
        """The results of the unchanged product and of every mutant."""
        if failed := next(results):
            print(f"Without any change this fails: {failed}")
            return
        for mutant, killed_by in zip(self.mutants, results, strict=True):
            if killed_by:
                print(f"killed    {mutant}\n          by {killed_by}", flush=True)
            else:
                self.survivors.append(mutant)
                reason = self.reasons.get(mutant.key, "No test notices.")
                print(f"SURVIVED  {mutant}\n          {reason}", flush=True)
        self.is_whole = True

    def end(self) -> int:
        """1 when a mutant survives without a reason, or a reason names no survivor."""
        if not self.is_whole:
            return 1
        keys = {mutant.key for mutant in self.survivors}
        print()
        for key in sorted(set(self.reasons) - keys):
            print(f"In accepted.toml, and does not survive: {key}")
        for key in sorted(keys - set(self.reasons)):
            print(f"Survives, and not in accepted.toml: {key}")
        total, killed = len(self.mutants), len(self.mutants) - len(keys)
        print(f"{total} mutants, {killed} killed ({100 * killed / total:.1f}%)")
        return 0 if keys == set(self.reasons) else 1


def main() -> int:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(prog="script/mutate", description=__doc__)
    parser.add_argument("paths", nargs="*", help="files or folders of targets")
    parser.add_argument("--list", action="store_true", help="show the mutants, run nothing")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    targets = list(TARGETS)
    if options.paths:
        targets = [t for t in (*TARGETS, SAMPLE) if t.path.startswith(tuple(options.paths))]
    mutants = [mutant for target in targets for mutant in mutants_of(target)]
    if not mutants:
        parser.error("nothing there is a target; tests/mutation/target.py lists them")
    if options.list:
        print(*mutants, f"{len(mutants)} mutants", sep="\n")
        return 0
    started = time.monotonic()
    report = Report(mutants)
    with tempfile.TemporaryDirectory() as folder:
        session.run(mutants, Path(folder), options.workers, report.take)
    print(f"{(time.monotonic() - started) / 60:.1f} minutes")
    return report.end()


if __name__ == "__main__":
    sys.exit(main())
