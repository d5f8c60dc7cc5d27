"""Letters of every script in a document: shaped as a whole, and none that no font has.

Used by the child that draws. What WeasyPrint and fontconfig leave undone stands here alone.
"""

import ctypes
import ctypes.util
import unicodedata
from collections.abc import Iterable, Iterator

UNKNOWN = "\N{REPLACEMENT CHARACTER}"

# The document's own font has all below it. Asking begins where other fonts are needed.
_FIRST_ASKED = 0x250
_NEVER_DRAWN = ("Cf", "Mn", "Zs", "Zl", "Zp")
_LIBRARIES = ("fontconfig-1", "fontconfig", "libfontconfig.so.1", "libfontconfig.1.dylib")


class _Whole(str):
    """A text that counts as one letter for those who walk along it."""

    __slots__ = ()

    def __iter__(self) -> Iterator[str]:
        return iter((str(self),))


def shape_whole_texts() -> None:
    """Have the texts of charts laid out at once, as all others are.

    WeasyPrint places them letter by letter, which takes Arabic apart, puts it in the order of
    English and loses the signs that Hindi builds of several letters.
    """
    from weasyprint.svg import Node

    def whole(node: Node) -> str | None:
        text: str | None = node._etree_node.text
        return _Whole(text) if text and node.tag in ("text", "tspan") else text

    Node.text = property(whole)


def known(html: str, *, fonts: "Fonts | None" = None) -> str:
    """`html` with a sign in the place of every letter that no font of this machine has.

    A document with an undrawn letter would not be PDF/UA, and its reader could not tell that
    something is missing.
    """
    asked = {letter for letter in set(html) if ord(letter) >= _FIRST_ASKED}
    asked = {letter for letter in asked if unicodedata.category(letter) not in _NEVER_DRAWN}
    if not asked:
        return html
    missing = (fonts or Fonts()).missing(asked)
    return html.translate({ord(letter): UNKNOWN for letter in missing if letter != UNKNOWN})


class _FontSet(ctypes.Structure):
    """FcFontSet of fontconfig."""

    _fields_ = (
        ("count", ctypes.c_int),
        ("room", ctypes.c_int),
        ("fonts", ctypes.POINTER(ctypes.c_void_p)),
    )


class Fonts:
    """The fonts installed, as fontconfig lists them; none where there is no fontconfig."""

    def __init__(self) -> None:
        self._library = _fontconfig()

    def missing(self, letters: Iterable[str]) -> set[str]:
        """Those of `letters` that no font has; none where there is nobody to ask."""
        if self._library is None:
            return set()
        left, has = set(letters), self._library.FcCharSetHasChar
        for charset in _charsets(self._library):
            left = {letter for letter in left if not has(charset, ord(letter))}
            if not left:
                break
        return left


def _charsets(library: ctypes.CDLL) -> Iterator[ctypes.c_void_p]:
    """The letters of each font."""
    found = library.FcConfigGetFonts(None, 0)
    for number in range(found.contents.count if found else 0):
        charset = ctypes.c_void_p()
        font = found.contents.fonts[number]
        if not library.FcPatternGetCharSet(font, b"charset", 0, ctypes.byref(charset)):
            yield charset


def _fontconfig() -> ctypes.CDLL | None:
    for name in (*_LIBRARIES, ctypes.util.find_library("fontconfig") or ""):
        try:
            library = ctypes.CDLL(name) if name else None
        except OSError:
            continue
        if library is not None and library.FcInit():
            library.FcConfigGetFonts.restype = ctypes.POINTER(_FontSet)
            library.FcConfigGetFonts.argtypes = (ctypes.c_void_p, ctypes.c_int)
            pointers = (ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int, ctypes.c_void_p)
            library.FcPatternGetCharSet.argtypes = pointers
            library.FcCharSetHasChar.argtypes = (ctypes.c_void_p, ctypes.c_uint32)
            return library
    return None
