"""Running heads and page feet: what stands at the edge of many pages, and which number is printed there."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_NUMBER = re.compile(r"\d+")
# A line that is only a page's number, whatever the other pages say, with where it was seen.
_BARE = (
    (re.compile(r"[-–—~•|/]*\s*(\d{1,5})\s*[-–—~•|/]*"), "– 2 –, 17"),
    (re.compile(r"(?:Seite|S\.|Page|Blatt|Bl\.|p\.)\s*(\d{1,5})(?:\s*(?:/|von|of)\s*\d{1,5})?", re.I), "Seite 3 von 9"),
    (
        re.compile(r"[-–—]\s*(?:Seite|Page|Blatt|Bl\.)\s*(\d{1,5})(?:\s*(?:/|von|of)\s*\d{1,5})?\s*[-–—]", re.I),
        "- Seite 3 von 9 -",
    ),
    (re.compile(r"(\d{1,5})\s*(?:/|von|of)\s*\d{1,5}"), "3 / 9"),
    (re.compile(r"\[(?:PAGE|SEITE|S\.)\s*(\d{1,5})\]", re.I), "[PAGE 784]"),
)
_DEEPEST = 5
_APART = 0.6


@dataclass(frozen=True)
class Edge:
    """A line at the upper or lower edge of a page.

    `key` is the line's own place in its page, `space` how far the next line inwards is, in type sizes.
    """

    words: str
    size: float
    key: int
    space: float


def printed_number(words: str) -> int | None:
    """Return the page number of a line that holds nothing else.

    Args:
        words: the line.

    Returns:
        The number; None where the line says more.
    """
    return next((int(found[1]) for shape, _ in _BARE if (found := shape.fullmatch(words.strip()))), None)


def normal(words: str) -> str:
    """Return the line with its numbers alike: what a running head has in common from page to page.

    Args:
        words: the line.

    Returns:
        The words, each number as `#`.
    """
    return _NUMBER.sub("#", words).strip().lower()


def repeated(edges: Sequence[Sequence[Edge]], inner: Counter[str]) -> list[set[int]]:
    """Find the lines that only repeat from page to page.

    Args:
        edges: of each page, the lines at one edge, the outermost first.
        inner: how often each line (see `normal`) stands inside a page.

    Returns:
        Of each page, the keys of the lines that are a head or foot.
    """
    pages: dict[tuple[str, int], list[int]] = {}
    for number, lines in enumerate(edges):
        for line in lines[:_DEEPEST]:
            places = pages.setdefault((normal(line.words), round(line.size)), [])
            if not places or places[-1] != number:
                places.append(number)
    running = {key for key, places in pages.items() if _runs(key[0], places, len(edges), inner)}
    shift = _shift(edges)
    return [_outermost(lines, running, number + shift) for number, lines in enumerate(edges)]


def _shift(edges: Sequence[Sequence[Edge]]) -> int:
    """Return how far bare numbers at the edge are from the pages' own, on most pages; 1 where nothing tells."""
    shifts: Counter[int] = Counter()
    for page, lines in enumerate(edges):
        numbers = {number for line in lines[:2] if (number := printed_number(line.words)) is not None}
        shifts.update(number - page for number in numbers)
    shift, count = max(shifts.items(), key=lambda item: (item[1], item[0] == 1), default=(1, 0))
    return shift if count > 1 else 1


def _runs(words: str, places: list[int], pages: int, inner: Counter[str]) -> bool:
    """Say whether a line seen on these pages is a running head; applause at a page's end is none."""
    if len(re.sub(r"[\W_]", "", words)) < 2:
        return False
    least = 2 if pages <= 5 else 3
    return (
        len(places) >= least and len(places) >= 0.3 * (places[-1] - places[0] + 1) and inner[words] <= 0.1 * len(places)
    )


def _outermost(lines: Sequence[Edge], running: set[tuple[str, int]], page: int) -> set[int]:
    """Return the keys of the running lines, from the edge inwards; a bare number is one if it is the page's."""
    found: list[Edge] = []
    for line in lines[:_DEEPEST]:
        number = printed_number(line.words)
        if (normal(line.words), round(line.size)) in running or (
            number is not None and (number == page or not line.words.strip().isdigit())
        ):
            found.append(line)
        else:
            break
    # What stands close to the body belongs to it: "angenommen." as the last line of several pages.
    while found and found[-1].space < _APART and printed_number(found[-1].words) is None:
        found.pop()
    return {line.key for line in found}


def printed_pages(taken: Sequence[Sequence[str]]) -> list[int | None]:
    """Tell which number is printed on each page: the one that grows by one a page.

    Args:
        taken: of each page, the lines taken out as heads and feet.

    Returns:
        The numbers; None for a page that shows none.
    """
    shifts: Counter[int] = Counter()
    numbers = [{int(found) for line in lines for found in re.findall(r"\b\d{1,5}\b", line)} for lines in taken]
    for page, found in enumerate(numbers):
        shifts.update(number - page for number in found)
    if not shifts:
        return [None] * len(taken)
    shift, count = max(shifts.items(), key=lambda item: (item[1], -abs(item[0])))
    bare = any(printed_number(line) is not None for lines in taken for line in lines)
    if count < 2 and not bare:
        return [None] * len(taken)
    return [page + shift if page + shift in found else None for page, found in enumerate(numbers)]
