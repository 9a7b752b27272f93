"""The reranker: reads a question together with a passage and says how surely the passage answers it.

    reranker = Reranker.load()
    reranker.scores("Wer stimmte dagegen?", [passage(statement) for statement in candidates])   # (n,) logits

A cross-encoder tuned from the bundled model over many minutes (`python -m eval.train.reranker`), in 8-bit weights for
onnxruntime; what it needs lies in `retrieval/model`. It reads pairs alone: neither the document nor a bank matters.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, ValidationError

from ingest.statement import Statement
from protokoll.errors import ModelError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

LONGEST_QUESTION, LONGEST_CONTEXT, LONGEST_TEXT = 240, 120, 640  # characters
LONGEST = 256  # tokens of a pair; a statement of 600 characters has about 160
GROUP = 16  # pairs read at once, of like length: padding is work for nothing
THREADS = 2

Logits = NDArray[np.float32]


class Facts(BaseModel):
    """What `reranker.json` says of the model beside it."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    pieces: int
    pad: int
    documents: int
    questions: int
    pairs: int
    trained: str


def passage(statement: Statement) -> str:
    """Return a statement as it is read: where it stands, who speaks, what it says.

    Args:
        statement: of any document.

    Returns:
        "TOP 4 Haushalt › Stadtrat Riebel (GRÜNE): Das Geld fehlt."
    """
    where = " › ".join(part.strip(" :") for part in statement.section)[-LONGEST_CONTEXT:]
    words = f"{statement.speaker}: {statement.quote}" if statement.speaker else statement.text
    labelled = f"{statement.label}: {words}" if statement.label else words
    return f"{where} › {labelled[:LONGEST_TEXT]}" if where else labelled[:LONGEST_TEXT]
