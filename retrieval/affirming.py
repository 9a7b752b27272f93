"""Yes or no, where the minutes say it in the question's own words; silence where that is not sure."""

import re
from collections.abc import Iterator, Sequence

from ingest.document import Document
from ingest.statement import Statement
from ingest.words import UMLAUTS, stopwords
from retrieval.evidence import Short
from retrieval.polarity import SURE, judgement
from retrieval.rarity import stems
from retrieval.telling import acts

_ASKS = re.compile(
    r"\W*(?:stimmt es,? dass|is it true that|ist|sind|war|waren|hat|haben|hatte|hatten|gibt|gab|"
    r"is|are|was|were|has|have|had|does|do|did)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[,;:()→–]|\s-\s|\b(?:aber|sondern|denn|weil|but|because)\b|\.\s")
_NOT = re.compile(r"\b(?:nicht|kein\w*|nie(?:mals)?|weder|ohne|not|no|never|neither|without)\b|n't\b", re.IGNORECASE)
# Words under which a sentence says less than it seems to, and words that a question must not have beyond the sentence.
_HEDGED = re.compile(
    r"\b(?:ggf|evtl|eventuell|vielleicht|möglicherweise|könnt\w*|würd\w*|sollt?\w*|müsst?\w*|wenn|falls|ob|kaum|fast|bislang|teils|"
    r"perhaps|maybe|might|could|would|should|must|if|whether|hardly|almost|partly)\b",
    re.IGNORECASE,
)
_BINDING = frozenset((
    "alle", "allen", "alles", "jede", "jeder", "jedes", "immer", "nur", "einzige", "mehr", "weniger", "erste", "letzte",
    "all", "every", "always", "only", "more", "less", "first", "last",
))  # fmt: skip
_FEWEST = 2  # words of the question beyond articles and the like


def asks_whether(question: str) -> bool:
    """Say whether a question wants yes or no: it begins with its verb."""
    return bool(_ASKS.match(question)) and not re.search(r"\b(?:oder|or)\b", question)


def affirmed(question: str, statement: Statement) -> Short:
    """Return what a statement answers to a question for yes or no.

    Sure is a clause that has every word of the question in the same order: with as many negations for yes, with one
    more or less for no. A clause that is conditional, wished or asked answers nothing.

    Args:
        question: as asked.
        statement: what is cited first.

    Returns:
        The key of the short answer, "" where it is not sure.
    """
    if not asks_whether(question):
        return ""
    asked = _content(_ASKS.sub(" ", question, count=1))
    if len(asked) < _FEWEST:
        return ""
    for clause, fact in _clauses(statement):
        said = [set(stems(word)) for word in _words(clause)]
        if _HEDGED.search(clause) or not _in_order(asked, said):
            continue
        same = bool(_NOT.search(question)) == bool(_NOT.search(clause))
        if fact:
            return "yes" if same else "no"
        return "yes_claim" if same else "no_claim"
    return ""


def opposed(question: str, statement: Statement, document: Document) -> tuple[Statement, ...]:
    """Return the statements that judge the same thing the other way.

    Args:
        question: that both answer.
        statement: what is cited first.
        document: where it stands.

    Returns:
        Statements of another place, in order; none where the cited one judges nothing.
    """
    own = judgement(statement)
    if abs(own) < SURE:
        return ()
    names = [set(stems(word)) for word in _names(question)]
    if not names:
        return ()
    others = []
    for other in document.statements:
        if other.section[0] == statement.section[0] and other.speaker == statement.speaker:
            continue
        said = {stem for word in _words(other.quote) for stem in stems(word)}
        if all(name & said for name in names) and own * judgement(other) < 0 and abs(judgement(other)) >= SURE:
            others.append(other)
    return tuple(others)


def _names(question: str) -> list[str]:
    """The words of a question that name something in particular: abbreviations, and what follows them."""
    found = re.findall(r"\b[A-ZÄÖÜ]{2,}\w*(?:[ -][A-ZÄÖÜ]\w+)*", question)
    return [word.lower() for name in found for word in re.findall(r"\w+", name)]


def _clauses(statement: Statement) -> Iterator[tuple[str, bool]]:
    """Clauses that state something, and whether as a fact."""
    if statement.translation and acts(statement) == ("record",):
        yield from ((clause, False) for clause in _CLAUSE.split(statement.translation))
    if statement.guessed:
        stated = [(statement.quote, False)] if acts(statement) == ("record",) else []
    else:
        spans = [span for span in statement.kinds if span.kind in ("fact", "claim")]
        stated = [(statement.text[span.start : span.end], span.kind == "fact") for span in spans]
    for text, fact in stated:
        yield from ((clause, fact) for clause in _CLAUSE.split(text) if "?" not in clause)


def _content(text: str) -> list[set[str]]:
    known = stopwords()
    kept = (
        word
        for word in _words(text)
        if word in _BINDING or (word.translate(UMLAUTS) not in known and not _NOT.fullmatch(word))
    )
    return [set(stems(word)) for word in kept]


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", re.sub(r"(?<=\w)-\s+(?=[A-ZÄÖÜ])", "-", text).lower())


def _in_order(asked: Sequence[set[str]], said: Sequence[set[str]]) -> bool:
    place = 0
    for wanted in asked:
        while place < len(said) and not wanted & said[place]:
            place += 1
        if place == len(said):
            return False
        place += 1
    return True
