"""Attribution errors: sentences that give a cited passage to a person; the bar is none at all.

No speaker is recorded for any statement. A sentence with a marker errs when its own words hold a
participant's surname and the marker does not cite that person's line in the list, or when they say that
somebody spoke ("sagte", "said").
"""

import re
from collections.abc import Callable, Iterable, Sequence

from eval.cases import Case
from eval.words import Sentence, sentences
from ingest.document import Document, Participant
from retrieval.answer import Answer, Citation

SPEAKING = re.compile(
    r"\b(sagte[n]?|meinte[n]?|erklärte[n]?|betonte[n]?|forderte[n]?|äußerte[n]?|argumentierte[n]?|kritisierte[n]?|"
    r"said|argued|claimed|stated|told|stressed|criticised|criticized|demanded|pointed out)\b",
    re.IGNORECASE,
)


def attribution_errors(documents: Iterable[Document]) -> Callable[[Case, Answer], float | None]:
    """Return the metric for answers over documents with these participants."""
    people = [person for document in documents for person in document.participants]

    def errors(case: Case, answer: Answer) -> float | None:
        cited = [sentence for sentence in sentences(answer.answer) if sentence.markers]
        if not cited:
            return None
        return float(sum(_errs(sentence, answer.citations, people) for sentence in cited))

    return errors


def _errs(sentence: Sentence, citations: Sequence[Citation], people: Iterable[Participant]) -> bool:
    quotes = [citation.quote for citation in citations if citation.marker in sentence.markers]
    named = [person for person in people if re.search(rf"\b{_surname(person)}\b", sentence.own)]
    foreign = any(not all(_surname(person) in quote for quote in quotes) for person in named)
    return foreign or SPEAKING.search(sentence.own) is not None


def _surname(person: Participant) -> str:
    return person.name.split()[-1]
