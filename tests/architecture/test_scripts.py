"""The pages' scripts: readable, and none that no page loads. More is held by eslint.config.js."""

import re
from pathlib import Path

from .tree import ROOT, files, named

SCRIPTS = ROOT / "static" / "js"
WIDEST = 100  # as of Python; Prettier leaves comments and long texts as they are
LOADED = re.compile(r"""<script type="module" src="{% static ["']([^"']+\.js)["'] %}">""")
IMPORTED = re.compile(r"""from "(\./[^"]+)";""")


def test_no_line_of_a_script_is_wider_than_100():
    scripts = files(".js", ".mjs")
    found = [
        f"{named(path)}:{number}"
        for path in scripts
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if len(line) > WIDEST
    ]
    assert scripts, "The scripts are gone"
    assert not found, "\n".join(found)


def loaded_by_pages() -> set[Path]:
    """The scripts that templates name, and what those import."""
    pages = [path.read_text() for path in files(".html")]
    waiting = [SCRIPTS / name for page in pages for name in LOADED.findall(page)]
    found: set[Path] = set()
    while waiting:
        path = waiting.pop()
        if path not in found and path.exists():  # GOV.UK's is built, not ours
            found.add(path)
            parts = IMPORTED.findall(path.read_text())
            waiting += [(path.parent / name).resolve() for name in parts]
    return found


def test_every_script_is_loaded_by_a_page():
    ours = {path for path in files(".js") if SCRIPTS in path.parents}
    assert ours == loaded_by_pages(), "Nothing loads these, or a page names one that is gone"
