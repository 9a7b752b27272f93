"""The encoder: reads questions and passages apart, once each, into a vector of the whole and one of every word piece.

    encoder = Encoder.load()
    [question] = encoder.questions(["Wer stimmte dagegen?"])    # vector (384,), tokens (t, 128), shares (t,), bar
    [passage] = encoder.passages(["TOP 4 › Stadtrat Riebel: Das Geld fehlt."])    # vector (384,), tokens (t, 128) int8

Late interaction (ColBERT, Khattab & Zaharia 2020), tuned from multilingual-e5-small over minutes of many kinds
(`python -m eval.train.encoder`), in 8-bit weights for onnxruntime. By the vector of the whole the store finds; how well
a passage fits is told by the vectors of its pieces (`ingest.tokens`).
"""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, ValidationError

from ingest.text import clean
from protokoll.errors import ModelError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

MODEL, TOKENIZER, FACTS = "encoder.onnx", "encoder-pieces.json", "encoder.json"
PROMPTS = {"query": "query: ", "passage": "passage: "}
MARKS = 3, 1  # pieces at the beginning and the end that are no words of the text: <s> query : … </s>
LONGEST = 256  # pieces; a statement of 600 characters has about 160
TOGETHER = 16  # texts of like length read at once
LEVELS = 127  # of a token's coordinate in 8 bits
THREADS = 2

Floats = NDArray[np.float32]
Progress = Callable[[int], None]  # called with the number of texts finished since the last call


class Facts(BaseModel):
    """What `encoder.json` says of the model beside it."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: str
    widths: tuple[int, int]  # of the whole's vector and of a piece's
    pieces: int
    pad: int
    documents: int
    questions: int
    trained: str


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

    facts: Facts
    tokenizer: "Tokenizer"
    session: "InferenceSession"

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
        return _load(folder or Path(str(files("ingest") / "data")))

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
        encoded = self.tokenizer.encode_batch([PROMPTS[role] + (clean(text).strip() or "?") for text in texts])
        order = sorted(range(len(encoded)), key=lambda row: len(encoded[row].ids))
        found: list[tuple[Any, ...]] = [()] * len(encoded)
        begin, end = MARKS
        for start in range(0, len(order), TOGETHER):
            rows = order[start : start + TOGETHER]
            ids = np.full((len(rows), len(encoded[rows[-1]].ids)), self.facts.pad, np.int64)
            for place, row in enumerate(rows):
                ids[place, : len(encoded[row].ids)] = encoded[row].ids
            mask = (ids != self.facts.pad).astype(np.int64)
            read = self.session.run(None, {"ids": ids, "mask": mask})
            for place, (row, vector, tokens, shares, bar) in enumerate(zip(rows, *read, strict=True)):
                inner = slice(begin, len(encoded[row].ids) - end)
                found[row] = (vector, tokens[inner], shares[inner], float(bar))
                assert mask[place].sum() == len(encoded[row].ids)
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
    file = Path(str(files("ingest") / "data")) / FACTS
    try:
        return Facts.model_validate_json(file.read_bytes()).name
    except (OSError, ValidationError) as error:
        raise ModelError(f"{file} is missing or damaged ({error}). Reinstall the package") from error


@cache
def _load(folder: Path) -> Encoder:
    from onnxruntime import InferenceSession, SessionOptions
    from onnxruntime.capi.onnxruntime_pybind11_state import Fail, InvalidProtobuf, NoSuchFile

    options = SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = min(THREADS, os.cpu_count() or 1), 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # waiting threads leave the cores alone
    try:
        facts = Facts.model_validate_json((folder / FACTS).read_bytes())
        tokenizer = _tokenizer((folder / TOKENIZER).read_text(encoding="utf-8"))
        session = InferenceSession(str(folder / MODEL), options, providers=["CPUExecutionProvider"])
    except (OSError, ValueError, ValidationError, Fail, InvalidProtobuf, NoSuchFile) as error:
        raise ModelError(f"The encoder in {folder} is missing or damaged ({error}). Reinstall the package") from error
    tokenizer.enable_truncation(LONGEST)
    return Encoder(facts, tokenizer, session)


def _tokenizer(text: str) -> "Tokenizer":
    from tokenizers import Tokenizer

    try:
        return Tokenizer.from_str(text)
    except Exception as error:  # the library raises nothing more precise
        raise ValueError(f"{TOKENIZER}: {error}") from error
