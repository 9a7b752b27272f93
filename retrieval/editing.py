"""The last look at what was decided: nothing headless, the most important first, yes or no where that is sure."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from ingest.document import Document
from ingest.statement import Statement
from retrieval.affirming import affirmed, opposed
from retrieval.deeds import outcome_asked
from retrieval.evidence import Evidence, Group
from retrieval.lists import OUTCOMES
from retrieval.matters import matters
from retrieval.polarity import judgement
from retrieval.question import Query
from retrieval.rarity import stems, weight, words
from retrieval.structure import holds_results

FULL = 14  # statements that are shown together; of more, the most important
FIRST = 8
_FEW = 3  # statements before which a yes or no may stand
BRIEF = 5  # of a section that is to be summed up
REPLY = 4  # statements behind a question among which its reply stands
# Somebody asks what was asked.
_FOR_QUESTIONS = re.compile(r"\b\w*(?:frag(?:e|en|t|te|ten)|gefragt|ask(?:s|ed)?|questions?)\b", re.IGNORECASE)
_REPLIES = re.compile(
    r"(?i)^[^.?!]{0,80}?\b(?:antwort\w*|erwider\w*|entgegn\w*|bejah\w*|vernein\w*|bestätig\w*|sagt (?:dies|das|es) zu|"
    r"repl(?:y|ies|ied)|answer(?:s|ed)?|respond(?:s|ed)?|confirm(?:s|ed)?)\b"
)
_PEOPLE = ("present", "absent", "guest", "chair", "minutes", "speakers")
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
    if evidence.aim:
        return evidence
    chosen = with_introduced(evidence.chosen, evidence.document)
    if not evidence.listed and outcome_asked(query.mended):
        chosen = with_outcome(chosen, evidence.document)
    if not _FOR_QUESTIONS.search(query.asked) and not evidence.who:
        chosen = with_replies(chosen, evidence.document)
    return _shortened(query, replace(evidence, chosen=chosen))


def with_introduced(chosen: Sequence[Statement], document: Document) -> tuple[Statement, ...]:
    """Return statements, each that ends in a colon with those that it introduces behind it."""
    found: dict[str, Statement] = {}
    for statement in chosen:
        found.setdefault(statement.id, statement)
        if statement.text.endswith(":") and len(found) < FULL:
            introduced = [s for s in document.statements if s.parent == statement.id][: FULL - len(found)]
            found |= {s.id: s for s in introduced if s.id not in found}
    wanted = tuple(found.values())
    return _beside_parents(wanted)


def with_outcome(chosen: Sequence[Statement], document: Document) -> tuple[Statement, ...]:
    """Return a few statements with what came of the matter that the first one opens, where none of them tells it.

    "Wie ging der Antrag aus?" is not answered by what the motion is about, but by "Vertagt." two paragraphs further.
    """
    told = {name for statement in chosen for name in statement.kind_names}
    if len(chosen) > _FEW or "vote" in told:
        return tuple(chosen)
    matter = next((m for m in matters(document) if chosen[0] in m.statements), None)
    after = [s for s in matter.statements if s.position > chosen[0].position and not s.lead] if matter else []
    done = [s for s in after if {"decision", "vote"} & {*s.kind_names} and s not in chosen]
    if "decision" in told:  # the count behind it is of its own vote
        done = [s for s in done[:1] if s.kind_names == ("vote",)]
    return (*chosen, *done) if len(done) <= _FEW else tuple(chosen)


def with_replies(chosen: Sequence[Statement], document: Document) -> tuple[Statement, ...]:
    """Return a few statements, each that only asks with the reply behind it; of many, or of a list, none is asked for.

    "Darf eine Pflegekraft fotografieren?" is not answered by who asked it, but by "Nein." in the next turn.
    """
    if len(chosen) > _FEW:
        return tuple(chosen)
    found: dict[str, Statement] = {}
    for statement in chosen:
        found.setdefault(statement.id, statement)
        found |= {s.id: s for s in _reply(statement, document) if s.id not in found}
    return tuple(found.values())


def _reply(statement: Statement, document: Document) -> list[Statement]:
    """What somebody else says directly after a question; nothing where it is none, or nobody is recorded."""
    after = document.statements[statement.position + 1 :]
    if statement.speaker and not statement.reported and statement.text.rstrip().endswith("?"):
        turn = [s for s in after[:REPLY] if s.section == statement.section]
        spoken = [s for s in turn if s.speaker and s.speaker != statement.speaker]
        return [s for s in spoken if s.speaker == spoken[0].speaker][:2]
    if "question" in statement.kind_names and statement.speaker != (after[0].speaker if after else None):
        return [s for s in after[:1] if s.section == statement.section and _REPLIES.search(s.quote)]
    return []


def importance(statement: Statement, document: Document) -> float:
    """Return how much an editor would want to keep a statement.

    Theses and results first; then what the minutes themselves print in bold, what was decided or called for, and what
    comes back elsewhere in them.
    """
    if statement.text.endswith(":"):
        return -1.0
    bold = "**" in document.text[statement.start : statement.end]
    weights = {"decision": 3.0, "vote": 1.0, "task": 1.0, "demand": 1.0, "question": 0.5}
    done = max((weights.get(name, 0.0) for name in statement.kind_names), default=0.0)
    own = {stem for word in words(statement.quote) if weight(word) > 0.4 for stem in stems(word)}
    echo = min(1.0, len(own & _recurring(document)) / 5)
    return 4.0 * holds_results(statement.section[0]) + 2.0 * bold + done + echo - (len(statement.text.split()) < 4)


def most_important(statements: Sequence[Statement], most: int, document: Document) -> tuple[Statement, ...]:
    """Return the most important of some statements, results first, else in the order of the document."""
    ranked = sorted(statements, key=lambda s: (-importance(s, document), s.position))[:most]
    return tuple(sorted(ranked, key=lambda s: (not holds_results(s.section[0]), s.position)))


def _affirmed(query: Query, evidence: Evidence) -> Evidence:
    """Put yes or no before the statement that says it; two opinions, where another judges the same the other way."""
    if len(evidence.chosen) > _FEW or evidence.whole or evidence.listed:
        return evidence
    found = ((affirmed(query.asked, query.language, statement), statement) for statement in evidence.chosen)
    short, statement = next((pair for pair in found if pair[0]), ("", evidence.chosen[0]))
    if not short:
        return evidence
    other = opposed(query.asked, statement, evidence.document) if short not in ("yes", "no") else ()
    if not other:
        first = dict.fromkeys((statement, *evidence.chosen))
        return replace(evidence, short=short, chosen=tuple(first))
    groups = sides([statement], other[:2], evidence.document)
    return replace(evidence, groups=groups, chosen=all_of(groups), short="both", aim="comparison")


def sides(one: Sequence[Statement], other: Sequence[Statement], document: Document) -> tuple[Group, ...]:
    """Return two sides as groups, the one that the document has first before the other."""
    lifted = [_lifted(side, document) for side in (one, other)]
    first, second = sorted(lifted, key=lambda side: side[0].position)
    name = "pro" if sum(map(judgement, first)) > 0 else "con"
    then = "con" if name == "pro" else "pro"
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
    if evidence.listed in _PEOPLE or evidence.everything or any("participant" in s.kind_names for s in chosen):
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
    ids = {s.id for s in statements}
    placed: dict[str, Statement] = {}

    def place(statement: Statement) -> None:
        placed.setdefault(statement.id, statement)
        for child in statements:
            if child.parent == statement.id and statement.text.endswith(":") and child.id not in placed:
                place(child)

    for statement in statements:
        headed = any(s.id == statement.parent and s.text.endswith(":") for s in statements)
        if statement.parent not in ids or not headed:
            place(statement)
    return tuple(placed.values())


@lru_cache(maxsize=32)
def _recurring(document: Document) -> frozenset[str]:
    """Stems that stand in the title, or in three statements and more."""
    counts: dict[str, int] = {}
    for statement in document.statements:
        for stem in {stem for word in words(statement.quote) if weight(word) > 0.4 for stem in stems(word)}:
            counts[stem] = counts.get(stem, 0) + 1
    title = {stem for word in words(document.title) if weight(word) > 0.4 for stem in stems(word)}
    return frozenset({stem for stem, count in counts.items() if count > 2} | title)
