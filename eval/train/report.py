"""Measures the judge on documents that it has not learned from: `python -m eval.train.report [--held]`.

`dev`: each document judged by what was learned from the others; the encoder has seen none of them. `held`: judged by
what ships. The ranking by the vector of the whole stands beside it.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from eval.train.figures import Judged, figures, judged, table
from eval.train.judge import REASONS, Material, crossed
from eval.train.readings import Reading, read
from eval.train.teaching import taught
from ingest.encoder import Encoder
from retrieval.judge import Judge
from retrieval.reranker import Reranker

BINS = 5  # of the reliability table


def columns(found: Sequence[Judged]) -> dict[str, dict[str, float]]:
    """Return figures for all questions, by language and by form of document."""
    rows = {"all": figures(found, REASONS)}
    for name, english in (("German", False), ("English", True)):
        rows[name] = figures([each for each in found if each.reading.english == english], REASONS)
    return rows


def by_document(found: Sequence[Judged]) -> dict[str, dict[str, float]]:
    """Return the figures of each document."""
    names = sorted({each.reading.document for each in found})
    return {name: figures([each for each in found if each.reading.document == name], REASONS) for name in names}


def reliability(found: Sequence[Judged]) -> str:
    """Return a table: probability told, share that has an answer, number; in bins of equal size."""
    order = sorted(found, key=lambda each: each.answerable)
    lines = ["| told | has an answer | questions |", "|---|---|---|"]
    for some in np.array_split(np.arange(len(order)), BINS):
        part = [order[i] for i in some]
        told = np.mean([each.answerable for each in part])
        there = np.mean([each.reading.asked.question.answerable for each in part])
        lines.append(f"| {told:.2f} | {there:.2f} | {len(part)} |")
    return "\n".join(lines)


def held() -> list[Reading]:
    """Read the documents for the report."""
    return [each for one in taught(("held",)) for each in read(one, Encoder.load(), Reranker.load())]


def main() -> int:
    """Print the tables.

    Returns:
        0.
    """
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--held", action="store_true", help="the documents for the report, at the end alone")
    options.add_argument("--json", type=Path, help="where the figures go")
    chosen = options.parse_args()
    found = judged(held(), Judge.load()) if chosen.held else crossed(Material.of())
    rows = columns(found)
    sys.stdout.write(f"{table(rows)}\n\n{table(by_document(found))}\n\n{reliability(found)}\n")
    if chosen.json:
        chosen.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
