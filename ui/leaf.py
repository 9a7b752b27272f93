"""A document set as a text to read: sections, statements within statements, who speaks and where a page begins."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.document import Document, Section
from ingest.statement import Statement
from protokoll.texts.ui import UI

TOLD = ("decision", "vote", "task")  # kinds that one looks for when leafing through minutes
DEEPEST = 4  # levels of headings below the title's


@dataclass(frozen=True)
class Words:
    """Words that are bold, or are not."""

    text: str
    bold: bool = False


@dataclass
class Line:
    """A statement as it is shown; `page` and `who` only where they change."""

    anchor: str
    parts: Sequence[Words]
    page: str
    page_link: str
    who: str
    kinds: Sequence[str]
    translation: str
    children: list["Line"] = field(default_factory=list)


@dataclass
class Part:
    """A section with its statements; the one before the first heading has neither anchor nor title."""

    anchor: str
    title: str
    translation: str
    depth: int
    lines: list[Line] = field(default_factory=list)


def anchored(statement: str) -> str:
    """Return the anchor of a statement on its document's page: its id without the document."""
    return statement.split("/", 1)[-1]


def leaves(document: Document, language: str, original: str) -> list[Part]:
    """Set a document.

    Args:
        document: what is set.
        language: of the words for pages and kinds; translations stand beside the text in English only.
        original: the address of the document's file.

    Returns:
        Its parts, in the order of the text.
    """
    parts = [Part("", "", "", 0), *_headings(document, language)]
    starts = [section.start for section in document.sections]
    course = _Course(document, language, original)
    known: dict[str, Line] = {}
    here = 0
    for statement in document.statements:
        while here < len(starts) and starts[here] <= statement.start:
            here += 1
            known.clear()  # a bullet goes on within its section only
            course.begin(document.sections[here - 1].title)
        line = course.line(statement)
        parent = known.get(statement.parent or "")
        (parent.children if parent else parts[here].lines).append(line)
        known[statement.id] = line
    return [part for part in parts if part.anchor or part.lines]


def _headings(document: Document, language: str) -> Iterator[Part]:
    levels = sorted({section.level for section in document.sections})
    for number, section in enumerate(document.sections, 1):
        depth = min(levels.index(section.level), DEEPEST - 1)
        yield Part(f"abschnitt-{number}", section.title, _translation(section, language), depth)


def _translation(told: Section | Statement, language: str) -> str:
    return (told.translation or "") if language == "en" else ""


class _Course:
    """What was said last, while the statements are gone through: the page, who spoke."""

    def __init__(self, document: Document, language: str, original: str) -> None:
        self._document = document
        self._language = language
        self._original = original
        self._page: int | None = None
        self._begin = True
        self._title = ""
        self._speaker: str | None = None

    def begin(self, title: str) -> None:
        """Begin a section: whoever speaks is named again."""
        self._begin, self._title = True, title

    def line(self, statement: Statement) -> Line:
        """Return a statement as it is shown."""
        words = UI[self._language]
        kinds = [words.kinds[kind] for kind in statement.kind_names if kind in TOLD]
        page = statement.page if statement.page != self._page else None
        self._page = statement.page or self._page
        return Line(
            anchor=anchored(statement.id),
            parts=_bolded(self._document, statement),
            page=words.page.format(page=statement.printed or page) if page else "",
            page_link=f"{self._original}#page={page}" if page and self._document.format == "PDF" else "",
            who=self._who(statement, told=bool(kinds)),
            kinds=kinds,
            translation=_translation(statement, self._language),
        )

    def _who(self, statement: Statement, told: bool) -> str:
        """Return who speaks, unless it is the one before, or words or heading say it; `told`: a tag says enough."""
        speaker, text = statement.speaker, statement.text
        before, first = (None if self._begin else self._speaker), self._begin
        if (speaker == before and not first) or (not speaker and re.fullmatch(r"\(.*\)", text, re.DOTALL)):
            return ""  # "(Beifall)" takes nobody the floor
        self._speaker, self._begin = speaker, False
        if not speaker:
            return UI[self._language].nobody if before and not told else ""
        surname = re.sub(r"\s*[(\[].*$", "", speaker).rsplit(" ", 1)[-1]
        named = statement.lead or (statement.reported and surname in text) or (first and surname in self._title)
        return "" if named else speaker


def _bolded(document: Document, statement: Statement) -> list[Words]:
    """Return a statement's words with the bold of the source, or without it where they are seen otherwise."""
    lead = statement.text[: statement.lead]
    paragraph = document.text.rfind("\n\n", 0, statement.start) + 1
    inside = document.text.count("**", paragraph, statement.start)  # of "**Ort:** Kiel" the statement begins in bold
    pieces = document.text[statement.start : statement.end].split("**")
    found = [Words(re.sub(r"\s+", " ", piece), bold=place % 2 == 1) for place, piece in enumerate(pieces, inside)]
    found = [part for part in found if part.text]
    if found:
        found[0] = Words(found[0].text.lstrip(), found[0].bold)
        found[-1] = Words(found[-1].text.rstrip(), found[-1].bold)
    if "".join(part.text for part in found) != statement.text:
        found = [Words(statement.text)]
    return [Words(lead, bold=True), *_behind(found, len(lead))] if lead else found


def _behind(parts: Sequence[Words], count: int) -> Iterator[Words]:
    """Yield the parts behind the first characters."""
    for part in parts:
        if len(part.text) > count:
            yield Words(part.text[count:], part.bold)
        count = max(0, count - len(part.text))
