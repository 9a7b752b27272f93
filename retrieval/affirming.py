"""Yes or no, where a sentence of the minutes says just what is asked; silence where that is not sure."""

import re
from collections.abc import Iterator, Sequence

from ingest.document import Document
from ingest.statement import Statement
from retrieval.evidence import Short
from retrieval.polarity import SURE, judgement
from retrieval.rarity import stems
from retrieval.telling import acts

# How a question for yes or no begins, and the forms of the same verb that a sentence must have to answer it.
_ASKS = re.compile(
    r"\W*(?P<verb>stimmt es,? dass|is it true that|ist|sind|war|waren|hat|haben|hatten?|gibt|gab|"
    r"is|are|was|were|has|have|had|does|do|did)\b",
    re.IGNORECASE,
)
_FORMS = ("ist|sind|is|are", "war|waren|was|were", "hat|haben|hatten?|has|have|had", "gibt", "gab")
_SENTENCE = re.compile(r"(?<=[.;:!?])\s+")
_CLAUSE = re.compile(r"[,;:()→–]|\s-\s|\b(?:aber|sondern|denn|weil|but|because)\b|\.\s")  # where kinds are read by hand
_NOT = re.compile(r"\b(?:nicht|kein\w*|nie(?:mals)?|weder|ohne|not|no|never|neither|without)\b|n't\b", re.IGNORECASE)
# Words under which a sentence says less than it seems to: of a wish, a plan, an exception.
_HEDGED = re.compile(
    r"\b(?:ggf|evtl|eventuell|vielleicht|möglicherweise|könnt\w*|würd\w*|soll(?:en|t\w*)?|müsst?\w*|wenn|falls|ob|kaum|fast|bislang|"
    r"teil(?:s|weise)|nur|aber|sondern|jedoch|außer|sei(?:en)?|habe|werde|geplant|vorgesehen|(?:ge)?wünsch\w*|bitt\w*|beantrag\w*|"
    r"perhaps|maybe|might|could|would|should|must|if|whether|hardly|almost|partly|only|but|except|unless|planned|wish\w*|"
    r"so|laut|according|request\w*|propos\w*)\b",
    re.IGNORECASE,
)
# Words that a question and what answers it need not share; every other one they must, in the same order.
_SMALL = re.compile(
    r"d(?:er|ie|as|en|em|es)|eine?[nmrs]?|es|dass|auch|denn|eigentlich|ist|sind|war(?:en)?|hat|haben|hatten?|gibt|gab|"
    r"wurden?|werden|wird|worden|the|an?|there|that|been|yet|is|are|was|were|has|have|had|do|does|did"
)
_FEWEST = 2  # words of the question beyond these


def affirmed(question: str, language: str, statement: Statement) -> Short:
    """Return what a statement answers to a question for yes or no.

    Sure is a sentence that begins with every word of the question in the same order and has no other before the last of
    them, nor one behind it where nobody has read the kinds by hand: without a negation for yes, with one for no. So
    "up" never answers "down", and what holds of a part ("applications from overseas") not the whole. A sentence that
    is conditional, wished or asked answers nothing, nor does what somebody says.

    Args:
        question: as asked.
        language: of the question; "Was wollte …?" is none for yes or no.
        statement: what is cited first.

    Returns:
        The key of the short answer, "" where it is not sure.
    """
    opening = _ASKS.match(question)
    if not opening or re.search(r"\b(?:oder|or)\b", question):
        return ""
    if language == "de" and opening["verb"].lower() == "was":
        return ""
    wanted = [set(stems(word)) for word in _words(question[opening.end() :]) if not _SMALL.fullmatch(word)]
    if len(wanted) < _FEWEST or _NOT.search(question):  # "Nicht?" is affirmed by yes and by no
        return ""
    form = next((form for form in _FORMS if re.fullmatch(form, opening["verb"].lower())), "")
    for sentence, kind in _sentences(statement):
        told = _said_first(wanted, sentence)
        rest, denials = sentence[len(told) :], len(_NOT.findall(told))
        fitting = not form or re.search(rf"\b(?:{form})\b", told, re.IGNORECASE)
        if not told or not fitting or _HEDGED.search(sentence) or denials > 1:
            continue
        if _NOT.search(rest) or (not kind and re.match(r"\s*\w", rest)):
            continue
        sure: dict[str, tuple[Short, Short]] = {"fact": ("yes", "no"), "claim": ("yes_claim", "no_claim")}
        return sure.get(kind, ("yes_plain", "no_plain"))[denials]
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


def _sentences(statement: Statement) -> Iterator[tuple[str, str]]:
    """Sentences that state something, and whether as a fact or as a claim; "" where nobody has looked."""
    if statement.guessed:
        stated = [(statement.quote, "")] if acts(statement) == ("record",) and not statement.speaker else []
    else:
        spans = [span for span in statement.kinds if span.kind in ("fact", "claim")]
        stated = [(statement.text[span.start : span.end], str(span.kind)) for span in spans]
    if statement.translation and acts(statement) == ("record",):
        stated.append((statement.translation, "fact" if set(statement.kind_names) == {"fact"} else "claim"))
    ends = _SENTENCE if statement.guessed else _CLAUSE
    for text, kind in stated:
        yield from ((sentence, kind) for sentence in ends.split(text) if "?" not in sentence)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _said_first(wanted: Sequence[set[str]], sentence: str) -> str:
    """The beginning of a sentence up to the last wanted word; "" where one is missing, or another stands between."""
    place = 0
    for found in re.finditer(r"\w+", sentence):
        word = found[0].lower()
        if wanted[place] & set(stems(word)):
            place += 1
            if place == len(wanted):
                return sentence[: found.end()]
        elif not (_SMALL.fullmatch(word) or _NOT.fullmatch(word) or word.isdigit()):
            return ""
    return ""
