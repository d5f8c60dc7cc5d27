"""Comparing model instances as they came from the database."""

from typing import Any

from django.db.models import Model


def same(one: Any, other: Any) -> bool:
    """Whether two lists of rows, or two rows, hold the same: columns, related rows, state."""
    return _plain(one, {}) == _plain(other, {})


def _plain(value: Any, seen: dict[int, int]) -> Any:
    if isinstance(value, list | tuple):
        return [_plain(item, seen) for item in value]
    if not isinstance(value, Model):
        return value
    if id(value) in seen:  # related rows know each other
        return f"row {seen[id(value)]}"
    seen[id(value)] = len(seen)
    columns = {name: content for name, content in vars(value).items() if name != "_state"}
    related = {name: _plain(row, seen) for name, row in sorted(value._state.fields_cache.items())}
    return type(value), columns, related, value._state.adding, value._state.db
