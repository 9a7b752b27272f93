"""A question that leans on the one before it is looked for near the answer of that one, before the same comes again."""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from ingest.document import Document, together
from ingest.statement import Statement
from retrieval.answer import Reason
from retrieval.attribution import topic_of
from retrieval.deeds import beside, deed_asked, does, outcome_asked, subjects, table, told
from retrieval.editing import with_replies
from retrieval.evidence import CLOSEST, STRUCTURED, Evidence
from retrieval.followup import BARE, REPLY
from retrieval.matters import has, matters, settles
from retrieval.question import Query
from retrieval.rarity import weight, words
from retrieval.shaping import Rank
from retrieval.votes import vote_asked
from retrieval.who import asks_who, surname_in, surnames

SHOWN = 3  # statements of what came of a matter that are shown
AROUND = 5  # statements behind a question among which its reply stands
FEW = 6  # statements cited before, near which a further question is looked for; more are a list
BEHIND = 2  # statements behind the paragraph of one that are near it
AHEAD = 0.8  # logit by which what is near must answer the words of a follow-up better than what was shown
ANSWERS_IT = -0.5  # logit from which it does
REQUESTED = -1.5  # the same, where what was shown only asks for something
REFUSED = 0.0  # the same, where nothing was found at all
SURELY = 1.0  # the same of what only asks, where it answers
NAMES = 0.5  # rarity from which a word names something
PROBABLY = 0.52  # that there is an answer, as judged with the question before it
CONCRETE = 0.4  # the same of a word that a task has too
SELDOM = 4  # times that it stands in the document
SHORT = 4  # letters of a word that hardly names a task
SURE = 0.5  # logit with the question before it from which what was shown answers the follow-up too
_BREAK = re.compile(r"\n\s*(?:\n|[-*•]|\d+[.)]\s)")
_DUTY = re.compile(r"(?i)\b(?:wer|wann|frist|who|when|deadline)\b")
PERSON = re.compile(r"\b(?:er|sie|he|she)\b", re.IGNORECASE)
_HANDS_OVER = re.compile(r"(?i)(?=.*\b(?:bitte|danke?|thanks?|please)\b).{0,60}")  # "Danke. Frau Wolters, bitte."

Read = Callable[[str, Sequence[Statement]], Sequence[float]]
Decide = Callable[[Query], Evidence]
Cited = Callable[[Evidence], tuple[Statement, ...]]
Trail = tuple[tuple[Document, tuple[Statement, ...]], ...]  # what the answers before have shown


def following(queries: Sequence[Query], decide: Decide, cited: Cited, read: Read) -> tuple[Evidence, Trail]:
    """Decide about the last of some questions.

    Args:
        queries: oldest first; each leans on the one before, but for the first.
        decide: decides about a question.
        cited: returns the statements of an answer in the order of their markers.
        read: says how surely statements of one document answer a question, a logit each.

    Returns:
        What was decided, and what was shown for each of the others, oldest first.
    """
    *earlier, query = queries
    evidence = decide(query)
    if not earlier or not query.root or evidence.others or evidence.reason is Reason.CONVERSATION:
        return evidence, ()
    before, trail = following(earlier, decide, cited, read)
    if shown := tuple(s for s in cited(before) if "participant" not in s.kind_names):
        trail = (*trail, (before.document, shown))
    if trail and len(trail[-1][1]) <= FEW:
        evidence = _further_on(query, evidence, trail, read)
    return evidence, trail


def _further_on(query: Query, evidence: Evidence, trail: Trail, read: Read) -> Evidence:
    document, shown = trail[-1]
    alone = not query.before and not query.instead[0] and not PERSON.search(query.mended)
    if alone and any(weight(word) > NAMES for word in words(query.mended)):
        return evidence
    known = {statement for _, each in trail for statement in each}
    done, reply = _outcome(query, document, shown), _reply(query, document, shown)
    if reply or (done and not {*evidence.chosen} <= {*done}) or (done and evidence.state != "answer"):
        return _told(query, document, reply or done, STRUCTURED)
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
    if not decided or named or vote_asked(query.mended):
        return []
    of = [matter for matter in matters(document) if {*shown} & {*matter.statements}]
    done = [s for s in of[0].statements if settles(s)] if len(of) == 1 else []
    return done if len(done) <= SHOWN else []


def _reply(query: Query, document: Document, shown: Sequence[Statement]) -> list[Statement]:
    """What somebody else says behind what was shown, where a question asks for the reply to it."""
    topic = [word for word in words(REPLY.sub("", query.mended)) if weight(word) > NAMES]
    if not REPLY.search(query.mended) or not (query.before or not topic):
        return []
    asked = [s for s in shown if _asks(s, document)] or [shown[-1]]
    named = [name for name in surnames(document) if surname_in(query.mended, name)]
    behind = document.statements[asked[-1].position + 1 :][:AROUND]
    for statement in (s for s in behind if _is_near(s, asked[-1], document) and not s.quote.endswith("?")):
        people = (statement.speaker, *subjects(statement, document))
        if any(people) and statement.speaker != (asked[-1].speaker or ""):
            by = " ".join(filter(None, people))
            return [statement] if not named or any(surname_in(by, name) for name in named) else []
    return []


def _near(query: Query, evidence: Evidence, document: Document, shown: Sequence[Statement], read: Read) -> Evidence:
    """Look for an answer near what was shown; the same is no answer once more unless it is clearly the best."""
    repeated = evidence.state == "answer"
    around = _around(query, shown, document)
    before = dict.fromkeys([*shown, *(evidence.chosen if repeated else ())])
    both = [*before, *(s for s in around if s not in before)]
    own = dict(zip(both, read(query.mended, both), strict=True))
    asked = all(_asks(s, document) for s in before) and deed_asked(query.mended) not in ("ask", "request")
    telling = [s for s in before if (own[s] > SURELY or not asked) and _tells(query, s, document)]
    least = max((own[s] + AHEAD for s in telling), default=REQUESTED)
    least = max(least, REQUESTED if asked else ANSWERS_IT if repeated else REFUSED)
    better = sorted((s for s in around if own[s] >= least and s not in before), key=lambda s: -own[s])[:2]
    if len(better) == 2 and not shown[-1].position < better[1].position < better[0].position:
        better = better[:1] if _BREAK.search(_between(better[0], better[1], document)) else better
    if repeated and not better and not {*evidence.chosen} & {*shown}:  # of two answers before, the last one counts
        better = [s for s in shown if own[s] >= max(ANSWERS_IT, *(own[each] for each in evidence.chosen))][:1]
    if better:
        chosen = sorted(better, key=lambda s: s.position)
        return _told(query, document, chosen, max(0.5, 1 / (1 + math.exp(-own[better[0]]))))
    if not repeated or evidence.confidence >= STRUCTURED:
        return evidence
    answers = max(own[s] for s in before) >= ANSWERS_IT or evidence.confidence >= PROBABLY
    joined = dict(zip(both, read(together(query.before or query.root, query.mended), both), strict=True))
    best = max(joined[s] for s in before)
    if close := [s for s in around if joined[s] > max(0.0, best - 1) and s not in before]:
        return replace(evidence, chosen=tuple(sorted((*evidence.chosen, *close[:2]), key=lambda s: s.position)))
    who = asks_who(query.mended) and any(_tells(query, s, document) for s in evidence.chosen)
    if who or answers or best >= SURE:
        return evidence
    if rather := [s for s in around if own[s] >= ANSWERS_IT and s not in before][:1]:
        return _told(query, document, rather, 0.5)
    return Evidence(
        document, "refuse", evidence.confidence, Reason.NOT_IN_PROTOCOL, closest=tuple(shown[:CLOSEST]),
        near=evidence.near, note="nothing_more",
    )  # fmt: skip


def _around(query: Query, shown: Sequence[Statement], document: Document) -> list[Statement]:
    """What stands near what was shown: in its paragraph, behind it, under it; of whoever "she" is, and tasks named."""
    person = _person(query, shown)
    known = surnames(document)
    wanted = [word for word in topic_of(query.mended, "") if len(word) > SHORT]
    if _DUTY.search(query.mended):
        named = {w for s in shown for w in words(s.quote) if weight(w) > CONCRETE and w.title() not in known}
        wanted += [word for word in named if document.text.lower().count(word) <= SELDOM]
    # "Bis wann?" would take any date: of the next paragraph it takes none.
    behind = BEHIND if len(words(query.mended)) > BARE else 0
    found = []
    for s in document.statements:
        row = " | " in s.quote
        near = any(_is_near(s, one, document, behind) for one in shown) and not row
        if person:
            near = s.speaker == person
        task = "task" in s.kind_names and any(has(word, s.quote.lower()) for word in wanted)
        says_it = not {"participant", "label"} & {*s.kind_names} and not _HANDS_OVER.fullmatch(s.quote)
        if (near or task) and says_it and s not in shown and _tells(query, s, document):
            found.append(s)
    return found[: 2 * AROUND]


def _tells(query: Query, statement: Statement, document: Document) -> bool:
    """Say whether a statement can answer who somebody is, where that is asked: it names somebody, or has a speaker."""
    named = statement.speaker or any(surname_in(statement.quote, name) for name in surnames(document))
    return bool(named) or not asks_who(query.mended)


def _person(query: Query, shown: Sequence[Statement]) -> str:
    """Who "he" is: whoever alone has spoken in what was shown, "" where a question has no such word."""
    people = {None if s.reported else s.speaker for s in shown}
    return (people.pop() if len(people) == 1 and PERSON.search(query.mended) else None) or ""


def _is_near(statement: Statement, one: Statement, document: Document, behind: int = BEHIND) -> bool:
    if statement.parent == one.id:
        return True
    first, last = sorted((statement, one), key=lambda s: s.position)
    if first.section != last.section or last.position - first.position > AROUND:
        return False
    return 0 < statement.position - one.position <= behind or not _BREAK.search(_between(first, last, document))


def _between(one: Statement, other: Statement, document: Document) -> str:
    return document.text[min(one.end, other.end) : max(one.start, other.start)]


def ranking(query: Query, document: Document, read: Read) -> Rank:
    """Order statements by how surely they answer a question; whoever only asks comes last."""

    def rank(statements: Sequence[Statement]) -> list[Statement]:
        sure = dict(zip(statements, read(query.text, statements), strict=True))
        return sorted(statements, key=lambda s: (s.document == document.id and _asks(s, document), -sure[s]))

    return rank


def _asks(statement: Statement, document: Document) -> bool:
    """Say whether somebody asks for something in a statement, an answer or a deed, and nothing else is told in it."""
    asking = {*does(statement, "ask", document), *does(statement, "request", document)}
    return statement.quote.endswith("?") or len(asking) == len(list(told(statement, document)))
