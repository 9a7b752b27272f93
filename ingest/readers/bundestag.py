"""The Bundestag's plenary protocols: who speaks, items, heckling and pages stand in elements of their own."""

from dataclasses import replace

from ingest.readers.markup import Element, child, get, local, words_of
from ingest.readers.tree import Builder, walk
from ingest.source import Role, Source
from protokoll.errors import DocumentError

# What stands in attributes, is said twice, or lists once more what is in the text.
_SKIPPED = {"redner", "rednerliste"}
# Element → role of its words.
_ROLES = {
    "kommentar": (Role.STAGE, 0),
    "name": (Role.SPEAKER, 0),  # the chair takes the floor inside somebody's speech
    "anlagen-titel": (Role.HEADING, 2),  # one below in an annex
    "plenarprotokoll-nummer": (Role.HEADING, 1),
    "herausgeber": (Role.PARAGRAPH, 0),
    "berichtart": (Role.PARAGRAPH, 0),
    "sitzungstitel": (Role.PARAGRAPH, 0),
    "veranstaltungsdaten": (Role.PARAGRAPH, 0),
    "ivz-titel": (Role.CONTENTS, 0),
    "ivz-block-titel": (Role.CONTENTS, 0),
    "ivz-eintrag": (Role.CONTENTS, 0),
}
# `klasse` of a paragraph → role, level.
_CLASSES = {
    "redner": (Role.SPEAKER, 0),
    "N": (Role.SPEAKER, 0),  # who opens the sitting
    "Anlage_2": (Role.HEADING, 4),
    "Anlage_3": (Role.HEADING, 4),
    "AL_Partei": (Role.HEADING, 5),  # above the names of a roll call
    "AL_Namen": (Role.ITEM, 1),
}
_TABLE = {"table": "table", "tr": "row", "td": "cell", "th": "cell"}
_PAGE = "druckseitennummer"


def read_root(root: Element) -> Source:
    """Read a protocol.

    Args:
        root: its `dbtplenarprotokoll`.

    Returns:
        The source; blocks of a speech carry its speaker as printed, with party or office.
    """
    reader = _Reader()
    walk(root, reader.enter, reader.leave, reader.build.text)
    reader.build.flush()
    reader.build.writing.titled()
    return reader.build.writing.source(_title(root), root.get("sitzung-datum") or "")


def read_old(root: Element) -> Source:
    """Read a protocol of the terms 1 to 18: plain text in one element.

    Args:
        root: its `DOCUMENT`.

    Returns:
        The text as a text file is read, with the title and date that stand beside it.

    Raises:
        DocumentError: It holds no text.
    """
    from ingest.readers import text

    found = {local(part): part.text or "" for part in root}
    if not found.get("TEXT", "").strip():
        raise DocumentError("holds no text (<TEXT> is missing or empty)")
    source = text.read(found["TEXT"].encode())
    number = " ".join(found.get("NR", "").split())
    title = f"Plenarprotokoll {number}" if number else " ".join(found.get("TITEL", "").split())
    return replace(source, title=title, date=found.get("DATUM", "").strip())


def _title(root: Element) -> str:
    """Return "Plenarprotokoll 19/19", as it is cited; "" leaves it to the first heading."""
    number = child(root, "vorspann", "kopfdaten", "plenarprotokoll-nummer")
    return words_of(number) if number is not None else ""


class _Reader:
    """Where the reading stands: `titles` are bold paragraphs that an item's heading already holds."""

    def __init__(self) -> None:
        self.build = Builder()
        self.titles: set[Element] = set()

    def enter(self, element: Element) -> bool:
        name = local(element)
        if name in _SKIPPED or element in self.titles:
            self.build.text(_composed(element) if name == "redner" else None)
            return False
        if name == "fussnote":
            self.build.begin_note()
        if name == "a":
            return self._anchor(element)
        if name in ("tagesordnungspunkt", "anlage"):
            self._item(element, name)
        elif name in _TABLE:
            self.build.begin_part(_TABLE[name], head=name == "th")
        elif name == "br":
            self.build.words.line_break()
        elif (place := _place(element, name)) is not None:
            if place[0] in (Role.SPEAKER, Role.HEADING):
                self.build.flush()
                self.build.speaker = None
            self.build.begin(*place)
        return name != "sup" or _is_text(element)

    def leave(self, element: Element) -> None:
        name = local(element)
        if name in _TABLE:
            self.build.end_part(_TABLE[name], head=name == "th")
        elif (place := _place(element, name)) is not None:
            words = self.build.end()
            if place[0] is Role.SPEAKER and words:
                self.build.speaker = words.rstrip(" :")
        elif name == "fussnote":
            self.build.end_note()
        elif name in _BREAKING:
            self.build.flush()

    def _anchor(self, element: Element) -> bool:
        """A page begins, or a link whose words are read."""
        if element.get("typ") == _PAGE and not len(element):
            self.build.words.page((get(element, "name") or get(element, "id") or "").lstrip("S"))
            return False
        self.build.text(" ")
        return True

    def _item(self, element: Element, name: str) -> None:
        """An item of the agenda: its number and, where it has just one, its title in bold are one heading."""
        self.build.flush()
        if name == "anlage":
            self.build.speaker = None
            return
        number = " ".join((element.get("top-id") or "").split())
        titles = [p for p in element.iter("{*}p") if p.get("klasse") == "T_fett"]
        title = ""
        if number and len(titles) == 1 and _opens(element, titles[0]):
            title = words_of(titles[0])
            self.titles.add(titles[0])
        self.build.writing.put(f"{number}: {title}" if number and title else number, Role.HEADING, 2)


# Elements that hold blocks: words that stand in them by themselves are blocks too.
_BREAKING = {
    "vorspann", "kopfdaten", "inhaltsverzeichnis", "ivz-block", "sitzungsverlauf", "sitzungsbeginn", "rede",
    "anlagen", "anlage", "anlagen-text", "tagesordnungspunkt", "sitzungsende",
}  # fmt: skip


def _place(element: Element, name: str) -> tuple[Role, int] | None:
    """Return what an element's words are, None for one that is no block."""
    above = element.getparent()
    if name == "name" and above is not None and local(above) == "redner":
        return None
    if name == "anlagen-titel" and above is not None and local(above) == "anlage":
        return Role.HEADING, 3
    if name != "p":
        return _ROLES.get(name)
    words = "".join(element.itertext()).strip() if (element.text or "").strip().startswith("(") else ""
    if words.endswith(")"):
        return Role.STAGE, 0  # "(Unterbrechung von 12.05 bis 13.30 Uhr)" is a paragraph like any other
    return _CLASSES.get(element.get("klasse") or "", (Role.PARAGRAPH, 0))


def _composed(redner: Element) -> str:
    """Return a speaker's name by its parts where it is not printed beside them."""
    if (redner.tail or "").strip():
        return ""
    parts = {local(part): " ".join((part.text or "").split()) for part in redner.iter()}
    name = " ".join(filter(None, map(parts.get, ("titel", "vorname", "namenszusatz", "nachname"))))
    party, office = parts.get("fraktion"), parts.get("rolle_lang")
    return f"{name} ({party})" if party else f"{name}, {office}" if office else name


def _opens(item: Element, title: Element) -> bool:
    """Say whether only who speaks stands in an item before its title."""
    for paragraph in item.iter("{*}p", "{*}kommentar"):
        if paragraph is title:
            return True
        if paragraph.get("klasse") not in ("redner", "N"):
            return False
    return False


def _is_text(sup: Element) -> bool:
    """A raised sign is a footnote's, raised letters are words ("CO2")."""
    return any(letter.isalpha() for letter in "".join(sup.itertext()))
