"""OpenDocument texts: lxml on content.xml and styles.xml.

odfpy, the kept library, gives the same elements one by one and more slowly, and knows neither what is hidden nor what a
list counts; it serves to make the test files.
"""

from ingest.readers.archive import Archive
from ingest.readers.described import believed, title_in
from ingest.readers.markup import Element, child, get, local, parse, words_of
from ingest.readers.odt_styles import Counter, Level, Style, Styles
from ingest.readers.tree import Builder, walk
from ingest.source import Role, Source
from protokoll.errors import DocumentError

# Not seen: deletions, comments, what describes frames, forms, scripts, cells under a merged one.
_SKIPPED = {
    "tracked-changes", "annotation", "annotation-end", "title", "desc", "forms", "sequence-decls", "variable-decls",
    "user-field-decls", "hidden-text", "note-citation", "ruby-text", "script", "covered-table-cell",
    "event-listeners", "binary-data", "table-column", "page-number-decls", "dde-connection-decls",
    "alphabetical-index-auto-mark-file", "table-of-content-source", "index-entry-template",
}  # fmt: skip
_CONTENTS = {"table-of-content", "illustration-index", "table-index", "object-index", "user-index"}
_TABLE = {"table": "table", "table-row": "row", "table-cell": "cell"}
_LONGEST_HEADING = 250


def read(data: bytes) -> Source:
    """Read an OpenDocument text.

    Args:
        data: the file.

    Returns:
        Its body as printed, with automatic numbers, notes after the paragraph that carries them; no comments,
        deletions, hidden text, headers and footers.

    Raises:
        DocumentError: The file is damaged, protected, out of bounds, or no OpenDocument text.
    """
    archive = Archive(data)
    if b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise DocumentError("is protected by a password. Save it without one")
    content = archive.read("content.xml")
    if not content:
        raise DocumentError("is no OpenDocument text (content.xml is missing). Open it, if you can, and save it anew")
    root = parse(content, "content.xml")
    body = child(root, "body", "text")
    if body is None:
        kind = archive.read("mimetype").rpartition(b".")[2].decode("ascii", "replace")[:40]
        raise DocumentError(f"is no OpenDocument text but another kind ({kind or 'without a body'}). Save it as PDF")
    styles_part = archive.read("styles.xml")
    styles = Styles((parse(styles_part, "styles.xml") if styles_part else None, root))
    reader = _Reader(styles)
    walk(body, reader.enter, reader.leave, reader.text)
    reader.build.flush()
    writing = reader.build.writing
    writing.below_title()
    writing.told_by_words()
    writing.titled()
    if any(piece.role is Role.HEADING and piece.level == 1 for piece in writing.pieces):
        return writing.source()
    return writing.source(believed(title_in(archive.read("meta.xml"), "meta", "title"), writing.source().text))


class _Reader:
    """Where the reading stands: open lists, counted lists by style, paragraphs whose words are at their start."""

    def __init__(self, styles: Styles) -> None:
        self.build = Builder()
        self.styles = styles
        self.headings = Counter(styles.outline)
        self.lists: list[Counter] = []
        self.counted: dict[str, Counter] = {}
        self.mark = ""
        self.contents = 0
        self.titled = False

    def text(self, text: str | None) -> None:
        """Add words."""
        self.build.text(text)

    def enter(self, element: Element) -> bool:
        """Begin an element; False where nothing of it is read."""
        name = local(element)
        if name in _SKIPPED or self._is_hidden(element, name):
            return False
        if name in ("p", "h"):
            self._begin_paragraph(element, name)
        elif name == "span":
            self.build.weight += self.styles.style("text", get(element, "style-name")).bold
        elif name == "s" or name == "tab":
            self.build.text(" ")
        elif name == "line-break":
            self.build.words.line_break()
        elif name == "list":
            self._begin_list(element)
        elif name in ("list-item", "list-header"):
            self._begin_item(element, name)
        elif name in _TABLE:
            self.build.begin_part(_TABLE[name], head=name == "table-row" and _is_head(element))
        elif name in ("note", "text-box"):
            sign = child(element, "note-citation")
            self.build.begin_note(words_of(sign) if sign is not None else "")
        self.contents += name in _CONTENTS
        return True

    def leave(self, element: Element) -> None:
        """End an element."""
        name = local(element)
        if name in ("p", "h"):
            style = self._style(element)
            self.build.weight -= style.bold
            self.build.end()
        elif name == "span":
            self.build.weight -= self.styles.style("text", get(element, "style-name")).bold
        elif name == "list":
            self.lists.pop()
        elif name in _TABLE:
            self.build.end_part(_TABLE[name])
        elif name == "note":
            self.build.end_note()
        elif name == "text-box":
            self.build.end_box()
        self.contents -= name in _CONTENTS

    def _style(self, element: Element) -> Style:
        return self.styles.style("paragraph", get(element, "style-name"))

    def _is_hidden(self, element: Element, name: str) -> bool:
        if name == "section":
            return get(element, "display") == "none" or self.styles.style("section", get(element, "style-name")).hidden
        if name in ("p", "h"):
            hiding = child(element, "hidden-paragraph")
            return self._style(element).hidden or (hiding is not None and get(hiding, "is-hidden") != "false")
        if name == "span":
            return self.styles.style("text", get(element, "style-name")).hidden
        return name in ("table-row", "table") and get(element, "visibility") in ("collapse", "filter")

    def _begin_paragraph(self, element: Element, name: str) -> None:
        style = self._style(element)
        role, level, mark, number = self._what(element, name, style)
        self.build.begin(role, level, mark)
        self.build.weight += style.bold
        if number:
            self.build.text(f"{number} ")

    def _what(self, element: Element, name: str, style: Style) -> tuple[Role, int, str, str]:
        """Return role, level, the mark before it, and the number that is part of it."""
        mark, self.mark = self.mark, ""
        if self.contents:
            return Role.CONTENTS, 0, "", mark
        if style.named("title") and not self.titled:
            self.titled = True
            return Role.HEADING, 0, "", mark
        if name == "h" and len("".join(element.itertext())) <= _LONGEST_HEADING:
            level = _number(get(element, "outline-level")) or 1
            if not self.lists and get(element, "is-list-header") != "true":
                mark = self.headings.mark(level) if level in self.headings.levels else ""
            return Role.HEADING, min(6, level), "", mark
        if self.lists:
            return Role.ITEM, len(self.lists), mark, ""
        return Role.PARAGRAPH, 0, "", ""

    def _begin_list(self, element: Element) -> None:
        self.build.flush()
        name = get(element, "style-name")
        if self.lists and (not name or self.styles.lists.get(name) is self.lists[-1].levels):
            self.lists.append(self.lists[-1])
            return
        levels = self.styles.lists.get(name or "", {})
        goes_on = get(element, "continue-numbering") == "true" or get(element, "continue-list")
        if not goes_on or (name or "") not in self.counted:
            self.counted[name or ""] = Counter(levels or {level: Level() for level in range(1, 11)})
        self.lists.append(self.counted[name or ""])

    def _begin_item(self, element: Element, name: str) -> None:
        start = get(element, "start-value")
        depth = len(self.lists)
        self.mark = ""
        if name == "list-item" and not _only_holds_list(element):
            self.mark = self.lists[-1].mark(depth, int(start) if start and start.isdecimal() else None)


def _only_holds_list(item: Element) -> bool:
    """Say whether an item is only there for a deeper list: it has no sign of its own."""
    return all(local(below) == "list" for below in item)


def _is_head(row: Element) -> bool:
    above = row.getparent()
    return above is not None and local(above) == "table-header-rows"


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 4 else 0
