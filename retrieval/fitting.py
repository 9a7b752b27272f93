"""Does the best statement fit the question: second signals, measured once it is known which statement is the best."""

import numpy as np
from numpy.typing import NDArray

from retrieval.features import PAIR_NAMES, Signals

Floats = NDArray[np.float32]
# What the kernel machine and the tuned model add to the signals of a pair.
FOUND = ("found", "found_gap", "found_best", "read", "read_gap")
LEAST = np.float32(-12.0)  # log probability below which a statement is as good as impossible
_COLUMN = {name: i for i, name in enumerate(PAIR_NAMES)}
_TRAITS = ("digits", "person", "label", "asks", "quotes", "length")
_OF_BEST = ("dense_gap", "covered", "near", "related", "related_gap", *_TRAITS)
# What is asked for, and the trait of a statement that has it: asked and there, asked and not there.
_WANTED = (
    ("asks_number", "digits"),
    ("asks_time", "digits"),
    ("asks_person", "person"),
    ("surname", "person"),
)


def pair_rows(signals: Signals, found: Floats) -> Floats:
    """Return the signals of each statement with what the kernel machine finds: (n, len(PAIR_NAMES) + len(FOUND))."""
    best, read = found.max(), _read(signals)
    columns = (signals.pairs, found, found - best, np.full(len(found), best, np.float32), read, read - read.max())
    return np.column_stack(columns)


def _read(signals: Signals) -> Floats:
    """Log probabilities of the statements (n,) by the tuned model; alike where it has not read."""
    unread = np.zeros(len(signals.scores), np.float32)
    return unread if signals.reading is None else np.maximum(signals.reading.statements, LEAST)


def fitting(signals: Signals, found: Floats, logits: Floats) -> dict[str, float]:
    """Return how well the best statement fits what is asked.

    Args:
        signals: of the question.
        found: (n,) scores of the kernel machine.
        logits: (n,) that a statement belongs in the answer.

    Returns:
        Features by name, all beginning with "best_".
    """
    order, scores = np.argsort(-logits, kind="stable"), np.sort(found)[::-1]
    row = signals.pairs[order[0]]
    features = {
        "best_logit": float(logits[order[0]]),
        "best_margin": float(logits[order[0]] - logits[order[min(1, len(order) - 1)]]),
        "best_found": float(scores[0]),
        "best_found_margin": float(scores[0] - scores[min(1, len(scores) - 1)]),
        "best_found_sum": float(scores[:5].sum()),
        "best_read": float(_read(signals)[order[0]]),
        "best_is_nearest": float(found.argmax() == signals.pairs[:, _COLUMN["dense"]].argmax()),
    }
    features |= {f"best_{name}": float(row[_COLUMN[name]]) for name in _OF_BEST}
    for asked, trait in _WANTED:
        wants, has = signals.features[asked], float(row[_COLUMN[trait]])
        features[f"best_{asked}_met"], features[f"best_{asked}_unmet"] = wants * has, wants * (1 - has)
    return features


def alone_row(signals: Signals, names: list[str]) -> Floats:
    """Return the features (2k + 1,) of the form without a bank: all, whether English, and all if it is.

    An English question about a German text without translation lies elsewhere than a German one in every signal.
    """
    row = np.array([signals.features[name] for name in names], np.float32)
    return np.concatenate([row, [np.float32(signals.english)], row * signals.english]).astype(np.float32)
