"""Answering: whether the answer's text says what it should, as what it is, and in the asker's language."""

import re
from collections.abc import Iterator

from eval.cases import Case
from eval.spans import groups_met, supports
from eval.words import Sentence, own_words, sentences
from retrieval.answer import Answer, Citation

GERMAN = """
der die das den dem des ein eine einen und oder nicht ist sind war zu zur zum im am vom von mit für auf
aus bei nach über wie was wer es sie ich wir kein keine als auch dazu hält fest steht nennt laut
"""
ENGLISH = """
the a an and or not is are was were to of in on at from with for by about how what who it they i we no
as also this that these record records minutes says names asks
"""
FUNCTION_WORDS = {"de": frozenset(GERMAN.split()), "en": frozenset(ENGLISH.split())}
HEADINGS = re.compile(r"\[\d+\]\s*\((?:[^()]|\([^()]*\))*\)")  # behind a marker
NAMED = {
    "demand": r"\bforder|gefordert|verlang|soll(en|te)?\b|empf|appell|demand|call(s|ed)? for|should|urge|want(s|ed)?\b",
    "question": r"\bfrag|leitfrage|question|\basks?\b|\basked\b|unresolved",
    "fact": r"hält fest|festgehalten|record|nennt|fakt|fact|tatsache|states? |lists?|laut |according to",
    "claim": r"einschätz|urteil|erwart|bewert|befund|these\b|judg|assess|expect|view|consider|thes[ie]s",
}
PLACE = re.compile(r"\([^()]*\)")  # "(6. Impuls, Herausforderungsebenen)" says where, not what
MUST_BE_NAMED = frozenset({"demand", "question"})


def nugget_recall(case: Case, answer: Answer) -> float | None:
    """Return |nuggets that the answer holds| / |nuggets|; counts answerable questions, a wrong refusal as 0.

    Nuggets as in TREC QA (Voorhees 2003) and AutoNuggetizer (Pradeep et al. 2024), found by regular expressions
    written by hand instead of a model. The answer's text counts, not the sources below it: the reader must find
    the point there.
    """
    if not case.answerable or not case.nuggets:
        return None
    if not answer.answered:
        return 0.0
    found = [re.search(nugget, answer.answer, re.IGNORECASE) is not None for nugget in case.nuggets]
    return sum(found) / len(found)


def truthfulness(case: Case, answer: Answer) -> float | None:
    """Return truthfulness as in CRAG (Yang et al. 2024): accurate 1, missing 0, incorrect -1; counts every question.

    Accurate: every nugget is in the answer and evidence is cited, or an unanswerable question is refused
    (CRAG's "invalid question"). Incorrect: an answer without any of the evidence, or to a question that has
    none. Missing: a refusal where there is an answer, or an answer with evidence that lacks a nugget (CRAG's
    "acceptable", which its automatic score does not know either).
    """
    if not case.answerable:
        return -1.0 if answer.answered else 1.0
    if not answer.answered:
        return 0.0
    if not any(groups_met(case.evidence, (citation.quote for citation in answer.citations))):
        return -1.0
    return float(nugget_recall(case, answer) in (None, 1.0))


def answer_language(case: Case, answer: Answer) -> float | None:
    """Return 1 when the answer says it is in the asker's language and its own words are, else 0.

    Own words are those outside quotation marks, titles and headings; the language with more function words in them
    wins. Questions are asked without a language hint, so that the recognition of the language is measured. Counts
    every question but kind `nonsense`: letters struck at random have no language.
    """
    if case.kind == "nonsense":
        return None
    text = own_words(HEADINGS.sub(" ", answer.answer))
    for citation in answer.citations:
        text = text.replace(citation.title, "")
    words = re.findall(r"[^\W\d_]+", text.lower())
    count = {language: sum(word in known for word in words) for language, known in FUNCTION_WORDS.items()}
    other = count["en" if case.lang == "de" else "de"]
    return float(answer.language == case.lang and count[case.lang] >= other)


def said_lacking(case: Case, answer: Answer) -> float | None:
    """Return 1 when an answer to a half-answerable question says which half the protocol lacks, else 0.

    The hand-written pattern must match one of the parts given as `unanswered`, or the answer's own words. Counts kind
    `partial`, a refusal of the whole question as 0.
    """
    if case.lacking is None:
        return None
    said = " \n".join((*answer.unanswered, own_words(answer.answer)))
    return float(answer.answered and re.search(case.lacking, said, re.IGNORECASE) is not None)


def modality(case: Case, answer: Answer) -> float | None:
    """Return |shown evidence that the answer calls what it is| / |shown evidence|.

    Against the hand label of each evidence group that a citation shows. Right when the citation carries the
    label among its kinds and the sentence that cites it does not call it something else: a demand or an open
    question must be named as such by the sentence or by the line that opens its list, and nothing but these may
    be.
    """
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
