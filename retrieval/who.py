"""Whether a question asks for people or for what they say, and the surnames and parties that it names."""

import re
from functools import lru_cache

from ingest.document import Document
from retrieval.table import table

_TOKEN = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*\.?")
_WHO = re.compile(
    r"\W*(?:(?:und|and)\s+)?(?:(?:wer|von wem|wessen|who|whose|by whom)\b|"
    r"(?:welche[rsnm]?|which|what)\s+(?:of the\s+|der\s+)?(?P<group>\w+))",
    re.IGNORECASE,
)


def asks_for_people(question: str) -> bool:
    """Say whether a question wants people: "Wer …", "Von wem …", "Which members …"."""
    found = _WHO.match(question)
    return found is not None and (not found["group"] or found["group"].lower() in table()["people"])


@lru_cache(maxsize=128)  # asked again for each document, as is the next
def asks_who(question: str) -> bool:
    """Say whether a question wants to know who said something."""
    return says(question) and asks_for_people(question)


@lru_cache(maxsize=128)
def says(question: str) -> bool:
    """Say whether a question has a verb of saying, or a noun for what somebody says."""
    words = [word.lower().rstrip(".") for word in _TOKEN.findall(question)]
    known = table()
    return any(word in known["sayings"] or word.startswith(tuple(known["saying"])) for word in words)


def surnames(document: Document) -> set[str]:
    """Return the surnames of all whom a document lists or has speak."""
    listed = {person.surname for person in document.participants if person.surname}
    return listed | {speaker.surname for speaker in document.speakers}


def called(document: Document) -> set[str]:
    """Return what all whom a document lists or has speak may be called in it: "Jessica spricht mit ihm"."""
    given = {part for person in document.participants for part in person.name.split()[:-1] if part.isalpha()}
    given |= {speaker.given for speaker in document.speakers}
    return {name for name in surnames(document) | given if len(name) > 2}


def surname_in(question: str, surname: str) -> bool:
    """Say whether a question has a surname, in any case, also in the genitive."""
    if len(surname) < 2 or surname.casefold() not in question.casefold():  # a pattern for each of thousands takes long
        return False
    return bool(re.search(rf"(?<![\w-]){re.escape(surname)}(?:s|’s|'s)?(?![\w-])", question, re.IGNORECASE))


def parties_in(text: str) -> set[str]:
    """Return the parties that a text names, as the keys of their row; in small letters none unless all of it is."""
    named = str.isalnum if text == text.lower() else str.isupper  # "induce labour" names none
    rows = table()["parties"].items()
    found = ((n, m[0]) for n, words in rows for w in words for m in re.finditer(rf"(?i)(?<!\w){re.escape(w)}", text))
    return {name for name, written in found if any(map(named, written))}
