"""Ask cairn-pipeline 0.1.0 the questions of a gold set, each of its one document (docs/evaluation/neighbours.md).

Runs in an environment of its own, which has cairn-pipeline and nothing of this project:

    python cairn_run.py CONFIG TEXTS DEV_GOLD GOLD OUT

CONFIG is one of cairn's own YAML files, TEXTS a folder with the text of each document as `ID/ID.txt`. The threshold
below which cairn abstains is calibrated on DEV_GOLD, as its documentation says, unless that is `-`: then the model
decides itself. OUT is written in the form of `protokoll eval --save`.
"""
# ruff: noqa: INP001 - belongs to no package: it runs where nothing of this project is installed

import json
import resource
import sys
import time
from pathlib import Path

from cairn.core.config import Config, load_config
from cairn.core.types import GoldenCase
from cairn.eval.calibration import run_calibration, write_calibration
from cairn.eval.golden import select_split
from cairn.pipeline import Pipeline


def main(config: Path, texts: Path, dev: str, gold: Path, out: Path) -> None:
    """Calibrate on the development set, ask all questions, write the answers."""
    pipelines: dict[str, Pipeline] = {}
    base = load_config(config)

    def opened(document: str) -> Pipeline:
        if document not in pipelines:
            folders = {"corpus": str((texts / document).resolve()), "base_dir": out.parent.resolve()}
            index = base.index.model_copy(update={"dir": f"index-{document}"})
            kept = base.calibration.model_copy(update={"dir": "calibration"})
            settings: Config = base.model_copy(update={**folders, "index": index, "calibration": kept})
            pipelines[document] = Pipeline.from_config(settings)
            pipelines[document].ingest()
        return pipelines[document]

    if dev != "-":
        rows = read(Path(dev))
        prepared = opened(Path(dev).stem)
        cases = select_split([golden(row) for row in rows], "calibration", 0.999, base.calibration.seed)
        record = run_calibration(prepared.cfg, prepared, cases)
        write_calibration(prepared.cfg, record)
        print(record.model_dump_json(indent=1), file=sys.stderr)
    asked = []
    for row in read(gold):
        pipeline = opened(row["document"])
        start = time.perf_counter()
        try:
            given = answer(row, pipeline)
        except Exception as error:  # what cairn raises when the model's form cannot be read is an answer, too: none
            given = blank(row, answered=False, text=f"{type(error).__name__}: {error}", quotes=[])
        wall_ms = round(1000 * (time.perf_counter() - start), 2)
        asked.append({"id": row["id"], "case": row, "answer": given, "wall_ms": wall_ms})
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
        told = {"origin": {"title": f"cairn, {base.name}"}, "figures": {"peak_mb": {"all": peak}}, "asked": asked}
        out.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")


def read(path: Path) -> list[dict]:
    """Return the rows of a gold set."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def golden(row: dict) -> GoldenCase:
    """Return a question as cairn reads it: the first passage of the evidence is the answer that it expects."""
    expected = row["evidence"][0][0] if row["answerable"] else None
    return GoldenCase(id=row["id"], question=row["question"], answerable=row["answerable"], expected_answer=expected)


def answer(row: dict, pipeline: Pipeline) -> dict:
    """Return what cairn answers, with the quotations that it found in the passages."""
    before = [turn["content"] for turn in row["history"] if turn["role"] == "user"][-1:]
    given = pipeline.answer(" ".join([*before, row["question"]]))
    quotes = [cited.quote for claim in given.claims for cited in claim.citations if cited.end]
    return blank(row, answered=given.status.value == "answered", text=given.text, quotes=list(dict.fromkeys(quotes)))


def blank(row: dict, *, answered: bool, text: str, quotes: list[str]) -> dict:
    """Return an answer in the fields of ours."""
    place = {"statement_id": "", "document": "", "title": "", "section": [], "speaker": None, "page": None}
    rest = {"printed": None, "start": 0, "end": 0, "translation": None, "kinds": []}
    cited = [{"marker": n, "quote": quote, **place, **rest} for n, quote in enumerate(quotes, 1)]
    told = {"question": row["question"], "language": row["lang"], "answer": text, "answered": answered}
    return {**told, "citations": cited if answered else [], "closest": [] if answered else cited, "engine": "cairn"}


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], Path(sys.argv[4]), Path(sys.argv[5]))
