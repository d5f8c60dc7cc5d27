"""Scripts as production serves them: named after their content, as are their imports."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings
from playwright.sync_api import expect

from s11portal.settings import base
from tests.factories.submissions import open_return
from tests.stories.steps import answering as steps

HASHED = re.compile(r"\.[0-9a-f]{12}\.js$")
IMPORTED = re.compile(r"""^(?:import|\}) .*?["'](\./[^"']+)["']""", re.MULTILINE)


def collect(folder: Path) -> Path:
    """Gather all static files there, with production's storage."""
    with as_in_production(folder):
        call_command("collectstatic", interactive=False, verbosity=0)
    return folder


def as_in_production(folder: Path) -> override_settings:
    """Static files are those that were collected in `folder`."""
    storages = {**settings.STORAGES, "staticfiles": base.STORAGES["staticfiles"]}
    return override_settings(STORAGES=storages, STATIC_ROOT=str(folder))


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where all static files are, gathered once."""
    return collect(tmp_path_factory.mktemp("collected"))


def the_one(folder: Path, name: str) -> Path:
    """The collected file that was `name` before its content was put into its name."""
    stem = name.removesuffix(".js")
    found = [path for path in folder.glob(f"{stem}.*.js") if HASHED.search(path.name)]
    assert len(found) == 1, found
    return found[0]


def loaded_with(script: Path) -> set[Path]:
    """The script, and every file that it and its parts import."""
    found, waiting = set(), [script]
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            waiting += [path.parent / name for name in IMPORTED.findall(path.read_text())]
    return found


@pytest.mark.parametrize(
    ("entry", "parts"),
    [("answering/main.js", {"queue", "clash", "view", "elements"}), ("frontend.js", {"govuk"})],
)
def test_a_script_imports_what_was_collected_with_it(
    collected: Path, entry: str, parts: set[str]
) -> None:
    loaded = loaded_with(the_one(collected, entry))
    assert {path.name.split(".")[0].split("-")[0] for path in loaded} >= parts
    assert [path.name for path in loaded if not HASHED.search(path.name)] == []
    assert [path.name for path in loaded if not path.exists()] == []


def test_a_change_in_a_part_gives_the_script_a_new_name(tmp_path: Path) -> None:
    """Or a browser that has been here before would keep the script, and the old part with it."""
    ours = tmp_path / "ours"
    ours.mkdir()
    (ours / "main.js").write_text('import { b } from "./middle.js";\n')
    (ours / "middle.js").write_text('import { a } from "./leaf.js";\nexport const b = a;\n')
    with override_settings(STATICFILES_DIRS=[ours]):
        (ours / "leaf.js").write_text("export const a = 1;\n")
        before = the_one(collect(tmp_path / "before"), "main.js")
        (ours / "leaf.js").write_text("export const a = 2;\n")
        after = the_one(collect(tmp_path / "after"), "main.js")
    assert after.name != before.name


@pytest.mark.django_db(transaction=True)
def test_a_browser_finds_all_of_them(page: Any, let_in: Any, collected: Path) -> None:
    served: list[str] = []

    def serve(route: Any) -> None:
        name = route.request.url.split("/static/")[1]
        served.append(name)
        route.fulfill(path=collected / name)

    page.route("**/static/**", serve)
    work = open_return()
    let_in(page, work.lead)
    with as_in_production(collected):
        steps.open_standard(page, work)
        steps.write(page, "1.1", "Examples of what you do", "Typed in production")
        steps.sees_saved(page, "1.1")
        expect(page.locator("body")).to_have_class(re.compile("govuk-frontend-supported"))
    scripts = [name for name in served if name.endswith(".js")]
    assert any(name.startswith("answering/queue.") for name in scripts)
    assert [name for name in scripts if not HASHED.search(name)] == []
