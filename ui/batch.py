"""Many questions at once: one JSON object a line in, one answer object a line out, in the same order."""

import json
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from protokoll.day import Day
from protokoll.errors import ProtokollError, SelectionError
from retrieval.followup import Message
from retrieval.pipeline import Pipeline
from retrieval.selection import Selection
from ui.terminal import console


class _Turn(BaseModel):
    model_config = ConfigDict(extra="forbid")
    role: Literal["user", "assistant"]
    content: str


class _Line(BaseModel):
    model_config = ConfigDict(extra="ignore")
    question: str
    id: str | int | None = None
    language: Literal["de", "en"] | None = None
    history: tuple[_Turn, ...] = ()
    document: str | None = None
    documents: tuple[str, ...] = ()
    body: str = ""
    series: str = ""
    since: Day | None = None
    until: Day | None = None

    @property
    def selection(self) -> Selection:
        """The documents that the line asks."""
        chosen = (self.document, *self.documents) if self.document else self.documents
        return Selection(chosen, self.body, self.series, "", self.since, self.until)


def run_batch(
    pipeline: Pipeline, source: str, language: str | None, selection: Selection = Selection()  # noqa: B008 - frozen
) -> None:
    """Answer every line of a file; a line that cannot be read gives an object with `error`, and the rest goes on.

    Args:
        pipeline: answers.
        source: a path, or "-" for standard input.
        language: of the answers, where a line does not say.
        selection: which documents to ask, where a line does not say.

    Raises:
        ProtokollError: The file cannot be read, or lines of it were bad (after all others were answered).
    """
    bad = 0
    for number, line in enumerate(_lines(source), start=1):
        if not line.strip():
            continue
        result = _answer(pipeline, line, language, selection)
        if "error" in result:
            bad += 1
            console.print(f"protokoll: {source}, line {number}: {result['error']}", markup=False, soft_wrap=True)
        sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n")
        sys.stdout.flush()
    if bad:
        raise ProtokollError(f"{bad} lines of {source} could not be read; the others were answered.")


def _lines(source: str) -> Iterator[str]:
    try:
        with nullcontext(sys.stdin.buffer) if source == "-" else Path(source).open("rb") as lines:
            for line in lines:
                yield line.decode("utf-8-sig", errors="replace")
    except OSError as error:
        raise ProtokollError(f"{source} cannot be read: {error.strerror}.") from error


def _answer(pipeline: Pipeline, line: str, language: str | None, selection: Selection) -> dict[str, Any]:
    try:
        row = _Line.model_validate(json.loads(line))
    except (ValueError, ValidationError) as error:
        return {"error": _reason(error)}
    selection = row.selection if row.selection.restricts else selection
    unknown = sorted(set(selection.documents) - {document.id for document in pipeline.documents})
    if unknown:
        return _with_id({"error": f"There is no document {unknown[0]!r}."}, row)
    history = [Message(turn.role, turn.content) for turn in row.history]
    try:
        answer = pipeline.ask(row.question, language=row.language or language, history=history, selection=selection)
    except SelectionError as error:
        return _with_id({"error": str(error)}, row)
    return _with_id(answer.to_json(), row)


def _with_id(result: dict[str, Any], row: _Line) -> dict[str, Any]:
    return result if row.id is None else {"id": row.id, **result}


def _reason(error: ValueError) -> str:
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        return f"{'.'.join(map(str, first['loc'])) or 'line'}: {first['msg']}"
    return f"not JSON ({error})"
