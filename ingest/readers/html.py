"""HTML: the page's content alone, as a browser would set it.

lxml, which reads the other formats too, forgives what browsers forgive; a parser of HTML5 to the letter (html5lib)
takes many times as long, and what they differ in (tables in paragraphs, misnested emphasis) moves no word.
"""

import codecs
import re

from lxml import etree

from ingest.readers.decode import decode
from ingest.readers.markup import Element, local
from ingest.readers.numbers import shown
from ingest.readers.page import content
from ingest.readers.tree import Builder, walk
from ingest.source import Role, Source
from protokoll.errors import DocumentError

_META = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w:.-]+)", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w:.-]+)")
# What browsers take an encoding for.
_READ_AS = {"iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252", "utf-16": "utf-8"}
# Blocks that are what stands around them: a paragraph of an item, a division of a cell.
_SAME = {
    "p", "div", "section", "article", "main", "header", "figure", "blockquote", "address", "details", "summary",
    "fieldset", "legend", "center", "body", "hgroup", "dl", "form", "footer", "aside", "nav", "html", "search",
}  # fmt: skip
_PARAGRAPHS = {"dt", "dd", "figcaption", "caption"}
_TABLE = {"table": "table", "tr": "row", "td": "cell", "th": "cell"}
_BOLD = {"b", "strong"}
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)")
# `klasse` or class, as pages made of the Bundestag's XML have them.
_SPEAKERS, _STAGES = {"redner", "N"}, {"kommentar"}
_UNIT = re.compile(r"(?:^|[\s\d/])(?:[cdkm]?m|CO)$")
_LONGEST_SIGN = 4  # characters of a raised footnote's sign


def read(data: bytes) -> Source:
    """Read a web page.

    Args:
        data: the file.

    Returns:
        Its content; the title is the first h1, else that of the window.

    Raises:
        DocumentError: The bytes are no text, or no HTML can be made of them.
    """
    text, notes = _text(data)
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise DocumentError("holds nothing that a browser would show") from error
    if root is None:
        raise DocumentError("holds nothing that a browser would show")
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise DocumentError("nests its elements more than 2,000 deep. Save it anew, or as .txt")
    part = content(root)
    reader = _Reader(part.left_out)
    walk(part.root, reader.enter, reader.leave, reader.text)
    reader.build.flush()
    writing = reader.build.writing
    writing.told_by_words()
    writing.titled()
    named = any(piece.role is Role.HEADING and piece.level == 1 for piece in writing.pieces)
    title = next(root.iter("title"), None)
    shown_title = " ".join((title.text or "").split()) if title is not None and not named else ""
    return writing.source(shown_title, notes=notes)


def _text(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Decode by byte-order mark, by what the page says of itself, else as any text; NULs are dropped as browsers do."""
    declared = _META.search(data[:4096]) or _XML.match(data[:400])
    if declared and not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        name = declared[1].decode("ascii", "ignore").lower()
        # Browsers take Latin-1 for Windows-1252, which has more letters; a page that can be read cannot be UTF-16.
        name = _READ_AS.get(name, name)
        try:
            if not data.startswith((b"%PDF", b"PK\x03\x04")):
                return data.decode(name).replace("\0", ""), ()
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data)


class _Reader:
    """Where the reading stands: open lists with their next number, depth of `pre`."""

    def __init__(self, left_out: set[Element]) -> None:
        self.build = Builder()
        self.left_out = left_out
        self.lists: list[tuple[str, int]] = []
        self.pre = 0
        self.titled = False

    def text(self, text: str | None) -> None:
        """Add words, as they stand where white space counts."""
        if self.pre and text:
            self.build.words.add_lines(text.replace("\r", ""), self.build.weight)
        else:
            self.build.text(_windows(text))

    def enter(self, element: Element) -> bool:
        """Begin an element; False where nothing of it is read."""
        name = local(element)
        if element in self.left_out:
            return False
        if name == "sup" and _is_sign(element):
            self.build.text(_exponent(element))
            return False
        if element.get("typ") == "druckseitennummer" and name == "a":
            self.build.words.page((element.get("name") or element.get("id") or "").lstrip("S"))
        self.build.weight += _weight(element, name)
        if name in ("br", "hr"):
            self.build.words.line_break() if name == "br" else self.build.flush()
        elif name in _TABLE:
            self.build.begin_part(_TABLE[name], head=_is_head(element, name))
        elif name in ("ul", "ol", "menu", "dir"):
            self.build.flush()
            self.lists.append(("" if name != "ol" else element.get("type") or "1", _number(element.get("start"), 1)))
        elif (place := self._place(element, name)) is not None:
            self.build.begin(*place)
        elif name in _SAME or name == "pre":
            self.build.begin_same()
            self.pre += name == "pre"
        elif name == "q":
            self.build.text("“")
        return True

    def leave(self, element: Element) -> None:
        """End an element."""
        name = local(element)
        if name in _TABLE:
            self.build.end_part(_TABLE[name], head=_is_head(element, name))
        elif name in ("ul", "ol", "menu", "dir"):
            self.build.flush()
            self.lists.pop()
        elif _role(element, name) is not None:
            words = self.build.end()
            if _role(element, name) is Role.SPEAKER and words:
                self.build.speaker = words.rstrip(" :")
        elif name in _SAME or name == "pre":
            self.build.end()
            self.pre -= name == "pre"
        elif name == "q":
            self.build.text("”")
        self.build.weight -= _weight(element, name)

    def _place(self, element: Element, name: str) -> tuple[Role, int, str] | None:
        role = _role(element, name)
        if role is None:
            return None
        if role in (Role.HEADING, Role.SPEAKER):
            self.build.flush()
            self.build.speaker = None
        if role is Role.HEADING:
            level = int(name[1])
            first, self.titled = level == 1 and not self.titled, self.titled or level == 1
            return role, level if first else max(2, level), ""
        if role is Role.ITEM:
            return role, max(1, len(self.lists)), self._mark(element)
        return role, 0, ""

    def _mark(self, element: Element) -> str:
        """Return the sign before an item and count on."""
        if not self.lists or not self.lists[-1][0]:
            return "•"
        kind, number = self.lists[-1]
        number = _number(element.get("value"), number)
        self.lists[-1] = (kind, number + 1)
        return f"{shown(number, kind)}."


def _role(element: Element, name: str) -> Role | None:
    """Return what an element's words are, None for one that is no block of its own kind."""
    if re.fullmatch("h[1-6]", name):
        return Role.HEADING
    if name == "li":
        return Role.ITEM
    classes = {element.get("klasse") or "", *(element.get("class") or "").split()}
    if (name in ("p", "div", "span", "name") and classes & _SPEAKERS) or (name == "name" and not classes - {""}):
        return Role.SPEAKER
    if (name in ("p", "div") and classes & _STAGES) or name == "kommentar":
        return Role.STAGE
    return Role.PARAGRAPH if name in _PARAGRAPHS else None


def _is_head(element: Element, name: str) -> bool:
    above = element.getparent()
    return name == "th" or (name == "tr" and above is not None and local(above) == "thead")


def _weight(element: Element, name: str) -> int:
    return int(name in _BOLD or bool(_BOLD_STYLE.search(element.get("style") or "")))


def _is_sign(sup: Element) -> bool:
    """A raised number or asterisk is a footnote's sign or an exponent; raised letters are words."""
    words = "".join(sup.itertext()).strip()
    return len(words) <= _LONGEST_SIGN and not any(map(str.isalpha, words))


def _exponent(sup: Element) -> str:
    """Return the exponent of "m²", which is read; "" for a footnote's sign, which is not."""
    above, before = sup.getparent(), sup.getprevious()
    words = ((before.tail if before is not None else above.text if above is not None else "") or "").rstrip()
    return {"2": "²", "3": "³"}.get((sup.text or "").strip(), "") if _UNIT.search(words) and not len(sup) else ""


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"-?\d{1,6}", text) else otherwise


_C1 = {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}


def _windows(text: str | None) -> str | None:
    """Read &#150; as browsers do: Windows-1252 where Unicode has controls."""
    return text.translate(_C1) if text else text
