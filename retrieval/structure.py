"""Questions that the table of contents answers, completely: a section, the participants, the guiding questions."""

import re
from collections.abc import Sequence

from ingest.document import Document, Section
from ingest.statement import Statement
from ingest.words import words

# Number words by which a numbered section can be meant; row n-1 for number n.
_ORDINALS = (
    ("erste", "ersten", "erster", "erstes", "first", "1st"),
    ("zweite", "zweiten", "zweiter", "zweites", "second", "2nd"),
    ("dritte", "dritten", "dritter", "drittes", "third", "3rd"),
    ("vierte", "vierten", "vierter", "viertes", "fourth", "4th"),
    ("fünfte", "fünften", "fünfter", "fünftes", "fuenfte", "fuenften", "fifth", "5th"),
    ("sechste", "sechsten", "sechster", "sechstes", "sixth", "6th"),
    ("siebte", "siebten", "siebter", "siebtes", "seventh", "7th"),
    ("achte", "achten", "achter", "achtes", "eighth", "8th"),
    ("neunte", "neunten", "neunter", "neuntes", "ninth", "9th"),
    ("zehnte", "zehnten", "zehnter", "zehntes", "tenth", "10th"),
)
_NUMBERED = re.compile(r"(\d+)\.\s+\w+")


def named_sections(question: str, document: Document) -> list[Section]:
    """Return the sections that a question names, by number ("im 5. Impuls") or by most of the words of a heading.

    Args:
        question: in German or English.
        document: whose headings count, in German and in translation.

    Returns:
        Sections in the order of the document; empty where none is named.
    """
    asked = set(words(question)) | set(words(question, "en"))
    numbers = _numbers(question)
    return [section for section in document.sections if _names(section, asked, numbers)]


def statements_of(section: Section, document: Document) -> list[Statement]:
    """Return the statements of a section, in order."""
    later = [other.start for other in document.sections if other.start > section.start]
    end = min(later, default=len(document.text))
    return [statement for statement in document.statements if section.end <= statement.start < end]


def without_labels(statements: Sequence[Statement]) -> list[Statement]:
    """Return the statements without bare labels ("Infrastruktur:"), which stand above others as their section."""
    parents = {statement.parent for statement in statements}
    return [s for s in statements if not (s.kind_names == ("label",) and s.id in parents)]


def _names(section: Section, asked: set[str], numbers: set[int]) -> bool:
    numbered = _NUMBERED.match(section.title)
    heading = set(words(section.title))
    english = set(words(section.translation or "", "en"))
    if numbered:
        return int(numbered[1]) in numbers and bool(asked & ({*heading, *english} - {numbered[1]}))
    return any(len(asked & title) / len(title) > 0.5 for title in (heading, english) if title)


def _numbers(question: str) -> set[int]:
    tokens = re.findall(r"\w+", question.lower())
    spelled = {n for n, row in enumerate(_ORDINALS, start=1) for token in tokens if token in row}
    return spelled | {int(token) for token in re.findall(r"\b(\d{1,2})\b", question)}
