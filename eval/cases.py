"""Gold questions: one case a line, in the format of `docs/questions.md`."""

import hashlib
import re
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

from protokoll.errors import GoldError, wrong
from retrieval.followup import Message

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


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"the pattern does not compile: {error}") from error
    return pattern


Pattern = Annotated[str, AfterValidator(_compiles)]
Language = Literal["de", "en"]


class GoldRow(BaseModel):
    """What a line of a gold set is read into: nothing unknown, no type made to fit."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


Row = TypeVar("Row", bound=GoldRow)


class Case(GoldRow):
    """A question and what a right answer to it must show.

    `evidence` holds groups of spans: a group is met when any of its spans is found. `modality` is the hand
    label of each group. `nuggets` and `lacking` are case-insensitive regular expressions. `document` is the id of the
    only document that is asked, where a set spans several.
    """

    id: str
    pair: str
    lang: Language
    kind: str
    question: str
    answerable: bool
    history: tuple[Message, ...] = ()
    reason: str | None = None
    lacking: Pattern | None = None
    evidence: tuple[tuple[str, ...], ...] = ()
    modality: tuple[str, ...] = ()
    nuggets: tuple[Pattern, ...] = ()
    document: str | None = None


def load_gold(path: Path) -> list[Case]:
    """Return the cases of a gold set in the order of the file."""
    return read_rows(Case, path)


def sampled(cases: Sequence[Case], count: int) -> list[Case]:
    """Choose questions at random, but the same ones every time, so that slow systems can be asked too.

    Both languages of a question stay together, and those with and without an answer keep their shares. A larger sample
    holds every smaller one.

    Args:
        cases: a gold set.
        count: how many, give or take one; 0 chooses all.

    Returns:
        The questions chosen, in the order of the set.
    """
    pairs = {case.pair: case.answerable for case in cases}
    drawn = sorted(pairs, key=lambda pair: hashlib.sha256(pair.encode()).digest())
    kinds = [[pair for pair in drawn if pairs[pair] is answerable] for answerable in (True, False)]
    places = {pair: (place + 0.5) / len(kind) for kind in kinds for place, pair in enumerate(kind)}
    chosen: set[str] = set()
    for pair in sorted(places, key=places.__getitem__):
        if count and sum(case.pair in chosen for case in cases) >= count:
            break
        chosen.add(pair)
    return [case for case in cases if case.pair in chosen]


def read_rows(model: type[Row], path: Path) -> list[Row]:
    """Return the lines of a gold set that are not empty, read.

    Args:
        model: of a line.
        path: A file of one JSON object a line, UTF-8.

    Returns:
        The rows in the order of the file; never empty.

    Raises:
        GoldError: The file cannot be read, a line breaks the format (named by `file:number`), or there is no line.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(f"The gold set {path} cannot be read: {error}") from error
    found = [_row(model, line, f"{path}:{number}") for number, line in enumerate(lines, 1) if line.strip()]
    if not found:
        raise GoldError(f"The gold set {path} has no question in it")
    return found


def _row(model: type[Row], line: str, place: str) -> Row:
    try:
        return model.model_validate_json(line)
    except ValidationError as error:
        raise GoldError(f"{place}: {fault(error)} (docs/questions.md describes the format)") from error


def fault(error: ValidationError) -> str:
    """Return where something read breaks its format first, and how."""
    where, why = wrong(error.errors()[0])
    return f"{where or 'line'}: {why}"


def sha256(path: Path) -> str:
    """Return the SHA-256 of the file's bytes in hex: it identifies the gold set in every report."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def gold_path(name: str) -> Path:
    """Return the file of a gold set of the package such as `dev` or `conversations`, or a file of one's own."""
    packaged = Path(str(files("eval"))) / "gold" / f"{name}.jsonl"
    for path in (packaged, Path(name)):
        if path.is_file():
            return path
    known = ", ".join(sorted(path.stem for path in packaged.parent.glob("*.jsonl")))
    raise GoldError(f"There is no gold set {name}: give a file or one of {known}")


def is_blind(path: Path) -> bool:
    """Return whether the set is kept blind: nothing about a single question is shown unless asked for."""
    return path.stem.startswith(("test", "conversations"))
