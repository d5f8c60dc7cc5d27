"""Who imports whom, and who may ask the database."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from .tree import APPS, ROOT, files, in_apps, named

# These reach rows through queries only: `visible_to(membership)` proves the tenant.
CLOSED = {"views", "forms", "presenters", "templatetags"}
MANAGERS = {"objects", "_default_manager", "_base_manager"}
LAYERS = CLOSED | {"rules", "queries", "services", "tasks"}


def layer_of(path: Path) -> str:
    """The layer a file belongs to: 'views' of `cycle/views.py` and of `cycle/views/board.py`."""
    parts = path.relative_to(ROOT).with_suffix("").parts[1:]
    return next((part for part in parts if part in LAYERS), "")


def test_each_room_and_layer_imports_only_those_below_it():
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
    closed = [path for path in in_apps() if layer_of(path) in CLOSED]
    assert {layer_of(path) for path in closed} == CLOSED, "the layers have other names now"
    found = [f"{named(path)}:{line}" for path in closed for line in raw_managers(path.read_text())]
    assert not found, "Use visible_to(membership) of a query:\n" + "\n".join(found)


@pytest.mark.parametrize(
    "source", ["Cycle.objects.all()", "x = form.instance._default_manager", "f(Cycle.objects)"]
)
def test_a_raw_manager_is_noticed(source):
    assert raw_managers(source) == [1]


def aliases(source: str) -> list[tuple[str, str]]:
    """(module, name it goes by) for each of our modules that `source` imports as a module."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in APPS:
            for name in node.names:
                module = f"{node.module}.{name.name}"
                if is_module(module):
                    found.append((module, name.asname or name.name))
    return found


def is_module(name: str) -> bool:
    """Whether a dotted name is a module or package of ours."""
    path = ROOT / name.replace(".", "/")
    return path.with_suffix(".py").is_file() or (path / "__init__.py").is_file()


def test_a_module_goes_by_one_name_and_a_name_means_one_module():
    names: dict[str, set[str]] = {}
    modules: dict[str, set[str]] = {}
    for path in files(".py"):
        for module, name in aliases(path.read_text()):
            names.setdefault(module, set()).add(name)
            modules.setdefault(name, set()).add(module)
    found = [
        f"{module} goes by {sorted(known)}" for module, known in names.items() if len(known) > 1
    ]
    found += [f"{name} means {known}" for name, known in modules.items() if len(known) > 1]
    assert names, "no module is imported as a module: this test sees nothing"
    assert not found, "\n".join(found)


def test_a_second_name_is_noticed():
    source = "from audits.cycle.queries import board as boards\nfrom audits.models import Cycle"
    assert aliases(source) == [("audits.cycle.queries.board", "boards")]
