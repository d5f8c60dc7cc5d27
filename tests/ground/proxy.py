"""nginx with the configuration that docs/production.md requires, for tests."""

import shutil
import signal
import socket
import ssl
import subprocess
from pathlib import Path

from .site import PATIENCE, ROOT, WebServer, free_port, read_answer, until

AROUND = """
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 512; }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/pages;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


class Proxy:
    """A running nginx in front of a web server."""

    def __init__(self, folder: Path, web: WebServer) -> None:
        self.folder, self.web = folder, web
        self.port, self.plain_port = free_port(), free_port()
        self.upstream = f"127.0.0.1:{web.port}"
        (folder / "nginx.conf").write_text(AROUND.format(folder=folder))
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost",
             "-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem"],
            check=True, capture_output=True,
        )  # fmt: skip
        self._write(self.upstream)
        nginx = shutil.which("nginx") or "nginx"
        self.process = subprocess.Popen(
            [nginx, "-p", folder, "-c", folder / "nginx.conf", "-g", "daemon off;"],
            stderr=(folder / "said.txt").open("w"),
        )
        until(lambda: self._answers() or self.process.poll() is not None, "nginx")
        assert self.process.poll() is None, (folder / "said.txt").read_text()

    def _write(self, upstream: str) -> None:
        text = (ROOT / "proxy" / "s11portal.conf.template").read_text()
        for name, value in (
            ("${S11_WEB}", upstream),
            ("${S11_CERTIFICATE}", str(self.folder)),
            ("listen 443 ", f"listen 127.0.0.1:{self.port} "),
            ("listen 80 ", f"listen 127.0.0.1:{self.plain_port} "),
        ):
            assert name in text
            text = text.replace(name, value)
        (self.folder / "site.conf").write_text(text)

    def set_upstream(self, upstream: str) -> None:
        """Have it hand requests to another address."""
        self._write(upstream)
        self.process.send_signal(signal.SIGHUP)
        wanted = 200 if upstream == self.upstream else 503
        until(lambda: self.get("/healthz")[0] == wanted, "nginx to read its configuration")

    def line(self) -> socket.socket:
        """A new connection, encrypted."""
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        plain = socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)
        return context.wrap_socket(plain)

    def ask(self, request: bytes) -> tuple[int, str]:
        """Status and page of one request."""
        with self.line() as line:
            line.sendall(request)
            return read_answer(line)

    def get(self, address: str) -> tuple[int, str]:
        """Status and page of `address`, asked by nobody in particular."""
        return self.ask(
            f"GET {address} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode()
        )

    def _answers(self) -> bool:
        try:
            return bool(self.get("/healthz")[0])
        except OSError:
            return False

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.wait(PATIENCE)
