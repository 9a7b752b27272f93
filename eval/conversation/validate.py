"""What a set of conversations must keep to; CI checks the packaged one."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from eval.conversation.script import KINDS, SECOND, START, Conversation, Expect
from eval.spans import holds
from eval.validate import normalised
from ingest.document import Document

TURNS = range(2, 5)
LEAST = 130  # conversations
PER_KIND = 2  # turns
LANGUAGES = (0.45, 0.55)  # share of German


def validate(conversations: Sequence[Conversation], documents: Mapping[str, Document]) -> list[str]:
    """Return every breach of the format, each naming the conversation's id and never its words.

    Args:
        conversations: the set.
        documents: by id, those at hand; spans of conversations about others are not looked up.

    Returns:
        The breaches, none for a sound set.
    """
    found = [f"{conversation.id}: {breach}" for conversation in conversations for breach in _breaches(conversation)]
    for conversation in conversations:
        if document := documents.get(conversation.document):
            texts = [statement.text for statement in document.statements]
            lost = _lost(conversation, texts)
            found += [f"{conversation.id}: turn {number}: a span is in no single statement" for number in lost]
    return found + _repeated(conversations) + _unbalanced(conversations)


def known(conversations: Sequence[Conversation], questions: Iterable[str]) -> list[str]:
    """Return the turns (as `id.number`) whose complete question stands among the questions given."""
    others = {normalised(question) for question in questions}
    return [
        f"{conversation.id}.{number}"
        for conversation in conversations
        for number, line in enumerate(conversation.turns, 1)
        if line.kind in (START, SECOND, "topic") and normalised(line.question) in others
    ]


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


def _lost(conversation: Conversation, texts: Sequence[str]) -> Iterator[int]:
    for number, line in enumerate(conversation.turns, 1):
        spans = [*(span for group in line.expect.cites for span in group), *line.expect.cites_not]
        if not all(any(holds(text, span) for text in texts) for span in spans):
            yield number


def _repeated(conversations: Sequence[Conversation]) -> list[str]:
    ids = Counter(conversation.id for conversation in conversations)
    asked = Counter(tuple(normalised(line.question) for line in c.turns) for c in conversations)
    found = [f"{id_}: the id occurs {count} times" for id_, count in ids.items() if count > 1]
    return found + [f"a conversation occurs {count} times" for count in asked.values() if count > 1]


def _unbalanced(conversations: Sequence[Conversation]) -> list[str]:
    kinds: Counter[str] = Counter(line.kind for conversation in conversations for line in conversation.turns)
    rare = [kind for kind in KINDS if kinds[kind] < PER_KIND]
    found = [f"kind {kind}: {kinds[kind]} turns, at least {PER_KIND} are needed" for kind in rare]
    if len(conversations) < LEAST:
        found.append(f"{len(conversations)} conversations, at least {LEAST} are needed")
    german = sum(conversation.lang == "de" for conversation in conversations) / max(1, len(conversations))
    if not LANGUAGES[0] <= german <= LANGUAGES[1]:
        found.append(f"{german:.2f} of the conversations are German, not half of them")
    rival = max((kind for kind in KINDS if kind not in (START, SECOND)), key=lambda kind: kinds[kind])
    if kinds[SECOND] < kinds[rival]:
        found.append(f"kind {SECOND} is not the most frequent after the first question: {rival} is")
    return found
