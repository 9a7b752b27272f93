"""Citing: whether what is quoted shows the evidence, stands there verbatim, and is given to nobody else.

Precision and recall are those of ALCE (Gao et al. 2023, section 4), which asks a model whether a citation supports its
sentence; here the gold spans decide.
"""

import re
from collections.abc import Callable, Mapping, Sequence

from eval.cases import Case
from eval.spans import groups_met, supports
from eval.words import Sentence, quotations, sentences
from ingest.document import Document
from ingest.statement import fold
from retrieval.answer import Answer, Citation
from retrieval.who import surnames

Answering = Callable[[Case, Answer], float | None]
OMISSION = re.compile(r"\s*\[(?:sic|…|\.\.\.)\]\s*|…")
SPEAKING = re.compile(
    r"\b(sagte[n]?|meinte[n]?|erklärte[n]?|betonte[n]?|forderte[n]?|äußerte[n]?|argumentierte[n]?|kritisierte[n]?|"
    r"said|argued|claimed|stated|told|stressed|criticised|criticized|demanded|pointed out)\b",
    re.IGNORECASE,
)
SHOWN = 30  # characters of a long heading that are surely shown


def citation_precision(case: Case, answer: Answer) -> float | None:
    """Return |citations that show a gold span| / |citations|; counts answered questions that have an answer.

    A lower bound: a statement that answers as well, but that the gold set does not name, counts as wrong.
    """
    if not (case.answerable and answer.answered and answer.citations):
        return None
    right = [supports(case.evidence, citation.quote) for citation in answer.citations]
    return sum(right) / len(right)


def citation_recall(case: Case, answer: Answer) -> float | None:
    """Return |evidence groups shown by citations| / |groups|; counts questions that have an answer.

    What stands behind the button of a long answer is part of it and counts. A wrongly refused question cites nothing
    and counts as 0, so that refusing does not raise the figure.
    """
    if not case.answerable or not case.evidence:
        return None
    if not answer.answered:
        return 0.0
    shown = (*answer.citations, *answer.further)
    met = groups_met(case.evidence, (citation.quote for citation in shown))
    return sum(met) / len(met)


def completeness(case: Case, answer: Answer) -> float | None:
    """Return |statements asked for that are cited| / |statements asked for|; counts kind `section`.

    "Which guiding questions were there?" is answered by all four or not at all well; a ranking figure would
    reward one.
    """
    return citation_recall(case, answer) if case.kind == "section" else None


def quote_validity(documents: Sequence[Document]) -> Answering:
    """Return |quotes equal to the document's text at their offsets and inside one statement| / |quotes|, as a metric.

    Counts the closest passages of a refusal too. The document's text is compared as a reader sees it (bold marks and
    markup removed, white space folded). Quotes inside the answer's prose are valid when they stand in a document or
    in a citation's translation.
    """
    by_id = {document.id: document for document in documents}
    whole = [_plain(document.quote(0, len(document.text))) for document in documents]

    def validity(case: Case, answer: Answer) -> float | None:
        cited = (*answer.citations, *answer.further, *answer.closest)
        shown = [*whole, *map(_plain, (case.question, *(citation.translation or "" for citation in cited)))]
        checks = [_valid(citation, by_id.get(citation.document)) for citation in cited]
        checks += [_stands(quotation, shown) for quotation in quotations(answer.answer)]
        return sum(checks) / len(checks) if checks else None

    return validity


def attribution_errors(documents: Sequence[Document]) -> Answering:
    """Return how many sentences give a cited passage to a person who did not say it, as a metric; the bar is none.

    A sentence with a marker errs when its own words hold the surname of somebody whom the document names, and the
    passage that the marker cites is neither theirs nor a line that names them; or when they say that somebody spoke
    ("sagte", "said") of a passage without a recorded speaker.
    """
    names = {document.id: surnames(document) for document in documents}

    def errors(case: Case, answer: Answer) -> float | None:
        cited = [sentence for sentence in sentences(answer.answer) if sentence.markers]
        return float(sum(_errs(sentence, answer.citations, names) for sentence in cited)) if cited else None

    return errors


def _valid(citation: Citation, document: Document | None) -> bool:
    if document is None:
        return False
    source = document.quote(citation.start, citation.end)
    inside = any(source in statement.text for statement in document.statements)
    return bool(source) and fold(citation.quote) == source and inside


def _stands(quotation: str, texts: Sequence[str]) -> bool:
    parts = [fold(part).strip(" .,") for part in OMISSION.split(quotation)]
    return all(any(_plain(part) in text for text in texts) for part in parts if part)


def _plain(text: str) -> str:
    return re.sub(r"[„“”‚‘’\"']", "'", text)


def _errs(sentence: Sentence, citations: Sequence[Citation], names: Mapping[str, set[str]]) -> bool:
    cited = [citation for citation in citations if citation.marker in sentence.markers]
    own = sentence.own
    for part in {part for citation in cited for part in citation.section}:
        own = own.replace(part, " ")  # "TOP 3: Antrag von Frau K." says where, not who
        if len(part) > SHOWN:  # the same of a heading that is cut, or ends the sentence: "(Antrag der Abgeordneten Dr."
            own = own.split(part[:SHOWN])[0]
    people = {name for citation in cited for name in names.get(citation.document, ())}
    named = [name for name in people if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", own)]
    foreign = any(not all(name in f"{one.speaker or ''} {one.quote}" for one in cited) for name in named)
    return foreign or (SPEAKING.search(own) is not None and any(one.speaker is None for one in cited))
