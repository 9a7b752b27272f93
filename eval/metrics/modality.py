"""Modality: |shown evidence that the answer calls what it is| / |shown evidence|.

Against the hand label of each evidence group that a citation shows. Right when the citation carries the
label among its kinds and the sentence that cites it does not call it something else: a demand or an open
question must be named as such by the sentence or by the line that opens its list, and nothing but these may
be.
"""

import re
from collections.abc import Iterator

from eval.cases import Case
from eval.spans import supports
from eval.words import Sentence, sentences
from retrieval.answer import Answer, Citation

NAMED = {
    "demand": r"\bforder|gefordert|verlang|soll(en|te)?\b|empf|appell|demand|call(s|ed)? for|should|urge|want(s|ed)?\b",
    "question": r"\bfrag|leitfrage|question|\basks?\b|\basked\b|unresolved",
    "fact": r"hält fest|festgehalten|record|nennt|fakt|fact|tatsache|states? |lists?|laut |according to",
    "claim": r"einschätz|urteil|erwart|bewert|befund|these\b|judg|assess|expect|view|consider|thes[ie]s",
}
PLACE = re.compile(r"\([^()]*\)")  # "(6. Impuls, Herausforderungsebenen)" says where, not what
MUST_BE_NAMED = frozenset({"demand", "question"})


def modality(case: Case, answer: Answer) -> float | None:
    """Return the share between 0 and 1; counts answered questions of which a citation shows a group."""
    if not answer.answered or not case.answerable:
        return None
    named = dict(_named_by_marker(answer.answer))
    checks = []
    for group, label in zip(case.evidence, case.modality, strict=True):
        shown = [citation for citation in answer.citations if supports([group], citation.quote)]
        if shown:
            checks.append(any(_right(citation, label, named) for citation in shown))
    return sum(checks) / len(checks) if checks else None


def _right(citation: Citation, label: str, named: dict[int, frozenset[str]]) -> bool:
    words = named.get(citation.marker or 0, frozenset())
    if label not in citation.kinds:
        return False
    if label in MUST_BE_NAMED:
        return label in words
    return not words or not words <= MUST_BE_NAMED


def _named_by_marker(answer: str) -> Iterator[tuple[int, frozenset[str]]]:
    opening: frozenset[str] = frozenset()
    for sentence in sentences(answer):
        here = _named(sentence)
        if not sentence.markers:
            opening = here
        for marker in sentence.markers:
            yield marker, here or opening


def _named(sentence: Sentence) -> frozenset[str]:
    own = PLACE.sub(" ", sentence.own).lower()
    return frozenset(kind for kind, cues in NAMED.items() if re.search(cues, own))
