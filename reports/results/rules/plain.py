"""Frozen dataclasses to plain JSON values and back, so that figures can be frozen in a row."""

import dataclasses
import datetime
import types
from decimal import Decimal
from functools import lru_cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def to_plain(value: Any) -> Any:
    """`value` in dicts, lists, texts, numbers, booleans and None."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: to_plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, tuple | list):
        return [to_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): to_plain(item) for key, item in value.items()}
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value


def from_plain(kind: type[T], data: Any) -> T:
    """The `kind` that was made plain as `data`.

    A field that the data lacks takes its default: older snapshots stay readable. Raises
    TypeError when a field without default is missing.
    """
    hints = _hints(kind)  # type: ignore[arg-type]
    return kind(**{name: _value(hints[name], data[name]) for name in hints if name in data})


@lru_cache(maxsize=128)
def _hints(kind: Any) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in dataclasses.fields(kind)}


def _value(hint: Any, data: Any) -> Any:
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        if data is None:
            return None
        hint = next(one for one in inner if one is not type(None))
        return _value(hint, data)
    if origin is tuple:
        return tuple(_value(inner[0], item) for item in data)
    if origin is dict:
        return {key: _value(inner[1], item) for key, item in data.items()}
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return from_plain(hint, data)
    if hint is Decimal:
        return Decimal(data)
    if hint is datetime.date:
        return datetime.date.fromisoformat(data)
    return data
