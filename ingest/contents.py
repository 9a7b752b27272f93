"""The agenda or table of contents at the front, told from the items themselves."""

import re
from collections.abc import Sequence

from ingest.layout import Group
from ingest.shapes import table
from ingest.source import Role

# "Haushalt 2025 ........ 7", "Haushalt 2025 \t 7"
_LEADERS = re.compile(r".*\S\s*(?:[.·…_]{3,}|(?:[.·…]\s){3,}|\t)\s*(\d{1,5})(?:\s*[A-D])?\s*")
_NO_ENTRIES = (Role.ROW, Role.HEADER, Role.NOTE, Role.STAGE, Role.SPEAKER)
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
    _mark_leaders(groups)
    return groups


def _mark_leaders(groups: list[Group]) -> None:
    """Mark lines with leaders whose page numbers rise; in a list of votes they need not."""
    run: list[tuple[Group, int]] = []
    for group in [*groups, None]:
        found = _LEADERS.fullmatch(_words(group)) if group and group.role not in _NO_ENTRIES else None
        if group and found and (not run or int(found[1]) >= run[-1][1]):
            run.append((group, int(found[1])))
            continue
        if len(run) > 1:
            for own, _ in run:
                own.role, own.level, own.mark = Role.CONTENTS, 0, 0
        run = [(group, int(found[1]))] if group and found else []


def _marked(groups: list[Group], keys: Sequence[tuple[str, str]], start: int) -> int:
    """Mark the list that starts here; return where it ends: before the first item itself, or text."""
    listed = {words: {number} for number, words in keys[:start] if words}
    forms: dict[str, str] = {}
    end = start
    while end < len(groups) and _is_entry(groups[end]):
        number, words = keys[end]
        before = listed.setdefault(words, set())
        if words and (number in before or "" in before or (not number and before)):
            break  # the first item itself, or the title again
        form = _form(groups[end])
        if number and forms.setdefault(number, form) != form:
            break  # "1. Begrüßung, Beschlussfähigkeit" is listed, "TOP 1 Begrüßung" is the item
        before.add(number)
        end += 1
    if end - start < 2 and not (end < len(groups) and _comes_again(keys[end], keys[start:end])):
        return start + 1
    for group in groups[start:end]:
        group.role, group.level, group.mark = Role.CONTENTS, 0, 0
    return end


def _comes_again(key: tuple[str, str], listed: Sequence[tuple[str, str]]) -> bool:
    return any(words and words == key[1] for _, words in listed)


def _is_entry(group: Group) -> bool:
    words = _words(group)
    if group.role in (Role.SPEAKER, Role.STAGE, Role.NOTE) or len(words) > _LONGEST:
        return False
    return group.role in (Role.ITEM, Role.HEADING, Role.ROW, Role.HEADER) or not words.endswith((".", "!", "?", ":"))


def _words(group: Group) -> str:
    return " ".join(line.words for line in group.lines)


def _form(group: Group) -> str:
    """Return the word before an item's number: "TOP"."""
    found = re.match(r"[^\W\d_]+", _words(group)[group.mark :])
    return found[0].lower() if found else ""


def _key(group: Group) -> tuple[str, str]:
    """Return what two mentions of one item share: its number, and its words without marks and page."""
    words = _words(group)[group.mark :]
    found = re.match(r"(?:TOP|Top|Punkt|Zu|Item)?\s*\(?(\d+[a-z]?(?:\.\d+)*)[.):]*\s+", words)
    number, rest = (found[1], words[found.end() :]) if found else ("", words)
    return number, re.sub(r"[\W_]+", "", re.sub(r"[\s.|]*\d*\s*$", "", rest)).lower()
