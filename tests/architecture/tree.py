"""The files of the project, as the architecture tests read them."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Where there is no git (an unpacked archive, a container), what is built is left out by name.
BUILT = {".venv", "node_modules", "var", "staticfiles", "build", "__pycache__", ".git"}


def files(*suffixes: str) -> list[Path]:
    """Every file of the project with one of these endings; all of them without."""
    return [path for path in _all() if not suffixes or path.suffix in suffixes]


def _all() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode == 0:
        names = [name for name in listed.stdout.decode().split("\0") if name]
        return sorted(path for name in names if (path := ROOT / name).is_file())
    return sorted(
        path
        for path in ROOT.rglob("*")
        if path.is_file() and not BUILT & set(path.relative_to(ROOT).parts)
    )


def named(path: Path) -> str:
    """The path as a person would write it."""
    return path.relative_to(ROOT).as_posix()
