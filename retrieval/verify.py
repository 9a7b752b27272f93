"""The gate that every answer passes before anyone sees it, whoever wrote the draft."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from ingest.document import Document
from ingest.labels import label_at
from ingest.load import MONTHS
from ingest.statement import fold
from protokoll.texts import ACTS, ANSWERS
from retrieval.answer import Citation, Draft
from retrieval.who import surnames

_MARKER = re.compile(r"\[(\d+)\]")
_OPENING, _CLOSING = "„“", "“”"
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
# Spelled numbers count as numbers; "a", "one", "ein" are articles as well and say nothing.
_SPELLED = {word: str(n) for texts in ANSWERS.values() for n, word in texts.counts.items()}


@dataclass(frozen=True)
class Checked:
    """A draft taken apart: words in quotes, and sentences of its own words with their markers.

    `bare` are these without what needs no source.
    """

    draft: Draft
    document: Document
    quotes: tuple[str, ...]
    own: str
    bare: str


def faults(draft: Draft, document: Document, given: Sequence[str] = ()) -> list[str]:
    """Check a draft against the document.

    Args:
        draft: the answer's text with markers, and its citations.
        document: what is cited.
        given: words that need no source: parts of the question repeated as missing, the editors' address, our limits.

    Returns:
        What is wrong, in English, for the log; empty where the draft may be shown.
    """
    quotes, own = _split(draft, [words for words in given if _quotes(words)])
    checked = Checked(draft, document, quotes, own, _without(own, given))
    # The other checks lean on the citations, so a false citation ends the matter.
    return list(_citations_verbatim(checked)) or [fault for check in _CHECKS for fault in check(checked)]


def _citations_verbatim(checked: Checked) -> Iterator[str]:
    statements = {statement.id: statement for statement in checked.document.statements}
    for citation in (*checked.draft.citations, *checked.draft.closest, *checked.draft.further):
        statement = statements.get(citation.statement_id)
        if statement is None or not statement.start <= citation.start < citation.end <= statement.end:
            yield f"citation {citation.marker} does not lie inside one statement"
        elif checked.document.quote(citation.start, citation.end) != citation.quote:
            yield f"citation {citation.marker} is not verbatim at its offsets"
        elif citation.translation not in (None, statement.translation):
            yield f"citation {citation.marker} carries a translation of other words"
        elif _is_anothers(citation, checked.document):
            yield f"citation {citation.marker} begins with the label of somebody else"


def _is_anothers(citation: Citation, document: Document) -> bool:
    """Say whether quoted words begin with the label of a known person who is not the one they are given to."""
    label = label_at(citation.quote, 0)
    named = label.named if label else None
    if named is None or not citation.speaker:
        return False
    roles = [speaker.role for speaker in document.speakers if speaker.written == citation.speaker]
    own = " ".join((citation.speaker, *roles))
    known = named.alone or named.speaker.surname in surnames(document)
    return known and (named.speaker.role if named.alone else named.speaker.surname).casefold() not in own.casefold()


def _markers_match(checked: Checked) -> Iterator[str]:
    used = [int(number) for number in _MARKER.findall(checked.own)]
    if used != [citation.marker for citation in checked.draft.citations] or used != list(range(1, len(used) + 1)):
        yield f"markers {used} do not correspond one to one to the citations"


def _quotes_verbatim(checked: Checked) -> Iterator[str]:
    sources = _sources(checked.document)
    for quote in checked.quotes:
        pieces = map(fold, re.split(r"\s*\[…\]\s*", quote))
        if not all(any(piece in source for source in sources) for piece in pieces):
            yield f"quoted words are neither in the document nor in its translation: {quote}"


def _numbers_borne(checked: Checked) -> Iterator[str]:
    borne = set(_numbers(" ".join(_borne(citation, checked.document) for citation in checked.draft.citations)))
    borne.add(str(len(checked.draft.citations)))
    for number in _numbers(_MARKER.sub(" ", checked.bare)):
        if number not in borne:
            yield f"number {number} is not borne by a cited statement"


def _names_borne(checked: Checked) -> Iterator[str]:
    """Capitalised words of the answer's own must be known: from the cited statements or from our own sentences."""
    known = _vocabulary() | _words(" ".join(_borne(c, checked.document) for c in checked.draft.citations))
    for word in re.findall(r"\b[A-ZÄÖÜ][\w-]+", _MARKER.sub(" ", checked.bare)):
        if word.lower() not in known:
            yield f"name {word} is not borne by a cited statement"


def _nobody_speaks(checked: Checked) -> Iterator[str]:
    """No name stands beside a marker but the speaker's of what is cited, or one that the quoted words name."""
    people = surnames(checked.document)
    cited = {citation.marker: citation for citation in checked.draft.citations}
    for sentence in re.split(r"\n+|(?<=[.?!])\s+(?=[A-ZÄÖÜ])", _without_places(checked)):
        named = {name for name in people if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", sentence)}
        for number in _MARKER.findall(sentence):
            citation = cited.get(int(number))
            own = citation.speaker or "" if citation else ""
            own += f" {citation.quote}" if citation and "participant" in citation.kinds else ""
            if any(name not in own for name in named):
                yield f"somebody who is not its speaker is named beside marker {number}"


def _without_places(checked: Checked) -> str:
    """The answer's own words without the places of what it cites: "TOP 3: Antrag von Frau K." is where, not who."""
    own = checked.bare
    places = {part for citation in checked.draft.citations for part in citation.section}
    for part in sorted(places, key=len, reverse=True):
        own = own.replace(f"({part}", "(").replace(f"\n{part}", "\n").replace(f", {part}", ",")
    return own


_CHECKS: tuple[Callable[[Checked], Iterator[str]], ...] = (
    _markers_match, _quotes_verbatim, _numbers_borne, _names_borne, _nobody_speaks,
)  # fmt: skip


def _split(draft: Draft, given: Sequence[str]) -> tuple[tuple[str, ...], str]:
    """Return the outermost quotations and the text without them. A quotation inside a quotation belongs to it.

    Whole citations are taken out first: their own quotation marks may be unbalanced ("„Titel" in a newspaper's text).
    So is what is given and quotes something itself, once each: the title "Fachgespräch „Holzbau"" is no quotation.
    So are places: a heading may close otherwise than it opens (Antrag 24-017 „NachtRuhe" – Schlafmittel).
    """
    text = _without_sic(draft.text)
    for words in given:
        text = text.replace(words, " ", 1)
    quotes: list[str] = []
    for words in (_without_sic(words) for c in draft.citations for words in (c.quote, c.translation) if words):
        for marked in (f"„{words}“", f"“{words}”"):
            if marked in text:
                text = text.replace(marked, "", 1)
                quotes.append(words)
    for part in sorted({part for c in draft.citations for part in c.section if _quotes(part)}, key=len, reverse=True):
        text = text.replace(part, " ")
    own: list[str] = []
    position = 0
    while position < len(text):
        if text[position] not in _OPENING:
            own.append(text[position])
            position += 1
            continue
        end = _closing(text, position)
        quotes.append(text[position + 1 : end])
        position = end + 1
    return tuple(quotes), "".join(own)


def _quotes(words: str) -> bool:
    return bool(set(words) & {*_OPENING, *_CLOSING})


def _closing(text: str, start: int) -> int:
    """Return where the quotation that opens at `start` ends; the end of its line where it is never closed."""
    german = text[start] == "„"
    depth = 0
    for position in range(start, len(text)):
        sign = text[position]
        if sign == "\n":
            return position
        if sign == ("„" if german else "“"):
            depth += 1
        elif sign in ("“”" if german else "”"):
            depth -= 1
            if depth == 0:
                return position
    return len(text)


def _sources(document: Document) -> list[str]:
    """The texts in which a quoted phrase may stand; one statement each, so that no phrase is stitched together."""
    both = [(statement.text, statement.translation or "") for statement in document.statements]
    # Headings quote too: "Anfrage betreffend „Offene Jugendarbeit“" stands beside what is cited.
    both += [(section.title, section.translation or "") for section in document.sections]
    return [document.title, *(_without_sic(text) for pair in both for text in pair)]


def _without_sic(text: str) -> str:
    return text.replace(" [sic]", "")


def _borne(citation: Citation, document: Document) -> str:
    """What a citation bears: its words, their translation, and where it stands, in both languages."""
    english = {section.title: section.translation or "" for section in document.sections}
    english |= {s.text.removesuffix(":"): s.translation or "" for s in document.statements}
    statement = next(s for s in document.statements if s.id == citation.statement_id)
    places = " ".join((*citation.section, *(english.get(part, "") for part in citation.section)))
    page = f"{citation.printed or ''} {citation.page or ''} {citation.speaker or ''}"
    words = f"{citation.quote} {citation.translation or ''} {places} {statement.label or ''} {statement.label_en or ''}"
    return f"{words} {page}"


def _numbers(text: str) -> list[str]:
    """Numbers as digits: number words, and dates as day, month, year."""
    months = rf"\b({'|'.join(MONTHS)})\b(?=\s+\d{{4}})"
    lowered = re.sub(months, lambda month: str(MONTHS[month[1]]), text.lower())
    words = [_SPELLED[word] for word in re.findall(r"\w+", lowered) if word in _SPELLED]
    digits = [part for number in _NUMBER.findall(lowered) for part in _parts(number)]
    return [*words, *digits]


def _parts(number: str) -> list[str]:
    """A date or time counts by its parts; leading zeros do not matter."""
    return [part.lstrip("0") or "0" for part in re.split(r"[.:]", number)] if number.count(".") > 1 else [number]


def _without(text: str, parts: Sequence[str]) -> str:
    for part in filter(None, parts):  # as whole words: a given "3" is not the 3 of "13", nor of "212.3"
        text = re.sub(rf"(?<!\w)(?<!\d[.,:]){re.escape(part)}(?!\w)(?![.,:]\d)", " ", text)
    return text


def _words(text: str) -> set[str]:
    whole = [word.lower() for word in re.findall(r"\w[\w-]*", text)]  # of "Dipl.-Ing." the second one is "Ing"
    return {*whole, *(part for word in whole for part in word.split("-"))}  # "2/3-Mehrheit"


@cache
def _vocabulary() -> frozenset[str]:
    """The words of our own sentences."""
    values = [value for texts in (*ANSWERS.values(), *ACTS.values()) for value in vars(texts).values()]
    strings = [v for value in values for v in (value.values() if not isinstance(value, str) else [value])]
    return frozenset(_words(" ".join(strings)))
