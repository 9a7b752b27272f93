"""What people do with words: who is for or against something, who asks, who calls for something, as it is told."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from ingest.document import Document
from ingest.names import forms, parse
from ingest.packaged import read_table
from ingest.pieces import sentence_ends
from ingest.statement import Statement
from ingest.verbs import says
from ingest.words import stopwords
from retrieval.matters import Matter, has, matters, names
from retrieval.who import surnames

DEEDS = ("against", "for", "ask", "request", "promise")
_CLAUSE = re.compile(r"[;:]|,(?!\s+(?:der|die|das|which|who)\b)|\b(?:aber|but|weil|denn|because|since|unless|until)\b")
_PRONOUN = re.compile(r"(?:Er|Sie|He|She|Dieser|Diese)\s+(?P<rest>\w.*)")


@dataclass(frozen=True)
class Told:
    """A sentence of a statement and who its subject is by name, "" for nobody; `words` are those behind the name."""

    sentence: str
    subject: str
    words: str


def deed_asked(question: str) -> str:
    """Return which of DEEDS a question asks about, "" for none.

    Args:
        question: that asks who did it.

    Returns:
        A name.
    """
    small = question.lower()
    return next((deed for deed in DEEDS if _any(f"{deed}.asked", small) and not _any(f"{deed}.never", small)), "")


def outcome_asked(question: str) -> bool:
    """Say whether a question asks what came of something."""
    return re.search(table()["words"]["outcome"], question, re.IGNORECASE) is not None


def unanimous(text: str) -> bool:
    """Say whether a record of a vote tells that nobody was against."""
    return bool(re.search(table()["tally"]["unanimous"], text, re.IGNORECASE)) or 0 in _tally(text)[1:]


def close(text: str) -> bool:
    """Say whether a record of a vote counts at least two on the lesser side for three on the other."""
    count = _tally(text)
    return len(count) > 1 and 3 * min(count) >= 2 * max(count)


def _tally(text: str) -> tuple[int, ...]:
    """How many are counted for and against, () for none."""
    found = (re.search(shape, text, re.IGNORECASE) for shape in table()["tally"]["counted"])
    return next((tuple(int(n) if n.isdigit() else 0 for n in match.groups()) for match in found if match), ())


def told(statement: Statement, document: Document, quote: str = "") -> Iterator[Told]:
    """Yield the sentences of a statement with their subjects.

    Args:
        statement: any.
        document: whose people may be called by surname alone.
        quote: its words without a label, "" for all of them.

    Yields:
        Sentences in order; in somebody's own words all are theirs.
    """
    quote, subject = quote or statement.quote, statement.speaker or ""
    own = statement.lead > 0
    places = [0, *sentence_ends(quote, 0, len(quote)), len(quote)]
    for start, end in pairwise(places):
        sentence = quote[start:end].strip()
        if own:
            yield Told(sentence, subject, sentence)
            continue
        found = _subject().match(sentence)
        who = found["who"] if found else ""
        pronoun = _PRONOUN.match(sentence)
        if found and _is_name(who, document):
            subject = who
            yield Told(sentence, who, found["rest"])
        elif pronoun:
            yield Told(sentence, subject, pronoun["rest"])
        else:
            yield Told(sentence, "", sentence)


def subjects(statement: Statement, document: Document) -> tuple[str, ...]:
    """Return who is the subject of saying or doing in a statement that nobody is recorded as speaking."""
    verbs = [f"{deed}.told" for deed in DEEDS]
    return tuple(
        each.subject
        for each in told(statement, document)
        if each.subject and (says(f" {each.words}") or any(_any(verb, each.words.lower()) for verb in verbs))
    )


def does(statement: Statement, deed: str, document: Document) -> tuple[Told, ...]:
    """Return the sentences by which somebody who is named does a deed, read off the words alone.

    Args:
        statement: any.
        deed: of DEEDS.
        document: its own.

    Returns:
        None where the words leave it open.
    """
    if by := table().get("by", {}).get(deed):
        sentences = [each for each in told(statement, document) if re.search(by, each.sentence.lower())]
        if sentences:
            return tuple(sentences)
    row = f"{deed}.own" if statement.lead > 0 else f"{deed}.told"
    asks = _shapes("ask.own")[0]
    return tuple(
        each
        for each in told(statement, document)
        if each.subject and _clause(each.words, row) and (deed == "ask" or not asks.search(each.sentence))
    )


def goes_on(statement: Statement, deed: str, document: Document) -> bool:
    """Say whether a statement that goes on with somebody's says by "he" or "she" that they do a deed."""
    return any(
        _PRONOUN.match(each.sentence) and _clause(each.words, f"{deed}.told") for each in told(statement, document)
    )


def only_asks(statement: Statement, document: Document) -> bool:
    """Say whether somebody asks in a statement and does nothing else."""
    asking = does(statement, "ask", document)
    return bool(asking) and len(asking) == len(list(told(statement, document)))


def on_side(side: str, topic: Sequence[str], document: Document) -> tuple[Statement, ...]:
    """Return the statements in which somebody who is named is for or against something, read off their words.

    Args:
        side: "for" or "against".
        topic: words of the thing in lower case; none for anything.
        document: any.

    Returns:
        Statements in order; whoever is against a ban is not taken to be against what it bans.
    """
    return tuple(
        statement
        for matter in matters(document)
        for statement in matter.statements
        if any(_concerns(each.sentence, topic, matter, statement) for each in does(statement, side, document))
    )


def turned(topic: Sequence[str], text: str) -> bool:
    """Say whether a text has a word that turns a topic round, which the topic has not, or the other way about."""
    shape = re.compile(rf"\b(?:{table()['words']['reversing']})\b")
    return bool(shape.search(text.lower())) != bool(shape.search(" ".join(topic)))


def beside() -> frozenset[str]:
    """Return the words of a question for a side or a vote that are not its topic."""
    return frozenset(table()["words"]["beside"].split())


def table() -> Mapping[str, Any]:
    """Return the rows of deeds.toml."""
    return read_table("retrieval", "data/deeds.toml")


def _concerns(sentence: str, topic: Sequence[str], matter: Matter, statement: Statement) -> bool:
    """Say whether a sentence speaks of a topic: by one of its words, or as what is dealt with, or what came before."""
    if not topic:
        return True
    small = sentence.lower()
    if names(topic, small):
        return not turned(topic, re.sub(r"\b(?:gegen|against)\b", "", small))
    shapes = table()["words"]
    said_before = re.search(shapes["pronouns"], small)
    stands = said_before or any(has(word, small) for word in topic) or re.search(shapes["standing"], small)
    at = matter.statements.index(statement)
    before = matter.statements[max(0, at - 1) : at + 1] if said_before else (statement,)
    texts = (matter.name, f"{matter.name} {sentence}", f"{matter.name} {' '.join(s.quote for s in before)}")
    named = next((text for text in texts if names(topic, text)), "")
    return bool(stands and named) and not turned(topic, named.removesuffix(sentence))


def _clause(words: str, row: str) -> bool:
    """Say whether a clause does what a row says, without a negation."""
    clauses = (clause.strip().lower() for clause in _CLAUSE.split(words))
    negated = re.compile(rf"\b(?:{table()['words']['negations']})\b")
    return any(_any(row, clause) and (row.startswith("ask") or not negated.search(clause)) for clause in clauses)


def _is_name(who: str, document: Document) -> bool:
    """Say whether words name one person: "Frau Kaya", "Tom Hallworth", a surname of the document, "Die Vorsitzende"."""
    plain = re.sub(r"\s*\([^()]*\)$", "", who)
    named = parse(plain)
    if named is None or named.speaker.surname in forms().bodies:
        return False
    if plain.split()[0].lower() in stopwords():
        return named.office
    return named.office or bool(named.speaker.given) or named.speaker.surname in surnames(document)


@cache
def _subject() -> re.Pattern[str]:
    """A name at the beginning of a sentence, and what follows it."""
    lead, name = forms().lead, forms().name.pattern
    who = rf"(?P<who>(?:{lead})?(?:{name})(?:\s*\([^()]*\))?)(?:,[^,.;]{{1,60}},)?"  # "Mrs Barlow, a resident, asked"
    return re.compile(rf"{who}\s+(?P<rest>[a-zäöü].*)", re.DOTALL)


def _any(row: str, text: str) -> bool:
    return any(shape.search(text) for shape in _shapes(row))


@cache
def _shapes(row: str) -> tuple[re.Pattern[str], ...]:
    name, _, part = row.partition(".")
    return tuple(map(re.compile, table()[name].get(part, ())))
