"""Gold questions: one case a line, in the format of `docs/questions.md`."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from protokoll.errors import GoldError

REASONS = {
    "attribution": "not_attributed",
    "missing": "not_in_protocol",
    "false-premise": "false_premise",
    "off-topic": "off_topic",
    "injection": "off_topic",
    "nonsense": "unclear",
    "conversation": "conversation",
}  # kinds that have no answer, and why
OPEN_KINDS = ("fact", "multi", "topic", "section", "keyword", "typo", "followup", "partial")
KINDS = (*OPEN_KINDS, *REASONS)


@dataclass(frozen=True)
class Turn:
    """One message of the conversation before the question."""

    role: str
    content: str


@dataclass(frozen=True)
class Case:
    """A question and what a right answer to it must show.

    `evidence` holds groups of spans: a group is met when any of its spans is found. `modality` is the hand
    label of each group. `nuggets` and `lacking` are case-insensitive regular expressions. `document` is the id of the
    only document that is asked, where a set spans several.
    """

    id: str
    pair: str
    lang: str
    kind: str
    question: str
    answerable: bool
    history: tuple[Turn, ...] = ()
    reason: str | None = None
    lacking: str | None = None
    evidence: tuple[tuple[str, ...], ...] = ()
    modality: tuple[str, ...] = ()
    nuggets: tuple[str, ...] = ()
    document: str | None = None


def load_gold(path: Path) -> list[Case]:
    """Read a gold set.

    Args:
        path: A file of one JSON object a line, UTF-8.

    Returns:
        The cases in the order of the file; never empty.

    Raises:
        GoldError: The file cannot be read, a line breaks the format, or there is no line.
    """
    return [_case(line, place) for place, line in gold_lines(path)]


def gold_lines(path: Path) -> list[tuple[str, str]]:
    """Return the lines of a gold set that are not empty, each with its place as messages name it.

    Args:
        path: A file of one JSON object a line, UTF-8.

    Returns:
        Pairs of `file:number` and the line; never empty.

    Raises:
        GoldError: The file cannot be read, or there is no line.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(f"The gold set {path} cannot be read: {error}") from error
    found = [(f"{path}:{number}", line) for number, line in enumerate(lines, 1) if line.strip()]
    if not found:
        raise GoldError(f"The gold set {path} has no question in it")
    return found


def sha256(path: Path) -> str:
    """Return the SHA-256 of the file's bytes in hex: it identifies the gold set in every report."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def gold_path(name: str) -> Path:
    """Find a gold set.

    Args:
        name: of a set of the package such as `dev` or `conversations`, or the path of a file of one's own.

    Returns:
        The file.

    Raises:
        GoldError: There is neither a packaged set nor a file of that name.
    """
    packaged = Path(str(files("eval"))) / "gold" / f"{name}.jsonl"
    for path in (packaged, Path(name)):
        if path.is_file():
            return path
    known = ", ".join(sorted(path.stem for path in packaged.parent.glob("*.jsonl")))
    raise GoldError(f"There is no gold set {name}: give a file or one of {known}")


def is_blind(path: Path) -> bool:
    """Return whether the set is kept blind: nothing about a single question is shown unless asked for."""
    return path.stem.startswith(("test", "conversations"))


def _case(line: str, place: str) -> Case:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise GoldError(f"{place}: not JSON ({error.msg} at column {error.colno})") from error
    if not isinstance(row, dict):
        raise GoldError(f"{place}: expected an object, got {type(row).__name__}")
    unknown = sorted(set(row) - set(Case.__dataclass_fields__))
    if unknown:
        raise GoldError(f"{place}: unknown field {', '.join(unknown)}")
    for name, kinds in _TYPES.items():
        if not isinstance(row.get(name), kinds):
            wanted = " or ".join(kind.__name__ for kind in kinds)
            raise GoldError(f"{place}: field {name} must be {wanted}, got {row.get(name)!r:.40}")
    if row["lang"] not in ("de", "en"):
        raise GoldError(f"{place}: field lang must be de or en, got {row['lang']!r:.40}")
    try:
        case = from_row(row)
        for pattern in (*case.nuggets, case.lacking or ""):
            re.compile(pattern)
    except (KeyError, TypeError) as error:
        raise GoldError(f"{place}: a list is not as docs/questions.md says ({error})") from error
    except re.error as error:
        raise GoldError(f"{place}: a pattern in nuggets or lacking does not compile ({error})") from error
    return case


def from_row(row: Mapping[str, Any]) -> Case:
    """Return the case of a JSON object whose fields have the right types."""
    nested = {
        "history": tuple(Turn(turn["role"], turn["content"]) for turn in row["history"]),
        "evidence": tuple(tuple(_texts(group)) for group in row["evidence"]),
        "modality": tuple(_texts(row["modality"])),
        "nuggets": tuple(_texts(row["nuggets"])),
    }
    return Case(**{**row, **nested})


def _texts(values: list[Any]) -> list[str]:
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise TypeError(f"expected a list of texts, got {values!r:.60}")
    return values


_TYPES: dict[str, tuple[type, ...]] = {
    **dict.fromkeys(("id", "pair", "lang", "kind", "question"), (str,)),
    **dict.fromkeys(("reason", "lacking", "document"), (str, type(None))),
    **dict.fromkeys(("history", "evidence", "modality", "nuggets"), (list,)),
    "answerable": (bool,),
}
