"""What a statement does is told by the verb of the sentence that quotes it: recorded, called for, asked, decided."""

import re
from collections.abc import Iterable, Sequence

from ingest.statement import Statement
from protokoll.texts import AnswerTexts
from retrieval.places import enumerate_words

ACTS = ("decision", "vote", "task", "record", "demand", "question")  # as a sentence, or an overview, tells them
_DONE = ("decision", "vote", "task")  # over and done: what else such a statement does is not told
_SAID = ("fact", "claim", "quotation")
# Words that demand; "soll", "muss" and "should" also tell what is planned, what a rule says, or what is in dispute.
_CALLS = re.compile(
    r"(?i)^(?:(?!\b(?:ob|whether)\b).)*\b(?:wir brauchen|we need|sollten?|(?:ge)?forder|verlang|called for|demand|urge)"
)
_ARTICLES = {"die": "der", "der": "dem", "das": "dem"}
_ADJECTIVAL = re.compile(
    r"(?P<before>(?:\d\.\s+|[a-zäöü]+er?\s+)?)(?P<noun>\w*(?:[Vv]orsitzende|[Aa]bgeordnete|[Bb]eauftragte))(?P<m>r?)(?=\s)"
)


def acts(statement: Statement) -> tuple[str, ...]:
    """Return what a statement does.

    Where nobody has read the document's kinds by hand, only what a cue names and what changes the report counts, and
    only if the first sentence has it: "Gefordert wird:" is false of crime figures, whatever is called for behind them,
    and of what only "soll" tells.

    Args:
        statement: with its kinds.

    Returns:
        Some of ACTS, in their order; at least one.
    """
    names = {str(s.kind) for s in statement.kinds if not statement.guessed or s.start <= statement.kinds[0].start}
    if statement.guessed and not _CALLS.search(statement.text[: statement.kinds[0].end] if statement.kinds else ""):
        names.discard("demand")
    strong = {act for act in ACTS if act in names}
    done = strong & set(_DONE)
    if not strong or (not done and not statement.guessed and any(name in _SAID for name in names)):
        strong.add("record")
    return tuple(act for act in ACTS if act in (done or strong))


def all_acts(statements: Iterable[Statement]) -> tuple[str, ...]:
    """Return what some of the statements do, in the order of ACTS."""
    found = {act for statement in statements for act in acts(statement)}
    return tuple(act for act in ACTS if act in found)


def introduced(done: Sequence[str], texts: AnswerTexts, *, several: bool = False) -> str:
    """Return the words before a quotation: "Festgehalten und gefordert wird, verbunden mit einer Frage:".

    Args:
        done: as of `acts`.
        texts: of the answer's language.
        several: more than one quotation follows.

    Returns:
        The beginning of a sentence, with a colon.
    """
    verbs = [texts.verbs[act] for act in done if act != "question"]
    if not verbs:
        return texts.questions if several else texts.question
    shape = texts.was_done if done[0] in _DONE else texts.is_done
    told = shape.format(verbs=enumerate_words(verbs, texts))
    return f"{told[:1].upper()}{told[1:]}{texts.with_question if 'question' in done else ''}:"


def concern(statement: Statement) -> str:
    """Return which of ACTS a statement is told under: whoever asks, asks above all."""
    done = acts(statement)
    return next((name for name in ("question", "demand") if name in done), done[0])


def grouped(done: Sequence[str], statements: Sequence[Statement], texts: AnswerTexts) -> str:
    """Return the line above statements of one concern, of which some may do more.

    Args:
        done: all that they do.
        statements: the group.
        texts: of the answer's language.

    Returns:
        "Gefordert wird, zum Teil mit einer Einschätzung dazu:".
    """
    if len(done) == 1 or all(acts(statement) == tuple(done) for statement in statements):
        return introduced(done, texts, several=len(statements) > 1)
    if done[0] in _DONE:
        return introduced(done[:1], texts)
    return texts.partly["question" if "question" in done else "demand"]


def speaking(statement: Statement, texts: AnswerTexts) -> str:
    """Return the words before what somebody said: "Stadträtin Lenz (GRÜNE) fragt:"."""
    return f"{statement.speaker}{texts.says.get(spoken_act(statement), '')}:"


def spoken_act(statement: Statement) -> str:
    """Return what a speaker does, "" where that is not sure: a cue alone makes nobody demand anything."""
    done = acts(statement)
    sure = done == ("question",) and statement.quote.rstrip('“”" ').endswith("?")
    return done[0] if len(done) == 1 and (sure or not statement.guessed) else ""


def speaks_for_itself(statement: Statement) -> bool:
    """Say whether the quoted words name their speaker themselves, as reported speech does ("Frau B. fragt, ob …")."""
    return statement.reported and bool(statement.surname) and statement.surname in statement.quote


def dative(name: str) -> str:
    """Return a German name as it stands after "von": with its article, "Herrn", "der 1. Vorsitzenden"; others as is."""
    first, space, rest = name.partition(" ")
    if first.lower() in _ARTICLES or first == "Herr":
        return {**_ARTICLES, "herr": "Herrn"}[first.lower()] + space + rest
    office = _ADJECTIVAL.match(name)
    if not office:
        return name
    before = re.sub(r"(?<=e)r?(?=\s)", "n", office["before"])
    return f"{'dem' if office['m'] else 'der'} {before}{office['noun']}n{name[office.end() :]}"
