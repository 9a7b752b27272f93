"""The encoder: reads questions and passages apart, once each, into a vector of the whole and one of every word piece.

    encoder = Encoder.load()
    [question] = encoder.questions(["Wer stimmte dagegen?"])    # vector (384,), tokens (t, 128), shares (t,), bar
    [passage] = encoder.passages(["TOP 4 › Stadtrat Riebel: Das Geld fehlt."])    # vector (384,), tokens (t, 128) int8

Late interaction (ColBERT, Khattab & Zaharia 2020), tuned from multilingual-e5-small over minutes of many kinds
(`python -m eval.train.encoder`), in 8-bit weights for onnxruntime. By the vector of the whole the store finds; how well
a passage fits is told by the vectors of its pieces (`ingest.tokens`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import ValidationError

from ingest import runtime
from ingest.text import clean
from protokoll.errors import ModelError

NAME = "encoder"
PROMPTS = {"query": "query: ", "passage": "passage: "}
MARKS = 3, 1  # pieces at the beginning and the end that are no words of the text: <s> query : … </s>
LEVELS = 127  # of a token's coordinate in 8 bits

Floats = NDArray[np.float32]
Progress = Callable[[int], None]  # called with the number of texts finished since the last call


class Facts(runtime.Facts):
    """What is known of the encoder besides: its name, and the widths of the whole's vector and of a piece's."""

    name: str
    widths: tuple[int, int]


@dataclass(frozen=True, eq=False)
class Question:
    """A question read: unit vector (384,), unit vectors of its pieces (t, 128), how much each counts (t,), sum 1.

    `bar` is the score that a passage must pass to answer it.
    """

    vector: Floats
    tokens: Floats
    shares: Floats
    bar: float


@dataclass(frozen=True, eq=False)
class Passage:
    """A passage read: unit vector (384,) and its pieces' unit vectors times 127 (t, 128)."""

    vector: Floats
    tokens: NDArray[np.int8]


@dataclass(frozen=True, eq=False)
class Encoder:
    """The model, ready to read; may be shared between threads."""

    model: runtime.Model[Facts]

    @property
    def facts(self) -> Facts:
        """What is known of the model."""
        return self.model.facts

    @classmethod
    def load(cls, folder: Path | None = None) -> "Encoder":
        """Read the model that ships with the package, once in a process.

        Args:
            folder: another model's.

        Returns:
            The encoder.

        Raises:
            ModelError: A file is missing or damaged.
        """
        return _load(folder or _shipped())

    def questions(self, texts: Sequence[str], progress: Progress | None = None) -> list[Question]:
        """Read questions.

        Args:
            texts: as asked.
            progress: told how many more are done.

        Returns:
            One a text.
        """
        return [
            Question(vector, tokens, shares / max(float(shares.sum()), 1e-6), bar)
            for vector, tokens, shares, bar in self._read(texts, "query", progress)
        ]

    def passages(self, texts: Sequence[str], progress: Progress | None = None) -> list[Passage]:
        """Read passages.

        Args:
            texts: as `ingest.passages` gives them.
            progress: told how many more are done.

        Returns:
            One a text.
        """
        return [
            Passage(vector, np.rint(tokens * LEVELS).astype(np.int8))
            for vector, tokens, _, _ in self._read(texts, "passage", progress)
        ]

    def _read(self, texts: Sequence[str], role: str, progress: Progress | None) -> list[tuple[Any, ...]]:
        asked = [PROMPTS[role] + (clean(text).strip() or "?") for text in texts]
        encoded = self.model.tokenizer.encode_batch(asked)
        found: list[tuple[Any, ...]] = [()] * len(encoded)
        begin, end = MARKS
        for rows, outputs in self.model.read(encoded):
            for row, vector, tokens, shares, bar in zip(rows, *outputs, strict=True):
                inner = slice(begin, len(encoded[row].ids) - end)
                found[row] = (vector, tokens[inner], shares[inner], float(bar))
            if progress is not None:
                progress(len(rows))
        return found


@cache
def encoder_name() -> str:
    """Find out which encoder ships with the package, without loading it.

    Returns:
        Its name: the beginning of its hash.

    Raises:
        ModelError: It is missing or damaged.
    """
    file = runtime.files_of(NAME, _shipped())[-1]
    try:
        return Facts.model_validate_json(file.read_bytes()).name
    except (OSError, ValidationError) as error:
        raise ModelError(f"{file} is missing or damaged ({error}). Reinstall the package") from error


@cache
def _load(folder: Path) -> Encoder:
    return Encoder(runtime.Model.open(NAME, folder, Facts))


def _shipped() -> Path:
    return Path(str(files("ingest") / "data"))
