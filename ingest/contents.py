"""The agenda or table of contents at the front, told from the items themselves."""

import re
from collections.abc import Sequence

from ingest.layout import Group
from ingest.shapes import table
from ingest.source import Role

# "Haushalt 2025 ........ 7", "Haushalt 2025 \t 7"
_LEADERS = re.compile(r".*\S\s*(?:[.·…_]{3,}|(?:[.·…]\s){3,}|\t)\s*\d{1,5}(?:\s*[A-D])?\s*")
_LONGEST = 250


def with_contents(groups: list[Group]) -> list[Group]:
    """Mark the lines of an agenda or table of contents.

    Args:
        groups: the blocks, in order.

    Returns:
        The same blocks, those lines with their role.
    """
    keys = [_key(group) for group in groups]
    number = 0
    while number < len(groups):
        group = groups[number]
        if any(shape.fullmatch(_words(group)) for shape in table().contents) and group.role is not Role.ITEM:
            group.role, group.level = Role.HEADING, group.level or 2
            number = _marked(groups, keys, number + 1)
        else:
            number += 1
    for group in groups:
        if _LEADERS.fullmatch(_words(group)) and group.role not in (Role.ROW, Role.HEADER, Role.NOTE):
            group.role, group.level, group.mark = Role.CONTENTS, 0, 0
    return groups


def _marked(groups: list[Group], keys: Sequence[str], start: int) -> int:
    """Mark the list that starts here; return where it ends."""
    listed: set[str] = set(keys[:start])
    end = start
    while end < len(groups) and _is_entry(groups[end]):
        if keys[end] and keys[end] in listed:
            break  # the first item itself, or the title again
        listed.add(keys[end])
        end += 1
    if end < len(groups) and groups[end].role is Role.PARAGRAPH and end - 1 > start and keys[end - 1] not in keys[end:]:
        # What stands right above the first paragraph opens it, unless it comes again.
        later = set(keys[end:])
        if not any(key in later for key in keys[start:end] if key):
            end = _before_interleaved(groups, start, end)
    for group in groups[start:end]:
        group.role, group.level, group.mark = Role.CONTENTS, 0, 0
    return end


def _before_interleaved(groups: list[Group], start: int, end: int) -> int:
    """A list of which no entry comes again is one if it is long enough; its last entry then still belongs to it."""
    return end if end - start >= 2 else start


def _is_entry(group: Group) -> bool:
    words = _words(group)
    if group.role in (Role.SPEAKER, Role.STAGE, Role.NOTE) or len(words) > _LONGEST:
        return False
    return group.role in (Role.ITEM, Role.HEADING, Role.ROW, Role.HEADER) or not words.endswith((".", "!", "?", ":"))


def _words(group: Group) -> str:
    return " ".join(line.words for line in group.lines)


def _key(group: Group) -> str:
    """Return what two mentions of one item share: its words without number, marks and page."""
    words = re.sub(r"^(?:TOP|Top|Punkt|Zu|Item)?\s*\(?\d+[a-z]?(?:\.\d+)*[.):]*\s*", "", _words(group)[group.mark :])
    return re.sub(r"[\W_]+", "", re.sub(r"\s*\d*\s*$", "", words)).lower()
