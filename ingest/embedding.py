"""Another model for the vector store, any that sentence-transformers loads; without one the encoder serves."""

import os
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ingest.text import clean
from protokoll.errors import ModelError
from protokoll.settings import BUNDLED_MODEL, Settings

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = NDArray[np.float32]  # (number of texts, dimensions), every row of length 1
Progress = Callable[[int], None]  # called with the number of texts finished since the last call
Encode = Callable[[list[str]], Vectors]

BATCH = 32  # texts of like length; on two cores 16 to 64 are equally fast, 8 is slower by a fifth

EXTRA = "sentence-transformers"
PROMPTS = {"query": ("query",), "passage": ("passage", "document", "corpus")}  # names seen in published models

# Threads that wait for each other in busy loops took 200 to 700 ms for a question on a machine with other work to do;
# waiting briefly, then sleeping, 30 ms.
SPINS = "1000"


def open_embedder(settings: Settings) -> "SentenceTransformers | None":
    """Open the model by whose vectors the store finds.

    Args:
        settings: `embedding_model` counts.

    Returns:
        None for the bundled one, which is the encoder; else a sentence-transformers model.

    Raises:
        ModelError: The model is missing or cannot be loaded, or sentence-transformers is not installed.
    """
    if settings.embedding_model == BUNDLED_MODEL:
        return None
    return SentenceTransformers(settings.embedding_model, settings.embedding_model)


class SentenceTransformers:
    """Any sentence-transformers model: in batches, on a GPU where there is one."""

    def __init__(self, name: str, source: str) -> None:
        """Load the model.

        Args:
            name: What the index records.
            source: A folder, or a name on the model hub.

        Raises:
            ModelError: sentence-transformers is not installed or cannot load the model.
        """
        self.name = name
        self._model = _load(name, source)

    def queries(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Return one row per question."""
        encode = self._model.encode_query
        return _embed(texts, lambda batch: self._encode(encode, batch, "query"), progress)

    def passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Return one row per passage of a document."""
        encode = self._model.encode_document
        return _embed(texts, lambda batch: self._encode(encode, batch, "passage"), progress)

    def _encode(self, encode: Callable[..., object], batch: list[str], role: str) -> Vectors:
        # Chosen here: encode_document takes an empty "document" before a model's own "passage".
        prompts = self._model.prompts
        prompt = next((prompts[name] for name in PROMPTS[role] if prompts.get(name)), "")
        with self._fast():
            rows = encode(batch, prompt=prompt, batch_size=BATCH, show_progress_bar=False, normalize_embeddings=True)
        vectors = np.asarray(rows, dtype=np.float32)
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)

    def _fast(self) -> AbstractContextManager[object]:
        """bfloat16 where the CPU multiplies it natively: two to three times as fast, cosine at least 0.9999.

        A model that is kept in half precision stays in it: its layers take no mixture.
        """
        import torch

        capable = torch.cpu.get_capabilities()
        native = bool(capable.get("amx_bf16", False) or capable.get("avx512_bf16", False))
        return torch.autocast("cpu", dtype=torch.bfloat16, enabled=native and self._model.dtype == torch.float32)


def _embed(texts: Sequence[str], encode: Encode, progress: Progress | None) -> Vectors:
    """Embed in batches of like length, return the rows in the order of the texts."""
    cleaned = [clean(text) for text in texts]
    order = sorted(range(len(cleaned)), key=lambda number: len(cleaned[number]), reverse=True)
    if not order:
        return np.zeros((0, 0), dtype=np.float32)
    parts = []
    for start in range(0, len(order), BATCH):
        chosen = order[start : start + BATCH]
        parts.append(encode([cleaned[number] for number in chosen]))
        if progress is not None:
            progress(len(chosen))
    rows = np.concatenate(parts)
    vectors = np.empty_like(rows)
    vectors[order] = rows
    return vectors


def _require_extra(model: str) -> None:
    """Import sentence-transformers, or say which extra brings it.

    Args:
        model: the model that needs it.

    Raises:
        ModelError: It is not installed.
    """
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")  # read at import, as is the next
    os.environ.setdefault("GOMP_SPINCOUNT", SPINS)
    try:
        import sentence_transformers  # noqa: F401
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] not in {"sentence_transformers", "torch", "transformers"}:
            raise  # something else is broken, and hiding it behind our extra would mislead
        raise ModelError(
            f"The model {model} needs sentence-transformers: pip install 'frag-das-protokoll[{EXTRA}]'"
        ) from error


def _load(name: str, source: str) -> "SentenceTransformer":
    _require_extra(name)
    from safetensors import SafetensorError
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        return SentenceTransformer(source, local_files_only=Path(source).exists())
    except (OSError, ValueError, KeyError, RuntimeError, SafetensorError) as error:
        line = str(error).strip().partition("\n")[0].rstrip(".")
        raise ModelError(
            f"The embedding model {name} cannot be loaded: {line}. Set PROTOKOLL_EMBEDDING_MODEL to {BUNDLED_MODEL}, "
            "a folder, or a name of the model hub"
        ) from error
