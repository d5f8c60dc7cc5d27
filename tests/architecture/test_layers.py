"""Who imports whom, and who may ask the database."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from .tree import ROOT, files, named

# These reach rows through queries only: `visible_to(membership)` proves the tenant.
CLOSED = {"views", "forms", "presenters", "templatetags"}
MANAGERS = {"objects", "_default_manager", "_base_manager"}
APPS = {"agencies", "audits", "reports"}


def test_each_layer_imports_only_those_below_it():
    result = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout


def raw_managers(source: str) -> list[int]:
    """The lines on which `source` reaches for a manager of all rows."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute) and node.attr in MANAGERS
    ]


def test_pages_and_forms_reach_rows_through_queries_only():
    found = [
        f"{named(path)}:{line}"
        for path in files(".py")
        if path.relative_to(ROOT).parts[0] in APPS and CLOSED & set(path.relative_to(ROOT).parts)
        for line in raw_managers(path.read_text())
    ]
    assert not found, "Use visible_to(membership) of queries/:\n" + "\n".join(found)


@pytest.mark.parametrize(
    "source", ["Cycle.objects.all()", "x = form.instance._default_manager", "f(Cycle.objects)"]
)
def test_a_raw_manager_is_noticed(source):
    assert raw_managers(source) == [1]


@pytest.mark.parametrize("layer", sorted(APPS))
def test_no_view_is_longer_than_30_lines_and_no_service_longer_than_50(layer):
    found = []
    for path in files(".py"):
        parts = path.relative_to(ROOT).parts
        if parts[0] != layer or len(parts) < 2 or parts[1] not in LONGEST:
            continue
        found += [
            f"{named(path)}:{line} {name} has {length} lines"
            for name, line, length in functions(path.read_text())
            if length > LONGEST[parts[1]]
        ]
    assert not found, "\n".join(found)


LONGEST = {"views": 30, "services": 50}


def functions(source: str) -> list[tuple[str, int, int]]:
    """Name, first line and number of lines of each function of `source`."""
    return [
        (node.name, node.lineno, (node.end_lineno or node.lineno) - node.lineno + 1)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def test_a_function_is_measured_from_its_name_to_its_end():
    assert functions("@x\ndef f():\n    a = 1\n\n    return a\n") == [("f", 2, 4)]
