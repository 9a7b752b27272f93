"""What a gold set must keep to; CI checks every set."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from eval.cases import KINDS, REASONS, Case
from eval.spans import holds
from ingest.document import Document
from ingest.statement import Kind


@dataclass(frozen=True)
class Balance:
    """How large and how mixed a set must be: counts of questions, shares between 0 and 1."""

    questions: int
    per_kind: int
    unanswerable: tuple[float, float]
    nameless_attribution: float = 0.0


BALANCES = {
    "smoke": Balance(questions=40, per_kind=2, unanswerable=(0.28, 0.40)),
    "dev": Balance(questions=160, per_kind=4, unanswerable=(0.28, 0.40)),
    "val": Balance(questions=200, per_kind=4, unanswerable=(0.28, 0.45), nameless_attribution=0.5),
    "test": Balance(questions=200, per_kind=8, unanswerable=(0.28, 0.40), nameless_attribution=0.5),
}


def validate(cases: Sequence[Case], document: Document, balance: Balance) -> list[str]:
    """Return every breach of the format, each naming the question's id and never its words."""
    bank = {(normalised(question.before), normalised(question.question)) for question in document.questions}
    texts = [statement.text for statement in document.statements]
    names = [_surname(person.name) for person in document.participants]
    found = [f"{case.id}: {breach}" for case in cases for rule in RULES for breach in rule(case)]
    found += [f"{case.id}: in no single statement: group {g}, span {s}" for case, g, s in _lost(cases, texts)]
    known = [case.id for case in cases if (_before(case), normalised(case.question)) in bank]
    found += [f"{id_}: the question stands in the question bank too" for id_ in known]
    return found + _repeated(cases) + _unpaired(cases) + _unbalanced(cases, balance, names)


def overlap(cases: Sequence[Case], others: Sequence[Case]) -> list[str]:
    """Return the ids of the first set whose question, with its history, stands in the second too."""
    known = {_identity(case) for case in others}
    return [case.id for case in cases if _identity(case) in known]


def normalised(question: str) -> str:
    """Return a question as compared for equality: no case, accents of typing, punctuation or white space."""
    folded = unicodedata.normalize("NFKC", question).casefold()
    return " ".join(re.findall(r"\w+", folded))


def _before(case: Case) -> str:
    asked = [turn.content for turn in case.history if turn.role == "user"]
    return normalised(asked[-1]) if asked else ""


def _identity(case: Case) -> tuple[str, ...]:
    return (normalised(case.question), *(normalised(turn.content) for turn in case.history))


def _fields(case: Case) -> Iterable[str]:
    if case.lang not in ("de", "en"):
        yield f"lang is {case.lang}, not de or en"
    if case.id != case.pair + case.lang:
        yield f"id is not pair and language ({case.pair}{case.lang})"
    if case.kind not in KINDS:
        yield f"unknown kind {case.kind}"
    if not case.question.strip():
        yield "the question is empty"
    if [turn.role for turn in case.history] != ["user", "assistant"] * (len(case.history) // 2):
        yield "history does not alternate between user and assistant, or does not end with the assistant"


def _reason(case: Case) -> Iterable[str]:
    if case.answerable != (case.reason is None):
        yield f"answerable is {case.answerable} with reason {case.reason}"
    if case.reason not in (None, *REASONS.values()):
        yield f"unknown reason {case.reason}"
    if case.kind in REASONS and case.reason != REASONS[case.kind]:
        yield f"the reason of kind {case.kind} is {REASONS[case.kind]}, not {case.reason}"
    if (case.kind == "partial") != (case.lacking is not None):
        yield "kind partial, and it alone, has `lacking`"


def _evidence(case: Case) -> Iterable[str]:
    if case.answerable and not case.evidence:
        yield "answerable without evidence"
    if any(not group or not all(span.strip() for span in group) for group in case.evidence):
        yield "an evidence group or a span is empty"
    if len(case.modality) != len(case.evidence):
        yield f"{len(case.modality)} modalities for {len(case.evidence)} evidence groups"
    unknown = sorted(set(case.modality) - {str(kind) for kind in Kind})
    if unknown:
        yield f"unknown modality {', '.join(unknown)}"


def _patterns(case: Case) -> Iterable[str]:
    for pattern in (*case.nuggets, *([case.lacking] if case.lacking else [])):
        try:
            re.compile(pattern)
        except re.error as error:
            yield f"a pattern does not compile: {error}"
            return
    told = " ".join((case.question, *(turn.content for turn in case.history if turn.role == "user")))
    for number, nugget in enumerate(case.nuggets, 1):
        if re.search(nugget, told, re.IGNORECASE):
            yield f"nugget {number} stands in the question"
    if not case.answerable and case.nuggets:
        yield "nuggets without an answer"


RULES: tuple[Callable[[Case], Iterable[str]], ...] = (_fields, _reason, _evidence, _patterns)


def _lost(cases: Sequence[Case], texts: Sequence[str]) -> Iterable[tuple[Case, int, int]]:
    for case in cases:
        for g, group in enumerate(case.evidence, 1):
            for s, span in enumerate(group, 1):
                if not any(holds(text, span) for text in texts):
                    yield case, g, s


def _repeated(cases: Sequence[Case]) -> list[str]:
    ids = Counter(case.id for case in cases)
    first: dict[tuple[str, ...], str] = {}
    found = [f"{id_}: the id occurs {count} times" for id_, count in ids.items() if count > 1]
    for case in cases:
        twin = first.setdefault(_identity(case), case.id)
        if twin != case.id:
            found.append(f"{case.id}: the same question as {twin}")
    return found


def _unpaired(cases: Sequence[Case]) -> list[str]:
    pairs: dict[str, list[Case]] = {}
    for case in cases:
        pairs.setdefault(case.pair, []).append(case)
    found = []
    for pair, twins in pairs.items():
        if sorted(case.lang for case in twins) != ["de", "en"]:
            found.append(f"{pair}: not one German and one English question")
        elif len({(case.kind, case.answerable, case.reason, case.modality) for case in twins}) > 1:
            found.append(f"{pair}: kind, reason or modality differ between the languages")
    return found


def _unbalanced(cases: Sequence[Case], balance: Balance, names: Sequence[str]) -> list[str]:
    found = []
    if len(cases) < balance.questions:
        found.append(f"{len(cases)} questions, at least {balance.questions} are needed")
    counts = Counter(case.kind for case in cases)
    rare = [kind for kind in KINDS if counts[kind] < balance.per_kind]
    found += [f"kind {k}: {counts[k]} questions, at least {balance.per_kind} are needed" for k in rare]
    share = sum(not case.answerable for case in cases) / max(1, len(cases))
    low, high = balance.unanswerable
    if not low <= share <= high:
        found.append(f"{share:.2f} of the questions are unanswerable, not {low} to {high}")
    asked = [case.question for case in cases if case.kind == "attribution"]
    nameless = sum(not any(re.search(rf"\b{name}", q, re.IGNORECASE) for name in names) for q in asked)
    if asked and nameless < balance.nameless_attribution * len(asked):
        found.append(f"{nameless} of {len(asked)} attribution questions name no surname, half are needed")
    return found


def _surname(name: str) -> str:
    return re.escape(name.split()[-1])
