"""A run on disk: one JSON file with its origin, its figures, and every answer."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from eval.figures import values
from eval.run import Asked, Run
from protokoll.errors import GoldError


@dataclass(frozen=True)
class SavedRow:
    """What a comparison needs of a question; `question` is empty where the set is blind."""

    id: str
    question: str
    scores: dict[str, float | None]


@dataclass(frozen=True)
class SavedRun:
    """A run read back."""

    system: str
    gold_sha256: str
    created: str
    figures: dict[str, dict[str, float]]
    rows: dict[str, SavedRow]


def save(run: Run, path: Path, *, reveal: bool) -> None:
    """Write the run; of a blind set that is not revealed, scores under a hashed id alone.

    Args:
        run: what to write.
        path: the JSON file; its folder is made.
        reveal: write single answers of a blind set too.

    Raises:
        GoldError: The file cannot be written.
    """
    shown = reveal or not run.origin.blind
    data = {
        "origin": asdict(run.origin),
        "figures": values(run),
        "asked": [_row(one) if shown else {"id": hidden(one), "scores": one.scores} for one in run.asked],
    }
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
    except OSError as error:
        raise GoldError(f"The run cannot be written to {path}: {error}. Give --save another place") from error


def read_run(path: Path) -> SavedRun:
    """Read a run that `save` wrote.

    Args:
        path: the JSON file.

    Returns:
        What a comparison needs of it.

    Raises:
        GoldError: The file cannot be read or is no run.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        origin = data["origin"]
        rows = [SavedRow(row["id"], row.get("question", ""), row["scores"]) for row in data["asked"]]
        return SavedRun(
            origin["system"],
            origin["gold_sha256"],
            origin["created"],
            data["figures"],
            {row.id: row for row in rows},
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise GoldError(f"{path} is no saved run ({error!r}): write one with protokoll eval --save") from error


def hidden(one: Asked) -> str:
    """Return a name for a question of a blind set: the same in every run, silent about which one it is."""
    return hashlib.sha256(f"{one.case.id}\0{one.case.question}".encode()).hexdigest()[:12]


def _row(one: Asked) -> dict[str, Any]:
    return {
        "id": one.case.id,
        "question": one.case.question,
        "case": asdict(one.case),
        "answer": one.answer.to_json(),
        "ranking": list(one.ranking),
        "wall_ms": round(one.wall_ms, 2),
        "scores": one.scores,
    }
