"""Does a statement judge what it speaks of, and which way? Words of judgement, turned by a negation before them."""

import re
from collections.abc import Mapping

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
    if any(re.search(rf"\b{word}", clause) for word in table["criticism"]):
        return 2.0 if any(word in clause for word in table["refuting"]) else -1.0
    words = re.findall(r"[\w'’-]+", clause)
    total = 0.0
    for place in range(len(words)):
        sign = _sign(" ".join(words[place : place + 2]))
        turned = any(before in table["turning"] for before in words[max(0, place - _NEAR) : place])
        total += -sign if turned else sign
    return total


def _sign(pair: str) -> float:
    """How a word judges, with the next one behind it: "zu teuer"."""
    if pair.startswith(tuple(_table()["bad"])):
        return -1.0
    return 1.0 if pair.startswith(tuple(_table()["good"])) else 0.0


def _table() -> Mapping[str, list[str]]:
    return read_table("retrieval", "data/polarity.toml")
