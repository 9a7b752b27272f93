"""A question that leans on the one before it: what the answers before have shown, the reply to it, what came of it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from ingest.document import Document
from ingest.statement import Statement
from retrieval.answer import Reason
from retrieval.deeds import beside, only_asks, outcome_asked, table
from retrieval.editing import with_outcome, with_replies
from retrieval.evidence import STRUCTURED, Evidence
from retrieval.followup import OF_THEM, REPLY
from retrieval.form import Rank, trimmed
from retrieval.matters import has, settles
from retrieval.question import Query
from retrieval.rarity import weight, words
from retrieval.rows import names_columns
from retrieval.votes import of_shown, vote_asked
from retrieval.who import says, surname_in, surnames

FEW = 6  # statements cited before, on which a further question goes on; more are a list
BEHIND = 3  # statements behind what was shown among which the reply to it stands
SAYS = 0.25  # rarity from which a word says which of them are meant
NAMES = 0.5  # rarity from which a word names something
PERSON = re.compile(r"\b(?:er|sie|he|she)\b", re.IGNORECASE)

# Words by which a kind of statement is asked for (beginnings).
_KINDS = {
    "demand": ("forder", "gefordert", "demand"), "question": ("frage", "question"), "decision": ("beschl", "decid",
    "decision"), "fact": ("tatsache", "fakt", "feststell", "fact", "observ"), "claim": ("meinung", "einschätz",
    "opinion", "assess"), "quotation": ("zitat", "quot"), "vote": ("abstimm", "vote", "voting"),
    "task": ("aufgabe", "task", "action"),
}  # fmt: skip

Read = Callable[[str, Sequence[Statement]], Sequence[float]]
Cited = Callable[[Evidence], tuple[Statement, ...]]
Trail = tuple[tuple[Document, tuple[Statement, ...]], ...]  # what the answers before have shown
Decide = Callable[[Query, tuple[str, ...]], Evidence]  # by these documents, where an answer goes back to them


def following(queries: Sequence[Query], decide: Decide, cited: Cited) -> tuple[Evidence, Trail]:
    """Decide about the last of some questions.

    Args:
        queries: oldest first; each leans on the one before, but for the first.
        decide: decides about a question, by the documents of the answer that it goes back to where there are some.
        cited: returns the statements of an answer in the order of their markers.

    Returns:
        What was decided, and what was shown for each of the others, oldest first.
    """
    *earlier, query = queries
    if not earlier or not query.root:
        return decide(query, ()), ()
    before, trail = following(earlier, decide, cited)
    home = (before, *before.others) if before.state == "answer" else ()
    shown = tuple(s for s in cited(before) if "participant" not in s.kind_names)
    if some := _of_them(query, shown):
        return trimmed(before, some), (*trail, (before.document, shown))
    goes_on = shown or before.closest[:1]
    ids = tuple(s.id for s in goes_on) if len(goes_on) <= FEW else ()
    by = tuple(part.document.id for part in home) or tuple(one.id for one, _ in trail[-1:])
    evidence = decide(replace(_by_name(query, before.document), shown=ids), by)
    if shown:
        trail = (*trail, (before.document, shown))
    if trail and len(trail[-1][1]) <= FEW and not evidence.others and evidence.reason is not Reason.CONVERSATION:
        evidence = _further_on(query, evidence, trail[-1])
    return evidence, trail


def _by_name(query: Query, document: Document) -> Query:
    """A question for what "he" said as one for whoever alone the question before names: "What did he propose?"."""
    if not query.before or len(PERSON.findall(query.mended)) != 1 or not says(query.mended):
        return query
    named = [name for name in surnames(document) if surname_in(query.before, name)]
    if len(named) != 1:
        return query
    asked = PERSON.sub(named[0], query.mended)
    return replace(query, asked=asked, mended=asked, before="")


def kinds_in(asked: Sequence[str]) -> list[str]:
    """Return the kinds of statements that words in lower case ask for."""
    return [kind for kind, starts in _KINDS.items() if any(word.startswith(starts) for word in asked)]


def _of_them(query: Query, shown: Sequence[Statement]) -> list[Statement]:
    """Those of what was shown that have most words of a question for some of them; none where all or none have any."""
    if not OF_THEM.search(query.mended):
        return []
    said = [word for word in words(OF_THEM.sub(" ", query.mended)) if weight(word) > SAYS]
    if len(kinds := kinds_in(said)) == len(said) == 1:  # "nur die Abstimmungsergebnisse"
        return [s for s in shown if kinds[0] in s.kind_names]
    topic = [word for word in said if word not in beside()]
    texts = [f"{s.quote} {' '.join(t for t in s.section if not names_columns(t))}".lower() for s in shown]
    counts = [sum(has(word, text) for word in topic) for text in texts]
    most = max(counts, default=0)
    found = [s for s, count in zip(shown, counts, strict=True) if most and count == most]
    return found if len(found) < len(shown) else []


def _further_on(query: Query, evidence: Evidence, before: tuple[Document, tuple[Statement, ...]]) -> Evidence:
    document, shown = before
    if reply := _reply(query, document, shown):
        return _told(query, document, reply)
    alone = not query.before and not query.instead[0] and not PERSON.search(query.mended)
    if alone and any(weight(word) > NAMES for word in words(query.mended)):
        return evidence
    done = _outcome(query, document, shown)
    if done and vote_asked(query.mended):  # "Wer hat dagegen gestimmt?" means the vote that was spoken of
        return of_shown(query, document, done) or evidence
    if done:  # of several votes on a matter one alone may be that on a motion that failed
        return _told(query, document, done)
    person = _person(query, shown)
    theirs = tuple(s for s in evidence.chosen if s.speaker == person)
    return replace(evidence, chosen=theirs) if person and theirs and not evidence.aim else evidence


def _told(query: Query, document: Document, chosen: Sequence[Statement]) -> Evidence:
    found = with_replies(chosen, document)
    return Evidence(document, "answer", STRUCTURED, chosen=found, near=found, about=query.mended)


def _outcome(query: Query, document: Document, shown: Sequence[Statement]) -> list[Statement]:
    """What was decided on the matter that was spoken of, where a question asks for it and names none itself."""
    named = [w for w in words(query.mended) if weight(w) > NAMES and w not in beside() and not outcome_asked(w)]
    decided = outcome_asked(query.mended) or re.match(table()["words"]["decided"], query.mended, re.IGNORECASE)
    if named or not (decided or vote_asked(query.mended)):
        return []
    return [s for s in with_outcome(shown, document) if settles(s)]


def _reply(query: Query, document: Document, shown: Sequence[Statement]) -> list[Statement]:
    """What somebody else says behind what was shown, where a question asks for the reply to it."""
    topic = [word for word in words(REPLY.sub("", query.mended)) if weight(word) > NAMES]
    named = [name for name in surnames(document) if surname_in(query.mended, name)]
    if not REPLY.search(query.mended) or not (query.before or {*topic} <= {name.lower() for name in named}):
        return []
    found = with_replies(shown, document)
    replies = [s for s in found[1:] if not named or s.surname in named]
    if replies:  # it may have been shown with the question
        return replies if named else [s for s in replies if s not in shown]
    behind = document.statements[shown[-1].position + 1 :][:BEHIND]
    behind = tuple(s for s in behind if s.section == shown[-1].section and s not in shown)
    answers = [s for s in behind if REPLY.search(s.quote)]
    answers = answers or [s for s in behind[:1] if s.speaker and s.speaker != shown[-1].speaker]  # "hält dagegen, …"
    return [s for s in answers if not named or any(surname_in(s.quote, name) for name in named)][:1]


def _person(query: Query, shown: Sequence[Statement]) -> str:
    """Who "he" is: whoever alone has spoken in what was shown, "" where a question has no such word."""
    people = {None if s.reported else s.speaker for s in shown}
    return (people.pop() if len(people) == 1 and PERSON.search(query.mended) else None) or ""


def ranking(query: Query, document: Document, read: Read) -> Rank:
    """Order statements by how surely they answer a question; whoever only asks comes last."""

    def rank(statements: Sequence[Statement]) -> list[Statement]:
        sure = dict(zip(statements, read(query.text, statements), strict=True))
        return sorted(statements, key=lambda s: (s.quote.endswith("?") or only_asks(s, document), -sure[s]))

    return rank
