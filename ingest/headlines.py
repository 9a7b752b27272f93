"""Which lines of a PDF are headings by their type: larger or bolder than the body, and short."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.layout import Group
from ingest.source import Role
from ingest.strips import Strip

_LARGER = 1.12
_LONGEST = 250


@dataclass(frozen=True)
class Type:
    """The type of a document: the body's size, the usual space between lines, and the styles of its headings."""

    size: float
    space: float
    styles: tuple[tuple[float, bool], ...]

    @classmethod
    def of(cls, pages: Sequence[list[Strip]]) -> "Type":
        """Measure the pages.

        Args:
            pages: of each page, its rows.

        Returns:
            What is usual in them.
        """
        styles: Counter[tuple[float, bool]] = Counter()
        for page in pages:
            for strip in page:
                styles[(strip.size, strip.bold)] += len(strip.words)
        sizes: Counter[float] = Counter()
        for (size, _), count in styles.items():
            sizes[size] += count
        size = sizes.most_common(1)[0][0] if sizes else 10.0
        everything = sum(styles.values())
        heads = [
            style
            for style, count in styles.items()
            if count < 0.3 * everything and (style[0] >= _LARGER * size or (style[1] and style[0] >= 0.93 * size))
        ]
        spaces = Counter(space for page in pages for space in _spaces(page))
        return cls(size, spaces.most_common(1)[0][0] if spaces else 0.2, tuple(sorted(heads, reverse=True)))

    def leading(self, page: list[Strip]) -> float:
        """Return the usual space between two lines of a page, in type sizes.

        Args:
            page: its rows.

        Returns:
            The commonest space of the page, of the document where the page has few lines.
        """
        spaces = Counter(_spaces(page))
        if sum(spaces.values()) < 12:
            return self.space
        return spaces.most_common(1)[0][0]

    def level(self, strip: Strip) -> int:
        """Return the level of a heading by its type, 0 where the row is none."""
        if len(strip.words) > 150 or not any(map(str.isalpha, strip.words)):
            return 0
        style = (strip.size, strip.bold)
        return min(6, 2 + self.styles.index(style)) if style in self.styles else 0


def _spaces(page: list[Strip]) -> list[float]:
    return [
        round((below.top - above.bottom) / below.size * 10) / 10
        for above, below in pairwise(page)
        if below.size == above.size and -0.5 < (below.top - above.bottom) / below.size < 2
    ]


def titled(groups: list[Group], kind: Type) -> list[Group]:
    """Take headings that are too long for one as paragraphs, and tell the title.

    Args:
        groups: the blocks, in order.
        kind: the document's type.

    Returns:
        The same blocks, with their levels as they stand to each other.
    """
    for group in groups:
        length = sum(len(line.words) for line in group.lines)
        if group.role is Role.HEADING and (
            length > _LONGEST or (length > 90 and group.last.words.endswith((".", ";")))
        ):
            group.role, group.level = Role.PARAGRAPH, 0
    heads = [group for group in groups if group.role is Role.HEADING]
    title = max((g for g in heads if g.lines[0].page == 0), key=lambda g: g.lines[0].size, default=None)
    if title and title.lines[0].size < _LARGER * kind.size:
        title = None
    styles = sorted({group.level for group in heads if group is not title})
    for group in heads:
        group.level = 1 if group is title else min(6, 2 + styles.index(group.level))
    return groups
