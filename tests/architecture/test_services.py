"""Each service asks what its actor may do, or says here who has asked."""

import ast
from pathlib import Path

import pytest

from .tree import ROOT, in_apps, named

# Functions that take `actor` and do not ask, by their module: what makes that right.
ASKED_ELSEWHERE = {
    "agencies/people/services/acceptance.py": {
        "accept": "the invitation admits whoever holds its link",
        "accept_as_new_person": "the invitation admits whoever holds its link",
    },
    "agencies/person/services.py": {
        "create_person": "the account of whoever accepts an invitation, or of a demonstration",
        "edit_details": "about the actor alone",
        "turn_off_second_step": "refuses every actor but the system, in this lowest of rooms",
    },
    "audits/submission/services/submission.py": {
        "open_for": "part of a launch or an import, which ask",
    },
    "audits/submission/services/revision.py": {
        "write": "part of a submit or an import, which ask under the return's lock",
    },
    "audits/submission/services/answer.py": {
        "save": "each keystroke that is saved comes here: the door has asked, for this return",
    },
    "audits/submission/services/answer_version.py": {
        "change": "part of a save",
        "keep_beside": "part of a save",
    },
    "reports/report/services/text_version.py": {
        "change": "part of a save",
        "keep_beside": "part of a save",
    },
}


def is_service_module(path: Path) -> bool:
    """Whether the file is `services.py` of a room, or stands in its folder `services`."""
    return "services" in path.relative_to(ROOT).with_suffix("").parts


def services(source: str) -> list[ast.FunctionDef]:
    """The functions of a module of services that others may call and that take an actor."""
    return [
        node
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and "actor" in [one.arg for one in (*node.args.args, *node.args.kwonlyargs)]
    ]


def asks(service: ast.FunctionDef) -> bool:
    """Whether a line of its own, under no condition, asks; or all it does is call one that asks."""
    body = service.body[1:] if ast.get_docstring(service) else service.body
    if len(body) == 1 and isinstance(body[0], ast.Return | ast.Expr):
        return "actor=actor" in ast.unparse(body[0]) or _is_question(body[0])
    return any(_is_question(line) for line in body)


def _is_question(line: ast.stmt) -> bool:
    if not (isinstance(line, ast.Expr) and isinstance(line.value, ast.Call)):
        return False
    name = ast.unparse(line.value.func)
    on_actor = bool(line.value.args) and ast.unparse(line.value.args[0]) == "actor"
    return on_actor and name.startswith(("membership_access.require", "_require"))


def test_every_service_asks_what_its_actor_may_do():
    modules = {named(path): path.read_text() for path in in_apps() if is_service_module(path)}
    found, there = [], 0
    for name, source in modules.items():
        for service in services(source):
            there += 1
            if not asks(service) and service.name not in ASKED_ELSEWHERE.get(name, {}):
                found.append(f"{name}:{service.lineno} {service.name}")
    assert there > 40, "the services have gone elsewhere: this test sees nothing"
    assert not found, (
        'Begin with membership_access.require(actor, "…", partnership=…) or agency=…:\n'
        + "\n".join(found)
    )


def test_what_is_excepted_is_still_there():
    for name, excepted in ASKED_ELSEWHERE.items():
        names = {service.name for service in services((ROOT / name).read_text())}
        assert set(excepted) <= names, f"{name} has no {set(excepted) - names} any more"


@pytest.mark.parametrize(
    "body",
    [
        "cycle.close()",
        "if actor: membership_access.require(actor, 'manage_cycles', partnership=1)",
        "membership_access.require(None, 'manage_cycles', partnership=1)\n    cycle.close()",
        "membership_access.allows(actor, 'manage_cycles', partnership=1)\n    cycle.close()",
    ],
)
def test_a_service_that_does_not_ask_is_noticed(body):
    (service,) = services(f"def close(*, actor, cycle):\n    '''End it.'''\n    {body}")
    assert not asks(service)


@pytest.mark.parametrize(
    "body",
    [
        "_lock(row)\n    membership_access.require(actor, 'manage_cycles', partnership=1)",
        "_require_over(actor, row)\n    row.close()",
        "membership_access.require_system(actor)",
        "return other_services.close(actor=actor, row=row)",
    ],
)
def test_a_service_that_asks_is_none_to_notice(body):
    (service,) = services(f"def close(*, actor, row):\n    '''End it.'''\n    {body}")
    assert asks(service)
