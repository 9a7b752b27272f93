"""Akoma Ntoso: debates with speeches, as the Oireachtas, the European Parliament and others publish them."""

from ingest.readers.markup import Element, get, local
from ingest.readers.tree import Builder, walk
from ingest.source import Role, Source

_SKIPPED = {"meta"}
_TABLE = {"table": "table", "tr": "row", "td": "cell", "th": "cell"}
# Element → role, level; "p" and all that hold text by themselves are paragraphs.
_ROLES = {
    "docTitle": (Role.HEADING, 1),
    "heading": (Role.HEADING, 2),
    "subheading": (Role.HEADING, 3),
    "from": (Role.SPEAKER, 0),
    "scene": (Role.STAGE, 0),
    "li": (Role.ITEM, 1),
    "item": (Role.ITEM, 1),
    "tocItem": (Role.CONTENTS, 0),
}
_BLOCKS = {
    "p", "narrative", "summary", "block", "docDate", "docNumber", "docProponent", "session", "container", "speech",
    "question", "answer", "debateSection", "preface", "coverPage", "debateBody", "rollCall", "prayers",
    "oralStatements", "speechGroup", "blockList", "ul", "ol", "listIntroduction", "div", "caption", "tocItem",
    "other", "conclusions", "attachments", "communication", "resolutions", "adjournment", "administrationOfOath",
    "declarationOfVote", "papers", "petitions", "questions", "writtenStatements", "personalStatements",
    "noticesOfMotion", "proceduralMotions", "pointOfOrder", "nationalInterest", "ministerialStatements", "debate",
    "debateReport",
}  # fmt: skip
_SPEECHES = ("speech", "question", "answer")


def read_root(root: Element) -> Source:
    """Read a document.

    Args:
        root: its `akomaNtoso`.

    Returns:
        The source; the blocks of a speech carry the name in its `from`, else that of the person in `by`.
    """
    reader = _Reader({get(p, "eId") or get(p, "id") or "": p.get("showAs") or "" for p in root.iter("{*}TLCPerson")})
    walk(root, reader.enter, reader.leave, reader.build.text)
    reader.build.flush()
    reader.build.writing.titled()
    date = next((d.get("date") or "" for d in root.iter("{*}docDate", "{*}FRBRdate")), "")
    return reader.build.writing.source(date=date)


class _Reader:
    def __init__(self, people: dict[str, str]) -> None:
        self.build = Builder()
        self.people = people
        self.depth = 0

    def enter(self, element: Element) -> bool:
        name = local(element)
        if name in _SKIPPED:
            return False
        if name == "authorialNote":
            self.build.begin_note(get(element, "marker") or "")
        if name in _SPEECHES:
            self.build.flush()
            self.build.speaker = self.people.get((element.get("by") or "").lstrip("#")) or None
        self.depth += name == "debateSection"
        if name in ("br", "eol"):
            self.build.words.line_break()
        elif name in _TABLE:
            self.build.begin_part(_TABLE[name], head=name == "th")
        elif name in _ROLES:
            role, level = _ROLES[name]
            if role is Role.HEADING:
                self.build.speaker = None
                level = level if level == 1 else min(6, max(level, level + self.depth - 1))
            self.build.begin(role, level)
        elif name in _BLOCKS:
            self.build.begin_same() if name == "p" else self.build.begin(Role.PARAGRAPH)
        elif name == "num":
            self.build.text(" ")
        return True

    def leave(self, element: Element) -> None:
        name = local(element)
        self.depth -= name == "debateSection"
        if name in _TABLE:
            self.build.end_part(_TABLE[name], head=name == "th")
        elif name == "authorialNote":
            self.build.end_note()
        elif name in _ROLES:
            words = self.build.end()
            if name == "from" and words:
                self.build.speaker = words.rstrip(" :")
        elif name in _BLOCKS:
            self.build.end()
            if name in _SPEECHES:
                self.build.speaker = None
        elif name == "num":
            self.build.text(" ")
