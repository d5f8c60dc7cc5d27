"""Mutants: listed from a target, and put in the place of what they change."""

import ast
import importlib
import importlib.util
import inspect
import sys
from collections import Counter
from dataclasses import dataclass
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

from tests.mutation.changes import changes
from tests.mutation.target import Target

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Mutant:
    """The `number`-th change of a file."""

    target: Target
    number: int
    line: int
    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.target.path}:{self.line} {self.where}: {self.what}"

    @property
    def key(self) -> str:
        """How accepted.toml calls it: line numbers change too often."""
        return f"{self.target.path} {self.where}: {self.what}"

    @property
    def module(self) -> str:
        """The name of the module that is changed."""
        return self.target.path.removesuffix(".py").replace("/", ".")

    @property
    def needs_import(self) -> bool:
        """Whether others may have read what it changes while they were imported."""
        return self.target.at_import or not isinstance(self._live(), (FunctionType, dict))

    def _live(self) -> Any:
        """The function below its decorators, or the table, as everybody has imported it."""
        return inspect.unwrap(getattr(importlib.import_module(self.module), self.where))

    def tree(self) -> ast.Module:
        """The file with the change made."""
        tree = ast.parse((ROOT / self.target.path).read_bytes())
        changes(tree, self.target.functions)[self.number].make()
        return ast.fix_missing_locations(tree)

    def put_in_place(self) -> None:
        """Change the function or table itself, for whoever has imported it from anywhere."""
        tree, live = self.tree(), self._live()
        for node in tree.body:
            if isinstance(node, ast.FunctionDef):
                node.decorator_list = []
        names = {"__name__": self.module}
        exec(compile(tree, str(ROOT / self.target.path), "exec"), names)  # noqa: S102
        if isinstance(live, dict):
            live.clear()
            live.update(names[self.where])
        else:
            live.__code__ = names[self.where].__code__

    def await_import(self) -> None:
        """Let the changed file be imported instead of the one on disk."""
        assert self.module not in sys.modules, f"{self.module} was imported too early"
        sys.meta_path.insert(0, _Finder(self))


class _Loader(SourceFileLoader):
    """Compiles the changed tree; nothing is kept for later imports."""

    mutant: Mutant

    def get_code(self, fullname: str) -> CodeType:
        return compile(self.mutant.tree(), self.path, "exec")


class _Finder(MetaPathFinder):
    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> ModuleSpec | None:
        if fullname != self.mutant.module:
            return None
        file = str(ROOT / self.mutant.target.path)
        loader = _Loader(fullname, file)
        loader.mutant = self.mutant
        return importlib.util.spec_from_file_location(fullname, file, loader=loader)


def mutants_of(target: Target) -> list[Mutant]:
    """Every mutant of the target; changes that read the same are numbered."""
    tree = ast.parse((ROOT / target.path).read_bytes())
    seen: Counter[str] = Counter()
    found = []
    for number, change in enumerate(changes(tree, target.functions)):
        what = " ".join(change.what.split())
        seen[f"{change.where} {what}"] += 1
        times = seen[f"{change.where} {what}"]
        what += f" ({times})" if times > 1 else ""
        found.append(Mutant(target, number, change.line, change.where, what))
    return found
