"""Quote validity: |quotes equal to the document's text at their offsets and inside one statement| / |quotes|.

Counts the closest passages of a refusal too. The document's text is compared as a reader sees it (bold marks and
markup removed, white space folded). Quotes inside the answer's prose are valid when they stand in the document or in a
citation's translation.
"""

import re
from collections.abc import Callable, Mapping

from eval.cases import Case
from eval.words import quotations
from ingest.document import Document
from ingest.statement import fold
from retrieval.answer import Answer, Citation

OMISSION = re.compile(r"\s*\[(?:sic|…|\.\.\.)\]\s*|…")


def quote_validity(documents: Mapping[str, Document]) -> Callable[[Case, Answer], float | None]:
    """Return the metric for answers over these documents, by id."""
    whole = {id_: document.quote(0, len(document.text)) for id_, document in documents.items()}

    def validity(case: Case, answer: Answer) -> float | None:
        cited = (*answer.citations, *answer.further, *answer.closest)
        shown = [*whole.values(), case.question, *(citation.translation or "" for citation in cited)]
        checks = [_valid(citation, documents) for citation in cited]
        checks += [_stands(quotation, shown) for quotation in quotations(answer.answer)]
        return sum(checks) / len(checks) if checks else None

    return validity


def _valid(citation: Citation, documents: Mapping[str, Document]) -> bool:
    document = documents.get(citation.document)
    if document is None:
        return False
    source = document.quote(citation.start, citation.end)
    inside = any(source in statement.text for statement in document.statements)
    return bool(source) and fold(citation.quote) == source and inside


def _stands(quotation: str, shown: list[str]) -> bool:
    parts = [fold(part).strip(" .,") for part in OMISSION.split(quotation)]
    texts = [_folded(text) for text in shown]
    return all(any(_folded(part) in text for text in texts) for part in parts if part)


def _folded(text: str) -> str:
    return re.sub(r"[„“”‚‘’\"']", "'", text)
