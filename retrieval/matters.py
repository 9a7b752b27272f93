"""What minutes deal with, one matter after the other: the items of the agenda, and what they part by numbers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.document import Document
from ingest.statement import Statement
from retrieval.rarity import stands_in, weight, words
from retrieval.rows import names_columns

# A paragraph that opens a matter of its own: "CR-17 Warmer light colour", "R4 (weather)", "Recommendation 2: Firms …",
# "2025/04 Dachsanierung".
_OPENS = re.compile(
    r"(?!(?:TOP|DECISION|VOTE|ACTION|TODO|UHR|NR)\b)[A-Z]{1,6}[-/ ]?\d{1,4}(?:[/.]\d+)*\b|"
    r"(?:19|20)\d\d/\d{1,4}\b|"
    r"(?:Antrag|Änderungsantrag|Vorlage|Drucksache|Empfehlung|Recommendation|Motion|Amendment|Proposal)\s+(?:Nr\.\s*)?\d+"
)
# What is voted on, whatever it is about: "the allotments motion" is what stands under "Allotments".
_GENERAL = frozenset({"antrag", "vorschlag", "vorlage", "plan", "punkt", "motion", "proposal", "item", "scheme"})
_TAIL = 8  # letters of the end of a compound that says what it is by itself
_TELLING = 0.2  # rarity from which the beginning of a compound names it alone: "Klimaschutz", but no "Kurz und knapp"
_PART = 5  # letters of either half of a compound that stands in a text in two words


@dataclass(frozen=True)
class Matter:
    """`name` are the headings above it and the paragraph that opens it, `statements` its own in order.

    `label` is the number of its own with which its first paragraph begins, as the words that name it: "cr 17".
    """

    name: str
    statements: tuple[Statement, ...]
    label: str = ""


@lru_cache(maxsize=32)
def matters(document: Document) -> tuple[Matter, ...]:
    """Return the matters of a document, in order.

    Args:
        document: any.

    Returns:
        One a section, or more where its paragraphs are numbered.
    """
    found: list[tuple[str, str, list[Statement]]] = []
    under: int | None = None
    for statement in document.statements:
        heading = max((s.start for s in document.sections if s.start <= statement.start), default=-1)
        opens = _OPENS.match(statement.quote)
        if heading != under or opens:
            titles = [title for title in statement.section if not names_columns(title)]
            found.append((" ".join([*titles, statement.quote] if opens else titles), _label(opens), []))
        under = heading
        found[-1][2].append(statement)
    return tuple(Matter(name, tuple(statements), label) for name, label, statements in found)


def matter_of(statement: Statement, document: Document) -> Matter:
    """Return the matter of a document that a statement of it belongs to; each belongs to one."""
    return next(m for m in matters(document) if any(s.id == statement.id for s in m.statements))


def settles(statement: Statement) -> bool:
    """Say whether a statement is a decision, or the record of a vote."""
    return "decision" in statement.kind_names or "vote" in statement.kind_names


def _label(opens: re.Match[str] | None) -> str:
    return " ".join(words(opens[0])) if opens else ""


def matters_named(topic: Sequence[str], document: Document) -> tuple[Matter, ...]:
    """Return the matters that words name, by their headings before what was decided on them.

    Args:
        topic: words in lower case.
        document: any.

    Returns:
        The matter whose number they have; else those in whose name each word stands; else those in one of whose
        decisions or votes each does, with these and the votes that follow them alone: what is only talked about is not
        what is decided.
    """
    known = matters(document)
    asked = f" {' '.join(topic)} "
    if numbered := tuple(m for m in known if m.label and f" {m.label} " in asked):
        return numbered
    if named := tuple(matter for matter in known if names(topic, matter.name)):
        return named
    told = (Matter(matter.name, tuple(_decided_on(topic, matter)), matter.label) for matter in known)
    if found := tuple(matter for matter in told if matter.statements):
        return found
    fewer = tuple(word for word in topic if word not in _GENERAL)
    return matters_named(fewer, document) if fewer and len(fewer) < len(topic) else ()


def _decided_on(topic: Sequence[str], matter: Matter) -> Iterator[Statement]:
    """The decisions and votes of a matter that have a topic, each with the votes behind it and in the same speech."""
    on, last = False, ""
    for statement in matter.statements:
        goes_on = on and "vote" in statement.kind_names
        goes_on = goes_on and (statement.follows == last or "decision" not in statement.kind_names)
        on, last = goes_on or (settles(statement) and names(topic, statement.quote)), statement.id
        if on:
            yield statement


def names(topic: Sequence[str], text: str) -> bool:
    """Say whether every word of a topic stands in a text: in any form, short ones whole, compounds also in two parts.

    Args:
        topic: words in lower case.
        text: any.

    Returns:
        False for no words.
    """
    small = text.lower()
    return bool(topic) and all(has(word, small) for word in topic)


def touches(word: str, small: str) -> bool:
    """Say whether a word in lower case, or either end of a compound, stands in a text in lower case."""
    heads = (word[:at] for at in range(4, len(word) - 3) if weight(word[:at]) > _TELLING)
    tails = (word[at:] for at in range(4, len(word) - _TAIL + 1))  # "Spitzengeschwindigkeit", but no "bad"
    if has(word, small) or any(re.search(rf"\b{re.escape(head)}\b", small) for head in heads):
        return True
    return any(stands_in((tail,), small) for tail in tails)


def has(word: str, small: str) -> bool:
    """Say whether a word in lower case stands in a text in lower case."""
    if len(word) <= 4 and re.search(rf"\b{re.escape(word)}s?\b", small):
        return True
    noun = re.match(r"(\w*[äöü]\w*)ung(?:en)?$", word)  # "Förderung" is no form of "fordert", which has its stem
    if re.search(rf"{noun[1]}(?:ung\w*|e?n|e?te?n?|e)\b", small) if noun else stands_in((word,), small):
        return True
    cuts = ((word[:at].rstrip("nse"), word[at:]) for at in range(_PART, len(word) - _PART + 1))
    return any(len(head) >= _PART - 1 and head in small and stands_in((tail,), small) for head, tail in cuts)
