"""Draws one PDF: `python -m reports.output.pdf.child`, started by process.py.

Standard input: one line of JSON (see process.render), then so many bytes of HTML; it stays open
as long as the parent wants the result. Standard output: one line of JSON with the number of
pages, then the PDF. Knows no database, no settings and no secrets.
"""

import json
import os
import resource
import sys
import threading
from pathlib import Path


def main() -> None:
    """Read the job, draw, answer."""
    job = json.loads(sys.stdin.buffer.readline())
    _limit(resource.RLIMIT_CPU, job["cpu_seconds"])
    _limit(resource.RLIMIT_AS, job["memory_bytes"])
    _limit(resource.RLIMIT_CORE, 0)
    html = sys.stdin.buffer.read(job["html_bytes"]).decode()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    pages, pdf = draw(html, assets=Path(job["assets"]), identifier=bytes.fromhex(job["identifier"]))
    sys.stdout.buffer.write(json.dumps({"pages": pages}).encode() + b"\n" + pdf)
    sys.stdout.buffer.flush()
    # Without waiting for the thread that still listens to the parent.
    os._exit(0)


def draw(html: str, *, assets: Path, identifier: bytes) -> tuple[int, bytes]:
    """(number of pages, PDF/UA-1) of `html`. The same input gives the same bytes."""
    from weasyprint import HTML

    from reports.output.pdf import letters
    from reports.output.pdf.fetcher import ORIGIN, AssetFetcher

    letters.shape_whole_texts()
    html = letters.known(html)
    document = HTML(string=html, base_url=ORIGIN, url_fetcher=AssetFetcher(assets)).render(
        pdf_variant="pdf/ua-1"
    )
    pdf = document.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=identifier)
    return len(document.pages), pdf


def _limit(what: int, most: int) -> None:
    """Where the system does not know the limit (memory on a Mac), the wall clock remains."""
    try:
        resource.setrlimit(what, (most, most))
    except (ValueError, OSError):
        return


def _end_with_parent() -> None:
    """A parent that is gone, even by kill -9, has closed the pipe: nobody wants the result."""
    os.read(sys.stdin.fileno(), 1)
    os._exit(3)


if __name__ == "__main__":
    main()
