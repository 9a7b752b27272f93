"""Next questions that the document can answer, taken from its question bank."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from ingest.document import Document
from ingest.statement import Statement
from protokoll.texts import ANSWERS
from retrieval.rarity import weight, words

MOST = 3
LONGEST_TITLE = 60  # characters: an item called by a whole sentence makes no question
_ASKED_WELL = ("answered", "topic", "multi")
_WELL_FORMED = re.compile(r"[A-ZÄÖÜ][^!:;()\n]{20,95}\?")


def suggestions(document: Document, language: str, near: Sequence[Statement], asked: str) -> tuple[str, ...]:
    """Choose questions whose answers stand near what was found; without a bank, questions for whole sections.

    Args:
        document: with its bank.
        language: "de" or "en".
        near: statements near the question, nearest first; those just cited should not be among them.
        asked: the question just asked, which is not suggested again.

    Returns:
        At most MOST questions, each about another statement.
    """
    askable = _askable(document, language)
    texts = [statement.text for statement in near]
    found = [next((q for q in askable.get(text, ()) if q.casefold() != asked.casefold()), "") for text in texts]
    chosen = tuple(question for question in found if question)
    return chosen[:MOST] if chosen else tuple(_for_sections(document, language))[:MOST]


@lru_cache(maxsize=32)
def _askable(document: Document, language: str) -> dict[str, tuple[str, ...]]:
    """Statement → questions about it that were typed with care, those nearest to its words first.

    A question far from its words ("Was hätte man am liebsten schon gestern gehabt?") is a riddle to who reads it.
    """
    known = document.text.casefold()
    found: dict[str, tuple[str, ...]] = {}
    for question in document.questions:
        fits = question.language == language and question.kind in _ASKED_WELL and question.statements
        if not fits or question.before or not _WELL_FORMED.fullmatch(question.question):
            continue
        # The bank has typing errors on purpose; a word in no list and not in the document may be one.
        if all(weight(word) < 1 or word in known for word in words(question.question)):
            text = question.statements[0]
            found[text] = (*found.get(text, ()), question.question)
    said = {s.text: s.translation if language == "en" else s.text for s in document.statements}
    return {text: tuple(sorted(some, key=lambda q: -_shared(q, said[text] or text))) for text, some in found.items()}


def _shared(question: str, statement: str) -> float:
    """Share of the question's words, weighted by rarity, that a statement has."""
    have = set(words(statement))
    asked = set(words(question))
    total = sum(weight(word) for word in asked)
    return sum(weight(word) for word in asked & have) / total if total else 0.0


def _for_sections(document: Document, language: str) -> Iterator[str]:
    for section in document.sections:
        title = section.translation if language == "en" else section.title
        if title and len(title) <= LONGEST_TITLE:
            yield ANSWERS[language].about_section.format(section=title)
