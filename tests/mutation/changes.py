"""The small changes a mutant is made by: one at a time, on the syntax tree of a file.

They are those by which access goes wrong: a condition left out, a role or state put in the
place of another, a date compared the other way, a refusal that never or always comes.
"""

import ast
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from tests.mutation.variants import ORDERED, called, variants

# Calls of these are guards: they raise, claim or lock.
GUARDS = ("_refuse", "_check", "_claim", "_lock", "_move", "_mark")


@dataclass(frozen=True)
class Change:
    """One change: in which function or table, in words, and what makes it in the tree."""

    line: int
    where: str
    what: str
    make: Callable[[], None]


def changes(tree: ast.Module, functions: Collection[str] = ()) -> list[Change]:
    """The changes of a file in their order; only those inside `functions`, if any are named."""
    found: list[Change] = []
    for node in tree.body:
        name = getattr(node, "name", "") or _assigned(node)
        if isinstance(node, (ast.Import, ast.ImportFrom)) or (functions and name not in functions):
            continue
        found += [
            Change(line, name, what, make) for line, what, make in _statement(node, tree.body)
        ]
    return found


def _assigned(node: ast.stmt) -> str:
    """The name of a table."""
    if isinstance(node, ast.Assign):
        return ast.unparse(node.targets[0])
    return ast.unparse(node.target) if isinstance(node, ast.AnnAssign) else ""


Made = tuple[int, str, Callable[[], None]]


def _statement(node: ast.stmt, body: list[ast.stmt]) -> Iterator[Made]:
    """The changes of one statement and all below it. `body` is the list that holds it."""
    if isinstance(node, ast.Assert):
        return
    if isinstance(node, ast.FunctionDef) and ast.unparse(node.returns or node) == "bool":
        for result in (True, False):
            answer = [ast.Return(ast.Constant(result))]
            yield node.lineno, f"always {result}", _setter(node, "body", answer)
    if _is_guard(node):
        yield node.lineno, f"without {ast.unparse(node)}", _setter(body, node, ast.Pass())
    for field, value in ast.iter_fields(node):
        if field in ("decorator_list", "returns", "annotation"):
            continue
        if isinstance(node, ast.If) and field == "test":
            yield from _decided(node)
        yield from _below(node, field, value)


def _is_guard(node: ast.stmt) -> bool:
    """Whether the statement is nothing but the call of a guard."""
    call = node.value if isinstance(node, ast.Expr) else None
    return isinstance(call, ast.Call) and called(call).startswith(GUARDS)


def _below(node: ast.AST, field: str, value: object) -> Iterator[Made]:
    """The changes of what stands in one field of `node`."""
    if isinstance(value, list):
        for n, one in enumerate(value):
            if isinstance(one, ast.stmt):
                yield from _statement(one, value)
            elif isinstance(one, ast.expr):
                yield from _expression(one, _setter(value, n, None), of=node)
            elif isinstance(one, ast.AST):
                yield from _part(one)
    elif isinstance(value, ast.expr):
        yield from _expression(value, _setter(node, field, None), of=node)
    elif isinstance(value, ast.AST):
        yield from _part(value)


def _part(node: ast.AST) -> Iterator[Made]:
    """Parts that are neither statement nor expression: arguments, loops of a comprehension."""
    if isinstance(node, ast.arguments):
        return
    if isinstance(node, ast.comprehension):
        for n, test in enumerate(node.ifs):
            yield test.lineno, f"whether or not {ast.unparse(test)}", _setter(node.ifs, n, _true())
    for field, value in ast.iter_fields(node):
        yield from _below(node, field, value)


def _decided(node: ast.If | ast.IfExp) -> Iterator[Made]:
    """The condition is never and always true: a refusal that never comes, or comes to all."""
    words = ast.unparse(node.test)
    yield node.test.lineno, f"never: {words}", _setter(node, "test", ast.Constant(False))
    yield node.test.lineno, f"always: {words}", _setter(node, "test", _true())


def _expression(node: ast.expr, put: Callable[[ast.expr], None], of: ast.AST) -> Iterator[Made]:
    if isinstance(node, ast.JoinedStr):
        return
    if isinstance(node, ast.IfExp):
        yield from _decided(node)
    if not _is_tried_otherwise(node, of):
        for new, what in variants(node, of):
            yield node.lineno, what, _bound(put, new)
    for field, value in ast.iter_fields(node):
        yield from _below(node, field, value)


def _is_tried_otherwise(node: ast.expr, of: ast.AST) -> bool:
    """Whether a stronger change is made around it already.

    A condition is always and never true, so its opposite is no news; one that is left out
    altogether, or a role that is taken out of a set, need not be another one as well.
    """
    if isinstance(of, (ast.If, ast.IfExp)) and node is of.test:
        return isinstance(node, ast.UnaryOp) or _is_yes_or_no(node)
    return isinstance(node, ast.Attribute) and isinstance(of, (ast.Set, ast.keyword))


def _is_yes_or_no(node: ast.expr) -> bool:
    return isinstance(node, ast.Compare) and not isinstance(node.ops[0], ORDERED)


def _true() -> ast.expr:
    return ast.Constant(True)


def _setter(holder: object, place: object, new: object) -> Callable[..., None]:
    """A function that puts `new`, or else its argument, into a field or a list."""

    def put(given: object = new) -> None:
        if not isinstance(holder, list):
            setattr(holder, str(place), given)
        else:
            holder[place if isinstance(place, int) else holder.index(place)] = given

    return put


def _bound(put: Callable[..., None], new: ast.expr) -> Callable[[], None]:
    return lambda: put(new)
