"""Evidence becomes the answer: written, verified, and withheld where it does not stand up to verification."""

import logging
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from retrieval.answer import Answer, Citation, Draft, Reason
from retrieval.evidence import CLOSEST, Evidence
from retrieval.extractive import given, write
from retrieval.question import LONGEST_QUESTION, Query
from retrieval.suggest import suggestions
from retrieval.verify import faults

log = logging.getLogger(__name__)


def verified(query: Query, evidence: Evidence, contact: str, *, several: bool) -> Answer:
    """Write and verify an answer.

    Args:
        query: what was asked.
        evidence: what was decided.
        contact: the editors' address, "" for none.
        several: there are other documents.

    Returns:
        The answer without the parts that do not stand up; says that it is withheld where none does.
    """
    compose = partial(write, query, contact=contact, several=several)
    sound = []
    for part in (evidence, *evidence.others):
        draft = compose(part)
        if wrong := faults(draft, part.document, given(part, contact)):
            log.error("an answer was withheld: %s", "; ".join(wrong))
        else:
            sound.append((part, draft))
    if not sound:
        closest = (evidence.chosen or evidence.near)[:CLOSEST]
        evidence = Evidence(evidence.document, "untrusted", 0.0, Reason.WITHHELD, closest=closest)
        sound = [(evidence, compose(evidence))]
    evidence = sound[0][0]
    draft = _joined([draft for _, draft in sound])
    cited = {citation.statement_id for citation in (*draft.citations, *draft.closest)}
    has_answer = any(part.state == "answer" for part, _ in sound)
    shown = [statement for statement in evidence.document.statements if statement.id in cited]
    return Answer(
        question=query.typed[:LONGEST_QUESTION],
        understood=query.understood,
        language=query.language,
        answer=draft.text,
        answered=has_answer,
        reason=None if has_answer else evidence.reason,
        unanswered=tuple(lacking for part, _ in sound for lacking in part.lacking),
        citations=draft.citations,
        confidence=round(evidence.confidence, 3),
        closest=draft.closest,
        further=draft.further,
        suggestions=suggestions(evidence, query.language, shown, query.asked),
    )


def _joined(drafts: Sequence[Draft]) -> Draft:
    """Drafts of a document each as one, the texts one below the other, their markers counted on."""
    texts: list[str] = []
    citations: list[Citation] = []
    for draft in drafts:
        first = len(citations)
        pieces = re.split(r"\[(\d+)\]", draft.text)  # every other one is the number of a marker
        pieces[1::2] = [f"[{int(number) + first}]" for number in pieces[1::2]]
        texts.append("".join(pieces))
        citations += [replace(one, marker=(one.marker or 0) + first) for one in draft.citations]
    further = tuple(citation for draft in drafts for citation in draft.further)
    return Draft("\n\n".join(texts), tuple(citations), drafts[0].closest, further)
