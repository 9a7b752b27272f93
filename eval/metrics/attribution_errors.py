"""Attribution errors: sentences that give a cited passage to a person who did not say it; the bar is none at all.

A sentence with a marker errs when its own words hold the surname of somebody whom the document names, and the passage
that the marker cites is neither theirs nor a line that names them; or when they say that somebody spoke ("sagte",
"said") of a passage without a recorded speaker.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from eval.cases import Case
from eval.words import Sentence, sentences
from ingest.document import Document
from retrieval.answer import Answer, Citation

SPEAKING = re.compile(
    r"\b(sagte[n]?|meinte[n]?|erklärte[n]?|betonte[n]?|forderte[n]?|äußerte[n]?|argumentierte[n]?|kritisierte[n]?|"
    r"said|argued|claimed|stated|told|stressed|criticised|criticized|demanded|pointed out)\b",
    re.IGNORECASE,
)
SHOWN = 30  # characters of a long heading that are surely shown


def attribution_errors(documents: Iterable[Document]) -> Callable[[Case, Answer], float | None]:
    """Return the metric for answers over documents with these participants and speakers."""
    names = {
        document.id: {_surname(person.name) for person in document.participants}
        | {speaker.surname for speaker in document.speakers}
        for document in documents
    }

    def errors(case: Case, answer: Answer) -> float | None:
        cited = [sentence for sentence in sentences(answer.answer) if sentence.markers]
        if not cited:
            return None
        return float(sum(_errs(sentence, answer.citations, names) for sentence in cited))

    return errors


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


def _surname(name: str) -> str:
    return name.split()[-1]
