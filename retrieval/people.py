"""Which participants a question means: by name, or by what only their line of the list says; whether it means any."""

import re
from collections.abc import Sequence
from functools import cache

from ingest.document import Document
from ingest.statement import Statement
from ingest.words import words
from retrieval.rarity import stands_in, weight
from retrieval.table import table

# What stands for something said before: "Wer steckte dahinter?", "Who did that?".
_STANDS = re.compile(
    r"(?i:\bda(?:r)?(?:hinter|nach|von|mit|für|gegen|zu|rüber|rauf|raus|durch|um)\b)|\b[Dd]as\b(?!\s+[A-ZÄÖÜ])|"
    r"\b(?:this|that|it)\W*$"
)
_HOW_MANY = re.compile(r"\W*(?:wie ?viele?|how many)\b", re.IGNORECASE)
_NUMBER = re.compile(
    r"\b(?:\d+|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|alle|"
    r"two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|all)\b",
    re.IGNORECASE,
)
_QUORATE = ("beschlussfähig", "quorate", "quorum", "erschienen")


def asks_for_somebody_else(question: str, lines: Sequence[Statement]) -> bool:
    """Say whether a question leaves open what it is about, so that lines of a list of people cannot answer it.

    Args:
        question: in German or English.
        lines: of lists of people, that were found for it.

    Returns:
        False where it asks who took part, or has a word of a line.
    """
    asked = [word for word in re.findall(r"\w+", question.lower()) if weight(word) > 0]
    if not _STANDS.search(question) or any(word in _taking_part() for word in asked):
        return False
    return not any(stands_in((word,), line.text) for word in asked for line in lines)


def how_many_came(question: str) -> bool:
    """Say whether a question asks how many people took part."""
    named = re.findall(r"\w+", question.lower())
    return bool(_HOW_MANY.match(question)) and any(word in _present() for word in named)


def tells_how_many(statement: Statement) -> bool:
    """Say whether a statement gives a number of those who took part."""
    said = statement.quote.lower()
    return bool(_NUMBER.search(said)) and any(re.search(rf"\b{word}\b", said) for word in (*_present(), *_QUORATE))


@cache
def _present() -> frozenset[str]:
    return frozenset(word for row in table()["list"] if row["name"] == "present" for word in row["words"]) - {"part"}


@cache
def _taking_part() -> frozenset[str]:
    """Words of questions for lists of people, and for offices."""
    people = ("present", "absent", "guest", "chair", "minutes", "speakers")
    listed = {word for row in table()["list"] if row["name"] in people for word in row["words"]}
    return frozenset(listed | {word for row in table()["office"] for word in row["asked"]})


def persons_meant(question: str, document: Document) -> tuple[Statement, ...]:
    """Return the lines of the participants that a question names or describes.

    Args:
        question: in German or English.
        document: with its participants.

    Returns:
        Lines of the list: those whose surname stands in the question, else those that share a word with it (place,
        party, institution, role) that the fewest lines have, two at most.
    """
    asked = set(words(question)) | set(words(question, "en"))
    lines = {statement.text: statement for statement in document.statements}
    by_name = [p.line for p in document.participants if asked & set(words(p.surname))]
    if by_name:
        return tuple(lines[line] for line in by_name)
    described = {
        p.line: {*words(f"{p.line} {p.party} {p.institution}"), *words(f"{p.role_en} {p.place}", "en")}
        for p in document.participants
    }
    shared = {word: sum(word in have for have in described.values()) for word in asked}
    fewest = min((count for count in shared.values() if count), default=0)
    rare = {word for word, count in shared.items() if 0 < count == fewest <= 2}
    return tuple(lines[line] for line, have in described.items() if have & rare)
