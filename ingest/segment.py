"""Blocks become statements with their section: every word of the document in exactly one statement or heading."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ingest.companions import Description, StatementEntry
from ingest.document import Section
from ingest.headings import is_heading, shown
from ingest.kind import guess_kinds
from ingest.lines import Block, blocks
from ingest.statement import KindSpan, Statement, plain, slug, statement_id
from protokoll.errors import DocumentError

TITLE_SECTION = "Titel"


@dataclass(frozen=True)
class Outline:
    """The statements and the sections of a document, both in the order of the text."""

    statements: tuple[Statement, ...]
    sections: tuple[Section, ...]


def segment(document: str, text: str, description: Description, translation: Mapping[str, str]) -> Outline:
    """Cut a document into statements.

    Args:
        document: the document's id.
        text: the document's text.
        description: corrections that the layout cannot give.
        translation: German plain text → English, for statements and headings.

    Returns:
        The outline.

    Raises:
        DocumentError: A correction names a statement, parent or span that the document does not have.
    """
    entries = {entry.text: entry for entry in description.statements}
    sections: list[Section] = []
    statements: list[Statement] = []
    open_parents: list[tuple[int, Statement]] = []
    title_seen = False
    for block in blocks(text):
        words = plain(text[block.start : block.end])
        if not words:
            continue
        is_title = block.heading > 0 and not title_seen
        title_seen = title_seen or is_title
        if title_seen and not is_title and is_heading(block, words):
            sections.append(_section(block, words, translation))
            open_parents = []
            continue
        entry = entries.pop(words, None)
        parent = _parent(entry, block, open_parents, statements, sections)
        statement = _statement(document, words, block, sections, statements, parent, entry)
        statement = replace(statement, translation=translation.get(words))
        statements.append(statement)
        open_parents = [pair for pair in open_parents if pair[0] < block.indent] if block.bullet else []
        open_parents.append((block.indent, statement))
    if entries:
        raise DocumentError(f"{document}.toml: no statement of the document reads “{next(iter(entries))}”.")
    return Outline(tuple(statements), tuple(sections))


def _section(block: Block, words: str, translation: Mapping[str, str]) -> Section:
    english = translation.get(words)
    return Section(shown(words), slug(words), block.start, block.end, english and english.removesuffix(":"))


def _parent(
    entry: StatementEntry | None,
    block: Block,
    open_parents: list[tuple[int, Statement]],
    statements: list[Statement],
    sections: list[Section],
) -> Statement | None:
    """Return the parent bullet: as corrected by hand, else the nearest less indented one that ends in a colon."""
    if entry and entry.parent is not None:
        return _named_parent(entry, statements, sections)
    if not block.bullet:
        return None
    # Indentation lies after page breaks, so a bullet that introduces nothing is nobody's parent.
    nearer = (statement for indent, statement in reversed(open_parents) if indent < block.indent)
    return next((statement for statement in nearer if statement.text.endswith(":")), None)


def _named_parent(
    entry: StatementEntry, statements: list[Statement], sections: list[Section]
) -> Statement | None:
    if not entry.parent:
        return None
    here = sections[-1].end if sections else 0
    for statement in reversed(statements):
        if statement.text == entry.parent and statement.start >= here:
            return statement
    raise DocumentError(f"Parent “{entry.parent}” of “{entry.text}” does not stand before it in its section.")


def _statement(
    document: str,
    words: str,
    block: Block,
    sections: list[Section],
    statements: list[Statement],
    parent: Statement | None,
    entry: StatementEntry | None,
) -> Statement:
    heading = sections[-1].title if sections else TITLE_SECTION
    above = (*parent.section, parent.text.removesuffix(":")) if parent else (heading,)
    identity = statement_id(document, heading, words)
    repeated = sum(other.id.split("~")[0] == identity for other in statements)
    return Statement(
        id=f"{identity}~{repeated + 1}" if repeated else identity,
        document=document,
        text=words,
        start=block.start,
        end=block.end,
        section=above,
        position=len(statements),
        kinds=_kinds(words, entry),
        parent=parent.id if parent else None,
        label=entry.label if entry else None,
        label_en=entry.label_en if entry else None,
        sic=_end_of(entry.sic, words) if entry and entry.sic else None,
    )


def _end_of(span: str, words: str) -> int:
    if span not in words:
        raise DocumentError(f"“{words}” does not contain the words marked sic: “{span}”.")
    return words.index(span) + len(span)


def _kinds(words: str, entry: StatementEntry | None) -> tuple[KindSpan, ...]:
    if not entry or not entry.kinds:
        return guess_kinds(words)
    spans = []
    for row in entry.kinds:
        start = words.find(row.span) if row.span else 0
        if start < 0:
            raise DocumentError(f"Kind {row.kind} of “{words}” names words that are not in it: “{row.span}”.")
        spans.append(KindSpan(row.kind, start, start + len(row.span) if row.span else len(words)))
    return tuple(spans)
