"""Does a statement judge what it speaks of, and which way? Words of judgement, turned by a negation before them."""

import re
from functools import cache

from ingest.packaged import read_table
from ingest.statement import Statement

SURE = 1.0  # from which a statement counts as for or against
_NEAR = 3  # words before a judgement in which a negation turns it round


def judgement(statement: Statement) -> float:
    """Return how a statement judges: above 0 in favour, below 0 critical, 0 where it does neither, or both alike.

    A statement is read in its own language and in its translation; where the two disagree, it is left open.

    Args:
        statement: any.

    Returns:
        A sum of judgements.
    """
    own = judged(statement.quote)
    translated = judged(statement.translation) if statement.translation else own
    return own if own * translated > 0 else 0.0


def judged(text: str) -> float:
    """Return the sum of a text's judgements, clause by clause."""
    clauses = re.findall(r"[^.;:!?–()]+\??", text.lower())
    return sum(_clause(clause) for clause in clauses if not clause.endswith("?"))  # who asks, judges nothing


def _clause(clause: str) -> float:
    table = _table()
    criticised = any(re.search(rf"\b{word}", clause) for word in table["criticism"])
    if criticised:
        return 2.0 if any(word in clause for word in table["refuting"]) else -1.0
    words = re.findall(r"[\w'’-]+", clause)
    total = 0.0
    for place, word in enumerate(words):
        pair = f"{word} {words[place + 1]}" if place + 1 < len(words) else word
        sign = _sign(word, pair)
        turned = any(before in table["turning"] for before in words[max(0, place - _NEAR) : place])
        total += -sign if turned else sign
    return total


def _sign(word: str, pair: str) -> float:
    table = _table()
    if any(pair.startswith(cue) if " " in cue else word.startswith(cue) for cue in table["bad"]):
        return -1.0
    return 1.0 if word.startswith(tuple(table["good"])) else 0.0


@cache
def _table() -> dict[str, list[str]]:
    return {name: list(words) for name, words in read_table("retrieval", "data/polarity.toml").items()}
