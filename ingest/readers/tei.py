"""TEI as corpora of parliaments use it: utterances (`u`, ParlaMint) or speeches (`sp`, GermaParl)."""

from ingest.readers.markup import Element, get, local
from ingest.readers.tree import Builder, walk
from ingest.source import Role, Source

_SKIPPED = {"teiHeader", "standOff", "fw", "figDesc", "link", "linkGrp"}
_ROLES = {
    "head": (Role.HEADING, 2),
    "docTitle": (Role.HEADING, 1),
    "speaker": (Role.SPEAKER, 0),
    "stage": (Role.STAGE, 0),
    "vocal": (Role.STAGE, 0),
    "kinesic": (Role.STAGE, 0),
    "incident": (Role.STAGE, 0),
    "item": (Role.ITEM, 1),
}
_BLOCKS = {
    "p", "seg", "u", "sp", "div", "body", "front", "back", "list", "ab", "lg", "l", "text", "group", "epigraph",
    "opener", "closer", "docDate", "docImprint", "byline", "titlePage", "quote", "cit",
}  # fmt: skip
_TABLE = {"table": "table", "row": "row", "cell": "cell"}


def read_root(root: Element) -> Source:
    """Read a document.

    Args:
        root: its `TEI`.

    Returns:
        The source; the blocks of an utterance carry the speaker as printed before it, else the person's name or id.
    """
    reader = _Reader(_people(root))
    walk(root, reader.enter, reader.leave, reader.text)
    reader.build.flush()
    reader.build.writing.titled()
    return reader.build.writing.source(_title(root), _date(root))


def _people(root: Element) -> dict[str, str]:
    people = {}
    for person in root.iter("{*}person"):
        name = next(person.iter("{*}persName"), None)
        if name is not None:
            people[get(person, "id") or ""] = _flat(name)
    return people


def _title(root: Element) -> str:
    titles = [title for statement in root.iter("{*}titleStmt") for title in statement.iter("{*}title")]
    return _flat(titles[0]) if titles else ""


def _date(root: Element) -> str:
    setting = next((date for s in root.iter("{*}setting", "{*}settingDesc") for date in s.iter("{*}date")), None)
    return (setting.get("when") or _flat(setting)) if setting is not None else ""


def _flat(element: Element) -> str:
    return " ".join(" ".join(element.itertext()).split())


class _Reader:
    def __init__(self, people: dict[str, str]) -> None:
        self.build = Builder()
        self.people = people
        self.printed: str | None = None  # the name that a note before an utterance gives
        self.tokens = 0

    def text(self, text: str | None) -> None:
        # Between tokens blanks are only layout of the file.
        if not self.tokens or (text or "").strip():
            self.build.text(text)

    def enter(self, element: Element) -> bool:
        name = local(element)
        if name in _SKIPPED:
            return False
        if name == "pb":
            self.build.words.page(element.get("n") or "")
            return False
        if name in ("u", "sp"):
            self.build.flush()
            who = (element.get("who") or "").lstrip("#")
            self.build.speaker = self.printed or self.people.get(who) or who or None
        if name == "lb":
            self.build.text(" ")
        elif name in ("w", "pc") and not self.tokens:
            self.tokens = 1
        if name in _TABLE:
            self.build.begin_part(_TABLE[name], head=element.get("role") == "label" and name == "row")
        elif _is_note(element, name):
            self.build.begin_note(element.get("n") or "")
        elif (place := self._place(element, name)) is not None:
            self.build.begin(*place)
        elif name in _BLOCKS:
            self.build.begin_same() if name in ("p", "seg") else self.build.begin(Role.PARAGRAPH)
        return True

    def leave(self, element: Element) -> None:
        name = local(element)
        if name in ("w", "pc"):
            following = element.getnext()
            joined = element.get("join") in ("right", "both") or (
                following is not None and following.get("join") in ("left", "both")
            )
            self.build.text("" if joined else " ")
        elif name == "s":
            self.tokens = 0
        if name in _TABLE:
            self.build.end_part(_TABLE[name])
        elif _is_note(element, name):
            self.build.end_note()
        elif (place := self._place(element, name)) is not None:
            words = self.build.end()
            if place[0] is Role.SPEAKER and words:
                self.printed = words.rstrip(" :")
                if name == "speaker":
                    self.build.speaker = self.printed
        elif name in _BLOCKS:
            self.build.end()
            if name in ("u", "sp"):
                self.build.speaker = self.printed = None

    @staticmethod
    def _place(element: Element, name: str) -> tuple[Role, int] | None:
        if name == "note":
            kind = element.get("type") or ""
            return (Role.SPEAKER if kind == "speaker" else Role.STAGE), 0
        return _ROLES.get(name)


def _is_note(element: Element, name: str) -> bool:
    """Tell a footnote, which has a place or number, from a remark of the minutes ("(Applause)")."""
    return name == "note" and (element.get("place") is not None or element.get("n") is not None)
