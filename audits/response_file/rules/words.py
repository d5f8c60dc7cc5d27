"""What people write in a file of returns, and what they mean by it."""

_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " "})
# In a column 'not applicable': the question does apply.
_APPLIES = frozenset({"no", "n", "false", "0", "applies", "applicable"})
# There, and in the place of an answer: it does not, and no reason is given.
_DOES_NOT_APPLY = frozenset({"n/a", "na", "n.a.", "n.a", "not applicable", "does not apply"})
_TICKED = frozenset({"yes", "y", "true", "1", "x", "✓", "✔"})


def straight(text: str) -> str:
    """`text` with plain quotation marks and apostrophes, as labels may be typed either way."""
    return text.translate(_STRAIGHT)


def normal(name: str) -> str:
    """A name as it is compared: without regard to case, spaces and kind of apostrophe."""
    return " ".join(straight(name).split()).casefold()


def says_it_applies(text: str) -> bool:
    """Whether a cell under 'not applicable' says that the question does apply after all."""
    return normal(text) in _APPLIES


def says_it_does_not_apply(text: str) -> bool:
    """Whether the cell of an answer says 'not applicable'."""
    return normal(text) in _DOES_NOT_APPLY


def reason(text: str) -> str:
    """The reason in a cell under 'not applicable': empty where it only says that it is so."""
    is_reason = normal(text) not in _DOES_NOT_APPLY | _TICKED
    return text if is_reason else ""
