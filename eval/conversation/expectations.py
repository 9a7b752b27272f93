"""Whether an answer shows what its turn expects: checks by kind of expectation, and by kind of turn."""

import re
from dataclasses import dataclass

from eval.cases import Case
from eval.conversation.script import FOLLOWING, Line
from eval.metrics.answering import answer_language
from eval.spans import groups_met, shows
from retrieval.answer import Answer


@dataclass(frozen=True)
class Seen:
    """A turn with its answer, the answer before it, and what the same question gets alone (where that is asked)."""

    line: Line
    case: Case
    answer: Answer
    before: Answer | None = None
    alone: Answer | None = None


WISHES = ("form", "language")  # act on the answer before: they cite nothing else, unless more is wanted
WHOLE = {  # turns of these kinds count when everything expected of them is there
    "courtesy": ("thanks",),
    "language_wish": ("language",),
    "form_wish": ("form",),
    "who_said": ("who",),
}
RECALLED = {"topic_recall": ("topic",), "followup_recall": FOLLOWING}  # share of the groups cited


def scores(seen: Seen) -> dict[str, float | None]:
    """Return every figure of a turn by the name of its metric; None where it does not count."""
    single = _single(seen)
    kept = [score == 1.0 for score in single.values() if score is not None]
    expected = all(kept) if kept else None
    kind = seen.line.kind
    by_kind = {name: expected if kind in kinds else None for name, kinds in WHOLE.items()}
    recalled = {name: single["expects_cites"] if kind in kinds else None for name, kinds in RECALLED.items()}
    refused = not seen.answer.answered if kind == "unanswerable" else None
    found = {"expected": expected, **by_kind, **recalled, "unanswerable_refused": refused, **single}
    return {name: None if score is None else float(score) for name, score in found.items()}


def _single(seen: Seen) -> dict[str, float | None]:
    """What each kind of expectation comes to: a share, or None where the turn expects nothing of the sort."""
    expect, answer = seen.line.expect, seen.answer
    told = " ".join((answer.answer, *answer.unanswered))
    quotes = [citation.quote for citation in answer.citations]
    met = groups_met(expect.cites, quotes)
    unwanted = (shows(quote, span) for quote in quotes for span in expect.cites_not)
    in_language = seen.case.model_copy(update={"lang": expect.language})

    def said(pattern: str) -> bool:
        return re.search(pattern, told, re.IGNORECASE) is not None

    return {
        "expects_answered": None if expect.answered is None else answer.answered == expect.answered,
        "expects_reason": str(answer.reason) in expect.reason if expect.reason else None,
        "expects_language": answer_language(in_language, answer) if expect.language else None,
        "expects_cites": sum(met) / len(met) if met else None,
        "expects_cites_not": not any(unwanted) if expect.cites_not else None,
        "expects_says": all(map(said, expect.says)) if expect.says else None,
        "expects_says_not": not any(map(said, expect.says_not)) if expect.says_not else None,
        "expects_form": _form(seen),
        "expects_lacking": said(expect.lacking) if expect.lacking else None,
        "unaltered": None if seen.alone is None else _outcome(answer) == _outcome(seen.alone),
    }


def _form(seen: Seen) -> bool | None:
    """How long it is, which point of the answer before it takes up, whether it keeps to that answer or adds to it."""
    expect, answer, before = seen.line.expect, seen.answer, seen.before
    known = {citation.statement_id for citation in before.citations} if before else set()
    cited = {citation.statement_id for citation in answer.citations}
    checks: list[bool] = []
    if seen.line.kind in WISHES and known and not expect.more:
        checks.append(bool(cited) and cited <= known)
    if expect.most_characters:
        checks.append(len(answer.answer) <= expect.most_characters)
    if expect.shorter:
        checks.append(before is not None and len(answer.answer) < len(before.answer))
    if expect.more:
        checks.append(bool(cited - known))
    if expect.point:
        numbered = {citation.marker: citation.statement_id for citation in before.citations} if before else {}
        first = next((citation.statement_id for citation in answer.citations), None)
        checks.append(first is not None and first == numbered.get(expect.point))
    return all(checks) if checks else None


def _outcome(answer: Answer) -> tuple[object, ...]:
    return (answer.answered, answer.reason, *(citation.statement_id for citation in answer.citations))
