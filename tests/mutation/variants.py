"""What may stand in the place of an expression, for the changes of changes.py."""

import ast
from collections.abc import Iterator
from copy import copy
from typing import TypeVar

Node = TypeVar("Node", bound=ast.AST)
Variant = tuple[ast.expr, str]

# Calls whose keywords are conditions, or values that a conditional UPDATE writes.
CONDITIONS = {"filter", "exclude", "get", "get_or_create", "update", "Q"}
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


def variants(node: ast.expr, of: ast.AST) -> Iterator[Variant]:
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
    name = called(node)
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


def called(call: ast.Call) -> str:
    """The last part of what is called."""
    return ast.unparse(call.func).rpartition(".")[2]


def _with(node: Node, **fields: object) -> Node:
    """A copy with other fields, at the same place."""
    new = copy(node)
    for name, value in fields.items():
        setattr(new, name, value)
    return new
