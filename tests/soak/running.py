"""script/soak --running: the site as it is run, on a full disk, on slow lines, and at work.

Linux only. The full disk is a small file system in memory, which only root can make; nginx is
used where it is installed. Takes about five minutes.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlencode

from tests.factories.submissions import EVERY_TYPE
from tests.ground import test_busy
from tests.ground.proxy import Proxy
from tests.ground.site import ROOT, Site, WebServer, until

CLIENTS = 32
SECONDS = 60


def main() -> None:
    """Run the three trials; say what was seen."""
    with tempfile.TemporaryDirectory(prefix="s11-soak-") as folder:
        codes_while_reports_are_drawn(Path(folder) / "busy")
        slow_lines(Path(folder) / "lines")
        if os.geteuid() == 0:
            full_disk(Path(folder) / "small")
        else:
            print("A full disk: NOT TRIED, only root can make a small file system")


def codes_while_reports_are_drawn(folder: Path) -> None:
    """A code every second until five large reports are ready."""
    folder.mkdir()
    site = Site(folder)
    site.wait_until_up()
    site.manage("shell", "-v0", "-c", test_busy.FIVE_REPORTS % 120)
    begun, waits = time.monotonic(), []
    while test_busy.stored(site, test_busy.STATES).count("ready") < 5:
        waits.append(_wait_for_a_mail(site, f"code {len(waits)}"))
        assert time.monotonic() - begun < 900, test_busy.stored(site, test_busy.STATES)
        time.sleep(1)
    print(f"Five reports of 120 agencies drawn in {time.monotonic() - begun:.0f} seconds;")
    print(
        f"  {len(waits)} emails meanwhile, the slowest after {max(waits):.1f} seconds", flush=True
    )
    assert max(waits) < 5
    site.stop_at_once()


QUEUE_A_CODE = """
import time
from s11portal.common import mail
from s11portal.common.models import OutgoingMail
mail.queue_text(key="%(key)s", to="a@example.org", subject="Code", body="123", secret=True)
begun = time.monotonic()
while OutgoingMail.objects.get(key="%(key)s").state == "waiting":
    time.sleep(0.02)
print(time.monotonic() - begun)
"""


def _wait_for_a_mail(site: Site, key: str) -> float:
    """Seconds until an email that is queued now is sent."""
    said = subprocess.run(
        [sys.executable, "manage.py", "shell", "-v0", "-c", QUEUE_A_CODE % {"key": key}],
        cwd=ROOT, env=site.environment, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    return float(said.splitlines()[-1])


def slow_lines(folder: Path) -> None:
    """32 clients that send one byte a second, before the proxy and before the bare server."""
    folder.mkdir()
    web = WebServer(folder)
    if shutil.which("nginx"):
        (folder / "proxy").mkdir()
        proxy = Proxy(folder / "proxy", web)
        waits = _asked_while_crawling(proxy.line, web, lambda: proxy.get("/healthz")[0] == 200)
        _tell("through nginx", waits)
        assert max(waits) < 5
        proxy.stop()
    else:
        print("The proxy: NOT TRIED, nginx is not installed")
    _tell("of the bare server", _asked_while_crawling(web.line, web, lambda: web.lives(SECONDS)))
    until(web.lives, "the bare server to answer again")
    web.stop()


def _asked_while_crawling(
    line: Callable[[], socket.socket], web: WebServer, ask: Callable[[], bool]
) -> list[float]:
    """How long /healthz took, asked again and again for a minute."""
    over = threading.Event()
    clients = [threading.Thread(target=_crawl, args=(line, web, n, over)) for n in range(CLIENTS)]
    for client in clients:
        client.start()
    until_then, waits = time.monotonic() + SECONDS, []
    while time.monotonic() < until_then:
        begun = time.monotonic()
        assert ask(), "no answer"
        waits.append(time.monotonic() - begun)
        time.sleep(0.2)
    over.set()
    for client in clients:
        client.join()
    return waits


def _crawl(
    line: Callable[[], socket.socket], web: WebServer, number: int, over: threading.Event
) -> None:
    """One byte a second, of the first lines or of the rest; connects again when closed."""
    request = web.head("POST", "templates/add/", "Content-Length: 100000")
    at_once = 0 if number % 2 else len(request)
    while not over.is_set():
        with suppress(OSError), line() as open_line:
            open_line.sendall(request[:at_once])
            for byte in request[at_once:] + b"x" * 100_000:
                open_line.sendall(bytes([byte]))
                if over.wait(1):
                    return


def _tell(where: str, waits: list[float]) -> None:
    slow = sum(wait > 1 for wait in waits)
    print(
        f"/healthz {where}, {CLIENTS} clients sending one byte a second: asked {len(waits)} times, "
        f"slowest {max(waits):.1f} seconds, {slow} took more than one",
        flush=True,
    )


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A file system of 64 MB."""
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", folder], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def full_disk(folder: Path) -> None:
    """Fills the disk under a running site, and makes room again."""
    with small_disk(folder) as disk:
        (disk / "data").mkdir()
        site = Site(disk / "data")
        site.wait_until_up()
        web = WebServer.beside(site)
        said: Counter[str] = Counter()
        acknowledged = [name for name in ("first", "second") if _paste(web, name) == 302]
        _fill(disk / "filling")
        for number in range(20):
            status = _paste(web, f"full {number}")
            said[f"pasting {status}"] += 1
            acknowledged += [f"full {number}"] if status == 302 else []
            said[f"reading {web.ask(web.head('GET', 'templates/'))[0]}"] += 1
            time.sleep(1)
        (disk / "filling").unlink()
        begun = time.monotonic()
        until(lambda: _paste(web, "room") == 302, "room to be used")
        back = time.monotonic() - begun
        wait = _wait_for_a_mail(site, "after")
        names = {name for (name,) in web.stored("SELECT name FROM audits_audittemplate")}
        print(f"A full disk for 20 seconds: {dict(said)}; back {back:.1f} seconds after there was")
        print(f"  room, an email sent after {wait:.1f}; of {len(acknowledged)} stored, none lost")
        assert set(acknowledged) <= names
        assert set(said) == {"pasting 507", "reading 200"}
        site.stop_at_once()


def _fill(file: Path) -> None:
    with file.open("wb", buffering=0) as filling, suppress(OSError):
        while True:
            filling.write(b"x" * 4096)


def _paste(web: WebServer, name: str) -> int:
    text = EVERY_TYPE.replace("every-type", name.replace(" ", "-"))
    text = text.replace("Every type of question", name)
    body = urlencode({"csrfmiddlewaretoken": "a" * 32, "text": text}).encode()
    form = "Content-Type: application/x-www-form-urlencoded"
    head = web.head("POST", "templates/add/", form, f"Content-Length: {len(body)}")
    return web.ask(head + body)[0]
