"""What each signal of the judge is worth: `python -m eval.train.ablation` writes docs/evaluation/judge.md.

The judge is trained again without each group of signals, on every third question. Ten minutes on two cores where the
model is tuned already, as after `make judge`.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from os import cpu_count
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.metrics import roc_auc_score
from threadpoolctl import threadpool_limits

from eval.cases import Case, gold_path, load_gold
from eval.spans import supports
from eval.train.alone import fit_alone
from eval.train.classifier import taught
from eval.train.fit import GROUPS, Arrays, Recipe
from eval.train.judge import Statements, Trained, find, machine_of, say, shares, train
from eval.train.limits import held_out_figures
from eval.train.material import Embedder, Material, alike, gather, measured
from eval.train.page import Growth, Line, page
from eval.train.rows import Floats, Rows, Whole
from protokoll.settings import load_settings
from retrieval.features import Signals, measure
from retrieval.judge import Judge
from retrieval.models import contrast

FOLDS = 4  # of each training here; make judge takes eight
EVERY = 3  # questions of the bank, of which one is trained with: a tenth of the time
FIRST = 3  # batches of the bank on which its growth is measured: those it began with


@dataclass(frozen=True)
class Gold:
    """A question of `dev` with its signals and, for each group of evidence, the rows of the statements that hold it."""

    case: Case
    signals: Signals
    evidence: tuple[frozenset[int], ...]


def main() -> None:
    """Train with everything and without each group, and write the page."""
    path = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/evaluation/judge.md")
    embedder = Embedder(load_settings().data / "vectors.sqlite")
    with threadpool_limits(cpu_count()):
        material = gather(Path("corpus/zukunftsforum-ki-2024-02-22.md"), embedder)
        judge = Judge.load()
        whole = Rows.of(material.asked, measured(material))
        gold, val = (gold_questions(material, embedder, name, judge) for name in ("dev", "val"))
        learned = taught(whole, load_settings().data, say)
        whole = whole.read(learned.kinds, learned.statements)
        some = np.arange(0, len(whole.kinds), EVERY)
        rows, wording = whole.part(some), alike(material)[np.ix_(some, some)]
        say(f"{len(rows.kinds)} questions of the bank, {len(gold)} of dev")
        found = find(rows, wording, Recipe(folds=FOLDS))
        lines = list(_lines(rows, wording, found, gold, some, len(whole.kinds)))
        shipped = Line("as shipped", judge.facts["figures"], gold_figures(judge, gold))
        sets = {"dev": shipped.gold, "val": gold_figures(judge, val)}
        unread = rows.unread()
        grown = growth(unread, wording, find(unread, wording, Recipe(folds=FOLDS)))
        path.write_text(page(shipped, lines, grown, whole, sets), encoding="utf-8")
    say(f"written: {path}")


def gold_questions(material: Material, embedder: Embedder, name: str, judge: Judge | None = None) -> list[Gold]:
    """Measure the questions of a gold set that stand alone, without follow-ups, as a judge's tuned model reads them."""
    cases = [case for case in load_gold(gold_path(name)) if not case.history]
    vectors = embedder.queries([case.question for case in cases])
    texts = [statement.text for statement in material.document.statements]
    questions, bank = [case.question for case in cases], material.ground.bank
    readings = judge.read(questions, bank.fingerprint) if judge and bank else [None] * len(cases)
    return [
        Gold(
            case,
            measure(material.ground, case.question, vector, case.lang == "en", reading=reading),
            tuple(
                frozenset(i for i, text in enumerate(texts) if supports([group], text)) for group in case.evidence
            ),
        )
        for case, vector, reading in zip(cases, vectors, readings, strict=True)
    ]


def _variants() -> Iterator[tuple[str, Recipe]]:
    whole = Recipe(folds=FOLDS)
    yield "everything", whole
    for number, name in enumerate(GROUPS):
        weights = tuple(0.0 if i == number else weight for i, weight in enumerate(whole.features))
        yield f"without: {name}", replace(whole, features=weights)
    yield "without: meaning of the question", replace(whole, judging=(0.0, whole.judging[1]))
    yield "without: wording of the question", replace(whole, judging=(whole.judging[0], 0.0))
    yield "meaning and wording alone", replace(whole, features=(0.0,) * len(GROUPS))


def growth(rows: Rows, wording: Floats, found: Statements) -> list[Growth]:
    """Let the kernel machine learn the kinds from more and more batches of the bank, and measure on the first three."""
    batches = np.array([question.batch for question in rows.asked])
    measured_on = np.flatnonzero(batches <= FIRST)
    _, _, machine = machine_of(rows, wording, found, Recipe(folds=FOLDS))
    lines = []
    for last in range(FIRST, batches.max() + 1):
        teaching = batches <= last
        kinds = machine.held_out(rows.sources, rows.kinds, FOLDS, teaching) + shares(rows)
        some = kinds[measured_on]
        figures = held_out_figures(np.array([contrast(scores) for scores in some]), some, rows.part(measured_on))
        lines.append(Growth(last, int(teaching.sum()), figures))
        say(f"batches up to {last}: {figures['auc']}")
    return lines


def spread(arrays: Arrays, taught: Whole, size: int) -> Arrays:
    """Return arrays for a whole bank of questions: those that a judge was not taught with weigh nothing."""
    found = dict(arrays)
    for name in ("rows", "kinds", "statements"):
        table = np.zeros((size, arrays[name].shape[1]), np.float32)
        table[taught] = arrays[name]
        found[name] = table
    return found


def _lines(
    rows: Rows, wording: Floats, found: Statements, gold: list[Gold], taught_with: Whole, size: int
) -> Iterator[Line]:
    lone = fit_alone(rows, [])
    for name, recipe in _variants():
        yield _line(name, train(rows, wording, found, lone, recipe), rows, gold, taught_with, size)
    unread = rows.unread()
    trained = train(unread, wording, find(unread, wording, Recipe(folds=FOLDS)), lone, Recipe(folds=FOLDS))
    blind = [replace(each, signals=replace(each.signals, reading=None)) for each in gold]
    yield _line("without: the tuned model", trained, rows, blind, taught_with, size)


def _line(name: str, trained: Trained, rows: Rows, gold: list[Gold], taught_with: Whole, size: int) -> Line:
    judge = Judge.of({**trained.facts, "bank": rows.signals[0].bank}, spread(trained.arrays, taught_with, size))
    line = Line(name, trained.facts["figures"], gold_figures(judge, gold))
    say(f"{name}: {line.bank['strict']['auc']}, dev {line.gold}")
    return line


def gold_figures(judge: Judge, gold: list[Gold]) -> dict[str, Any]:
    """Return area, refusal and citation figures over `dev`; grey counts as refused."""
    verdicts = [judge.verdict(each.signals) for each in gold]
    there = np.array([each.case.answerable for each in gold])
    refused = np.array([verdict.state != "answer" for verdict in verdicts])
    english = np.array([each.case.lang == "en" for each in gold])
    chances = np.array([verdict.answerable for verdict in verdicts])
    figures: dict[str, Any] = {"auc": round(float(roc_auc_score(there, chances)), 3)}
    for language, own in (("de", ~english), ("en", english)):
        right = (refused & ~there & own).sum()
        figures[language] = {
            "auc": round(float(roc_auc_score(there[own], chances[own])), 3),
            "precision": round(float(right / max((refused & own).sum(), 1)), 3),
            "recall": round(float(right / (~there & own).sum()), 3),
            "over_refusal": round(float((refused & there & own).sum() / (there & own).sum()), 3),
        }
    return figures | _citing(judge, [each for each in gold if each.evidence and each.case.kind != "section"])


def _citing(judge: Judge, gold: list[Gold]) -> dict[str, float]:
    first, precision, recall = [], [], []
    for each in gold:
        cited = [row for row, _ in judge.select(each.signals)]
        first.append(any(cited[0] in group for group in each.evidence))
        precision.append(np.mean([any(row in group for group in each.evidence) for row in cited]))
        recall.append(np.mean([bool(group.intersection(cited)) for group in each.evidence]))
    return {
        "rank1": round(float(np.mean(first)), 3),
        "cite_precision": round(float(np.mean(precision)), 3),
        "cite_recall": round(float(np.mean(recall)), 3),
    }


if __name__ == "__main__":
    main()
