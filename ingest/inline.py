"""What Markdown's inline markup hides or shows otherwise, as edits of the source."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ingest.source import Edit

if TYPE_CHECKING:
    from markdown_it.token import Token

_SHOWN = ("text", "code_inline", "text_special")
_BREAKS = ("softbreak", "hardbreak")


def edits_of(text: str, tokens: "Sequence[Token]", starts: Sequence[int]) -> Iterator[Edit]:
    """Yield the edits of all inline tokens.

    The parser keeps no offsets below the line, but what it shows stands in the source in the same order: what lies
    between two shown pieces is markup.

    Args:
        text: the document's text.
        tokens: of the whole document, made with `text_join` off.
        starts: where each line starts.

    Yields:
        Edits, in the order of the tokens.
    """
    cell_from: dict[int, int] = {}
    for token in tokens:
        if token.type == "html_block" and token.map:
            yield from _tags(text, starts[token.map[0]], min(starts[token.map[1]], len(text)))
        if token.type != "inline" or not token.map or not token.children:
            continue
        first = token.map[0]
        places = _places(text, token.content, starts, first, cell_from.get(first, 0))
        if places is None:
            continue
        cell_from[first] = places[-1] if places else 0
        yield from _edits(text, token, places)


def _places(text: str, content: str, starts: Sequence[int], first: int, cell_from: int) -> list[int] | None:
    """Return for each character of an inline token's content its place in the text, and one behind the last.

    None where a line of it is not found as it stands (an escaped pipe in a cell): then nothing is edited.
    """
    places: list[int] = []
    line = first
    for part in content.split("\n"):
        if line + 1 >= len(starts):
            return None
        at = text.find(part, max(starts[line], cell_from), starts[line + 1])
        if at < 0:
            return None
        places += range(at, at + len(part) + 1)
        line += 1
    return places


def _edits(text: str, token: "Token", places: list[int]) -> Iterator[Edit]:
    """Yield what lies between the shown pieces of one inline token."""
    content, position = token.content, 0
    for child in token.children or ():
        if child.type in _BREAKS:
            at = content.find("\n", position)
            yield from _gap(content, position, at, places, "")
            if ">" in text[places[at] : places[at + 1]]:  # the mark of a quotation over several lines
                yield Edit(places[at], places[at + 1], " ")
            position = at + 1
            continue
        if child.type == "html_inline":
            shown, seen = child.content, " " if re.match(r"(?i)<(?:br|/?p)\b", child.content) else ""
        elif child.type in _SHOWN and child.content:
            shown, seen = (child.markup if child.type == "text_special" else child.content), None
        else:
            continue
        at = content.find(shown, position)
        if at < 0:
            return
        yield from _gap(content, position, at, places, "")
        if child.type == "text_special":
            seen = child.content
        if seen is not None:
            yield Edit(places[at], places[at] + len(shown), seen)
        position = at + len(shown)
    yield from _gap(content, position, len(content), places, "")


def _gap(content: str, start: int, end: int, places: list[int], seen: str) -> Iterator[Edit]:
    """Yield the edit that hides content[start:end); a star inside a word ("Mieter*innen") is no emphasis."""
    if end <= start or not content[start:end].strip():
        return
    around = content[start - 1 : start] + content[end : end + 1]
    if content[start:end] in ("*", "_") and len(around) == 2 and around.isalpha():
        return
    yield Edit(places[start], places[end - 1] + 1, seen)


def _tags(text: str, start: int, end: int) -> Iterator[Edit]:
    """Yield the tags of an HTML block; what stands between them is seen."""
    for match in re.finditer(r"<[^>]*>", text[start:end]):
        yield Edit(start + match.start(), start + match.end(), " ")
