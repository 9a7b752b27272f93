"""Questions for what a word means."""

import re

from ingest.statement import Statement

_TERM = r"[\"'‚‘„“]?(?P<term>[^\W\d_][\w.-]*(?: [A-ZÄÖÜ][\w.-]*){0,3})[\"'’‘“”]?"
_DE = r"(?: (?:denn|eigentlich|hier|die abkürzung|der begriff|das wort|den begriff))*"
_EN = r"(?: (?:to me|me|please|the|an?|abbreviation|term|word|what|meaning of|meant by))*"
_MEANING = tuple(
    re.compile(rf"\W*{shape}\W*$", re.IGNORECASE)
    for shape in (
        rf"was (?:bedeutet|heißt|meint){_DE} {_TERM}",
        rf"wofür steht{_DE} {_TERM}",
        rf"was (?:ist|sind|versteht man unter)(?: mit)?(?: (?:eine?[mr]?|de[mnr]|die|das))? {_TERM}(?: gemeint)?",
        rf"(?:erklär\w*|definier\w*)(?: (?:mir|uns|bitte|was|ein|eine))*{_DE} {_TERM}(?: (?:ist|bedeutet|heißt))?",
        rf"what (?:does|do){_EN} {_TERM} (?:mean|stand for)",
        rf"what(?: is|['’]s| are){_EN} {_TERM}",
        rf"(?:explain|define){_EN} {_TERM}(?: (?:is|are|means))?",
    )
)


def meaning_asked(question: str) -> str:
    """Return the term whose meaning a question wants, "" for none.

    A bare "Was ist X?" counts where X is an abbreviation or stands in quotation marks; "Was ist das Fazit?" wants no
    meaning.

    Args:
        question: as asked.

    Returns:
        The term as it was typed.
    """
    for shape in _MEANING:
        found = shape.match(question)
        if not found:
            continue
        term = found["term"].rstrip(".")
        bare = r"\W*(?:was (?:ist|sind)|what(?: is|['’]s| are)) (?!meant|the meaning|eine? |an? )"
        short = re.fullmatch(r"[A-ZÄÖÜ]{2,}s?", term)
        return term if short or not re.match(bare, question, re.IGNORECASE) else ""
    return ""


def term_explained(term: str, statement: Statement) -> bool:
    """Say whether a statement tells what a term is ("X ist ein …", "X, d.h. …", "X (…)", "X: …")."""
    verbs = "ist|sind|war|bedeutet|heißt|meint|bezeichnet|is|are|means|stands for"
    shape = (
        rf"\b{re.escape(term)}s?\b[“\"]?\s*(?:(?:{verbs})\s+(?:ein|eine|der|die|das|an?|the)\b"
        r"|[,(]?\s*(?:d\. ?h\.|also|das heißt|i\. ?e\.|that is)\b|\()"
    )
    texts = (statement.quote, statement.translation or "")
    return any(re.search(shape, text, re.IGNORECASE) for text in texts)


def spelled_out(term: str, statement: Statement) -> bool:
    """Say whether a statement has a term in brackets behind its long form: "des Kreisvorstandes (KV)".

    One letter stands before what it means: "Kategorien A (gesichert) und C (keine Mittel mehr)".
    """
    last = term.split()[-1]
    shape = rf"\w{{4,}}\s+\({re.escape(term)}\)" if len(last) > 1 else rf"\b{re.escape(last)}\s+\(\w{{3,}}"
    return any(re.search(shape, text) for text in (statement.quote, statement.translation or ""))
