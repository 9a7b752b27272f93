"""Markdown: markdown-it-py tells what each line is; what protocols add (❖, capitals, "1. Impuls:") is told by layout.

The text is the file's own, so offsets point into it. What markup hides (link targets, entities, emphasis) becomes
edits. Lists and paragraphs are cut by their lines rather than by the parser's tokens: protocols that were converted
from a PDF indent without meaning it, and a parser takes such lines for code.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from ingest.headings import is_agenda
from ingest.inline import edits_of
from ingest.lines import Line, blocks_of
from ingest.readers.decode import decode
from ingest.source import Block, Edit, Role, Source

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_DEFINITION = re.compile(r"\s{0,3}\[[^\]]+\]:\s+\S+")


@dataclass(frozen=True)
class _Lines:
    """What the parser says of lines: `heads` line → level, `rows` line → role, `hidden` and `cover` sets of lines."""

    heads: dict[int, int]
    rows: dict[int, Role]
    hidden: frozenset[int]


def read(data: bytes) -> Source:
    """Read Markdown.

    Args:
        data: the file.

    Returns:
        Its own text, with blocks and edits; front matter with a title or a date is description, not text.

    Raises:
        DocumentError: The bytes are no text.
    """
    text, notes = decode(data)
    tokens = _parser().parse(text)
    starts = _line_starts(text)
    front = next((token.content for token in tokens if token.type == "front_matter"), "")
    title, date = _described(front)
    if front and not (title or date):  # rules above and below a line ("---"), or fields that would be read by nobody
        tokens = _parser().disable("front_matter").parse(text)
    told = _told(tokens, text, starts)
    blocks = _titled(text, tuple(_blocks(text, starts, told)))
    edits = sorted(
        {*edits_of(text, tokens, starts), *_comments(text)}, key=lambda edit: (edit.start, -edit.end)
    )
    return Source(text, _seen_blocks(text, blocks, edits), _apart(edits), title=title, date=date, notes=notes)


def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt
    from mdit_py_plugins.front_matter import front_matter_plugin

    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(front_matter_plugin)
    # Kept apart, an entity or escape still knows what stands in the source.
    return parser.disable("text_join")


def _described(front: str) -> tuple[str, str]:
    """Return title and date of the front matter, "" where there are none or it is no YAML."""
    import yaml

    try:
        fields = yaml.safe_load(front) if front else None
    except yaml.YAMLError:
        return "", ""
    known = {str(k).lower(): v for k, v in fields.items()} if isinstance(fields, dict) else {}
    title, date = known.get("title", known.get("titel", "")), known.get("date", known.get("datum", ""))
    return str(title or ""), str(date or "")


def _line_starts(text: str) -> list[int]:
    """Return where each line starts, as the parser counts them, with the text's end behind the last."""
    return [0, *(match.end() for match in re.finditer(r"\r\n|\n|\r", text)), len(text) + 1]


def _told(tokens: "list[Token]", text: str, starts: list[int]) -> _Lines:
    heads: dict[int, int] = {}
    rows: dict[int, Role] = {}
    hidden: set[int] = set()
    for token in tokens:
        first, end = token.map or (0, 0)
        if token.type in ("front_matter", "hr"):
            hidden |= set(range(first, end))
        elif token.type == "fence":
            hidden |= {first, *([end - 1] if end - first > 1 else [])}
        elif token.type == "heading_open":
            _head(token, first, end, heads, hidden)
        elif token.type == "table_open":
            hidden.add(first + 1)
        elif token.type == "tr_open":
            rows[first] = Role.HEADER if first + 1 in hidden and first not in rows else Role.ROW
    covered = {line for token in tokens if token.map and token.type != "list_item_open" for line in range(*token.map)}
    for line in range(len(starts) - 1):
        if line not in covered and _DEFINITION.match(text[starts[line] : starts[line + 1]]):
            hidden.add(line)
    return _Lines(heads, rows, frozenset(hidden))


def _head(token: "Token", first: int, end: int, heads: dict[int, int], hidden: set[int]) -> None:
    """A heading; a paragraph over a rule, which the parser takes for one too, is none if it has several lines."""
    level = int(token.tag[1])
    if token.markup in ("=", "-"):
        hidden.add(end - 1)
        if end - first > 2:
            return
    heads[first] = level


def _blocks(text: str, starts: list[int], told: _Lines) -> Iterator[Block]:
    """Yield the blocks; lines of one kind together."""
    numbers = [n for n in range(len(starts) - 1) if n not in told.hidden]

    def kind(number: int) -> tuple[str, int]:
        if number in told.heads:
            return "heading", number
        return ("row", number) if number in told.rows else ("text", 0)

    for (name, number), group in groupby(numbers, kind):
        if name == "heading":
            yield _heading(text, starts[number], starts[number + 1], told.heads[number])
        elif name == "row":
            yield _row(text, starts[number], starts[number + 1], told.rows[number])
        else:
            yield from blocks_of(text, _text_lines(list(group), starts, text))


def _text_lines(numbers: list[int], starts: list[int], text: str) -> Iterator[Line]:
    """Yield lines for the layout; a hidden line between two of them parts them like a blank one."""
    for before, number in zip([None, *numbers], numbers, strict=False):
        if before is not None and number != before + 1:
            yield Line(starts[number], starts[number])
        yield Line(starts[number], min(starts[number + 1], len(text)))


def _heading(text: str, start: int, end: int, level: int) -> Block:
    marks = re.compile(r"[\s>*+-]*(?:#{1,6})?\s*").match(text, start, end)
    begin = marks.end() if marks else start
    words = re.sub(r"\s+#+\s*$", "", text[begin:end]).rstrip()
    return Block(begin, begin + len(words), Role.HEADING, level)


def _row(text: str, start: int, end: int, role: Role) -> Block:
    line = text[start:end]
    inner = line.strip().removeprefix("|").removesuffix("|").strip()
    begin = start + (line.find(inner) if inner else 0)
    return Block(begin, begin + len(inner), role)


def _titled(text: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The first `#` heading is the title, whatever its level, unless it is an item's; the others stand below it.

    Before the title a line in capitals is no heading but part of the title block; elsewhere it is as high as the
    highest with `#`. "**Forderungen:**" stands below the heading before it.
    """
    first = next((i for i, block in enumerate(blocks) if block.role is Role.HEADING and block.level > 0), None)
    if first is None or is_agenda(text[blocks[first].start : blocks[first].end]):
        first = -1
    marked = (block.level for i, block in enumerate(blocks) if block.role is Role.HEADING and i != first)
    highest = max(2, min(filter(None, marked), default=2))
    found, last = [], 0
    for i, block in enumerate(blocks):
        if block.role is not Role.HEADING:
            found.append(block)
        elif i < first:
            found.append(replace(block, role=Role.PARAGRAPH, level=0))
        elif block.level or i == first:
            last = 0 if i == first else max(2, block.level)
            found.append(replace(block, level=last or 1))
        else:
            words = text[block.start : block.end].rstrip("*_")
            below = last and words.endswith(":") and not words.isupper()
            found.append(replace(block, level=last + 1 if below else highest if words.isupper() else 2))
    return tuple(found)


def _comments(text: str) -> Iterator[Edit]:
    return (Edit(match.start(), match.end()) for match in _COMMENT.finditer(text))


def _apart(edits: list[Edit]) -> tuple[Edit, ...]:
    """Drop edits that lie inside or overlap an earlier one."""
    kept: list[Edit] = []
    for edit in edits:
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    return tuple(kept)


def _seen_blocks(text: str, blocks: tuple[Block, ...], edits: list[Edit]) -> tuple[Block, ...]:
    """Drop blocks of which nothing is seen (a comment, an empty cell)."""
    from ingest.source import seen

    kept = _apart(edits)
    return tuple(block for block in blocks if seen(text, kept, block.start, block.end))
