"""The process that serves pages, with an end to the patience for slow connections.

gunicorn's threads wait for a request for ever: sixteen clients that send one byte a second would
hold all of them. Here a connection that has said nothing holds no thread, and one whose request
is not done in time is closed. That keeps an accident short. It does not stop somebody who
connects again and again: for that a buffering proxy stands in front (docs/production.md).
"""

import contextlib
import selectors
import socket
import time
from functools import partial
from typing import Any

from gunicorn.workers.gthread import TConn, ThreadWorker

# For the first lines of a request, from its first byte.
HEAD_SECONDS = 10.0
# For the rest: what it brings along, the page, and reading the page.
REQUEST_SECONDS = 60.0


class Worker(ThreadWorker):
    """gunicorn's worker with threads; each connection in a thread has a time to be done by."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.until: dict[TConn, float] = {}

    def enqueue_req(self, conn: TConn) -> None:
        """Give the connection to a thread once it has said something."""
        if conn.initialized or conn.data_ready:
            super().enqueue_req(conn)
            return
        conn.sock.setblocking(False)
        conn.timeout = time.monotonic() + HEAD_SECONDS
        self.pending_conns.append(conn)
        readable = partial(self.on_pending_socket_readable, conn)
        self.poller.register(conn.sock, selectors.EVENT_READ, readable)

    def handle(self, conn: TConn) -> Any:
        """Read and answer one request, in a thread."""
        self.until[conn] = time.monotonic() + HEAD_SECONDS
        try:
            return super().handle(conn)
        finally:
            self.until.pop(conn, None)

    def handle_request(self, req: Any, conn: TConn) -> Any:
        """Answer a request whose first lines are there."""
        self.until[conn] = time.monotonic() + REQUEST_SECONDS
        return super().handle_request(req, conn)

    def murder_pending(self) -> None:
        """Close what has taken too long; gunicorn asks every second."""
        super().murder_pending()
        now = time.monotonic()
        for conn, until in list(self.until.items()):
            if now > until:
                # The thread that waits reads an end, and a form that is cut short is refused.
                with contextlib.suppress(OSError):
                    conn.sock.shutdown(socket.SHUT_RDWR)
