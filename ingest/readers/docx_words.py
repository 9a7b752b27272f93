"""The words of one paragraph of a Word document: runs, breaks, fields; what is deleted or hidden is none."""

import re
from dataclasses import dataclass, field

from ingest.readers.docx_styles import Style, Styles, toggled
from ingest.readers.markup import Element, child, get, local
from ingest.readers.piece import Words

# Elements whose words are not read: deletions, codes of fields, what stands beside a sign, properties.
_SKIPPED = {
    "del", "moveFrom", "delText", "instrText", "delInstrText", "pPr", "rPr", "sdtPr", "sdtEndPr", "rt", "fldData",
    "ffData", "tblPr", "customXmlPr", "smartTagPr", "rubyPr", "commentReference", "annotationRef", "footnoteRef",
    "endnoteRef", "ctrlPr", "docPr", "cNvPr",
}  # fmt: skip
_BLANKS = {"tab", "ptab"}
_BREAKS = {"br", "cr"}
_HYPHEN = {"noBreakHyphen": "-"}
# Signs of fonts of symbols that are read: what they look like.
_SIGNS = {
    "F0FC": "✓", "F0FE": "☒", "F0FD": "☒", "F0A8": "☐", "F06F": "☐", "F071": "☐", "F0E0": "→", "F0B7": "•", "F0A7": "▪",
    "F0D8": "➢", "F0AE": "→", "F0B0": "°", "F0B1": "±", "F0A3": "≤", "F0B3": "≥", "F0B4": "×", "F06D": "µ", "F0DE": "⇒",
}  # fmt: skip

_SYMBOLS = re.compile("[\uf020-\uf0ff]")


def _sign_of(symbol: re.Match[str]) -> str:
    """Return what a character of a symbol font looks like; itself where that is not known."""
    return _SIGNS.get(f"{ord(symbol[0]):X}", symbol[0])


@dataclass
class Found:
    """What hangs on a paragraph: footnotes and endnotes (kind, id), and text boxes."""

    notes: list[tuple[str, str | None]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)


class Inline:
    """Reads paragraphs; fields go on from one to the next."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._codes: list[bool] = []  # of each open field, whether its code is being read

    def read(self, paragraph: Element, style: Style, words: Words) -> Found:
        """Add a paragraph's words.

        Args:
            paragraph: the element.
            style: its style.
            words: where they go.

        Returns:
            What hangs on it.
        """
        found = Found()
        self._inside(paragraph, style, words, found)
        # A code does not go over the end of a paragraph; a field that was never closed must not hide the rest.
        self._codes = [False for _ in self._codes]
        return found

    def _inside(self, element: Element, style: Style, words: Words, found: Found) -> None:
        for below in element:
            name = local(below)
            if name in _SKIPPED:
                continue
            if name == "r":
                self._run(below, style, words, found)
            elif name in ("t", "fldChar", "footnoteReference", "endnoteReference", "sym") or name in _BREAKS | _BLANKS:
                self._sign(below, name, words, found, 0)
            elif name == "AlternateContent":
                self._inside(_with_box(below), style, words, found)
            elif name == "txbxContent":
                found.boxes.append(below)
            else:
                self._inside(below, style, words, found)

    def _run(self, run: Element, style: Style, words: Words, found: Found) -> None:
        properties = child(run, "rPr")
        named = child(properties, "rStyle")
        own = self._styles.style((get(named, "val") or "") if named is not None else "")
        hidden = toggled(properties, "vanish", otherwise=own.hidden or style.hidden)
        bold = toggled(properties, "b", otherwise=own.bold or style.bold)
        for below in run:
            name = local(below)
            if name == "fldChar":
                self._field(below)
            elif name in _SKIPPED or hidden:
                continue
            elif name in ("drawing", "pict", "object", "AlternateContent", "ruby"):
                self._inside(_with_box(below) if name == "AlternateContent" else below, style, words, found)
            else:
                self._sign(below, name, words, found, int(bold))

    def _sign(self, element: Element, name: str, words: Words, found: Found, weight: int) -> None:
        if name == "fldChar":
            self._field(element)
        elif any(self._codes):
            return
        elif name == "t":
            words.add(_SYMBOLS.sub(_sign_of, element.text or ""), weight)
        elif name in _BLANKS:
            words.add(" ", weight)
        elif name in _BREAKS:
            words.line_break()
        elif name in _HYPHEN:
            words.add(_HYPHEN[name], weight)
        elif name == "sym":
            words.add(_SIGNS.get((get(element, "char") or "").upper()), weight)
        elif name in ("footnoteReference", "endnoteReference"):
            found.notes.append((name.removesuffix("Reference"), get(element, "id")))

    def _field(self, element: Element) -> None:
        kind = get(element, "fldCharType")
        if kind == "begin":
            self._codes.append(True)
        elif kind == "separate" and self._codes:
            self._codes[-1] = False
        elif kind == "end" and self._codes:
            self._codes.pop()


def _with_box(alternative: Element) -> Element:
    """Return that one of two alternatives which holds the text box; both hold the same."""
    choice, fallback = child(alternative, "Choice"), child(alternative, "Fallback")
    if choice is not None and (fallback is None or next(choice.iter("{*}txbxContent", "{*}t"), None) is not None):
        return choice
    return fallback if fallback is not None else alternative
