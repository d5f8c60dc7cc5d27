"""The mutation run itself: it notices what is noticed, and what is not."""

import ast
import subprocess
import sys
import tomllib

import pytest

from tests.mutation.changes import changes
from tests.mutation.mutant import ROOT, mutants_of
from tests.mutation.target import SAMPLE, TARGETS, Target


def test_killed_and_surviving_mutants_are_told_apart() -> None:
    """A survivor that has no reason is a failure."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.mutation", "--workers", "1", SAMPLE.path],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    said = done.stdout.splitlines()
    assert "SURVIVED  tests/mutation/sample.py:8 may_enter: age > 18" in said, done.stdout
    stranger = said.index("killed    tests/mutation/sample.py:6 may_enter: never: not is_member")
    assert said[stranger + 1].endswith("sample_tests.py::test_strangers_do_not")
    assert said[-1] == "5 mutants, 4 killed (80.0%)"
    assert done.returncode == 1


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.path)
def test_what_a_target_names_is_there(target: Target) -> None:
    """Something renamed would silently no longer be changed, or never be noticed."""
    assert target.why
    tree = ast.parse((ROOT / target.path).read_text())
    assert set(target.functions) <= {getattr(node, "name", "") for node in tree.body}
    assert mutants_of(target)
    assert [test for test in target.tests if not (ROOT / test).exists()] == []


def test_each_survivor_that_may_live_is_still_made() -> None:
    """A change that is no longer made would fail every run of its file."""
    made = {mutant.key for target in TARGETS for mutant in mutants_of(target)}
    with (ROOT / "tests/mutation/accepted.toml").open("rb") as lines:
        accepted = {row["mutant"] for row in tomllib.load(lines)["survivor"]}
    assert accepted - made == set()


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("rows.filter(a=1, b__lt=day)", {"without a=1", "without b__lt=day", "b__lte=day"}),
        ("rows.exclude(free, pk=pk)", {"without free", "without pk=pk"}),
        ("rows.update(attempts=F('attempts') + 1)", {"F('attempts') - 1", "*"}),
        ("rows.none()", {"without none()"}),
        ("signer.unsign(token)", {"without unsign()"}),
        ("a and b", {"without a", "without b"}),
        ("x | y", {"without x", "without y"}),
        ("now < lease", {"now <= lease"}),
        ("state in (State.A, State.B)", {"*", "without State.A", "without State.B"}),
        ("{Role.LEAD}", {"without Role.LEAD", "CONTRIBUTOR too", "APPROVER too"}),
        ("found(Role.LEAD)", {"CONTRIBUTOR for LEAD"}),
    ],
)
def test_the_changes_made(source: str, expected: set[str]) -> None:
    """Each kind of change; a star stands for one that is not this line's matter."""
    tree = ast.parse(f"def f():\n    return {source}\n")
    whats = {change.what for change in changes(tree)}
    assert expected - {"*"} <= whats
    assert len(whats) == len(expected)


def test_a_change_is_made_in_the_tree() -> None:
    tree = ast.parse("def f():\n    if refused:\n        raise Refused\n")
    never = next(change for change in changes(tree) if change.what == "never: refused")
    never.make()
    assert "if False:" in ast.unparse(tree)
