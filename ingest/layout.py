"""Lines become blocks: which line goes on with the one before it, and what each block is to a reader's eye.

Text files and PDF pages come here as the same thing, lines with a place: columns of characters in the one, points in
the other.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from ingest.participants import state_of
from ingest.shapes import (
    Shape,
    ends_sentence,
    introduces,
    is_bare_number,
    leads,
    leaves_open,
    look,
    number_continues,
    stands_alone,
)
from ingest.source import Role

_A_LINE = 25  # characters: shorter is no line that a page or column cut
# The edge of a line that was never wrapped.
ENDLESS = 1e9
# How far a line may start from the one before, in widths of a character, and still stand under it.
_UNDER = 1.6


@dataclass(frozen=True)
class Line:
    """A line as seen.

    `left` and `right` are where its words begin and end, `edge` is how far right its column goes, `indent` how far
    from its column's left edge it begins, `lead` the width of its first word. `gap` is the space above it beyond the
    usual, in lines; `turned` says that a page or column ended before it. `size` is the type's size and `bold` its
    weight; `level` is that of a heading told by its type (0: none). `role` is set where it is already known what the
    line is. `start` is where its words begin in a text file, `cells` how many it has there as a row.
    """

    words: str
    left: float = 0
    right: float = 0
    edge: float = 0
    indent: float = 0
    gap: float = 0
    turned: bool = False
    size: float = 1
    bold: bool = False
    level: int = 0
    role: Role | None = None
    page: int = 0
    lead: float = 0
    start: int = 0
    cells: int = 0

    @property
    def width(self) -> float:
        """The width of a character, about."""
        return (self.right - self.left) / max(1, len(self.words))


@dataclass
class Group:
    """The lines of one block; `mark` counts the characters of the first line that only introduce it."""

    role: Role
    lines: list[Line] = field(default_factory=list)
    level: int = 0
    mark: int = 0

    @property
    def last(self) -> Line:
        """The line that may go on."""
        return self.lines[-1]


def groups_of(lines: Iterable[Line]) -> list[Group]:
    """Put lines that belong together into one block each.

    Args:
        lines: in reading order, none empty.

    Returns:
        Blocks in the same order.
    """
    groups: list[Group] = []
    for line in lines:
        shape = look(line.words)
        hangs = _hangs(groups[-1], line, shape) if groups else False
        if groups and (_goes_on(groups[-1], line, shape) if hangs is None else hangs):
            groups[-1].lines.append(line)
        else:
            groups.append(_opened(line, shape))
    groups = _numbered(groups)
    for before, group, after in zip([None, *groups], groups, [*groups[1:], None], strict=False):
        _spoken(before, group, after)
    _listed(groups)
    _level(groups)
    return groups


def _spoken(before: Group | None, group: Group, after: Group | None) -> None:
    """A dash after heckling is the speaker's who goes on ("– Ja, kommt schon noch."), no bullet."""
    words = group.lines[0].words
    if group.role is not Role.ITEM or not group.mark or words[0] not in "–—-":
        return
    listed = any(own and own.role is Role.ITEM and own.mark for own in (before, after))
    heckled = before is not None and before.role is Role.STAGE
    if not listed and (heckled or (words[0] != "-" and words[group.mark].islower())):
        group.role, group.mark, group.level = Role.PARAGRAPH, 0, 0


def _listed(groups: list[Group]) -> None:
    """Lines of a text file right below each other and below a colon are its items, up to a sentence.

    "Entschuldigt fehlten:
     Wiebke Ommen (SPD)
     Torben Claußen (SPD)"
    """
    introduced = False
    for before, group, after in zip(groups, groups[1:], [*groups[2:], None], strict=False):
        apart = group.lines[0].gap > (0.4 if not _colon(before) or _alone(group, after) else 1)
        introduced = (introduced or _colon(before)) and not apart and _is_list_line(group)
        if introduced:
            group.role, group.level = Role.ITEM, round(group.lines[0].indent)


def _colon(group: Group) -> bool:
    return group.role is Role.PARAGRAPH and group.last.words.endswith(":")


def _alone(group: Group, after: Group | None) -> bool:
    """Say whether no further line of a list stands right below one."""
    return after is None or after.lines[0].gap > 0.4 or not _is_list_line(after)


def _is_list_line(group: Group) -> bool:
    last, (label, colon, _) = group.last, group.lines[0].words.partition(":")
    of_text = last.start > 0 and not last.cells and not last.turned
    over = ends_sentence(last.words) and last.words[-1] in ".?!:"
    return of_text and group.role is Role.PARAGRAPH and not over and not (colon and state_of(label))


def _numbered(groups: list[Group]) -> list[Group]:
    """Put a number on a line of its own ("1.)") and the title below it together."""
    found: list[Group] = []
    at = 0
    while at < len(groups):
        group, end = groups[at], at + 1
        if is_bare_number(group.lines[0].words) and len(group.lines) == 1 and group.role is Role.PARAGRAPH:
            while end < min(len(groups), at + 7) and _is_title(groups[end], first=end == at + 1):
                end += 1
        if end > at + 1:
            group = Group(Role.HEADING, [line for own in groups[at:end] for line in own.lines], 2)
        found.append(group)
        at = end
    return found


def _is_title(group: Group, *, first: bool) -> bool:
    """Say whether a block below a number is (a line of) its title."""
    line = group.lines[0]
    return (
        group.role is Role.PARAGRAPH
        and sum(len(own.words) for own in group.lines) < 200
        and not group.last.words.endswith((".", "?", "!", ":"))
        and not line.turned
        and (first or line.gap <= 0.4)
    )


def _level(groups: list[Group]) -> None:
    """Give items their depth: indents that differ by less than a character are one."""
    items = [group for group in groups if group.role is Role.ITEM]
    depth, last = -1, -1e9
    depths: dict[int, int] = {}
    for indent, width in sorted({(group.level, round(group.last.width)) for group in items}):
        if indent - last > max(1.0, 1.2 * width):
            depth += 1
            last = indent
        depths.setdefault(indent, depth)
    for group in items:
        group.level = depths[group.level]


def _opened(line: Line, shape: Shape) -> Group:
    if line.role:
        return Group(line.role, [line], line.level, shape.mark if line.role is Role.ITEM else 0)
    if line.level and shape.role not in (Role.SPEAKER, Role.STAGE):
        return Group(Role.HEADING, [line], line.level)
    if shape.role is Role.ITEM:
        return Group(Role.ITEM, [line], round(line.indent), shape.mark)
    return Group(shape.role, [line], shape.level)


def _goes_on(group: Group, line: Line, shape: Shape) -> bool:
    """Say whether the line goes on with the block."""
    last = group.last
    if line.role or last.role:
        return line.role is last.role is Role.NOTE and not line.gap and shape.role is not Role.ITEM
    if line.gap > 0.4 and not line.turned:
        return _resumes(group, line)
    if group.role is Role.STAGE:
        return _open_bracket(group)
    if group.role is Role.SPEAKER or abs(line.size - last.size) > 0.08 * last.size:
        return False
    unfinished, full = not ends_sentence(last.words), _is_full(last, line)
    if _closes(last.words, line.words):
        return True
    if shape.mark or shape.numbered:
        # A dash inside a paragraph's sentence; in a list it is the next item.
        if line.words[0] in "–—" and group.role is Role.PARAGRAPH and line.left <= last.left + line.width:
            return full and not last.words.endswith(":")
        return full and unfinished and number_continues(last.words, line.words)
    if last.words.endswith("-") and line.words[0].islower():
        return True
    if group.role is Role.HEADING:
        return _heading_goes_on(group, line, shape, full=full)
    return _runs_on(group, line, shape, unfinished=unfinished, full=full)


def _hangs(group: Group, line: Line, shape: Shape) -> bool | None:
    """Say whether a line belongs to the label whose words hang below each other; None where nothing hangs.

    "Present:   Fiona Abernathy (chair), Rajesh Menon,
                Ngozi Eze (finance)"
    """
    first, last = group.lines[0], group.last
    deep = first.left + 3 * first.width
    if group.role is not Role.PARAGRAPH or line.role or last.role not in (None, Role.PARAGRAPH):
        return None
    if line.turned or line.gap > 0.4 or not leads(first.words):
        return None
    if line.left > deep and shape.role is Role.PARAGRAPH and not leads(line.words) and not ends_sentence(last.words):
        return True
    return False if last.left > deep >= line.left and leads(line.words) else None


def _runs_on(group: Group, line: Line, shape: Shape, *, unfinished: bool, full: bool) -> bool:
    """Say whether a paragraph or item runs on into the line."""
    last, broken = group.last, full and unfinished
    if line.level or line.bold != last.bold:  # a line of bold words inside a paragraph
        return broken
    if line.words[0].islower() and unfinished and not stands_alone(line.words):
        return full or line.edge >= ENDLESS or _reaches(last) or line.turned
    if shape.role is Role.PARAGRAPH and unfinished and _wants_more(last.words):
        return True
    if line.turned:
        return broken and shape.role is Role.PARAGRAPH and len(last.words) > _A_LINE
    if shape.role is not Role.PARAGRAPH and not (broken and shape.weak):
        return False
    if not unfinished and leads(line.words):
        return False
    if last.words.endswith(".") and _counts_on(group.lines[0].words, line.words):
        return False
    return full and not introduces(last.words, line.words) and _under(group, line, unfinished=unfinished)


def _counts_on(first: str, words: str) -> bool:
    """Say whether a line is the next of a series: "R2 A wheel wash …" after "R1 The council objects …"."""
    one, other = (re.match(r"(?P<mark>[A-Z]{1,3}-?)(?P<number>\d{1,3})\b", line) for line in (first, words))
    return bool(one and other and one["mark"] == other["mark"] and int(other["number"]) == int(one["number"]) + 1)


def _resumes(group: Group, line: Line) -> bool:
    """Say whether a sentence goes on below a wide space ("… der Tagesordnung wird // einstimmig angenommen.")."""
    last = group.last
    return (
        group.role is Role.PARAGRAPH
        and line.gap < 2
        and (last.words[-1].isalpha() or last.words[-1] == ")")
        and last.words.count(" ") > 2
        and (line.words[0].islower() or leaves_open(last.words))
        and line.words[1:2] not in (")", ".")
        and line.size == last.size
    )


def _wants_more(words: str) -> bool:
    """Say whether a line cannot be a block's last: "Der Antrag zu Punkt 3. wird mit"."""
    return words.count(" ") > 2 and words[-1].isalpha() and leaves_open(words)


def _closes(words: str, after: str) -> bool:
    """Say whether a line closes the bracket of the one before ("33 Ja-Stimmen (SPÖ-Fraktion + MFG / + GRÜNE)")."""
    opened = words.rfind("(") > words.rfind(")") and len(words) > _A_LINE
    return opened and ")" in after and after.find("(") not in range(after.find(")"))


def _reaches(last: Line) -> bool:
    """Say whether a line goes far enough that small letters below it can be its sentence's."""
    start = last.left - last.indent
    return last.right - start > 0.4 * (last.edge - start)


def _is_full(last: Line, line: Line) -> bool:
    """Say whether the next line's first word would not have fitted on the last one."""
    return last.right + 0.3 * min(line.width, last.width) + line.lead > last.edge


def _under(group: Group, line: Line, *, unfinished: bool) -> bool:
    """Say whether the line stands where the block's next line would."""
    last, space = group.last, _UNDER * line.width
    if line.left > last.left + space:
        # The second line may hang ("Bgm. Dr. Rabl:  …"); later an indent opens a paragraph.
        return len(group.lines) == 1 and (unfinished or group.role is Role.ITEM)
    if line.left < last.left - space:
        return (len(group.lines) == 1 and group.role is not Role.ITEM) or unfinished
    return True


def _heading_goes_on(group: Group, line: Line, shape: Shape, *, full: bool) -> bool:
    """Say whether a heading has another line: the same type, or a line that ran full."""
    last = group.last
    if not line.level and full and line.words[0].islower() and not ends_sentence(last.words):
        if last.level:  # a paragraph that begins with a line of bold words
            group.role, group.level = Role.PARAGRAPH, 0
        return True
    if len(group.lines) >= 8 or line.turned:
        return False
    if leaves_open(last.words) and not shape.mark:
        return True
    if line.words[0].islower() and not ends_sentence(last.words) and not shape.numbered and line.edge < ENDLESS:
        return True
    if last.level or line.level:
        return last.level == line.level and line.bold == last.bold and shape.role is not Role.SPEAKER
    return full and not last.words.endswith(":") and shape.role is Role.PARAGRAPH


def _open_bracket(group: Group) -> bool:
    words = " ".join(line.words for line in group.lines)
    return words.count("(") > words.count(")") and len(group.lines) < 8
