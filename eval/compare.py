"""A run on disk, and a run against it: what got better and worse, question by question."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from eval.figures import values
from eval.metrics.table import METRICS, Metric
from eval.paired import difference_interval, p_value
from eval.run import Asked, Run, write
from protokoll.errors import GoldError

Scores = Mapping[str, Mapping[str, float | None]]  # by question and metric


@dataclass(frozen=True)
class SavedRun:
    """What a comparison needs of a run that was read back."""

    gold_sha256: str
    scores: Scores


@dataclass(frozen=True)
class Change:
    """One metric in both runs, over the questions that count in both; `low` and `high` bound the difference.

    `better` and `worse` name the questions; `p` is McNemar's where scores are 0 or 1.
    """

    name: str
    before: float
    after: float
    low: float
    high: float
    p: float
    better: tuple[str, ...]
    worse: tuple[str, ...]


def save(run: Run, path: Path, *, reveal: bool) -> None:
    """Write the run with its figures and every answer; of a blind set, scores under a hashed id alone."""
    shown = reveal or not run.origin.blind
    data = {
        "origin": asdict(run.origin),
        "figures": values(run),
        "asked": [_row(one) if shown else {"id": _hidden(one), "scores": one.scores} for one in run.asked],
    }
    write(path, json.dumps(data, ensure_ascii=False, indent=1), "run", "--save")


def read_run(path: Path) -> SavedRun:
    """Return what a comparison needs of a run that `save` wrote; what is none is a `GoldError`."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return SavedRun(data["origin"]["gold_sha256"], {row["id"]: row["scores"] for row in data["asked"]})
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise GoldError(f"{path} is no saved run ({error!r}): write one with protokoll eval --save") from error


def compare(run: Run, earlier: SavedRun) -> list[Change]:
    """Compare a run with an earlier one: the metrics that count at least one question in both.

    A `GoldError` where the gold sets differ, or one run hides its questions and the other does not.
    """
    if earlier.gold_sha256 != run.origin.gold_sha256:
        raise GoldError(
            f"The runs cannot be compared: {run.origin.gold} has the SHA-256 {run.origin.gold_sha256[:12]}, "
            f"the earlier run was over {earlier.gold_sha256[:12]}"
        )
    plain = {one.case.id: one.scores for one in run.asked}
    now = plain if earlier.scores.keys() & plain.keys() else {_hidden(one): one.scores for one in run.asked}
    if not now.keys() & earlier.scores.keys():
        raise GoldError("The runs cannot be compared: no question is in both")
    changes = (_change(metric, now, earlier.scores) for metric in METRICS)
    return [change for change in changes if change]


def _change(metric: Metric, now: Scores, before: Scores) -> Change | None:
    shared = [id_ for id_ in now if id_ in before]
    both = [(id_, before[id_].get(metric.name), now[id_].get(metric.name)) for id_ in shared]
    scored = [(id_, old, new) for id_, old, new in both if old is not None and new is not None]
    if not scored:
        return None
    old, new = [row[1] for row in scored], [row[2] for row in scored]
    sign = -1 if metric.lower_is_better else 1
    return Change(
        metric.name,
        sum(old) / len(old),
        sum(new) / len(new),
        *difference_interval(new, old),
        p_value(new, old),
        tuple(id_ for id_, was, is_ in scored if sign * (is_ - was) > 0),
        tuple(id_ for id_, was, is_ in scored if sign * (is_ - was) < 0),
    )


def _hidden(one: Asked) -> str:
    """A name for a question of a blind set: the same in every run, silent about which one it is."""
    return hashlib.sha256(f"{one.case.id}\0{one.case.question}".encode()).hexdigest()[:12]


def _row(one: Asked) -> dict[str, Any]:
    return {
        "id": one.case.id,
        "question": one.case.question,
        "case": one.case.model_dump(),
        "answer": one.answer.to_json(),
        "ranking": list(one.ranking),
        "wall_ms": round(one.wall_ms, 2),
        "scores": one.scores,
    }
