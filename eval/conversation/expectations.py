"""Whether an answer shows what its turn expects: one check for each kind of expectation, and one for each kind of turn.

A check returns a share between 0 and 1, or None where the turn expects nothing of the sort.
"""

import re
from collections.abc import Callable, Mapping
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


Check = Callable[[Seen], float | None]
WISHES = ("form", "language")  # act on the answer before: they cite nothing else, unless more is wanted


def _answered(seen: Seen) -> float | None:
    wanted = seen.line.expect.answered
    return None if wanted is None else float(seen.answer.answered == wanted)


def _reason(seen: Seen) -> float | None:
    wanted = seen.line.expect.reason
    return float(str(seen.answer.reason) in wanted) if wanted else None


def _language(seen: Seen) -> float | None:
    wanted = seen.line.expect.language
    return None if wanted is None else answer_language(seen.case.model_copy(update={"lang": wanted}), seen.answer)


def _cites(seen: Seen) -> float | None:
    groups = seen.line.expect.cites
    if not groups:
        return None
    met = groups_met(groups, (citation.quote for citation in seen.answer.citations))
    return sum(met) / len(met)


def _cites_not(seen: Seen) -> float | None:
    spans = seen.line.expect.cites_not
    if not spans:
        return None
    return float(not any(shows(citation.quote, span) for citation in seen.answer.citations for span in spans))


def _says(seen: Seen) -> float | None:
    patterns = seen.line.expect.says
    return float(all(_said(pattern, seen) for pattern in patterns)) if patterns else None


def _says_not(seen: Seen) -> float | None:
    patterns = seen.line.expect.says_not
    return float(not any(_said(pattern, seen) for pattern in patterns)) if patterns else None


def _lacking(seen: Seen) -> float | None:
    pattern = seen.line.expect.lacking
    return None if pattern is None else float(_said(pattern, seen))


def _form(seen: Seen) -> float | None:
    """How long it is, which point of the answer before it takes up, whether it keeps to that answer or adds to it."""
    expect, answer, before = seen.line.expect, seen.answer, seen.before
    known = {citation.statement_id for citation in before.citations} if before else set()
    cited = {citation.statement_id for citation in answer.citations}
    checks = []
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
    return float(all(checks)) if checks else None


def _unaltered(seen: Seen) -> float | None:
    return None if seen.alone is None else float(_outcome(seen.answer) == _outcome(seen.alone))


def _outcome(answer: Answer) -> tuple[object, ...]:
    return (answer.answered, answer.reason, *(citation.statement_id for citation in answer.citations))


EXPECTATIONS: Mapping[str, Check] = {
    "expects_answered": _answered,
    "expects_reason": _reason,
    "expects_language": _language,
    "expects_cites": _cites,
    "expects_cites_not": _cites_not,
    "expects_says": _says,
    "expects_says_not": _says_not,
    "expects_form": _form,
    "expects_lacking": _lacking,
    "unaltered": _unaltered,
}
WHOLE = {  # turns of these kinds count when everything expected of them is there
    "courtesy": ("thanks",),
    "language_wish": ("language",),
    "form_wish": ("form",),
    "who_said": ("who",),
}
RECALLED = {"topic_recall": ("topic",), "followup_recall": FOLLOWING}  # share of the groups cited


def scores(seen: Seen) -> dict[str, float | None]:
    """Return every figure of a turn by the name of its metric; None where it does not count."""
    single = {name: check(seen) for name, check in EXPECTATIONS.items()}
    kept = [score == 1.0 for score in single.values() if score is not None]
    expected = float(all(kept)) if kept else None
    kind = seen.line.kind
    by_kind = {name: expected if kind in kinds else None for name, kinds in WHOLE.items()}
    by_kind |= {name: single["expects_cites"] if kind in kinds else None for name, kinds in RECALLED.items()}
    by_kind["unanswerable_refused"] = float(not seen.answer.answered) if kind == "unanswerable" else None
    return {"expected": expected, **by_kind, **single}


def _said(pattern: str, seen: Seen) -> bool:
    told = " ".join((seen.answer.answer, *seen.answer.unanswered))
    return re.search(pattern, told, re.IGNORECASE) is not None
