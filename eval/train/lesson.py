"""What the tuned model learns from."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Lesson:
    """Questions: texts, rows of KINDS (q,), shares of the statements that each leads to (q, n), zeros for none."""

    texts: tuple[str, ...]
    kinds: NDArray[np.intp]
    statements: NDArray[np.float32]

    def part(self, which: NDArray[np.intp]) -> "Lesson":
        """Return some of the questions."""
        return Lesson(tuple(self.texts[i] for i in which), self.kinds[which], self.statements[which])
