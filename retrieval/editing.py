"""The last look at what was decided: nothing headless, the most important first, yes or no where that is sure."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from itertools import pairwise, takewhile

from ingest.document import Document
from ingest.kind import sentences
from ingest.packaged import read_table
from ingest.participants import state_of
from ingest.statement import Statement
from retrieval.affirming import affirmed
from retrieval.deeds import outcome_asked
from retrieval.evidence import Evidence, Group
from retrieval.lists import OUTCOMES, STATES
from retrieval.matters import matter_of, settles
from retrieval.polarity import judgement
from retrieval.question import Query
from retrieval.rarity import stands_in, stems, weight, words
from retrieval.rows import cells
from retrieval.structure import holds_results

# "Welcher Standort ist am weitesten weg?", "which quote was the cheapest?"
_MOST = re.compile(
    r"\bam \w+sten\b|\b(?:höchst|größt|kleinst|niedrigst|teuerst|billigst|günstigst|meist|wenigst|ältest|jüngst|längst|"
    r"kürzest|stärkst|schwächst|schlechtest|best|weitest)e[nrsm]?\b|\b(?:most|least|highest|lowest|largest|biggest|"
    r"smallest|cheapest|dearest|oldest|youngest|longest|shortest|best|worst|closest|nearest|farthest|furthest)\b",
    re.IGNORECASE,
)
FULL = 14  # statements that are shown together; of more, the most important
FIRST = 8
_FEW = 3  # statements before which a yes or no may stand
BRIEF = 5  # of a section that is to be summed up
REPLIES, ALL = 2, 4  # statements of a reply that are shown; replies to a question to everybody
_NEAR = 10  # statements behind a question, or before a reply, among which the other stands
_BRIEF_WORDS = 5  # of a first sentence that cannot be understood without the question before it
# Somebody asks what was asked.
_FOR_QUESTIONS = re.compile(r"\b\w*(?:frag(?:e|en|t|te|ten)|gefragt|ask(?:s|ed)?|questions?)\b", re.IGNORECASE)
# Somebody asks, or asks for something, as minutes tell it; and how they tell what somebody else replies.
_ASKING = re.compile(
    r"(?i)\b(?:frag(?:t|te|ten|en)|die frage|erkundig\w*|wissen|bitte[tn]|bat|baten|ask(?:s|ed)|[ei]nquire[sd]?|"
    r"wonder(?:s|ed)|queried|wanted to know|request(?:s|ed))\b"
)
_I_ASK = re.compile(  # "Ich möchte Herrn Alt fragen, ob …"
    r"(?i)\b(?:möchten?|will|wollen|würden?|darf|would like|wanted|want|may|let me)\b[^.?!]{0,60}"
    r"\b(?:fragen|wissen|ask|know)\b"
)
_REPLIES = re.compile(
    r"(?i)^[^.?!]{0,80}?\b(?:antwort\w*|erwider\w*|entgegn\w*|bejah\w*|vernein\w*|bestätig\w*|sag(?:t|te|ten|en)\b.{1,40}\bzu|"
    r"repl(?:y|ies|ied)|answer(?:s|ed)?|respond(?:s|ed)?|confirm(?:s|ed)?|agree[sd]|under(?:takes|took)|promise[sd])\b"
)
_ALL = re.compile(  # "Eine Nachfrage an alle vier: …"
    r"(?i)\b(?:(?:any|each|all|both) of you|you (?:all|both)|sie (?:alle|beide)|(?:von|an) ihnen|an alle)\b"
)
_ENDS_BACK = re.compile(r"(?i)\b(?:that|this|it|das|dies|dem zu|dazu)[.!]$")  # "We would not oppose that."
_ASIDE = re.compile(r"\([^()]{1,60}\)")  # "(Heiterkeit)"
_SUM_UP = re.compile(
    r"\b(?:fass\w*|zusammen\w*|kurz\w*|knapp|überblick|summ\w+|gist|nutshell|brief\w*|short|overview)\b", re.IGNORECASE
)


def edited(query: Query, evidence: Evidence) -> Evidence:
    """Go over what was decided, as an editor does before it is written.

    Args:
        query: the question.
        evidence: what was decided.

    Returns:
        The same with what its statements introduce, the rest behind the most important, and a yes or no.
    """
    others = tuple(edited(query, other) for other in evidence.others)
    evidence = replace(evidence, others=others)
    if evidence.state != "answer" or not evidence.chosen or evidence.aim:
        return evidence
    evidence = _affirmed(query, evidence)
    chosen = tuple(s for s in evidence.chosen if not _ASIDE.fullmatch(s.text)) or evidence.chosen
    chosen = _with_table(query, _with_their_list(query, chosen, evidence.document), evidence.document)
    chosen = with_introduced(chosen, evidence.document)
    if evidence.listed in ("", "on_this") and outcome_asked(query.mended):
        chosen = chosen if evidence.listed else with_outcome(chosen, evidence.document)
        chosen = _beside_parents(sorted(chosen, key=lambda s: not settles(s)))
    if not (evidence.listed or evidence.whole or evidence.everything):
        alone = bool(evidence.who or _FOR_QUESTIONS.search(query.asked))
        chosen = with_replies(chosen, evidence.document, alone=alone)
    return _shortened(query, replace(evidence, chosen=chosen))


def with_introduced(chosen: Sequence[Statement], document: Document) -> tuple[Statement, ...]:
    """Return statements, each that ends in a colon with those that it introduces behind it."""
    found: dict[str, Statement] = {}
    for statement in chosen:
        found.setdefault(statement.id, statement)
        if statement.text.endswith(":") and len(found) < FULL:
            introduced = [s for s in document.statements if s.parent == statement.id and s.kind_names != ("label",)]
            introduced = introduced[: FULL - len(found)]
            found |= {s.id: s for s in introduced if s.id not in found}
    return _beside_parents(tuple(found.values()))


def _with_their_list(query: Query, chosen: tuple[Statement, ...], document: Document) -> tuple[Statement, ...]:
    """Return most people of one list as the whole list with what introduces it, other statements as they are."""
    heads, sections = {s.parent for s in chosen}, {s.section for s in chosen}
    if len(chosen) < 2 or len(heads) + len(sections) > 2 or not all("participant" in s.kind_names for s in chosen):
        return chosen
    members = [s for s in document.statements if s.section in sections and "participant" in s.kind_names]
    away = {person.line for person in document.participants if person.state in STATES["absent"]}
    members = [s for s in members if (s.text in away) == (chosen[0].text in away)]
    texts = [f"{s.quote} {s.translation or ''}".lower() for s in members]
    asked = [sum(stands_in((word,), text) for text in texts) for word in words(query.mended) if weight(word) > 0]
    some = any(0 < count < len(members) for count in asked)  # "Who was there from Munich?", "Who are the MPs?"
    if some or 2 * len(chosen) < len(members):
        return chosen
    head = tuple(s for s in document.statements if s.id in heads)
    return head or (tuple(members) if state_of(chosen[0].section[-1]) else chosen)


def _with_table(query: Query, chosen: tuple[Statement, ...], document: Document) -> tuple[Statement, ...]:
    """Return rows of a table as all of its rows where a question wants the most or least: some alone prove nothing."""
    tables = {s.section for s in chosen if cells(s)}
    if len(tables) != 1 or not all(map(cells, chosen)) or not _MOST.search(query.mended):
        return chosen
    rows = tuple(s for s in document.statements if s.section in tables and cells(s))
    return rows if len(rows) <= FULL else chosen


def with_outcome(chosen: Sequence[Statement], document: Document) -> tuple[Statement, ...]:
    """Return a few statements with what came of the matter that the first one opens, where none of them tells it.

    "Wie ging der Antrag aus?" is not answered by what the motion is about, but by "Vertagt." two paragraphs further.
    """
    told = {name for statement in chosen for name in statement.kind_names}
    if len(chosen) > _FEW or "vote" in told:
        return tuple(chosen)
    after = [s for s in matter_of(chosen[0], document).statements if s.position > chosen[0].position and not s.lead]
    done = [s for s in after if settles(s) and s not in chosen]
    if "decision" in told:  # the count behind it is of its own vote
        done = [s for s in done[:1] if s.kind_names == ("vote",)]
    return (*chosen, *done) if len(done) <= _FEW else tuple(chosen)


def with_replies(chosen: Sequence[Statement], document: Document, *, alone: bool = False) -> tuple[Statement, ...]:
    """Return a few statements: what only asks with its replies behind it, a brief reply with its question before it.

    "Darf eine Pflegekraft fotografieren?" is not answered by who asked it, but by "Nein." in the next turn, and "About
    three quarters are." by itself says nothing, still less yes.

    Args:
        chosen: in order; of many nothing is asked for.
        document: their own.
        alone: what was asked, or what somebody said, is wanted: no replies are added.

    Returns:
        Each statement once.
    """
    if len(chosen) > _FEW:
        return tuple(chosen)
    found: dict[str, Statement] = {}
    for statement in chosen:
        after = [] if alone else _replies(statement, document)
        found |= {s.id: s for s in (*_question(statement, document), statement, *after) if s.id not in found}
    return tuple(found.values())


def with_partners(kept: Sequence[Statement], chosen: Sequence[Statement]) -> list[Statement]:
    """Return kept statements in the order of an answer, a question with its reply and a reply with its question.

    A reply that is reported ("replied that it would stay") can stand alone.

    Args:
        kept: some of those chosen.
        chosen: the answer's, as `with_replies` returns them.

    Returns:
        The kept ones and their partners.
    """
    near = [pair for pair in pairwise(chosen) if 0 < pair[1].position - pair[0].position <= _NEAR]
    pairs = [pair for pair in near if _asks(pair[0]) and not _asks(pair[1])]
    wanted = {s.id for pair in pairs if pair[0] in kept or (pair[1] in kept and _own(pair[1])) for s in pair}
    return [s for s in chosen if s.id in wanted or s in kept]


def _replies(statement: Statement, document: Document) -> list[Statement]:
    """What others say directly after a question, or after a request; nothing where it is none."""
    after = _section(statement, document.statements[statement.position + 1 :][:_NEAR])
    if not _asks(statement) or not after:
        return []
    if not _own(statement):
        reply = after[0]
        goes_on = reply.follows is not None and reply.follows in (statement.id, statement.follows)
        somebody_else = reply.speaker is None or reply.speaker != statement.speaker
        sure = goes_on or _REPLIES.search(reply.quote) or _shared(statement, reply)
        return [reply] if somebody_else and sure and not _asks(reply) else []
    said = takewhile(lambda other: other.speaker == statement.speaker or not _asks(other), after)
    others = [other for other in said if other.speaker not in (None, statement.speaker)]
    question = f"{' '.join(s.quote for s in after if s.speaker == statement.speaker)} {statement.quote}"
    asked = [other for other in others if other.surname in question]
    if not asked and _ALL.search(question):
        return list({other.speaker: other for other in reversed(others)}.values())[::-1][:ALL]
    return (asked or [other for other in others if other.speaker == others[0].speaker])[:REPLIES]


def _question(statement: Statement, document: Document) -> list[Statement]:
    """The question before a reply in somebody's own words that cannot be understood without it."""
    before = _section(statement, document.statements[: statement.position][-_NEAR:][::-1])
    if not before or not _own(statement) or before[0].speaker == statement.speaker or _asks(statement):
        return []
    first = statement.quote[slice(*sentences(statement.quote)[0])]
    if len(first.split()) > _BRIEF_WORDS:
        return before[:1] if before[0].speaker and _ENDS_BACK.search(first) else []
    question = next((s for s in before if _own(s) and _asks(s)), None)
    named = question and (question == before[0] or statement.surname in question.quote)
    return [question] if question and named else []


def _section(statement: Statement, others: Sequence[Statement]) -> list[Statement]:
    """Statements up to the next heading."""
    return list(takewhile(lambda other: other.section == statement.section, others))


def _own(statement: Statement) -> bool:
    return statement.speaker is not None and not statement.reported


def _asks(statement: Statement) -> bool:
    """Say whether a statement ends with somebody's question, or the report of one."""
    spans = sentences(statement.quote)
    last = statement.quote[slice(*spans[-1])] if spans else ""
    return last.rstrip("”“\"' ").endswith("?") or bool((_I_ASK if _own(statement) else _ASKING).search(last))


def _shared(one: Statement, other: Statement) -> bool:
    """Say whether two statements have a word in common that says something."""
    return any(weight(word) > 0.4 and stands_in((word,), other.quote) for word in words(one.quote))


@cache
def formalities() -> re.Pattern[str]:
    """Return how sentences and headings of what every meeting does read: it opens, somebody leaves, it closes."""
    return re.compile(read_table("retrieval", "data/aims.toml")["conclusion"]["formal"], re.IGNORECASE)


def importance(statement: Statement, document: Document) -> float:
    """Return how much an editor would want to keep a statement.

    Theses and results first; then what the minutes themselves print in bold, what was decided or called for, and what
    comes back elsewhere in them.
    """
    if statement.text.endswith(":") or formalities().search(statement.quote):
        return -1.0
    bold = "**" in document.text[statement.start : statement.end]
    weights = {"decision": 3.0, "vote": 1.0, "task": 1.0, "demand": 1.0, "question": 0.5}
    done = max((weights.get(name, 0.0) for name in statement.kind_names), default=0.0)
    echo = min(1.0, len(_telling(statement.quote) & _recurring(document)) / 5)
    return 4.0 * holds_results(statement.section[0]) + 2.0 * bold + done + echo - (len(statement.text.split()) < 4)


def most_important(statements: Sequence[Statement], most: int, document: Document) -> tuple[Statement, ...]:
    """Return the most important of some statements, results first, else in the order of the document."""
    ranked = sorted(statements, key=lambda s: (-importance(s, document), s.position))[:most]
    return tuple(sorted(ranked, key=lambda s: (not holds_results(s.section[0]), s.position)))


def _affirmed(query: Query, evidence: Evidence) -> Evidence:
    """Put yes or no before the statement that says it."""
    if len(evidence.chosen) > _FEW or evidence.whole or evidence.listed:
        return evidence
    for statement in evidence.chosen:
        if short := affirmed(query.asked, query.language, statement):
            break
    else:
        return evidence
    return replace(evidence, short=short, chosen=tuple(dict.fromkeys((statement, *evidence.chosen))))


def sides(one: Sequence[Statement], other: Sequence[Statement], document: Document) -> tuple[Group, ...]:
    """Return two sides as groups, the one that the document has first before the other."""
    lifted = [_lifted(side, document) for side in (one, other)]
    first, second = sorted(lifted, key=lambda side: side[0].position)
    name, then = ("pro", "con") if sum(map(judgement, first)) > 0 else ("con", "pro")
    return (
        Group(f"{name}_first", with_introduced(first, document)),
        Group(f"{then}_then", with_introduced(second, document)),
    )


def all_of(groups: Sequence[Group]) -> tuple[Statement, ...]:
    """Return the statements of groups, in order."""
    return tuple(statement for group in groups for statement in group.statements)


def _lifted(side: Sequence[Statement], document: Document) -> list[Statement]:
    """A side with the statements that introduce what it says in the place of those that they introduce."""
    known = {s.id: s for s in document.statements}
    found: dict[str, Statement] = {}
    for statement in side:
        parent = known.get(statement.parent or "")
        lifted = parent if parent and parent.text.endswith(":") and parent.kind_names != ("label",) else statement
        found.setdefault(lifted.id, lifted)
    return list(found.values())


def _shortened(query: Query, evidence: Evidence) -> Evidence:
    chosen = evidence.chosen
    people = evidence.listed in (*STATES, "speakers") or any("participant" in s.kind_names for s in chosen)
    if people or evidence.everything:
        return evidence
    sum_up = evidence.whole and _SUM_UP.search(query.asked) is not None
    most = BRIEF if sum_up else FIRST
    if len(chosen) <= (BRIEF + 1 if sum_up else FULL):
        return evidence
    ordered = evidence.listed in ("decision", *OUTCOMES, "vote", "task", "votes", "on_this")
    shown = chosen[:most] if ordered else most_important(chosen, most, evidence.document)
    kept = {s.id for s in shown}
    return replace(evidence, chosen=shown, rest=tuple(s for s in chosen if s.id not in kept))


def _beside_parents(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """Statements with those that they introduce directly behind them."""
    heads = {s.id for s in statements if s.text.endswith(":")}

    def placed(statement: Statement) -> Iterator[Statement]:
        yield statement
        for child in statements:
            if child.parent == statement.id and statement.id in heads:
                yield from placed(child)

    return tuple(each for statement in statements if statement.parent not in heads for each in placed(statement))


@lru_cache(maxsize=32)
def _recurring(document: Document) -> frozenset[str]:
    """Stems that stand in the title, or in three statements and more."""
    counts = Counter(stem for statement in document.statements for stem in _telling(statement.quote))
    return _telling(document.title) | {stem for stem, count in counts.items() if count > 2}


def _telling(text: str) -> frozenset[str]:
    """Stems of the words that say something."""
    return frozenset(stem for word in words(text) if weight(word) > 0.4 for stem in stems(word))
