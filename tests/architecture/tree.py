"""The files of the project, as the architecture tests read them."""

import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Where there is no git (an unpacked archive, a container), what is built is left out by name.
APPS = {"agencies", "audits", "reports"}
BUILT = {"node_modules", "var", "staticfiles", "build", "__pycache__"}


def files(*suffixes: str) -> list[Path]:
    """Every file of the project with one of these endings; all of them without."""
    return [path for path in _all() if not suffixes or path.suffix in suffixes]


def in_apps() -> list[Path]:
    """The Python files of the three apps."""
    return [path for path in files(".py") if path.relative_to(ROOT).parts[0] in APPS]


def code() -> list[Path]:
    """The product's Python files, migrations and tests left out."""
    return [
        path
        for path in files(".py")
        if path.relative_to(ROOT).parts[0] in APPS | {"s11portal", "script"}
        and "migrations" not in path.parts
    ]


def _all() -> list[Path]:
    if listed := _of_git():
        return sorted(path for name in listed if (path := ROOT / name).is_file())
    return sorted(path for path in ROOT.rglob("*") if path.is_file() and not _is_built(path))


def _of_git() -> list[str]:
    if not shutil.which("git"):
        return []
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    return [name for name in listed.stdout.decode().split("\0") if name]


def _is_built(path: Path) -> bool:
    parts = path.relative_to(ROOT).parts
    hidden = parts[0].startswith(".") and parts[0] not in {".ci", ".npmrc", ".gitignore"}
    return hidden or bool(BUILT & set(parts))


def named(path: Path) -> str:
    """The path as a person would write it."""
    return path.relative_to(ROOT).as_posix()
