"""The reranker: reads a question together with a passage and says how surely the passage answers it.

    reranker = Reranker.load()
    reranker.scores("Wer stimmte dagegen?", [passages(document)[row] for row in rows])   # (n,) logits

A cross-encoder tuned from the bundled model over many minutes (`python -m eval.train.reranker`), in 8-bit weights for
onnxruntime; what it needs lies in `retrieval/model`. It reads pairs alone: neither the document nor a bank matters.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, ValidationError

from ingest.text import clean
from protokoll.errors import ModelError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

LONGEST_QUESTION = 240  # characters
LONGEST = 256  # tokens of a pair; a statement of 600 characters has about 160
GROUP = 16  # pairs read at once, of like length: padding is work for nothing
THREADS = 2
MODEL, TOKENIZER, FACTS = "reranker.onnx", "reranker-pieces.json", "reranker.json"

Logits = NDArray[np.float32]


class Facts(BaseModel):
    """What `reranker.json` says of the model beside it."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    pieces: int
    pad: int
    documents: int
    questions: int
    trained: str


@dataclass(frozen=True, eq=False)
class Reranker:
    """The model, ready to read pairs; may be shared between threads."""

    facts: Facts
    tokenizer: "Tokenizer"
    session: "InferenceSession"

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
        encoded = self.tokenizer.encode_batch([(asked, clean(text)) for text in candidates])
        logits = np.zeros(len(encoded), np.float32)
        order = sorted(range(len(encoded)), key=lambda row: len(encoded[row].ids))
        for start in range(0, len(order), GROUP):
            rows = order[start : start + GROUP]
            longest = len(encoded[rows[-1]].ids)
            ids = np.full((len(rows), longest), self.facts.pad, np.int64)
            for place, row in enumerate(rows):
                ids[place, : len(encoded[row].ids)] = encoded[row].ids
            logits[rows] = self.session.run(None, {"ids": ids, "mask": (ids != self.facts.pad).astype(np.int64)})[0]
        return logits


@cache
def _load(folder: Path) -> Reranker:
    from onnxruntime import InferenceSession, SessionOptions
    from onnxruntime.capi.onnxruntime_pybind11_state import Fail, InvalidProtobuf, NoSuchFile

    options = SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = THREADS, 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # waiting threads leave the cores alone
    try:
        facts = Facts.model_validate_json((folder / FACTS).read_bytes())
        tokenizer = _tokenizer((folder / TOKENIZER).read_text(encoding="utf-8"))
        session = InferenceSession(str(folder / MODEL), options, providers=["CPUExecutionProvider"])
    except (OSError, ValueError, ValidationError, Fail, InvalidProtobuf, NoSuchFile) as error:
        raise ModelError(f"The reranker in {folder} is missing or damaged ({error}). Reinstall the package") from error
    tokenizer.enable_truncation(LONGEST)
    return Reranker(facts, tokenizer, session)


def _tokenizer(text: str) -> "Tokenizer":
    from tokenizers import Tokenizer

    try:
        return Tokenizer.from_str(text)
    except Exception as error:  # the library raises nothing more precise
        raise ValueError(f"{TOKENIZER}: {error}") from error
