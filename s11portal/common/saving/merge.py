"""Merging what several people typed into one answer, field by field.

A page sends every field of a question together with a mark of what each field held when
the page was made. A field whose text still has its mark was not touched. A touched one is
taken, unless somebody else wrote that field since: then both texts are kept and shown.
"""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any


@dataclass(frozen=True)
class Edit:
    """What one page sends of one question.

    `marks` are of the fields as the page showed them; `base` is the answer's version
    then; `token` names the page, so that its own earlier save is no conflict.
    """

    key: str
    fields: Mapping[str, Any]
    marks: Mapping[str, str]
    base: int
    token: str

    @property
    def touched(self) -> dict[str, Any]:
        """The fields that differ from what the page showed."""
        return {
            name: value
            for name, value in self.fields.items()
            if mark(value) != self.marks.get(name)
        }


@dataclass(frozen=True)
class Merged:
    """`taken` goes into the answer; `refused` meets another person's newer text.

    `met` names the field of that text, by the refused field: mostly the same, or its rival.
    """

    taken: dict[str, Any] = field(default_factory=dict)
    refused: dict[str, Any] = field(default_factory=dict)
    met: dict[str, str] = field(default_factory=dict)


def mark(value: Any) -> str:
    """A short mark of a field's content, to see whether it was touched."""
    if value in (None, "", False):
        return "-"
    if isinstance(value, str):
        # Browsers send line ends as CR LF.
        value = value.replace("\r\n", "\n").strip()
    content = json.dumps(value, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()[:12]


def merge(
    stored: Mapping[str, Any],
    stamps: Mapping[str, Mapping[str, Any]],
    edit: Edit,
    rivals: Mapping[str, str] = MappingProxyType({}),
) -> Merged:
    """Which touched fields to take. `stamps` says who wrote each stored field last.

    `rivals` names, by field, another one that contradicts it: both must not be filled in by two
    people who have not seen each other's.
    """
    found = Merged()
    for name, value in edit.touched.items():
        if mark(value) == mark(stored[name]):
            continue
        rival = rivals.get(name, "")
        if not _is_seen(stamps.get(name), edit):
            found.refused[name], found.met[name] = value, name
        elif value and rival and stored[rival] and not _is_seen(stamps.get(rival), edit):
            found.refused[name], found.met[name] = value, rival
        else:
            found.taken[name] = value
    return found


def _is_seen(stamp: Mapping[str, Any] | None, edit: Edit) -> bool:
    """Whether what is stored in a field was on the page, or came from it."""
    return stamp is None or stamp["version"] <= edit.base or stamp["token"] == edit.token


def changed_meanwhile(
    stored: Mapping[str, Any], edit: Edit, unread: Collection[str] = ()
) -> list[str]:
    """The fields that something other than this page has changed since it showed them.

    The page must show them, or its next save would take them for its own. `unread` are fields
    it sent that could not be read.
    """
    own = {name for name in edit.touched if name not in unread}
    return [
        name
        for name in (*edit.fields, *unread)
        if name in stored and name not in own and mark(stored[name]) != edit.marks.get(name)
    ]


def stamp(version: int, user_id: int, token: str, at: str) -> dict[str, Any]:
    """The stamp of a field written now."""
    return {"version": version, "user": user_id, "token": token, "at": at}
