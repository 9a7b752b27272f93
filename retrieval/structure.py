"""Questions that the table of contents answers, completely: a section, the participants, the guiding questions."""

import re
from collections.abc import Collection, Sequence, Set
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from ingest.document import Document, Section
from ingest.packaged import read_table
from ingest.statement import Statement
from ingest.words import words
from protokoll.texts import ANSWERS
from retrieval.rarity import weight

# Number words by which a numbered section can be meant.
_ORDINALS = {
    word: number
    for row in (
        "erste zweite dritte vierte fünfte sechste siebte achte neunte zehnte",
        "first second third fourth fifth sixth seventh eighth ninth tenth",
        "1st 2nd 3rd 4th 5th 6th 7th 8th 9th 10th",
    )
    for number, word in enumerate(row.split(), start=1)
}
# These count after a word like "number" or the section's own ("opening statement number two").
_CARDINALS = {"eins": 1, "one": 1} | {
    word: number for texts in ANSWERS.values() for number, word in texts.counts.items()
}
_BEFORE_CARDINALS = frozenset({"number", "nummer", "nr"})
LABEL = 6  # words of the label of a list, at most
SERIES = 3  # paragraphs that one word counts off
_COUNTED = re.compile(r"([A-ZÄÖÜ]\w+)\s+\d{1,2}\s*[:.)–]")  # "These 3: …"
SAYS_SOMETHING = 0.5  # rarity of a word that must be about the list
_NUMBERED = re.compile(r"(\d+)\.\s+\w+")


def asks_for_missing_number(question: str, document: Document) -> bool:
    """Say whether a question names a numbered section that is not there ("der siebte Impuls", "TOP 7" of six)."""
    items = {int(match[1]) for section in document.sections if (match := _ITEM_SURELY.search(section.title))}
    if len(items) > 1 and any(int(number) not in items for number in _ITEM_SURELY.findall(question)):
        return True
    sections = (section for section in document.sections if _part(section) is _parts()["numbered"])
    numbered = [section for section in sections if _NUMBERED.match(section.title)]
    there = {int(section.title.split(".")[0]) for section in numbered}
    named = {stem for section in numbered for stem in (_heading(section)[-1], *words(section.title))}
    numbers: set[int] = set()
    for clause in re.split(r"(?<!\d)\.|[?!,:;]", question.lower()):
        spoken = [token for token in re.findall(r"\w+", clause) if token not in _BEFORE_CARDINALS]
        before = {n for word, noun in pairwise(spoken) if named & set(_stems(noun)) for n in _numbers(word)}
        # "Impuls 7", at the end: "Gibt es im Impuls 10 neue Professuren?" counts professorships.
        after = _numbers(" ".join(spoken[-2:])) if len(spoken) > 1 and named & set(_stems(spoken[-2])) else set()
        numbers |= before or after
    return bool(numbers - there)


# How an agenda's item is named in a heading, and in a question.
_ITEM = re.compile(
    r"(?:Zu\s+)?(?:TOP|Tagesordnungspunkt|Punkt|Item|Agenda item|§)?\s*\(?(\d{1,3})[.):]?(?=[\s:–-]|$)", re.IGNORECASE
)
_ITEM_ASKED = re.compile(
    r"\b(?:TOP|Tagesordnungspunkt|Punkt|Ziffer|Nummer|(?:agenda )?item|point|number)\s*(?:no\.?|nr\.?)?\s*(\d{1,3})\b",
    re.IGNORECASE,
)
# How a question names a statement that is counted off ("These 16", "thesis 12"), and how its text begins.
_POINT_ASKED = re.compile(
    r"\b(?:These|Thesis|Aussage|Statement|Forderung|Punkt|Point)\s*(?:nr\.?|no\.?)?\s*(\d{1,3})\b", re.IGNORECASE
)
_POINT = re.compile(r"(?:[A-ZÄÖÜ]\w+\s+)?\(?(\d{1,3})\s*[.:)–](?!\d)\s")
# The same in either where nothing else can be meant, so that a number which is not there is missing.
_ITEM_SURELY = re.compile(r"\b(?:TOP|Tagesordnungspunkt|agenda item)\s*(?:nr\.?\s*)?(\d{1,3})\b", re.IGNORECASE)


def _items_named(question: str, document: Document) -> list[Section]:
    """The items of an agenda that a question names by number ("zu TOP 3", "under item 3"), in order."""
    numbers = {int(number) for number in _ITEM_ASKED.findall(question)}
    return [s for s in document.sections if (match := _ITEM.match(s.title)) and int(match[1]) in numbers]


def of_items(question: str, document: Document) -> list[Statement]:
    """Return the statements of the items that a question names by number, in order."""
    return [statement for section in _items_named(question, document) for statement in statements_of(section, document)]


def without_items(question: str) -> str:
    """Return a question without the items that it names by number."""
    return _ITEM_ASKED.sub(" ", question)


def names_by_number(question: str) -> bool:
    """Say whether a question names an item of the agenda, or a statement that is counted off, by its number."""
    return bool(_ITEM_ASKED.search(question) or _POINT_ASKED.search(question))


def _points_named(question: str, document: Document) -> list[Statement]:
    """The statements that a question names by the number with which they begin, where none has the same."""
    wanted = {int(number) for number in _POINT_ASKED.findall(question)}
    if not wanted:
        return []
    numbers = [(int(match[1]), s) for s in document.statements if (match := _POINT.match(s.text))]
    found = [s for number, s in numbers if number in wanted]
    return found if len(numbers) >= SERIES and len(found) <= len(wanted) else []


def whole_item(question: str, document: Document) -> tuple[Statement, ...]:
    """Return all of the sections that a question asks for as a whole: by an item's number, or by most of a heading.

    Args:
        question: in German or English.
        document: any.

    Returns:
        Statements in order, that alone which it names by the number before it ("These 16"); none where the question
        has another topic, or names nothing that is there.
    """
    headed = _items_named(question, document)
    if not headed and (points := _points_named(question, document)):
        return tuple(points) if _asks_no_more(_POINT_ASKED.sub(" ", question), _whole()) else ()
    sections = headed or named_sections(question, document)
    known = _whole().union(*(each for section in sections for each in (_heading(section), _asked_as(section))))
    if not _asks_no_more(without_items(question) if headed else question, known):
        return ()
    return tuple(without_labels([s for section in sections for s in statements_of(section, document)]))


def _asks_no_more(question: str, known: Set[str]) -> bool:
    """Say whether all words of a question that have a stem are known."""
    return all(not stems or known & set(stems) for stems in map(_stems, re.findall(r"[^\W\d_]+", question)))


def under_label(question: str, document: Document) -> tuple[Statement, ...]:
    """Return the lists whose label a question names: "Welche Bedenken …?" asks for what stands under "Bedenken:".

    Args:
        question: in German or English.
        document: any.

    Returns:
        Each label with its points, in order; none where the question has a word that neither label nor points, nor
        their headings, nor the title know.
    """
    asked = {word: set(_stems(word)) for word in re.findall(r"[^\W\d_]{3,}", question) if _stems(word)}
    found: list[Statement] = []
    for label in document.statements:
        own = label.text.split() if label.text.endswith(":") else []
        wanted = [stems for word in own if (stems := set(_stems(word)))]
        named = {word for word, stems in asked.items() if any(stems & each for each in wanted)}
        if not named or len(own) > LABEL or not all(any(each & asked[word] for word in named) for each in wanted):
            continue
        points = [s for s in document.statements if s.parent == label.id]
        told = " ".join([document.title, *label.section, *(point.text for point in points)]).lower()
        others = [word for word in asked if word not in named and weight(word.lower()) > SAYS_SOMETHING]
        if points and all(any(stem in told for stem in asked[word]) for word in others):
            found += [label, *points]
    return tuple(found) or _series(asked, document)


def _series(asked: Collection[str], document: Document) -> tuple[Statement, ...]:
    """The paragraphs that are counted off by a word, where a question asks for them: "Welche Thesen gibt es?"."""
    counted: dict[str, list[Statement]] = {}
    for statement in document.statements:
        if found := _COUNTED.match(statement.text):
            counted.setdefault(found[1], []).append(statement)
    for name, statements in counted.items():
        one = name.lower()  # "These" is a word of English, too, and has no stem
        plural = [word for word in asked if word.lower().startswith(one.removesuffix("e")) and word.lower() != one]
        others = [word for word in asked if word not in plural and weight(word.lower()) > SAYS_SOMETHING]
        if plural and not others and len(statements) >= SERIES:
            return tuple(statements)
    return ()


def holds_results(title: str) -> bool:
    """Say whether a heading stands above theses, results or a summary."""
    return bool(_parts()["theses"].heading & set(_stems(title)))


def named_sections(question: str, document: Document) -> list[Section]:
    """Return the sections that a question names.

    By number ("im 5. Impuls"), by a word that stands for such a part ("Teilnehmerliste"), or by most of a heading.

    Args:
        question: in German or English.
        document: whose headings count, in German and in translation.

    Returns:
        Sections that have statements, in the order of the document.
    """
    asked, numbers = set(_stems(question)), _numbers(question)
    named = [section for section in document.sections if _names(section, asked, numbers)]
    filled = [section for section in named if statements_of(section, document)]
    strong = [section for section in filled if _names(section, asked - _part(section).weak, numbers)]
    return strong or filled


def statements_of(section: Section, document: Document) -> list[Statement]:
    """Return the statements of a section, in order."""
    later = [other.start for other in document.sections if other.start > section.start and other.level <= section.level]
    end = min(later, default=len(document.text))
    return [statement for statement in document.statements if section.end <= statement.start < end]


def without_labels(statements: Sequence[Statement]) -> list[Statement]:
    """Return the statements without bare labels ("Infrastruktur:"), which stand above others as their section."""
    parents = {statement.parent for statement in statements}
    return [s for s in statements if not (s.kind_names == ("label",) and s.id in parents)]


def _names(section: Section, asked: set[str], numbers: set[int]) -> bool:
    numbered = _NUMBERED.match(section.title)
    if numbered and _part(section) is _parts()["numbered"]:  # "5. Impuls", but no "4. Chair's report"
        return int(numbered[1]) in numbers and bool(asked & {*_asked_as(section), *_heading(section)})
    heading = set(_heading(section))
    return bool(asked & set(_asked_as(section))) or len(asked & heading) / max(1, len(heading)) > 0.5


def _heading(section: Section) -> list[str]:
    """Stems of a heading, German and translated."""
    stems = [*words(section.title), *words(section.translation or "", "en")]
    return [stem for stem in stems if not stem.isdigit()]  # "2+2" does not name "2. Impuls"


def _asked_as(section: Section) -> list[str]:
    """Stems of the words that stand for a section of this kind in questions."""
    return [*_part(section).asked, *_part(section).weak]


@dataclass(frozen=True)
class _Part:
    """A row of structure.toml, its words as stems."""

    heading: frozenset[str] = frozenset()
    asked: frozenset[str] = frozenset()
    weak: frozenset[str] = frozenset()


def _part(section: Section) -> _Part:
    heading = set(_heading(section))
    return next((part for part in _parts().values() if heading & part.heading), _Part())


@cache
def _parts() -> dict[str, _Part]:
    def part(row: dict[str, Any]) -> _Part:
        return _Part(*(frozenset(_stems(" ".join(row.get(name, ())))) for name in ("heading", "asked", "weak")))

    return {row["name"]: part(row) for row in read_table("retrieval", "data/structure.toml")["part"]}


@cache
def _whole() -> frozenset[str]:
    words_of_all = read_table("retrieval", "data/structure.toml")["whole"]["words"]
    return frozenset(_stems(" ".join((*words_of_all, *_ORDINALS, *_CARDINALS))))


def _stems(text: str) -> list[str]:
    return [*words(text), *words(text, "en")]


def _numbers(question: str) -> set[int]:
    tokens = re.findall(r"\w+", question.lower().replace("fuenf", "fünf"))
    ordinals = {_ORDINALS.get(re.sub(r"(?<=te)[nrs]$", "", token), 0) for token in tokens}  # "ersten": "erste"
    cardinals = {
        _CARDINALS.get(token, 0)
        for before, token in pairwise(tokens)
        if before in _BEFORE_CARDINALS or _parts()["numbered"].asked & set(_stems(before))
    }
    return (ordinals | cardinals | {int(token) for token in re.findall(r"\b(\d{1,2})\b", question)}) - {0}
