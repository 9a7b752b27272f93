"""What somebody has to do: the tasks whose doer they are, as the minutes' own lists and lines tell it."""

import re
from collections import Counter
from collections.abc import Mapping

from ingest.document import Document
from ingest.names import mentions, parse
from ingest.people import initials
from ingest.statement import Statement
from retrieval.answer import Reason
from retrieval.deeds import told
from retrieval.evidence import CLOSEST, STRUCTURED, Evidence
from retrieval.lists import asks_for, mentions_list, of_list
from retrieval.question import Query
from retrieval.rows import PARTED, cells
from retrieval.who import surname_in, surnames

_OWNER = re.compile(r"(?i)\b(?:wer|verantwortlich\w*|zuständig\w*|who|owner|responsible|assigned|person)\b")
_LABEL = re.compile(r"^(?:[A-ZÄÖÜ][\w-]*|\W*TO ?-?DO)\s*:\s*(?=\w)")


def of_tasks(query: Query, document: Document) -> Evidence | None:
    """Answer what somebody has to do.

    Args:
        query: the question.
        document: any.

    Returns:
        The tasks whose doer they are; a refusal with the nearest tasks where none is theirs; None where the question
        asks for nobody's tasks, or the document has none, or nobody of that name.
    """
    if not mentions_list("task", query.mended):  # most questions: whose a task is takes a while to read
        return None
    tasks = of_list("task", document)
    doers = {statement.id: doer(statement, document) for statement in tasks}
    known = surnames(document) | {name.split()[-1] for name in doers.values() if name}
    named = [name for name in known if surname_in(query.mended, name)]
    if not tasks or not named or not asks_for("task", _without_names(query.mended, named)):
        return None
    short = _initials(document)
    theirs = tuple(s for s in tasks if any(surname_in(_in_full(doers[s.id], short), name) for name in named))
    if theirs:
        return Evidence(document, "answer", STRUCTURED, chosen=theirs, near=theirs, listed="task")
    return Evidence(document, "refuse", 0.1, Reason.NOT_IN_PROTOCOL, closest=tuple(tasks[:CLOSEST]), near=tuple(tasks))


def doer(statement: Statement, document: Document) -> str:
    """Return who has to do a task, as written: the cell of a table, the label of a line, the subject of a sentence."""
    if len(own := statement.quote.split(PARTED)) > 1:
        owner = [cell for column, cell in cells(statement) if _OWNER.search(column)]
        return (owner or [cell for cell in own if (named := parse(cell)) and not named.alone] or [""])[0]
    if statement.speaker and statement.lead:
        return statement.speaker
    bare = statement.quote[match.end() :] if (match := _LABEL.match(statement.quote)) else statement.quote
    first = next(told(statement, document, bare), None)
    return first.subject if first else ""


def _initials(document: Document) -> dict[str, str]:
    """The surnames of those whose initials nobody else has: action lists know people by these alone."""
    people = [named.speaker for person in document.participants if (named := parse(person.name))]
    short = [(word, speaker.surname) for speaker in people for word in initials(speaker)]
    counts = Counter(word for word, _ in short)
    return {word: surname for word, surname in short if counts[word] == 1}


def _in_full(doer: str, short: Mapping[str, str]) -> str:
    return " ".join([doer, *(short[word] for word in re.findall(r"\w+", doer) if word in short)])


def _without_names(question: str, named: list[str]) -> str:
    """Return a question without the people that it names, and what stands before and behind their names."""
    written = [mention.speaker.written for mention in mentions(question)]
    either = "|".join(map(re.escape, sorted([*written, *named], key=len, reverse=True)))
    lead = r"(?:(?:Frau|Herrn?|Dr\.|Prof\.|Mr\.?|Mrs\.?|Ms\.?|[A-ZÄÖÜ]\w*\.?)\s+)*"
    return re.sub(rf"\b{lead}(?i:{either})(?:['’]?s)?(?![\w-])", " ", question)
