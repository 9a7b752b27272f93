"""The rows of all pages become a source: feet out, footnotes to their place, tables, headings by type, blocks."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.agenda import with_numbered_headings
from ingest.contents import with_contents
from ingest.feet import Edge, normal, printed_pages, repeated
from ingest.footnotes import placed, taken_out
from ingest.headlines import Type, titled
from ingest.hyphens import Words
from ingest.layout import Group, Line, groups_of
from ingest.source import Block, Page, Role, Source
from ingest.strips import Strip, TableRow
from ingest.tables import with_tables

_FULL = 12  # lines of a page from which its edges can be told


def source_of(pages: Sequence[list[Strip]], labels: Sequence[str], title: str, notes: tuple[str, ...]) -> Source:
    """Make a source of the rows of all pages.

    Args:
        pages: of each page, its rows in reading order.
        labels: of each page, its number as the file labels it, "" for none.
        title: as the file's metadata have it.
        notes: what was remarkable on the way.

    Returns:
        The source.
    """
    bodies, printed = _without_feet(pages, labels)
    kind = Type.of(bodies)
    bodies, footnotes = taken_out(_edged(bodies), kind.size)
    lines = list(_lines(bodies, kind))
    groups = titled(with_numbered_headings(groups_of(lines)), kind)
    groups = placed(with_contents(groups), footnotes)
    return _written(groups, printed, len(pages), title, notes)


def _without_feet(pages: Sequence[list[Strip]], labels: Sequence[str]) -> tuple[list[list[Strip]], list[str | None]]:
    """Take running heads and feet out, and tell the printed page numbers from them."""
    order = [sorted(range(len(page)), key=lambda n, page=page: page[n].top) for page in pages]  # type: ignore[misc]
    heads = [_edges(page, own[:7]) for page, own in zip(pages, order, strict=True)]
    feet = [_edges(page, own[:-8:-1]) for page, own in zip(pages, order, strict=True)]
    inner = Counter(normal(page[n].words) for page, own in zip(pages, order, strict=True) for n in own[6:-6])
    taken = [a | b for a, b in zip(repeated(heads, inner), repeated(feet, inner), strict=True)]
    bodies = [[s for n, s in enumerate(page) if n not in own] for page, own in zip(pages, taken, strict=True)]
    if not any(bodies):
        return [list(page) for page in pages], [None] * len(pages)
    numbers = printed_pages([[page[n].words for n in own] for page, own in zip(pages, taken, strict=True)])
    printed = [
        str(number) if number is not None else label or None for number, label in zip(numbers, labels, strict=True)
    ]
    return bodies, [None if shown == str(n + 1) else shown for n, shown in enumerate(printed)]


def _edged(bodies: Sequence[list[Strip]]) -> list[list[Strip]]:
    """Measure the columns again without heads and feet; a page of few lines takes the edges of the others."""
    own: dict[tuple[int, int], list[Strip]] = {}
    for body in bodies:
        for strip in body:
            if not strip.table:
                own.setdefault((strip.page, strip.column), []).append(strip)
    edges = {key: (min(s.left for s in strips), max(s.right for s in strips)) for key, strips in own.items()}
    full: dict[int, list[tuple[float, float]]] = {}
    for (_, column), edge in ((key, edge) for key, edge in edges.items() if len(own[key]) >= _FULL):
        full.setdefault(column, []).append(edge)
    usual = {
        column: (sorted(s for s, _ in found)[len(found) // 2], sorted(e for _, e in found)[len(found) // 2])
        for column, found in full.items()
    }

    def edged(strip: Strip) -> Strip:
        key = (strip.page, strip.column)
        start, edge = edges.get(key, (strip.start, strip.edge))
        if len(own.get(key, ())) < _FULL and strip.column in usual:
            start, edge = min(start, usual[strip.column][0]), max(edge, usual[strip.column][1])
        return replace(strip, start=start, edge=edge)

    return [[edged(strip) for strip in body] for body in bodies]


def _edges(page: list[Strip], places: list[int]) -> list[Edge]:
    """Return the outermost lines of a page at one edge."""
    found = []
    for number, place in enumerate(places):
        strip, inner = page[place], [page[after] for after in places[number + 1 : number + 2]]
        space = max((max(own.top - strip.bottom, strip.top - own.bottom) / strip.size for own in inner), default=9.0)
        found.append(Edge(strip.words, strip.size, place, space))
    return found


def _lines(bodies: Sequence[list[Strip]], kind: Type) -> Iterator[Line]:
    """Yield the lines of all pages, tables as rows."""
    before: Strip | None = None
    head: TableRow | None = None
    for body in bodies:
        usual = kind.leading(body)
        for strip in with_tables(body):
            if strip.table and head and strip.table[0].cells == head.cells and before and before.page != strip.page:
                strip = replace(strip, table=strip.table[1:])  # a head that each page repeats
            head = next((row for row in strip.table if row.header), head)
            line = _line(strip, before, usual, kind)
            yield from _table_lines(strip, line) if strip.table else [line]
            before = strip


def _line(strip: Strip, before: Strip | None, usual: float, kind: Type) -> Line:
    turned = before is None or before.page != strip.page or strip.top < before.bottom - before.size
    gap = 0.0 if turned or before is None else (strip.top - before.bottom) / strip.size - usual
    return Line(
        strip.words, strip.left, strip.right, strip.edge, strip.left - strip.start, max(0.0, gap), turned, strip.size,
        strip.bold,
        kind.level(strip), page=strip.page, lead=strip.lead,
    )  # fmt: skip


def _table_lines(strip: Strip, line: Line) -> Iterator[Line]:
    """Yield a table's rows; a label with its value ("Beginn:  15 Uhr") is a line of text."""
    width = max((len(row.cells) for row in strip.table), default=0)
    labels = width == 2 and all(row.cells[0].endswith(":") or not row.cells[0] for row in strip.table)
    for row in strip.table:
        cells = [cell for cell in row.cells if cell]
        role = Role.PARAGRAPH if labels else Role.HEADER if row.header else Role.ROW
        if cells:
            yield replace(line, words=(" " if labels else " | ").join(cells), role=role, level=0)


def _written(groups: list[Group], printed: list[str | None], count: int, title: str, notes: tuple[str, ...]) -> Source:
    """Write the groups out, blocks apart, cut words joined."""
    words = Words(line.words for group in groups for line in group.lines)
    pieces: list[str] = []
    blocks: list[Block] = []
    pages = [Page(0, 1, printed[0])]
    position = 0
    close = (Role.ROW, Role.HEADER, Role.ITEM, Role.CONTENTS)
    for number, group in enumerate(groups):
        if number:
            near = group.role in close and groups[number - 1].role in close
            pieces.append("\n" if near else "\n\n")
            position += len(pieces[-1])
        start = position
        for at, line in enumerate(group.lines):
            if at:
                cut, joint = words.joint(pieces[-1], line.words)
                pieces[-1] = pieces[-1][: len(pieces[-1]) - cut] + joint
                position += len(joint) - cut
            pages += (Page(position, n + 1, printed[n]) for n in range(pages[-1].number, line.page + 1))
            pieces.append(line.words)
            position += len(line.words)
        blocks.append(Block(start + group.mark, position, group.role, group.level))
    pages += (Page(position, n + 1, printed[n]) for n in range(pages[-1].number, count))
    return Source("".join(pieces), tuple(blocks), pages=tuple(pages), title=title, notes=notes)
