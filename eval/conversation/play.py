"""Play conversations: every turn is asked with the answers that really came before it."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from eval.cases import Case
from eval.conversation.expectations import Seen, scores
from eval.conversation.script import Conversation, Line
from eval.metrics.citing import attribution_errors, quote_validity
from eval.run import Asked, Run, clocked, origin, peak_mb, shown
from eval.system import System
from protokoll.errors import GoldError
from retrieval.answer import Answer
from retrieval.followup import Message


def play(open_system: Callable[[], System], conversations: Sequence[Conversation], gold: Path) -> Run:
    """Play the conversations of a file one after the other; each turn is one question of the run.

    Those about documents that the index does not hold are left out and counted; without any left, a `GoldError`.
    """
    system, opening = clocked(open_system)
    indexed = {document.id for document in system.documents}
    chosen = [conversation for conversation in conversations if conversation.document in indexed]
    if not chosen:
        about = ", ".join(sorted({conversation.document for conversation in conversations}))
        raise GoldError(f"The index holds none of the documents that {gold} is about: {about}")
    _, first = clocked(lambda: system.answer(_case(chosen[0], 1, chosen[0].turns[0], ())))
    played = [turn for conversation in shown(chosen, system.title) for turn in _played(system, conversation)]
    peak = peak_mb()
    verbatim, attributed = quote_validity(system.documents), attribution_errors(system.documents)
    asked = []
    for seen, wall_ms in played:
        found = scores(seen)
        found["quote_validity"] = verbatim(seen.case, seen.answer)
        found["attribution_errors"] = attributed(seen.case, seen.answer)
        asked.append(Asked(seen.case, seen.answer, (), wall_ms, found))
    extra = {"conversations": str(len(chosen)), "left out, document not indexed": str(len(conversations) - len(chosen))}
    made_from = origin(system, gold, [one.case for one in asked])
    return Run(made_from, tuple(asked), opening + first, peak, extra, turns=True)


def _played(system: System, conversation: Conversation) -> list[tuple[Seen, float]]:
    history: tuple[Message, ...] = ()
    before: Answer | None = None
    played = []
    for number, line in enumerate(conversation.turns, 1):
        case = _case(conversation, number, line, history)
        answer, wall_ms = clocked(partial(system.answer, case))
        alone = system.answer(case.model_copy(update={"history": ()})) if line.expect.alters is False else None
        played.append((Seen(line, case, answer, before, alone), wall_ms))
        history = (*history, Message("user", line.question), Message("assistant", answer.answer))
        before = answer
    return played


def _case(conversation: Conversation, number: int, line: Line, history: tuple[Message, ...]) -> Case:
    """Return the turn as a question with history; all turns of a conversation stand and fall together as a pair."""
    expect = line.expect
    return Case(
        id=f"{conversation.id}.{number}",
        pair=conversation.id,
        lang=conversation.lang,
        kind=line.kind,
        question=line.question,
        answerable=expect.answered is not False,
        history=history,
        reason=" or ".join(expect.reason) or None,
        lacking=expect.lacking,
        evidence=expect.cites,
        nuggets=expect.says,
        document=conversation.document,
    )
