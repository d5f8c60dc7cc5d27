"""What a request brings along arrives whole, or the request is refused.

A proxy that streams bodies hands on the first half of a form when a phone loses its line, and
then closes. The server takes the end of the connection for the end of the body, and a form that
has lost its last fields looks like one whose author has emptied them. So the bytes that came are
compared with those that were announced, before anything reads them as a form.
"""

from collections.abc import Callable, Iterable
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import BadRequest

IN_MEMORY_BYTES = 1024 * 1024
AT_ONCE = 64 * 1024

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class CutShort(BadRequest):
    """Less arrived than was announced; nothing of it may be used."""


class WholeBody:
    """The body of a request. Raises CutShort where it ends before `length` bytes.

    Not an OSError: Django takes that for somebody who has gone, and goes on with an empty form.
    """

    def __init__(self, stream: Any, length: int) -> None:
        self.stream = stream
        self.left = length

    def read(self, size: int = -1) -> bytes:
        """So many bytes, fewer only at the end of the body."""
        wanted = self.left if size < 0 else min(size, self.left)
        parts = []
        while wanted and (part := self._more(self.stream.read, wanted)):
            parts.append(part)
            wanted -= len(part)
        return b"".join(parts)

    def readline(self, size: int = -1) -> bytes:
        """The next line, or so many bytes of it."""
        wanted = self.left if size < 0 else min(size, self.left)
        return self._more(self.stream.readline, wanted) if wanted else b""

    def _more(self, read: Callable[[int], bytes], wanted: int) -> bytes:
        try:
            part = read(wanted)
        except OSError as problem:
            raise CutShort(f"the connection broke with {self.left} bytes to come") from problem
        if not part:
            raise CutShort(f"the body ended with {self.left} bytes to come")
        self.left -= len(part)
        return part


class WholeBodies:
    """A WSGI application whose requests arrive whole."""

    def __init__(self, application: Application) -> None:
        self.application = application

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        """Hand the request on; one in chunks gets the length it did not announce."""
        if "chunked" in environ.get("HTTP_TRANSFER_ENCODING", "").lower():
            with SpooledTemporaryFile(max_size=IN_MEMORY_BYTES) as kept:
                _gather(environ, kept)
                return self.application(environ, start_response)
        length = environ.get("CONTENT_LENGTH") or "0"
        if length.isdecimal():
            environ["wsgi.input"] = WholeBody(environ["wsgi.input"], int(length))
        return self.application(environ, start_response)


def _gather(environ: dict[str, Any], kept: IO[bytes]) -> None:
    """Collect a body in chunks, up to one byte more than any page takes.

    Without a length Django would take it for an empty one, and a form for an emptied form.
    """
    stream, most = environ["wsgi.input"], settings.MOST_BYTES_OF_A_REQUEST + 1
    missing = 0
    while kept.tell() < most:
        try:
            part = stream.read(min(AT_ONCE, most - kept.tell()))
        except Exception:  # each server has exceptions of its own for chunks that are not whole
            missing = 1
            break
        if not part:
            break
        kept.write(part)
    del environ["HTTP_TRANSFER_ENCODING"]
    environ["CONTENT_LENGTH"] = str(kept.tell() + missing)
    kept.seek(0)
    environ["wsgi.input"] = WholeBody(kept, int(environ["CONTENT_LENGTH"]))
