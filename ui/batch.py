"""Many questions at once: one JSON object a line in, one answer object a line out, in the same order."""

import json
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

from protokoll.errors import ProtokollError, SelectionError, wrong
from retrieval.pipeline import Pipeline
from retrieval.selection import Selection
from ui.desk import Ask, Line, asked
from ui.terminal import console


class _Line(Ask):
    """A question without the bounds of the HTTP interface, for whoever runs the program."""

    question: str
    history: list[Line] = Field(default_factory=list)


def run_batch(pipeline: Pipeline, source: str, language: str | None, selection: Selection) -> None:
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
            console.print(f"protokoll: {source}, line {number}: {result['error']}")
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
        row = _Line.model_validate_json(line)
    except ValidationError as error:
        return {"error": ": ".join(filter(None, wrong(error.errors()[0])))}
    told: dict[str, Any] = {} if row.id is None else {"id": row.id}
    unknown = set(filter(None, (row.document, *row.documents))) - {document.id for document in pipeline.documents}
    if unknown:
        return told | {"error": f"There is no document {min(unknown)!r}."}
    question = asked(row) | {"language": row.language or language, "selection": row.selection or selection}
    try:
        return told | pipeline.ask(**question).to_json()
    except SelectionError as error:
        return told | {"error": str(error)}
