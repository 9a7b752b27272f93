"""Word documents: lxml on the parts themselves.

python-docx, the kept library, gives neither automatic numbers nor footnotes, text boxes, tracked changes or hidden
text, so that every paragraph would be read past it; it serves to make the test files.
"""

import re
from collections.abc import Iterator

from ingest.readers.archive import Archive
from ingest.readers.described import believed, title_in
from ingest.readers.docx_numbering import Numbering
from ingest.readers.docx_styles import Style, Styles, is_on, numbering, outline, toggled
from ingest.readers.docx_words import Inline
from ingest.readers.markup import Element, child, get, local, parse
from ingest.readers.numbers import shown
from ingest.readers.piece import Words
from ingest.readers.rows import Cell, Row, put_table
from ingest.readers.writing import Writing
from ingest.source import Role, Source
from protokoll.errors import DocumentError

# Elements around blocks that only hold them.
_AROUND = {"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "body", "txbxContent", "footnote", "endnote"}
_GALLERY = "Table of Contents"
# A number of these words names an item of the agenda: "TOP 3", set by Word.
_NAMED = re.compile(r"(?:TOP|Top|Punkt|Tagesordnungspunkt|Zu|Artikel|Item|Agenda item|Beschluss|Antrag)\b.*\d")
_LONGEST_NAMED = 250
_DOCUMENT = "word/document.xml"
# Parts that tell what else a ZIP file is.
_OTHERS = {
    "content.xml": "an OpenDocument file (.odt)",
    "xl/workbook.xml": "a workbook (.xlsx)",
    "ppt/presentation.xml": "slides (.pptx)",
}
_STRICT = (b"http://purl.oclc.org/ooxml/", b"http://schemas.openxmlformats.org/")


def read(data: bytes) -> Source:
    """Read a Word document.

    Args:
        data: the file.

    Returns:
        Its body as printed, with automatic numbers, footnotes after the paragraph that carries them, text boxes after
        theirs; no comments, deletions, hidden text, headers and footers.

    Raises:
        DocumentError: The file is damaged, protected, out of bounds, or no Word document.
    """
    archive = Archive(data)
    name = _main(archive)
    root = _part(archive, name)
    body = child(root, "body")
    if root is None or body is None:
        raise DocumentError("is no Word document (its body is missing). Open it, if that works, and save it anew")
    reader = _Reader(archive, name.rpartition("/")[0])
    reader.blocks(body)
    reader.carried()
    writing = reader.writing
    writing.below_title()
    writing.told_by_words()
    writing.titled()
    source = writing.source(notes=tuple(reader.notes))
    return writing.source(_title(archive, source), notes=source.notes)


def _title(archive: Archive, source: Source) -> str:
    """The title of the properties, where no heading is one and the document bears it out."""
    if any(block.role is Role.HEADING and block.level == 1 for block in source.blocks):
        return ""
    return believed(title_in(archive.read("docProps/core.xml"), "title"), source.text)


def _main(archive: Archive) -> str:
    """Return the name of the part that is the document, as the package's relations have it."""
    relations = _part(archive, "_rels/.rels")
    for relation in relations if relations is not None else ():
        target = (get(relation, "Target") or "").lstrip("/")
        if (get(relation, "Type") or "").endswith("/officeDocument") and target in archive:
            return target
    if _DOCUMENT in archive:
        return _DOCUMENT
    for name, kind in _OTHERS.items():
        if name in archive:
            raise DocumentError(f"is {kind} by what it holds. Give it the ending that fits, or save it as PDF")
    raise DocumentError("is no Word document (word/document.xml is missing). Open it, if that works, and save it anew")


def _part(archive: Archive, name: str) -> Element | None:
    data = archive.read(name)
    return parse(data.replace(*_STRICT), name) if data else None


class _Reader:
    """Where the reading stands: `contents` counts the tables of contents around, `notes` are for the summary."""

    def __init__(self, archive: Archive, folder: str) -> None:
        self.styles = Styles(_part(archive, f"{folder}/styles.xml"))
        self.numbering = Numbering(_part(archive, f"{folder}/numbering.xml"), self.styles)
        self.inline = Inline(self.styles)
        self.notes_of = {
            kind: {get(note, "id"): note for note in root if get(note, "type") in (None, "normal")}
            for kind in ("footnote", "endnote")
            if (root := _part(archive, f"{folder}/{kind}s.xml")) is not None
        }
        self.writing = Writing()
        self.contents = 0
        self.titled = False
        self.notes: list[str] = []
        self._carried: Words | None = None
        self._noted = {"footnote": 0, "endnote": 0}

    def blocks(self, around: Element) -> None:
        """Read the paragraphs and tables in an element."""
        for element in around:
            name = local(element)
            if name == "p":
                self._paragraph(element)
            elif name == "tbl":
                self._table(element)
            elif name == "altChunk":
                self.notes.append("an embedded document in it is not read")
            elif name == "AlternateContent":
                self.blocks(_chosen(element))
            elif name in _AROUND:
                gallery = child(element, "sdtPr", "docPartObj", "docPartGallery")
                is_contents = gallery is not None and get(gallery, "val") == _GALLERY
                self.contents += is_contents
                self.blocks(element)
                self.contents -= is_contents

    def carried(self) -> None:
        """Write what was carried over to a paragraph that did not come."""
        if self._carried:
            self.writing.put(self._carried)
        self._carried = None

    def _paragraph(self, element: Element) -> None:
        properties = child(element, "pPr")
        name, style = self.styles.paragraph(properties)
        words = self._carried or Words()
        self._carried = None
        found = self.inline.read(element, style, words)
        mark = child(properties, "rPr")
        if child(mark, "del") is not None or child(mark, "moveFrom") is not None:
            self._carried = words  # its end is deleted: it goes on with the next
        elif words:
            self._put(words, properties, name, style)
        for kind, identity in found.notes:
            self._note(kind, identity)
        for box in found.boxes:
            self.blocks(box)

    def _put(self, words: Words, properties: Element | None, name: str, style: Style) -> None:
        own = outline(properties)
        level = style.level if own is None else own
        mark, depth = self._mark(properties, name, style)
        if self.contents or style.is_contents:
            words.prefix(mark)
            self.writing.put(words, Role.CONTENTS)
        elif style.is_title and not self.titled:
            self.titled = True
            self.writing.put(words, Role.HEADING, 0)
        elif level and len(str(words)) <= _LONGEST_NAMED:
            words.prefix(mark)
            self.writing.put(words, Role.HEADING, min(6, level))
        elif not mark:
            self.writing.put(words)
        elif _NAMED.match(mark) and len(str(words)) <= _LONGEST_NAMED:
            words.prefix(mark)
            self.writing.put(words, Role.HEADING, 2)
        elif not words.plain and mark[0].isdigit():
            words.prefix(mark)  # told by its weight later, with its number
            self.writing.put(words, Role.ITEM, depth + 1)
        else:
            self.writing.put(words, Role.ITEM, depth + 1, mark)

    def _mark(self, properties: Element | None, name: str, style: Style) -> tuple[str, int]:
        number, depth = numbering(properties)
        if number is None:
            number = style.number
            depth = depth if depth is not None else style.depth
        return (number and number != "0" and self.numbering.mark(number, depth, name)) or ("", 0)

    def _note(self, kind: str, identity: str | None) -> None:
        """Write a footnote or endnote; its number is counted, as Word does."""
        note = self.notes_of.get(kind, {}).get(identity)
        if note is None:
            return
        self._noted[kind] += 1
        number = shown(self._noted[kind], "1" if kind == "footnote" else "i")
        around, self.writing = self.writing, Writing()
        self.blocks(note)
        self.carried()
        pieces = self.writing.pieces
        self.writing = around
        for at, piece in enumerate(pieces):
            self.writing.put(piece.words, Role.NOTE, mark=number if at == 0 else "")

    def _table(self, element: Element) -> None:
        around = self.writing
        rows = [Row(tuple(self._cells(r)), header=_is_header(r)) for r in _inside(element, "tr") if not _is_gone(r)]
        self.writing = around
        put_table(self.writing, rows)

    def _cells(self, row: Element) -> Iterator[Cell]:
        for element in _inside(row, "tc"):
            properties = child(element, "tcPr")
            self.writing = Writing()
            merged = [child(properties, name) for name in ("vMerge", "hMerge")]
            goes_on = any(m is not None and get(m, "val") in (None, "continue") for m in merged)
            if not goes_on and child(properties, "cellDel") is None:
                self.blocks(element)
                self.carried()
            yield Cell(self.writing)


def _inside(element: Element, name: str) -> Iterator[Element]:
    """Yield the rows of a table or cells of a row, also those in content controls and inserted ones."""
    for below in element:
        if local(below) == name:
            yield below
        elif local(below) in _AROUND:
            yield from _inside(below, name)


def _is_gone(row: Element) -> bool:
    properties = child(row, "trPr")
    return child(properties, "del") is not None or toggled(properties, "hidden", otherwise=False)


def _is_header(row: Element) -> bool:
    marked = child(row, "trPr", "tblHeader")
    return marked is not None and is_on(marked, "val", otherwise=True)


def _chosen(element: Element) -> Element:
    """Return one of the alternatives of a part that Word writes twice."""
    choice = child(element, "Choice")
    fallback = child(element, "Fallback")
    if choice is not None and (fallback is None or next(choice.iter("{*}t"), None) is not None):
        return choice
    return fallback if fallback is not None else element
