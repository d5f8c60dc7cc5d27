"""The small changes a mutant is made by: one at a time, on the syntax tree of a file.

They are those by which access goes wrong: a condition left out, a role or state put in the
place of another, a date compared the other way, a refusal that never or always comes.
"""

import ast
from collections.abc import Callable, Collection, Iterator
from copy import copy
from dataclasses import dataclass
from typing import TypeVar

Node = TypeVar("Node", bound=ast.AST)
Variant = tuple[ast.expr, str]

# Calls whose keywords are conditions, or values that a conditional UPDATE writes.
CONDITIONS = {"filter", "exclude", "get", "get_or_create", "update", "Q"}
# Calls of these are guards: they raise, claim or lock.
GUARDS = ("_refuse", "_check", "_claim", "_lock", "_move", "_mark")
LOOKUPS = {"__lt": "__lte", "__gt": "__gte", "__lte": "__lt", "__gte": "__gt"}
COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
ORDERED = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
# Each name is exchanged for the next one of its row.
KINDS = {
    "Role": ("MANAGER SCRUTINEER EXECUTIVE", "LEAD CONTRIBUTOR APPROVER"),
    "Cycle.State": ("DRAFT OPEN CLOSED",),
    "CyclePartner.State": ("ASKED JOINED LEFT",),
    "Participant.State": ("EXPECTED EXEMPT NATIONAL",),
    "Submission.State": ("NOT_STARTED STARTED SUBMITTED SENT_BACK",),
    "TemplateVersion.State": ("DRAFT PUBLISHED RETIRED",),
    "Document.State": ("WAITING RENDERING READY FAILED",),
    "OutgoingMail.State": ("WAITING SENT FAILED",),
}


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
    return isinstance(call, ast.Call) and _name(call).startswith(GUARDS)


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
        for new, what in _variants(node, of):
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


def _variants(node: ast.expr, of: ast.AST) -> Iterator[Variant]:
    """What may stand in place of the expression."""
    if isinstance(node, ast.Call):
        yield from _calls(node)
    elif isinstance(node, (ast.BoolOp, ast.BinOp)):
        yield from _joined(node)
    elif isinstance(node, ast.Compare) and len(node.ops) == 1:
        new = _with(node, ops=[COMPARISONS[type(node.ops[0])]()])
        yield new, ast.unparse(new)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.Not, ast.Invert)):
        yield node.operand, f"not {ast.unparse(node)}"
    elif isinstance(node, ast.Attribute):
        yield from _exchanged(node)
    elif isinstance(node, ast.Set) or _is_list_of_states(node, of):
        yield from _sets(node)


def _joined(node: ast.BoolOp | ast.BinOp) -> Iterator[Variant]:
    """One of the parts left out; a time added instead of taken away."""
    words = ast.unparse(node)
    if isinstance(node, ast.BoolOp):
        for n, one in enumerate(node.values):
            kept = [*node.values[:n], *node.values[n + 1 :]]
            new = kept[0] if len(kept) == 1 else _with(node, values=kept)
            yield new, f"without {ast.unparse(one)}"
    elif isinstance(node.op, (ast.BitOr, ast.BitAnd)):
        yield node.left, f"without {ast.unparse(node.right)}"
        yield node.right, f"without {ast.unparse(node.left)}"
    elif isinstance(node.op, (ast.Add, ast.Sub)) and ("timedelta(" in words or "F(" in words):
        turned = _with(node, op=ast.Sub() if isinstance(node.op, ast.Add) else ast.Add())
        yield turned, ast.unparse(turned)


def _calls(node: ast.Call) -> Iterator[Variant]:
    name = _name(node)
    if name == "none" and isinstance(node.func, ast.Attribute) and not node.args:
        yield node.func.value, "without none()"
    if name == "unsign":
        yield node.args[0], "without unsign()"
    if name not in CONDITIONS:
        return
    for n, keyword in enumerate(node.keywords):
        others = [*node.keywords[:n], *node.keywords[n + 1 :]]
        yield _with(node, keywords=others), f"without {ast.unparse(keyword)}"
        for new, what in _lookups(keyword):
            kept = [*node.keywords[:n], new, *node.keywords[n + 1 :]]
            yield _with(node, keywords=kept), what
    if name != "get":
        for n, one in enumerate(node.args):
            kept_args = [*node.args[:n], *node.args[n + 1 :]]
            yield _with(node, args=kept_args), f"without {ast.unparse(one)}"


def _lookups(keyword: ast.keyword) -> Iterator[tuple[ast.keyword, str]]:
    """Dates compared with and without the day itself."""
    for ending, other in LOOKUPS.items():
        if keyword.arg and keyword.arg.endswith(ending):
            new = _with(keyword, arg=keyword.arg.removesuffix(ending) + other)
            yield new, ast.unparse(new)


def _exchanged(node: ast.Attribute) -> Iterator[Variant]:
    """Another role or state of the same kind."""
    kind = ast.unparse(node.value)
    for row in KINDS.get(kind.removeprefix("MembershipRole."), ()):
        names = row.split()
        if node.attr in names:
            new = names[(names.index(node.attr) + 1) % len(names)]
            yield _with(node, attr=new), f"{new} for {node.attr}"


def _sets(node: ast.Set | ast.Tuple | ast.List) -> Iterator[Variant]:
    """One element fewer, and one more role."""
    for n, one in enumerate(node.elts):
        kept = [*node.elts[:n], *node.elts[n + 1 :]]
        new: ast.expr = _with(node, elts=kept) if kept else _empty(node)
        yield new, f"without {ast.unparse(one)}"
    first = node.elts[0] if node.elts else None
    if isinstance(first, ast.Attribute) and ast.unparse(first.value) == "Role":
        here = {one.attr for one in node.elts if isinstance(one, ast.Attribute)}
        row = next(row.split() for row in KINDS["Role"] if first.attr in row.split())
        for name in row:
            if name not in here:
                more = _with(first, attr=name)
                yield _with(node, elts=[*node.elts, more]), f"{name} too"


def _empty(node: ast.expr) -> ast.expr:
    if isinstance(node, ast.Set):
        return ast.Call(ast.Name("set", ast.Load()), [], [])
    return _with(node, elts=[])


def _is_list_of_states(node: ast.expr, of: ast.AST) -> bool:
    """Whether it is a tuple of choices: beside `in`, with a name, or for `…__in=`."""
    if not isinstance(node, (ast.Tuple, ast.List)) or isinstance(node.ctx, ast.Store):
        return False
    if isinstance(of, ast.keyword):
        return (of.arg or "").endswith("__in")
    named = isinstance(of, ast.Assign) and all(_is_choice(one) for one in node.elts)
    return named or (isinstance(of, ast.Compare) and node in of.comparators)


def _is_choice(node: ast.expr) -> bool:
    """Whether it is a state or role."""
    return isinstance(node, ast.Attribute) and ast.unparse(node.value) in KINDS


def _name(call: ast.Call) -> str:
    """The last part of what is called."""
    return ast.unparse(call.func).rpartition(".")[2]


def _true() -> ast.expr:
    return ast.Constant(True)


def _with(node: Node, **fields: object) -> Node:
    """A copy with other fields, at the same place."""
    new = copy(node)
    for name, value in fields.items():
        setattr(new, name, value)
    return new


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
