"""Next questions that the document can answer, taken from its question bank."""

import re
from collections.abc import Iterator, Sequence

from ingest.document import BankQuestion, Document
from ingest.statement import Statement
from protokoll.texts import ANSWERS
from retrieval.rarity import Rarity, words

MOST = 3
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
    texts = [statement.text for statement in near]
    chosen: dict[str, str] = {}
    for question in _askable(document, language):
        text = question.statements[0]
        new = text in texts and text not in chosen and question.question.casefold() != asked.casefold()
        if new and _spelled_well(question.question, document):
            chosen[text] = question.question
    found = [chosen[text] for text in texts if text in chosen]
    return tuple(found[:MOST]) if found else tuple(_for_sections(document, language))[:MOST]


def _askable(document: Document, language: str) -> Iterator[BankQuestion]:
    """Questions typed with care, about one statement that answers them."""
    for question in document.questions:
        fits = question.language == language and question.kind in ("answered", "topic", "multi")
        if fits and question.statements and _WELL_FORMED.fullmatch(question.question):
            yield question


def _spelled_well(question: str, document: Document) -> bool:
    """The bank has typing errors on purpose; a word that is in no list and not in the document may be one."""
    rarity = Rarity.load()
    known = document.text.casefold()
    return all(rarity.weight(word) < 1 or word in known for word in words(question))


def _for_sections(document: Document, language: str) -> Iterator[str]:
    for section in document.sections:
        title = section.translation if language == "en" else section.title
        if title:
            yield ANSWERS[language].about_section.format(section=title)
