"""What no file of the project may hold."""

import re

import pytest

from .tree import ROOT, files, named

WIDEST = 120  # characters of a line of a template
# Put together here, so that this file does not name them either.
INDEX_HOSTS = [
    name + ending
    for name, ending in (
        ("pypi", ".org"),
        ("pythonhosted", ".org"),
        ("registry.npmjs", ".org"),
        ("registry.yarnpkg", ".com"),
    )
]
INLINE = re.compile(r"<[^>]*\s(style|on[a-z]+)\s*=", re.IGNORECASE)
# Other hosts' files would tell them who reads which page; the content policy forbids them.
ELSEWHERE = re.compile(r"<(script|link|img|iframe)\b[^>]*\b(src|href)\s*=\s*[\"']?(https?:)?//")


def test_no_file_names_the_host_of_a_package_index():
    found = []
    for path in files():
        content = path.read_bytes().decode(errors="ignore").lower()
        found += [f"{named(path)} names {host}" for host in INDEX_HOSTS if host in content]
    assert not found, "\n".join(found)


def templates():
    return [path for path in files(".html") if path.relative_to(ROOT).parts[0] == "templates"]


def long_lines(source: str) -> list[int]:
    """The numbers of the lines of `source` that are longer than a screen is wide."""
    return [number for number, line in enumerate(source.splitlines(), 1) if len(line) > WIDEST]


def test_no_template_line_is_longer_than_120():
    found = [
        f"{named(path)}:{number}" for path in templates() for number in long_lines(path.read_text())
    ]
    assert not found, "Put each tag on its line (djangofmt templates):\n" + "\n".join(found)


def test_a_long_line_of_a_template_is_noticed():
    assert long_lines(f"<p>\n  {'x' * WIDEST}\n</p>\n{'x' * WIDEST}\n") == [2]


def inline_styles(source: str) -> list[str]:
    """The tags of `source` that carry a style or a script of their own."""
    return [match.group(0)[:80] for match in INLINE.finditer(source)]


def test_no_template_carries_a_style_or_a_script_in_a_tag():
    found = [
        f"{named(path)}: {tag}"
        for path in templates()
        if "emails" not in path.parts  # mail programs know no style sheets
        for tag in inline_styles(path.read_text())
    ]
    assert not found, "The content policy forbids these:\n" + "\n".join(found)


def test_no_template_asks_another_host_for_a_file():
    found = [
        f"{named(path)}: {match.group(0)[:80]}"
        for path in templates()
        for match in ELSEWHERE.finditer(path.read_text())
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("tag", ['<p style="color: red">', '<a href="/" onclick="f()">'])
def test_an_inline_style_or_script_is_noticed(tag):
    assert inline_styles(tag)
    assert not inline_styles('<p class="style"> style="text" <a href="/?onwards=1">')


def test_every_script_can_be_run():
    scripts = [path for path in files("") if path.parent.name in {"script", ".ci"}]
    found = [named(path) for path in scripts if not path.stat().st_mode & 0o100]
    assert scripts, "The scripts are gone"
    assert not found, f"Not executable: {found}"
