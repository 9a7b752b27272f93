"""What gold sets must keep to. Breaches name ids and never words: the blind sets stay blind."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from eval.cases import KINDS, REASONS, Case
from eval.conversation import script
from eval.conversation.script import SECOND, START, Conversation, Expect
from eval.spans import holds
from ingest.document import Document
from ingest.statement import Kind
from retrieval.who import surnames

TURNS = range(2, 5)  # of a conversation
LEAST = 130  # conversations
PER_KIND = 2  # turns
LANGUAGES = (0.45, 0.55)  # share of German conversations


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
    """Return every breach of the format by questions."""
    bank = {(normalised(question.before), normalised(question.question)) for question in document.questions}
    found = [f"{case.id}: {breach}" for case in cases for rule in RULES for breach in rule(case)]
    for case in cases:
        spans = {(g, s): span for g, group in enumerate(case.evidence, 1) for s, span in enumerate(group, 1)}
        lost = _lost(spans, document)
        found += [f"{case.id}: in no single statement: group {g}, span {s}" for g, s in lost]
        if (_before(case), normalised(case.question)) in bank:
            found.append(f"{case.id}: the question stands in the question bank too")
    found += _repeated([(case.id, _identity(case)) for case in cases])
    return found + _unpaired(cases) + _unbalanced(cases, balance, surnames(document))


def validate_conversations(conversations: Sequence[Conversation], documents: Mapping[str, Document]) -> list[str]:
    """Return every breach of the format by conversations; spans of those about other documents are not looked up."""
    found = []
    for one in conversations:
        found += [f"{one.id}: {breach}" for breach in _breaches(one)]
        if document := documents.get(one.document):
            spans = {
                (number, span): span
                for number, line in enumerate(one.turns, 1)
                for span in (*(span for group in line.expect.cites for span in group), *line.expect.cites_not)
            }
            lost = dict.fromkeys(number for number, _ in _lost(spans, document))
            found += [f"{one.id}: turn {number}: a span is in no single statement" for number in lost]
    found += _repeated([(one.id, tuple(normalised(line.question) for line in one.turns)) for one in conversations])
    return found + _uneven(conversations)


def overlap(cases: Sequence[Case], others: Sequence[Case]) -> list[str]:
    """Return the ids of the first set whose question, with its history, stands in the second too."""
    known = {_identity(case) for case in others}
    return [case.id for case in cases if _identity(case) in known]


def known(conversations: Sequence[Conversation], questions: Iterable[str]) -> list[str]:
    """Return the turns (as `id.number`) whose complete question stands among the questions given."""
    others = {normalised(question) for question in questions}
    return [
        f"{conversation.id}.{number}"
        for conversation in conversations
        for number, line in enumerate(conversation.turns, 1)
        if line.kind in (START, SECOND, "topic") and normalised(line.question) in others
    ]


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


def _nuggets(case: Case) -> Iterable[str]:
    told = " ".join((case.question, *(turn.content for turn in case.history if turn.role == "user")))
    for number, nugget in enumerate(case.nuggets, 1):
        if re.search(nugget, told, re.IGNORECASE):
            yield f"nugget {number} stands in the question"
    if not case.answerable and case.nuggets:
        yield "nuggets without an answer"


RULES: tuple[Callable[[Case], Iterable[str]], ...] = (_fields, _reason, _evidence, _nuggets)


def _lost(spans: Mapping[tuple, str], document: Document) -> list[tuple]:
    """The places of spans that no single statement holds."""
    texts = [statement.text for statement in document.statements]
    return [place for place, span in spans.items() if not any(holds(text, span) for text in texts)]


def _repeated(asked: Sequence[tuple[str, Hashable]]) -> list[str]:
    """Ids, and what is asked under them, that stand there before."""
    ids = Counter(id_ for id_, _ in asked)
    first: dict[Hashable, str] = {}
    found = [f"{id_}: the id occurs {count} times" for id_, count in ids.items() if count > 1]
    for id_, words in asked:
        twin = first.setdefault(words, id_)
        if twin != id_:
            found.append(f"{id_}: the same question as {twin}")
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


def _unbalanced(cases: Sequence[Case], balance: Balance, names: Iterable[str]) -> list[str]:
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
    nameless = sum(not any(re.search(rf"\b{re.escape(name)}", q, re.IGNORECASE) for name in names) for q in asked)
    if asked and nameless < balance.nameless_attribution * len(asked):
        found.append(f"{nameless} of {len(asked)} attribution questions name no surname, half are needed")
    return found


def _breaches(conversation: Conversation) -> Iterator[str]:
    if not conversation.id.endswith(conversation.lang):
        yield "the id does not end with the language"
    if len(conversation.turns) not in TURNS:
        yield f"{len(conversation.turns)} turns, not {TURNS[0]} to {TURNS[-1]}"
    for number, line in enumerate(conversation.turns, 1):
        yield from (f"turn {number}: {breach}" for breach in _odd(line.expect, first=number == 1))
        if line.kind == SECOND and (number == 1 or line.expect.alters is not False):
            yield f"turn {number}: a complete second question comes after another and must not be altered by it"


def _odd(expect: Expect, *, first: bool) -> Iterator[str]:
    if expect.answered and expect.reason:
        yield "answered with a reason for a refusal"
    if expect.answered is False and (expect.cites or expect.lacking):
        yield "refused with passages to cite or a lacking half"
    if any(not group for group in expect.cites):
        yield "an empty group of spans"
    if expect == Expect():
        yield "nothing is expected"
    if first and (expect.shorter or expect.more or expect.point or expect.alters is not None):
        yield "the first turn is measured by one before it"


def _uneven(conversations: Sequence[Conversation]) -> list[str]:
    kinds: Counter[str] = Counter(line.kind for conversation in conversations for line in conversation.turns)
    rare = [kind for kind in script.KINDS if kinds[kind] < PER_KIND]
    found = [f"kind {kind}: {kinds[kind]} turns, at least {PER_KIND} are needed" for kind in rare]
    if len(conversations) < LEAST:
        found.append(f"{len(conversations)} conversations, at least {LEAST} are needed")
    german = sum(conversation.lang == "de" for conversation in conversations) / max(1, len(conversations))
    if not LANGUAGES[0] <= german <= LANGUAGES[1]:
        found.append(f"{german:.2f} of the conversations are German, not half of them")
    rival = max((kind for kind in script.KINDS if kind not in (START, SECOND)), key=lambda kind: kinds[kind])
    if kinds[SECOND] < kinds[rival]:
        found.append(f"kind {SECOND} is not the most frequent after the first question: {rival} is")
    return found
