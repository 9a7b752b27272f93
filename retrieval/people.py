"""Which participants a question means: by name, or by what only their line of the list says."""

from ingest.document import Document
from ingest.statement import Statement
from ingest.words import words


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
