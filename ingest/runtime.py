"""A model that ships with the package, run by onnxruntime: its facts, its tokenizer, its session."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import numpy as np
from pydantic import BaseModel, ConfigDict, ValidationError

from protokoll.errors import ModelError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Encoding, Tokenizer

LONGEST = 256  # pieces of a text or a pair; a statement of 600 characters has about 160
TOGETHER = 16  # texts read at once, of like length: padding is work for nothing
THREADS = 2


class Facts(BaseModel):
    """What the file beside a model says of it: its pieces, the one that fills up, and what it was trained on."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    pieces: int
    pad: int
    documents: int
    questions: int
    trained: str


F = TypeVar("F", bound=Facts)


@dataclass(frozen=True, eq=False)
class Model(Generic[F]):
    """A model, ready to read; may be shared between threads."""

    facts: F
    tokenizer: "Tokenizer"
    session: "InferenceSession"

    @classmethod
    def open(cls, name: str, folder: Path, facts: type[F], threads: int = THREADS) -> "Model[F]":
        """Open a model.

        Args:
            name: "encoder" or "reranker": its files begin with it.
            folder: where they lie.
            facts: their form.
            threads: with which one run computes; 1 where several run at once.

        Returns:
            The model.

        Raises:
            ModelError: A file is missing or damaged.
        """
        from onnxruntime import InferenceSession, SessionOptions
        from onnxruntime.capi.onnxruntime_pybind11_state import Fail, InvalidProtobuf, NoSuchFile

        options = SessionOptions()
        options.intra_op_num_threads, options.inter_op_num_threads = min(threads, os.cpu_count() or 1), 1
        # Waiting threads leave the cores alone.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        model, pieces, known = files_of(name, folder)
        try:
            found = facts.model_validate_json(known.read_bytes())
            tokenizer = _tokenizer(pieces.read_text(encoding="utf-8"))
            session = InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        except (OSError, ValueError, ValidationError, Fail, InvalidProtobuf, NoSuchFile) as error:
            told = f"The {name} in {folder} is missing or damaged ({error}). Reinstall the package"
            raise ModelError(told) from error
        return cls(found, tokenizer, session)

    def read(self, encoded: Sequence["Encoding"]) -> Iterator[tuple[list[int], list[Any]]]:
        """Read texts or pairs in batches of like length.

        Args:
            encoded: by the tokenizer.

        Yields:
            Which of them were read, and what the model says of these.
        """
        order = sorted(range(len(encoded)), key=lambda row: len(encoded[row].ids))
        for start in range(0, len(order), TOGETHER):
            rows = order[start : start + TOGETHER]
            ids = np.full((len(rows), len(encoded[rows[-1]].ids)), self.facts.pad, np.int64)
            for place, row in enumerate(rows):
                ids[place, : len(encoded[row].ids)] = encoded[row].ids
            yield rows, self.session.run(None, {"ids": ids, "mask": (ids != self.facts.pad).astype(np.int64)})


def files_of(name: str, folder: Path) -> tuple[Path, Path, Path]:
    """Return where a model, its pieces and its facts lie in a folder."""
    return folder / f"{name}.onnx", folder / f"{name}-pieces.json", folder / f"{name}.json"


@lru_cache(maxsize=2)  # encoder and reranker cut alike: one tokenizer for both saves 35 MB
def _tokenizer(pieces: str) -> "Tokenizer":
    from tokenizers import Tokenizer

    try:
        tokenizer = Tokenizer.from_str(pieces)
    except Exception as error:  # the library raises nothing more precise
        raise ValueError(f"its pieces: {error}") from error
    tokenizer.enable_truncation(LONGEST)
    return tokenizer
