"""From the bytes of a template file to text that may be taken apart."""

import re

from s11portal.common.errors import Problem, Problems

MOST_BYTES = 2 * 1024 * 1024

# What a text may hold: line breaks, tabs and everything printable. PostgreSQL cannot store
# NUL, nothing can encode half a surrogate pair, and the other control characters and
# non-characters only ever come from a damaged file.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]"
)

TOO_BIG = Problem(
    0,
    "",
    "The file is larger than 2 MB.",
    "An audit template is text and seldom larger than 100 KB. Check that this is the right file.",
)
NOT_TEXT = Problem(
    0,
    "",
    "This is not a text file.",
    "Word, Excel and PDF files cannot be read here. Save the template as plain text (UTF-8).",
)
_SAVE_AS_UTF8 = "Open it in a text editor and save it with the encoding 'UTF-8'."


def decode(content: str | bytes) -> str:
    """The text of a file, without a byte order mark. Raises Problems (one)."""
    if isinstance(content, str):
        # Characters are never fewer than a quarter of the bytes: do not encode a giant.
        if len(content) > MOST_BYTES or len(content.encode(errors="replace")) > MOST_BYTES:
            raise Problems([TOO_BIG])
        text = content
    else:
        text = _from_bytes(content)
    text = text.removeprefix("\ufeff")
    if "\x00" in text:
        raise Problems([NOT_TEXT])
    if found := FORBIDDEN.search(text):
        raise Problems([_forbidden(text, found)])
    if not text.strip():
        raise Problems([Problem(0, "", "The file is empty.", "Choose a file with a template.")])
    return text


def _from_bytes(content: bytes) -> str:
    if len(content) > MOST_BYTES:
        raise Problems([TOO_BIG])
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        message = "The file is not in the encoding UTF-8, but in UTF-16."
        raise Problems([Problem(0, "", message, _SAVE_AS_UTF8)])
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        if b"\x00" in content:
            raise Problems([NOT_TEXT]) from None
        line = content.count(b"\n", 0, error.start) + 1
        message = f"The file is not in the encoding UTF-8 (byte {content[error.start]:#04x} here)."
        raise Problems([Problem(line, "", message, _SAVE_AS_UTF8)]) from None


def _forbidden(text: str, found: re.Match[str]) -> Problem:
    line = len(re.findall(r"\r\n|\r|\n", text[: found.start()])) + 1
    return Problem(
        line,
        "",
        f"There is an invisible control character here (number {ord(found[0])}).",
        "Delete it; it often comes with text copied from another program.",
    )
