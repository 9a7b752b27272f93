"""The way from the question bank to the judge's arrays, on a cut of the bank: `make judge` in small."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from eval.train.ablation import gold_figures, gold_questions, growth
from eval.train.alone import fit_alone, public_questions
from eval.train.fit import Recipe
from eval.train.halves import fit_halves
from eval.train.judge import find, train
from eval.train.material import Embedder, Material, alike, gather, hidden_rows, measured
from eval.train.page import Line, page
from eval.train.rows import Rows
from protokoll.errors import DocumentError
from protokoll.settings import Settings
from retrieval.ground import KINDS
from retrieval.judge import Judge

EVERY = 16  # questions of the bank, of which one is taken


@pytest.fixture(scope="module")
def embedder(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Embedder:
    cache = tmp_path_factory.mktemp("vectors") / "vectors.sqlite"
    shutil.copy(settings.data / "vectors.sqlite", cache)  # the index has embedded these questions already
    return Embedder(cache)


@pytest.fixture(scope="module")
def material(settings: Settings, embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Material:
    [path] = settings.corpus.glob("zukunftsforum*.md")
    folder = tmp_path_factory.mktemp("corpus")
    for file in path.parent.glob(f"{path.stem}.*"):
        shutil.copy(file, folder)
    bank = folder / f"{path.stem}.questions.jsonl"
    lines = bank.read_text(encoding="utf-8").splitlines(keepends=True)
    bank.write_text("".join(lines[::EVERY]), encoding="utf-8")
    return gather(folder / path.name, embedder)


def test_a_question_is_measured_without_its_own_pass(material: Material):
    for row in range(0, len(material.asked), 50):
        hidden = hidden_rows(material, row)
        assert hidden[row]
        assert hidden[material.passes == material.passes[row]].all()


def test_a_small_bank_gives_a_judge_that_tells_answers_from_gaps(material: Material, embedder: Embedder):
    rows, wording, recipe = Rows.of(material.asked, measured(material)), alike(material), Recipe(folds=2)
    found = find(rows, wording, recipe)
    trained = train(rows, wording, found, fit_alone(rows, public_questions(embedder, count=2)), recipe)
    facts = json.loads(json.dumps(trained.facts)) | {"bank": material.ground.bank.fingerprint}
    judge = Judge.of(facts, trained.arrays)
    figures = gold_figures(judge, gold_questions(material, embedder, "dev"))
    kinds = np.eye(len(KINDS), dtype=np.float32)[rows.kinds] * 0.8 + 0.01
    form, least, _ = fit_halves(judge, material, kinds, embedder)
    assert form > 0
    assert np.isfinite(least)
    assert figures["auc"] > 0.75
    assert figures["rank1"] > 0.5
    line = Line("everything", facts["figures"], figures)
    written = page(line, [line], growth(rows, wording, found), rows, {"dev": figures})
    assert f"{figures['auc']}" in written
    assert f"{len(rows.kinds)} questions" in written


def test_training_twice_gives_the_same(material: Material):
    rows, wording, recipe = Rows.of(material.asked, measured(material)), alike(material), Recipe(folds=2)
    first, second = (find(rows, wording, recipe) for _ in range(2))
    assert (first.scores == second.scores).all()
    assert (first.pairs["pairs_weights"] == second.pairs["pairs_weights"]).all()


def test_a_document_without_a_bank_cannot_teach(settings: Settings, tmp_path: Path, embedder: Embedder):
    [path] = settings.corpus.glob("zukunftsforum*.md")
    shutil.copy(path, tmp_path)
    with pytest.raises(DocumentError, match=r"questions\.jsonl"):
        gather(tmp_path / path.name, embedder)
