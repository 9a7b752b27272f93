"""Numbered lines that open a section each: "1) Lärm" … "2) Wald und Tiere" …, told by what stands between them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.layout import Group
from ingest.source import Role

_NUMBER = re.compile(r"(?P<before>\(?)(?P<number>\d{1,2})(?P<after>[.)]{1,2})\s+(?=\S)")
_LONGEST = 150


@dataclass
class _Chain:
    """Numbered blocks of one form and indentation whose numbers grow by one.

    `apart` of them have something below before the next; `prose` says that a whole paragraph is among it.
    """

    form: tuple[str, str, int]
    places: list[int] = field(default_factory=list)
    last: int = 0
    apart: int = 0
    prose: bool = False


def with_numbered_headings(groups: list[Group]) -> list[Group]:
    """Take numbered lines as headings where each stands above text of its own.

    Args:
        groups: the blocks, in order.

    Returns:
        The same blocks; a list of items, or of questions with their answers, stays one.
    """
    for chain in _chains(groups):
        own = [groups[place] for place in chain.places]
        titles = sum(_is_title(group) for group in own)
        if len(own) > (1 if chain.prose else 2) and chain.apart >= 0.6 * (len(own) - 1) and titles >= 0.45 * len(own):
            for group in own:
                if len(_words(group)) <= _LONGEST and group.role is Role.ITEM:
                    group.role, group.level, group.mark = Role.HEADING, 2, 0
    return groups


def _chains(groups: Sequence[Group]) -> list[_Chain]:
    chains: list[_Chain] = []
    for place, group in enumerate(groups):
        found = _NUMBER.match(_words(group)) if group.role in (Role.ITEM, Role.HEADING) else None
        if not found or group.mark:
            continue
        number, form = int(found["number"]), (found["before"], found["after"], _place(group))
        chain = next((c for c in reversed(chains) if c.form == form and c.last == number - 1), None)
        if chain is None:
            if number > 1:
                continue
            chain = _Chain(form)
            chains.append(chain)
        elif place > chain.places[-1] + 1:
            chain.apart += 1
            below = groups[chain.places[-1] + 1 : place]
            chain.prose = chain.prose or any(own.role is Role.PARAGRAPH and len(_words(own)) > 120 for own in below)
        chain.places.append(place)
        chain.last = number
    return chains


def _place(group: Group) -> int:
    return round(group.lines[0].indent / max(4 * group.lines[0].width, 1))


def _is_title(group: Group) -> bool:
    words = _words(group)
    return len(words) <= 110 and not words.endswith((".", "!", "?", ";", ",", ":"))


def _words(group: Group) -> str:
    return " ".join(line.words for line in group.lines)
