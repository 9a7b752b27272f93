"""A question that leans on the one before it is looked for near the answer of that one, before the same comes again."""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from ingest.document import Document, together
from ingest.statement import Statement
from retrieval.answer import Reason
from retrieval.deeds import beside, only_asks, outcome_asked, table
from retrieval.editing import with_outcome, with_replies
from retrieval.evidence import CLOSEST, STRUCTURED, Evidence
from retrieval.followup import BARE, REPLY
from retrieval.form import Rank
from retrieval.matters import settles
from retrieval.question import Query
from retrieval.rarity import weight, words
from retrieval.votes import of_shown, vote_asked
from retrieval.who import asks_who, surname_in, surnames

AROUND = 5  # statements from one another that may be near
FEW = 6  # statements cited before, near which a further question is looked for; more are a list
BEHIND = 2  # statements behind the paragraph of one that are near it
NAMES = 0.5  # rarity from which a word names something
PROBABLY = 0.52  # that there is an answer, as judged with the question before it
# Logits of what is near, for the words of a follow-up alone.
AHEAD = 0.8  # by which it must answer them better than what was shown
ANSWERS_IT = -0.5  # from which it does
SURE = 0.5  # logit with the question before it from which what was shown answers the follow-up too
_BREAK = re.compile(r"\n\s*(?:\n|[-*•]|\d+[.)]\s)")
PERSON = re.compile(r"\b(?:er|sie|he|she)\b", re.IGNORECASE)

Read = Callable[[str, Sequence[Statement]], Sequence[float]]
Cited = Callable[[Evidence], tuple[Statement, ...]]
Trail = tuple[tuple[Document, tuple[Statement, ...]], ...]  # what the answers before have shown
Decide = Callable[[Query, tuple[str, ...]], Evidence]  # by these documents, where an answer goes back to them


def following(queries: Sequence[Query], decide: Decide, cited: Cited, read: Read) -> tuple[Evidence, Trail]:
    """Decide about the last of some questions.

    Args:
        queries: oldest first; each leans on the one before, but for the first.
        decide: decides about a question, by the documents of the answer that it goes back to where there are some.
        cited: returns the statements of an answer in the order of their markers.
        read: says how surely statements of one document answer a question, a logit each.

    Returns:
        What was decided, and what was shown for each of the others, oldest first.
    """
    *earlier, query = queries
    if not earlier or not query.root:
        return decide(query, ()), ()
    before, trail = following(earlier, decide, cited, read)
    home = (before, *before.others) if before.state == "answer" else ()
    evidence = decide(query, tuple(part.document.id for part in home) or tuple(one.id for one, _ in trail[-1:]))
    if shown := tuple(s for s in cited(before) if "participant" not in s.kind_names):
        trail = (*trail, (before.document, shown))
    if trail and len(trail[-1][1]) <= FEW and not evidence.others and evidence.reason is not Reason.CONVERSATION:
        evidence = _further_on(query, evidence, trail, read)
    return evidence, trail


def _further_on(query: Query, evidence: Evidence, trail: Trail, read: Read) -> Evidence:
    document, shown = trail[-1]
    if reply := _reply(query, document, shown):
        return _told(query, document, reply, STRUCTURED)
    alone = not query.before and not query.instead[0] and not PERSON.search(query.mended)
    if alone and any(weight(word) > NAMES for word in words(query.mended)):
        return evidence
    known = {statement for _, each in trail for statement in each}
    done = _outcome(query, document, shown)
    if done and vote_asked(query.mended):  # "Wer hat dagegen gestimmt?" means the vote that was spoken of
        return of_shown(query, document, done) or evidence
    if done and (evidence.state != "answer" or not {*evidence.chosen} <= {*done}):
        return _told(query, document, done, STRUCTURED)
    person = _person(query, shown)
    theirs = tuple(s for s in evidence.chosen if s.speaker == person)
    if person and theirs and not evidence.aim:
        evidence = replace(evidence, chosen=theirs)
    repeated = evidence.state == "answer" and {*evidence.chosen} <= known
    nobody = evidence.reason is Reason.NOT_ATTRIBUTED and document.speakers_recorded == "none"
    if evidence.note or nobody or (evidence.state == "answer" and not repeated):
        return evidence
    return _near(query, evidence, document, shown, read)


def _told(query: Query, document: Document, chosen: Sequence[Statement], confidence: float) -> Evidence:
    found = with_replies(chosen, document)
    return Evidence(document, "answer", confidence, chosen=found, near=found, about=query.mended)


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
    replies = [s for s in with_replies(shown, document) if s not in shown]
    return [s for s in replies if not named or s.surname in named]


def _near(query: Query, evidence: Evidence, document: Document, shown: Sequence[Statement], read: Read) -> Evidence:
    """Look for an answer near what was shown; the same is no answer once more unless it is clearly the best."""
    repeated = evidence.state == "answer"
    around = _around(query, shown, document)
    before = list(dict.fromkeys([*shown, *(evidence.chosen if repeated else ())]))
    both = [*before, *(s for s in around if s not in before)]
    own = dict(zip(both, read(query.mended, both), strict=True))
    least = max([ANSWERS_IT, *(own[s] + AHEAD for s in before if _tells(query, s, document))])
    better = sorted((s for s in around if own[s] >= least and s not in before), key=lambda s: -own[s])[:2]
    if better:
        chosen = sorted(better, key=lambda s: s.position)
        return _told(query, document, chosen, max(0.5, 1 / (1 + math.exp(-own[better[0]]))))
    if not repeated or evidence.confidence >= PROBABLY or max(own[s] for s in before) >= ANSWERS_IT:
        return evidence
    who = asks_who(query.mended) and any(_tells(query, s, document) for s in evidence.chosen)
    if who or max(read(together(query.before or query.root, query.mended), before)) >= SURE:
        return evidence
    return Evidence(
        document, "refuse", evidence.confidence, Reason.NOT_IN_PROTOCOL, closest=tuple(shown[:CLOSEST]),
        near=evidence.near, note="nothing_more",
    )  # fmt: skip


def _around(query: Query, shown: Sequence[Statement], document: Document) -> list[Statement]:
    """What stands near what was shown: in its paragraph, behind it, under it; of whoever "she" is, all they said."""
    person = _person(query, shown)
    # "Bis wann?" would take any date: of the next paragraph it takes none.
    behind = BEHIND if len(words(query.mended)) > BARE else 0

    def near(s: Statement) -> bool:
        beside = any(_is_near(s, one, document, behind) for one in shown) and " | " not in s.quote
        return _tells(query, s, document) and (s.speaker == person if person else beside)

    telling = (s for s in document.statements if not {"participant", "label"} & {*s.kind_names} and s not in shown)
    return [s for s in telling if near(s)][: 2 * AROUND]


def _tells(query: Query, statement: Statement, document: Document) -> bool:
    """Say whether a statement can answer who somebody is, where that is asked: it names somebody, or has a speaker."""
    named = statement.speaker or any(surname_in(statement.quote, name) for name in surnames(document))
    return bool(named) or not asks_who(query.mended)


def _person(query: Query, shown: Sequence[Statement]) -> str:
    """Who "he" is: whoever alone has spoken in what was shown, "" where a question has no such word."""
    people = {None if s.reported else s.speaker for s in shown}
    return (people.pop() if len(people) == 1 and PERSON.search(query.mended) else None) or ""


def _is_near(statement: Statement, one: Statement, document: Document, behind: int) -> bool:
    if statement.parent == one.id:
        return True
    first, last = sorted((statement, one), key=lambda s: s.position)
    if first.section != last.section or last.position - first.position > AROUND:
        return False
    between = document.text[first.end : last.start]
    return 0 < statement.position - one.position <= behind or not _BREAK.search(between)


def ranking(query: Query, document: Document, read: Read) -> Rank:
    """Order statements by how surely they answer a question; whoever only asks comes last."""

    def rank(statements: Sequence[Statement]) -> list[Statement]:
        sure = dict(zip(statements, read(query.text, statements), strict=True))
        return sorted(statements, key=lambda s: (s.quote.endswith("?") or only_asks(s, document), -sure[s]))

    return rank
