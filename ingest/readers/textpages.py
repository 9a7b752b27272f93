"""Pages of a plain text: told by form feeds and by the feet that a PDF left in it."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.feet import normal, printed_number
from ingest.source import Edit, Page

_LINE = re.compile(r"[^\r\n\f]*(?:\r\n|\r|\n|\f|$)")
# A number at one end of a line that repeats, parted from the rest: "5504 \t Deutscher Bundestag – 53. Sitzung".
_PAGE = re.compile(r"(\S.{2,80}?)[\s|,·–-]+(?:Seite|Page|Blatt|Bl\.|S\.)\s*(\d{1,5})(?:\s*(?:/|von|of)\s*\d{1,5})?")
_NUMBERED = re.compile(r"\s*(\d{1,5})(?:\t|\s{2,})\S.*|\s*\S.*(?:\t|\s{2,})(\d{1,5})\s*")
# What such a line names; a list of contents repeats names with numbers too.
_HEAD = re.compile(
    r"Wahlperiode|Sitzung|Protokoll|Niederschrift|Plenar|Bundestag|Landtag|Seite|Drucksache|Minutes|Session"
)
_MARK = re.compile(r"\[(?:PAGE|SEITE)\s*(\d{1,5})\]")


@dataclass(frozen=True)
class Paged:
    """The pages of a text, as far as it shows them, and the lines that are heads or feet."""

    pages: tuple[Page, ...]
    feet: tuple[Edit, ...]


@dataclass(frozen=True)
class _Span:
    start: int
    end: int
    words: str
    feeds: bool


def paged(text: str) -> Paged:
    """Find the pages of a text.

    Args:
        text: as decoded.

    Returns:
        Its pages and feet; none where it shows none.
    """
    spans = [
        _Span(found.start(), found.end(), found.group().strip(), found.group().endswith("\f"))
        for found in _LINE.finditer(text)
        if found.end() > found.start()
    ]
    numbers = _numbers(spans)
    running = _running(spans, set(numbers))
    feet = tuple(Edit(spans[at].start, spans[at].end) for at in sorted({*numbers, *running}))
    if any(span.feeds for span in spans):
        return Paged(_by_feeds(spans, numbers), feet)
    return Paged(_by_numbers(text, spans, numbers), feet)


def _numbers(spans: Sequence[_Span]) -> dict[int, int]:
    """Return the lines that are page numbers alone: line → number.

    A bare "7" counts only in a row of numbers that grow by one; "– 7 –" and "Seite 7 von 9" speak for themselves.
    """
    found = {at: number for at, span in enumerate(spans) if (number := printed_number(span.words)) is not None}
    found |= _named(spans)
    bare = {at: number for at, number in found.items() if spans[at].words.isdecimal()}
    rising = _rising(bare)
    return {
        at: number for at, number in sorted(found.items()) if at not in bare or (at in rising and _is_alone(spans, at))
    }


def _named(spans: Sequence[_Span]) -> dict[int, int]:
    """Return feet that say more than the page, where they come back with the next number ("Vertraulich – Seite 2")."""
    feet: dict[str, dict[int, int]] = {}
    for at, span in enumerate(spans):
        if match := _PAGE.fullmatch(span.words):
            feet.setdefault(match[1].strip(), {})[at] = int(match[2])
    return {
        at: number
        for own in feet.values()
        for at, number in own.items()
        if len(own) > 1 and all(b == a + 1 for a, b in pairwise(own.values()))
    }


def _rising(numbers: dict[int, int]) -> set[int]:
    """Return the longest run of numbers that grow by one, if it has three."""
    best: list[int] = []
    ends: dict[int, list[int]] = {}
    for at, number in numbers.items():
        run = [*ends.get(number - 1, []), at]
        if len(run) >= len(ends.get(number, [])):
            ends[number] = run
        best = max(best, run, key=len)
    return set(best) if len(best) >= 3 else set()


def _is_alone(spans: Sequence[_Span], at: int) -> bool:
    before, after = spans[at - 1] if at else None, spans[at + 1] if at + 1 < len(spans) else None
    return before is None or after is None or not before.words or not after.words or before.feeds or spans[at].feeds


def _running(spans: Sequence[_Span], numbers: set[int]) -> set[int]:
    """Return the lines that only repeat at the edges of pages."""
    counts = Counter(normal(span.words) for span in spans if len(span.words) > 5)
    named = {at for at, span in enumerate(spans) if _NUMBERED.fullmatch(span.words) and _HEAD.search(span.words)}
    twice = {_stem(spans[at].words) for at in named if counts[normal(spans[at].words)] > 1}
    own = {at for at in named if _stem(spans[at].words) in twice}
    edges: Counter[str] = Counter()
    places: dict[str, list[int]] = {}
    for at in _edges(spans, numbers | own):
        key = normal(spans[at].words)
        edges[key] += 1
        places.setdefault(key, []).append(at)
    return own | {at for key, count in edges.items() if count >= 3 and count == counts[key] for at in places[key]}


def _stem(words: str) -> str:
    return normal(words).strip("# \t")[:20]


def _edges(spans: Sequence[_Span], feet: set[int]) -> Iterator[int]:
    """Yield the lines next to feet and form feeds, two to either side."""
    seen: set[int] = set()
    for at, span in enumerate(spans):
        if at not in feet and not span.feeds:
            continue
        for step in (-1, 1):
            near, left = at + step if at in feet else at + (step > 0), 2
            while 0 <= near < len(spans) and left and abs(near - at) < 8:
                if spans[near].words and near not in feet:
                    left -= 1
                    if near not in seen:
                        seen.add(near)
                        yield near
                near += step


def _by_feeds(spans: Sequence[_Span], numbers: dict[int, int]) -> tuple[Page, ...]:
    starts = [0, *(span.end for span in spans if span.feeds)]
    if starts[-1] >= spans[-1].end:
        starts.pop()
    printed: dict[int, int] = {}
    for at, number in numbers.items():
        page = sum(start <= spans[at].start for start in starts) - 1
        printed.setdefault(page, number)
    return tuple(_page(start, n + 1, printed.get(n)) for n, start in enumerate(starts))


def _by_numbers(text: str, spans: Sequence[_Span], numbers: dict[int, int]) -> tuple[Page, ...]:
    """Return the pages that the printed numbers tell; none where those do not grow by one."""
    marks = [(found.start(), int(found[1])) for found in _MARK.finditer(text)]
    places = marks or [(spans[at].start, number) for at, number in numbers.items()]
    if not places or any(after[1] != before[1] + 1 for before, after in pairwise(places)):
        return ()
    first, number = places[0]
    # "– 2 –" before any 1: the first page has no number, and this one stands above its page.
    ended = not text[max(start for start, _ in places) :].split("\n", 1)[-1].strip()
    if ended and 1 < number < 10 and not marks:
        return ()  # "Seite 3 von 3" at the end: where the first two pages ended is lost
    above = bool(marks) or (number > 1 and not ended) or len(text[:first].split()) < 15
    if above:
        opening = [(0, number - 1)] if text[:first].strip() else []
        found = [*opening, *places]
    else:
        ends = {spans[at].start: spans[at].end for at in numbers}
        found = [(0, number), *((ends[start], own + 1) for start, own in places if ends[start] < len(text.rstrip()))]
    return tuple(_page(start, n + 1, own) for n, (start, own) in enumerate(found))


def _page(start: int, number: int, printed: int | None) -> Page:
    return Page(start, number, str(printed) if printed is not None and printed != number else None)
