"""Next questions that a reader of the answer would ask: on its topic, answerable, in plain words; or none.

They come from the document's question bank. A question is worth suggesting if it is about a statement near the answer
and not in it, shares the topic's words with the answer, and asks what the statement says, not for a detail of it.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from ingest.document import Document
from ingest.statement import Statement
from retrieval.answer import Reason
from retrieval.evidence import Evidence
from retrieval.rarity import stems, weight, words

MOST = 3
NEAR = 8  # statements beside the answer that may be asked for
TELLING = 0.5  # rarity from which a word belongs to a topic
GROUNDED = 0.5  # share of a question's rarity that its statement must have: else it is a riddle to who reads it
_ASKED_WELL = ("answered", "topic", "multi")
_WELL_FORMED = re.compile(
    r"(?:Was|Warum|Wie|Wo|Wofür|Woran|Womit|Welche[rsnm]?|What|Why|How|Where|Which) [^!:;()\n„“\"‚‘]{12,80}\?"
)
# Quiz questions: for a name, a number of things, a saying, what was where.
_QUIZ = re.compile(
    r"(?:Wie (?:lautet|heißt|heißen|nennt|viele?|hoch|alt)|What (?:is the (?:name|title|date|number)|are the names)|"
    r"How (?:many|much|old|high)|Was war (?:das Thema|der Titel)|"
    r"Welche[rsnm]? (?:Wochentag|Stadt|Land|Tag|Person|Zahl|Ort|Wort|Begriff|Name)|"
    r"(?:Which|What) (?:day|city|town|country|person|number|word|term|place|weekday))\b",
    re.IGNORECASE,
)
_NONE_AFTER = (Reason.CONVERSATION, Reason.UNCLEAR, Reason.OFF_TOPIC)


def suggestions(evidence: Evidence, language: str, cited: Sequence[Statement], asked: str) -> tuple[str, ...]:
    """Choose questions that go on from an answer.

    Args:
        evidence: what was decided; its statements near the question, nearest first.
        language: "de" or "en".
        cited: the statements that the answer shows, which are not asked for again.
        asked: the question just asked, which is not suggested again.

    Returns:
        At most MOST questions, each about another statement; none after thanks and goodbyes, and for documents without
        a bank.
    """
    if evidence.reason in _NONE_AFTER:
        return ()
    askable = _askable(evidence.document, language)
    topic = _telling([asked, *(_said(statement, language) for statement in cited)])
    known = {statement.id for statement in cited}
    chosen: dict[str, None] = {}
    for statement in [s for s in evidence.near if s.id not in known and "participant" not in s.kind_names][:NEAR]:
        if topic & _telling([_said(statement, language)]):
            others = (q for q in askable.get(statement.text, ()) if q.casefold() != asked.casefold())
            chosen |= dict.fromkeys([next((q for q in others if topic & _telling([q])), "")])
    return tuple(question for question in chosen if question)[:MOST]


@lru_cache(maxsize=32)
def _askable(document: Document, language: str) -> dict[str, tuple[str, ...]]:
    """Statement → well-formed questions about it, those nearest to its words first."""
    said = {statement.text: _said(statement, language) for statement in document.statements}
    found: dict[str, list[tuple[float, str]]] = {}
    for question in document.questions:
        fits = question.language == language and question.kind in _ASKED_WELL and not question.before
        well_formed = _WELL_FORMED.fullmatch(question.question) and not _QUIZ.match(question.question)
        if not (fits and well_formed and question.statements):
            continue
        text = question.statements[0]
        grounded = _shared(question.question, said.get(text, text))
        # The bank has typing errors on purpose; a word in no list and not in the document may be one.
        typed_well = all(weight(word) < 1 or word in document.text.casefold() for word in words(question.question))
        if grounded >= GROUNDED and typed_well:
            found.setdefault(text, []).append((-grounded, question.question))
    return {text: tuple(question for _, question in sorted(some)) for text, some in found.items()}


def _said(statement: Statement, language: str) -> str:
    return (statement.translation if language == "en" else None) or statement.text


def _telling(texts: Iterable[str]) -> set[str]:
    """Stems of the words that belong to a topic."""
    return {stem for text in texts for word in words(text) if weight(word) >= TELLING for stem in stems(word)}


def _shared(question: str, statement: str) -> float:
    """Share of the question's words, weighted by rarity, that a statement has."""
    have = {stem for word in words(statement) for stem in stems(word)}
    asked = {word: weight(word) for word in words(question)}
    total = sum(asked.values())
    return sum(rare for word, rare in asked.items() if have & set(stems(word))) / total if total else 0.0
