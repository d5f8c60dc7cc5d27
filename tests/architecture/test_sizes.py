"""Nothing grows too large to be read in one go."""

import ast
from pathlib import Path
from statistics import median, quantiles

import pytest

from .test_layers import layer_of
from .tree import ROOT, code, files, named

LONGEST_FILE = 320
LONGEST_FUNCTION = 45
LONGEST_VIEW = 30
P90_FUNCTION = 20
MEDIAN_FILE = 80


def length(path: Path) -> int:
    """How many lines a file has."""
    return len(path.read_text().splitlines())


def functions(source: str) -> list[tuple[str, int, int]]:
    """Name, first line and number of lines of each function of `source`."""
    return [
        (node.name, node.lineno, (node.end_lineno or node.lineno) - node.lineno + 1)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def test_a_function_is_measured_from_its_name_to_its_end():
    assert functions("@x\ndef f():\n    a = 1\n\n    return a\n") == [("f", 2, 4)]


def test_no_file_is_longer_than_320_lines():
    found = [
        f"{named(path)} has {length(path)} lines"
        for path in files(".py", ".html", ".scss", ".js", ".mjs", ".sh")
        if "migrations" not in path.parts and length(path) > LONGEST_FILE
    ]
    assert not found, "\n".join(found)


def test_half_of_the_files_of_code_have_less_than_80_lines():
    lengths = [n for path in code() if (n := length(path)) > 1]  # without the one-line __init__
    assert median(lengths) < MEDIAN_FILE


@pytest.mark.parametrize("where", ["code", "tests"])
def test_no_function_is_longer_than_45_lines_and_no_view_longer_than_30(where):
    found = [
        f"{named(path)}:{line} {name} has {lines} lines"
        for path in _python(where)
        for name, line, lines in functions(path.read_text())
        if lines > (LONGEST_VIEW if layer_of(path) == "views" else LONGEST_FUNCTION)
    ]
    assert not found, "\n".join(found)


def test_nine_of_ten_functions_have_at_most_20_lines():
    lengths = [n for path in code() for _, _, n in functions(path.read_text())]
    assert quantiles(lengths, n=10)[-1] <= P90_FUNCTION


def _python(where: str) -> list[Path]:
    if where == "code":
        return code()
    return [path for path in files(".py") if path.relative_to(ROOT).parts[0] == "tests"]
