"""Of a long passage the sentences that answer: a reader wants one of them, not the paragraph around it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.document import Document
from ingest.passages import placed
from ingest.pieces import sentence_ends
from ingest.statement import Statement
from retrieval.evidence import Evidence
from retrieval.reranker import Logits

Scores = Callable[[str, Sequence[str]], Logits]
FEW = 3  # passages; of more, an overview is wanted
LONG, SENTENCES = 220, 3  # characters and sentences from which a passage is more than one wants to read
# Logits under the best sentence within which another may answer as well. Over the documents set apart, 209 questions
# whose evidence stands in such a passage: 3 keeps it in 98 % of them with 70 % of the words, 2 in 94 % with 58 %.
MARGIN = 3.0
SHORTEST = 40  # characters: "Beschlussfähig." alone says nothing
# "Dafür werden …", "Die Werkleitung verneinte das.", "– Die AfD.": says nothing without the sentence before
_LEANS = re.compile(
    r"[^.?!]{0,60}\b(?:das|dies|dazu|this|that|it)[.,;!]|[–—-]\s|"
    r"\W*(?:dies\w*|das|er|sie|es|ihn\w*|ihr\w*|sein\w*|da\w{0,6}|dort|hier\w*|deshalb|deswegen|auch|aber|doch|jedoch|"
    r"nur|so|this|that|these|those|it|its|he|she|they|his|her|their|there\w*|but|however|also|both)\b",
    re.IGNORECASE,
)


def narrowed(evidence: Evidence, scores: Scores) -> Evidence:
    """Quote of a few long passages only the sentences that answer.

    Args:
        evidence: what was decided and edited, about a question.
        scores: how surely passages answer a question, as logits.

    Returns:
        The same with shorter statements, each still the document's span between its offsets.
    """
    about, document = evidence.about, evidence.document
    others = tuple(narrowed(replace(other, about=other.about or about), scores) for other in evidence.others)
    whole = evidence.aim or evidence.listed or evidence.whole or evidence.everything or evidence.short
    if evidence.state != "answer" or not about or whole or len(evidence.chosen) > FEW:
        return replace(evidence, others=others)
    chosen = tuple(_narrow(about, statement, document, scores) for statement in evidence.chosen)
    return replace(evidence, others=others, chosen=chosen)


def _narrow(question: str, statement: Statement, document: Document, scores: Scores) -> Statement:
    if len(statement.quote) < LONG or statement.translation or statement.sic is not None:
        return statement
    starts = [statement.quote_start, *sentence_ends(document.text, statement.quote_start, statement.end)]
    if len(starts) < SENTENCES:
        return statement
    sentences = [document.quote(*span) for span in pairwise([*starts, statement.end])]
    said = f"{statement.speaker}: " if statement.speaker else ""
    logits = scores(question, [placed(statement.section, f"{said}{each}") for each in sentences])
    kept = [number for number, logit in enumerate(logits) if logit >= logits.max() - MARGIN]
    first, last = kept[0], kept[-1]
    while first and (_LEANS.match(sentences[first]) or len("".join(sentences[first : last + 1])) < SHORTEST):
        first -= 1
    if statement.reported and statement.surname not in "".join(sentences[:1]):
        first = 0  # "Er meint …": nothing tells whose words the rest are
    end = (*starts, statement.end)[last + 1]
    return statement if (first, end) == (0, statement.end) else _between(statement, starts[first], end, document)


def _between(statement: Statement, start: int, end: int, document: Document) -> Statement:
    words = document.quote(start, end)
    stop = start + len(document.text[start:end].rstrip())
    at = statement.text.find(words)
    kinds = tuple(
        replace(kind, start=max(0, kind.start - at), end=min(len(words), kind.end - at))
        for kind in statement.kinds
        if kind.start < at + len(words) and kind.end > at
    )
    return replace(statement, text=words, start=start, end=stop, lead=0, lead_end=None, kinds=kinds)
