"""What stands before the first question: it follows the documents that can be asked."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from ingest.document import Document
from protokoll.texts.ui import UI, UiTexts

FORUM = "zukunftsforum-ki-2024-02-22"  # the document that `forum_examples` were written for
MOST = 6  # examples
LONGEST = 60  # characters of a title or heading in an example
_BARE = "»«„“”\"'"  # they would end the quotation around them


@dataclass(frozen=True)
class Welcome:
    """The words in one language."""

    subtitle: str
    purpose: str
    speakers: str
    examples: tuple[str, ...]


def welcome(documents: Sequence[Document]) -> Mapping[str, Welcome]:
    """Choose the words for a corpus.

    Args:
        documents: what can be asked.

    Returns:
        For each language the words; as many examples in each.
    """
    return {language: _welcome(documents, texts) for language, texts in UI.items()}


def browser_texts(documents: Sequence[Document]) -> dict[str, dict[str, object]]:
    """Return all texts for the browser, those of the corpus among them."""
    chosen = welcome(documents)
    return {language: asdict(texts) | asdict(chosen[language]) for language, texts in UI.items()}


def recorded(documents: Sequence[Document]) -> str:
    """Return the key of the sentence that says whether the documents tell who spoke."""
    said = {document.speakers_recorded for document in documents}
    if said == {"none"}:
        return "none" if len(documents) == 1 else "nowhere"
    return "all" if said == {"all"} else "some"


def _welcome(documents: Sequence[Document], texts: UiTexts) -> Welcome:
    count = {0: "none", 1: "one"}.get(len(documents), "several")
    alone = len(documents) == 1 and documents[0].id == FORUM
    return Welcome(
        subtitle=texts.forum_subtitle if alone else texts.subtitle,
        purpose=texts.purposes[count],
        speakers=texts.recorded[recorded(documents)] if documents else "",
        examples=texts.forum_examples if alone else tuple(_examples(documents, texts.general_examples))[:MOST],
    )


def _examples(documents: Sequence[Document], forms: Mapping[str, str]) -> Iterator[str]:
    """Yield questions that the documents can answer: about what they really hold, and only else about what they are."""
    kinds = {kind for document in documents for statement in document.statements for kind in statement.kind_names}
    people = [person for document in documents for person in document.participants]
    held = kinds | ({"participant"} if people else set())
    held |= {"absent"} if any(person.state in ("absent", "excused") for person in people) else set()
    named = {
        "speaker": filter(None, map(_busiest, documents[:1])),
        "section": filter(None, map(_fullest, documents if len(documents) == 1 else ())),
    }
    asked = [forms[name] for name in ("decision", "vote", "task", "participant", "absent") if name in held]
    asked += [forms[name].format(words=_short(words)) for name, all_words in named.items() for words in all_words]
    yield from asked or (forms["title"].format(words=_short(document.title)) for document in documents)


def _busiest(document: Document) -> str:
    """Return who speaks most, without what stands in brackets, "" where nobody is recorded."""
    counts = Counter(statement.speaker for statement in document.statements if statement.speaker)
    return re.sub(r"\s*[(\[].*", "", counts.most_common(1)[0][0]) if counts else ""


def _fullest(document: Document) -> str:
    """Return the heading with most statements under it that names no speaker, "" where none fits in a line."""
    counts = Counter(name for statement in document.statements for name in statement.section)
    names = tuple(speaker.written for speaker in document.speakers)
    titles = [section.title for section in document.sections if not section.title.startswith(names)]
    known = [title for title in titles if 0 < len(title) <= LONGEST]
    return max(known, key=lambda title: counts[title], default="")


def _short(words: str) -> str:
    """Return the beginning of a title, as much as fits in a line, without quotation marks."""
    bare = " ".join(words.translate(dict.fromkeys(map(ord, _BARE))).split())
    return bare if len(bare) <= LONGEST else bare[:LONGEST].rsplit(" ", 1)[0].rstrip(" ,;:–-") + " …"
