"""The reranker: reads a question together with a passage and says how surely the passage answers it.

    reranker = Reranker.load()
    reranker.scores("Wer stimmte dagegen?", [passages(document)[row] for row in rows])   # (n,) logits

It has also learned whether a passage bears a sentence that somebody wrote about it (`bears`).

A cross-encoder tuned from the bundled model over many minutes (`python -m eval.train.reranker`), in 8-bit weights for
onnxruntime; what it needs lies in `retrieval/model`. It reads pairs alone: neither the document nor a bank matters.
"""

from collections.abc import Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ingest.runtime import THREADS, Facts, Model
from ingest.text import clean

if TYPE_CHECKING:
    from tokenizers import Encoding

LONGEST_QUESTION = 240  # characters
NAME = "reranker"
_CLAIM = {"de": "Aussage: ", "en": "Claim: "}  # what goes before a sentence that is no question

Logits = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Reranker:
    """The model, ready to read pairs; may be shared between threads."""

    model: Model[Facts]
    readers: Executor

    @classmethod
    def load(cls, folder: Path | None = None) -> "Reranker":
        """Read the model that ships with the package, once in a process.

        Args:
            folder: another model's.

        Returns:
            The reranker.

        Raises:
            ModelError: A file is missing or damaged.
        """
        return _load(folder or Path(str(files("retrieval") / "model")))

    def scores(self, question: str, candidates: Sequence[str]) -> Logits:
        """Say how surely each passage answers a question.

        Args:
            question: as asked, joined with the earlier one that it leans on.
            candidates: as `ingest.passages` gives them.

        Returns:
            A logit each (n,): above 0 where the passage rather answers than not.
        """
        asked = clean(question)[-LONGEST_QUESTION:]
        encoded = self.model.tokenizer.encode_batch([(asked, clean(text)) for text in candidates])
        # One by one, so that nothing is filled up and none depends on the others; two side by side, which takes half
        # as long as two threads at one pair.
        return np.fromiter(self.readers.map(self._logit, encoded), np.float32, len(encoded))

    def _logit(self, pair: "Encoding") -> float:
        [(_, [own])] = self.model.read([pair])
        return float(own[0])

    def bears(self, claim: str, language: str, ground: str) -> float:
        """Say how surely a passage bears a sentence.

        Args:
            claim: a sentence about a document.
            language: "de" or "en", the claim's.
            ground: the passage that it rests on, or two of them, in either language.

        Returns:
            A logit: higher where the passage rather says the same.
        """
        return float(self.scores(as_claim(claim, language), [ground])[0])


def as_claim(claim: str, language: str) -> str:
    """Return a sentence as the reranker reads it, so that it is not taken for a question."""
    return f"{_CLAIM[language]}{claim}"


@cache
def _load(folder: Path) -> Reranker:
    return Reranker(Model.open(NAME, folder, Facts, threads=1), ThreadPoolExecutor(THREADS, "reranker"))
