"""The views' one dialect: a door each, the request it promises, refusals shown in one way."""

import ast
from pathlib import Path

import pytest

from .tree import ROOT, in_apps, named

# What stands before the name of a door, and the request its views are given.
REQUESTS = {
    "partnership": "PartnershipRequest",
    "agency": "AgencyRequest",
    "place": "PlaceRequest",
    "person": "PersonRequest",
    "open": "HttpRequest",
}
KINDS = ("page", "form", "button")
DOORS = {f"{who}_{kind}": request for who, request in REQUESTS.items() for kind in KINDS}
# Beside a door: what was typed waits while the person signs in again.
BESIDE = {"keeps_text"}
# Answered by the settings and by Django itself, without an address of their own.
HANDLERS = {"csrf_failure", "bad_request", "too_large", "server_error"}
# Doors say these two already.
CLOSED = {"django.views.decorators.http", "django.contrib.auth.decorators"}
# Where a refusal is no message and no error of a form.
BY_HAND = {
    "audits/submission/views/answer.py": 2,  # answered 409, beside what was typed
    "reports/report/views/text.py": 2,  # likewise
}
MOST_LINES = 30


def is_view_module(path: Path) -> bool:
    """Whether the file is `views.py` of a room, or stands in its folder `views`."""
    return "views" in path.relative_to(ROOT).with_suffix("").parts


def modules() -> dict[str, ast.Module]:
    """The modules of views of the three apps, and those that belong to none of them."""
    common = (ROOT / "s11portal" / "common" / "views").glob("*.py")
    # What views are helped with is no view.
    paths = [path for path in (*in_apps(), *common) if path.stem != "refusals"]
    return {named(path): ast.parse(path.read_text()) for path in paths if is_view_module(path)}


def functions(module: ast.Module) -> list[ast.FunctionDef]:
    """The functions of a module that others may use: in a module of views, the views."""
    own = [node for node in module.body if isinstance(node, ast.FunctionDef)]
    return [node for node in own if not node.name.startswith("_") and node.name not in HANDLERS]


def decorators(view: ast.FunctionDef) -> list[str]:
    """The names of its decorators, with or without arguments."""
    return [
        ast.unparse(node.func if isinstance(node, ast.Call) else node)
        for node in view.decorator_list
    ]


def wrong(view: ast.FunctionDef) -> str:
    """What a view lacks: one door, and the request that door promises."""
    doors = [name for name in decorators(view) if name not in BESIDE]
    if len(doors) != 1 or doors[0] not in DOORS:
        return f"behind {doors or 'no door'}"
    annotation = view.args.args[0].annotation if view.args.args else None
    given = ast.unparse(annotation) if annotation else ""
    return "" if given == DOORS[doors[0]] else f"takes {given or 'nothing'} behind {doors[0]}"


def test_every_view_has_one_door_and_takes_what_it_promises():
    views = [(name, view) for name, module in modules().items() for view in functions(module)]
    assert len(views) > 50, "the views have gone elsewhere: this test sees nothing"
    found = [
        f"{name}:{view.lineno} {view.name} {what}" for name, view in views if (what := wrong(view))
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "source",
    [
        "def page(request: PartnershipRequest): ...",
        "@require_safe\n@agency_page('answer')\ndef page(request: AgencyRequest): ...",
        "@partnership_page('view_board')\ndef page(request: HttpRequest): ...",
        "@agency_form('answer')\ndef page(request: PartnershipRequest): ...",
        "@partnership_page('view_board')\ndef page(request): ...",
        "@partnership_page('view_board')\n@agency_page('answer')\ndef page(r: AgencyRequest): ...",
    ],
)
def test_a_view_with_a_wrong_door_is_noticed(source):
    assert wrong(functions(ast.parse(source))[0])


@pytest.mark.parametrize(
    "source",
    [
        "@partnership_page('view_board')\ndef page(request: PartnershipRequest, pk: int): ...",
        "@keeps_text\n@agency_button('answer')\ndef save(request: AgencyRequest): ...",
        "@open_page\ndef home(request: HttpRequest): ...",
    ],
)
def test_a_view_with_a_right_door_is_none_to_notice(source):
    assert not wrong(functions(ast.parse(source))[0])


def imported(module: ast.Module) -> set[str]:
    """The modules from which a module takes names."""
    found = {node.module or "" for node in ast.walk(module) if isinstance(node, ast.ImportFrom)}
    plain = [node for node in ast.walk(module) if isinstance(node, ast.Import)]
    return found | {name.name for node in plain for name in node.names}


def test_views_leave_methods_and_signing_in_to_their_doors():
    doors = imported(ast.parse((ROOT / "s11portal/common/access.py").read_text()))
    assert doors >= CLOSED, "the doors import them under other names now"
    errors = "s11portal/common/views/errors.py"  # its pages are nobody's address
    found = [
        f"{name} imports {module}"
        for name, tree in modules().items()
        for module in sorted(imported(tree) & CLOSED)
        if name != errors
    ]
    assert not found, "\n".join(found)


def by_hand(module: ast.Module) -> int:
    """How many times a module catches a refusal itself."""
    handlers = [node for node in ast.walk(module) if isinstance(node, ast.ExceptHandler)]
    return sum("Refused" in ast.unparse(node.type) for node in handlers if node.type)


def test_refusals_are_shown_by_the_one_helper():
    found = {name: n for name, module in modules().items() if (n := by_hand(module))}
    assert found == BY_HAND, "Use refusals_on(form) or refusals_told(request)"


def test_a_refusal_caught_by_hand_is_noticed():
    assert by_hand(ast.parse("try: f()\nexcept (Problems, Refused) as no: g(no)")) == 1


def test_views_are_short():
    found = [
        f"{name}:{node.lineno} {node.name} has {length} lines"
        for name, module in modules().items()
        for node in ast.walk(module)
        if isinstance(node, ast.FunctionDef)
        and (length := (node.end_lineno or 0) - node.lineno + 1) > MOST_LINES
    ]
    assert not found, "\n".join(found)
