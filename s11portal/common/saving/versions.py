"""Which earlier versions of a text are kept: one per editor per ten minutes."""

from datetime import datetime, timedelta

VERSION_EVERY = timedelta(minutes=10)


def is_typing_on(
    *, kept_since: datetime | None, editor: int | None, actor: int | None, now: datetime
) -> bool:
    """Whether a change belongs to the newest version that is kept, which it then overwrites.

    `kept_since`: when that version was begun, None unless it says what the text says now.
    `editor` changed the text last, `actor` changes it now.
    """
    return kept_since is not None and editor == actor and kept_since > now - VERSION_EVERY
