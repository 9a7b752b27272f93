"""Drafts of what lies beside a document, for an editor to read: translation, description, question bank.

A draft is written line by line under a name of its own (`<document>.en.draft.tsv`), so that a second run goes on where
the first one ended, and nothing that an editor wrote is overwritten. The gate marks doubtful translations; a question
whose own statement is not found first is thrown out.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from langchain_core.messages import HumanMessage, SystemMessage

from ingest.companions import parse_description, parse_questions, parse_translation
from ingest.document import Document
from ingest.statement import Statement
from retrieval.citing import cite
from retrieval.language import detect
from retrieval.llm.claims import Claim, ClaimReader
from retrieval.llm.gate import Gate
from retrieval.llm.injection import gives_orders
from retrieval.llm.prompt import read_parts

if TYPE_CHECKING:
    from retrieval.llm.model import ChatModel

AT_ONCE = 5  # statements in one request; small models lose count of more
Finds = Callable[[str], str | None]  # a question → the id of the statement that is found first
Report = Callable[[str, int, int], None]  # step, how many more, how many in all


@dataclass(frozen=True)
class Checked:
    """What was found in one companion: how many lines it has, and what is wrong with which."""

    name: str
    lines: int
    faults: tuple[str, ...]


def draft(document: Document, folder: Path, model: "ChatModel", finds: Finds, report: Report) -> list[Path]:
    """Write drafts of a document's companions, or go on with them.

    Args:
        document: as indexed.
        folder: where the document lies.
        model: writes.
        finds: the search, for the questions.
        report: told about progress.

    Returns:
        The drafts.

    Raises:
        ChatModelError: The model is of no help; what was written stays, and the next run goes on.
    """
    drafts = [_describe(document, folder)]
    if document.language == "de":
        drafts.append(_translate(document, folder, model, report))
    drafts.append(_ask(document, folder, model, finds, report))
    return drafts


def check(document: Document, folder: Path, finds: Finds) -> list[Checked]:
    """Check companions and drafts that lie beside a document, hand-made ones too.

    Args:
        document: as indexed.
        folder: where they lie.
        finds: the search.

    Returns:
        What was found, one entry a file.

    Raises:
        DocumentError: A file breaks its format.
    """
    found = []
    for path in sorted(folder.glob(f"{document.id}.*")):
        if path.name.endswith((".en.tsv", ".en.draft.tsv")):
            pairs = {german: english for german, english, *_ in _rows(path)[1:]}
            if path.name.endswith(".en.tsv"):
                pairs = parse_translation(path.read_bytes(), path.name)
            found.append(Checked(path.name, len(pairs), tuple(_doubts(document, pairs))))
        elif path.name.endswith((".questions.jsonl", ".questions.draft.jsonl")):
            bank = parse_questions(path.read_bytes(), path.name)
            by_text = {statement.text: statement.id for statement in document.statements}
            asked = [one for one in bank if one.answerable and one.statements]
            lost = [one for one in asked if finds(one.question) not in map(by_text.get, one.statements)]
            told = tuple(f"its own statement is not found first: {one.question}" for one in lost)
            found.append(Checked(path.name, len(bank), told))
        elif path.name.endswith(".toml"):
            parse_description(path.read_bytes(), path.name)
            found.append(Checked(path.name, 1, ()))
    return found


def _doubts(document: Document, pairs: dict[str, str]) -> Iterator[str]:
    gate, by_text = Gate.of([document]), {statement.text: statement for statement in document.statements}
    for german, english in pairs.items():
        statement = by_text.get(german)
        if statement and (faults := _faults(gate, statement, document, english)):
            yield f"{', '.join(faults)}: {german} → {english}"


def _faults(gate: Gate, statement: Statement, document: Document, english: str) -> tuple[str, ...]:
    """What the gate says about a translation, judged by the German words alone; headings translate freely."""
    cited = cite(statement, document, 1)
    verdict = gate.judge(Claim(english, (1,)), [replace(cited, translation=None)], "en")
    return tuple(fault for fault in verdict.faults if fault not in ("words", "content", "hedge"))


def _describe(document: Document, folder: Path) -> Path:
    """What reading the file found out already, in the form of a description."""
    path = folder / f"{document.id}.draft.toml"
    if not path.exists():
        lines = [f"title = {_quoted(document.title)}", f"language = {_quoted(document.language)}"]
        lines += [f"date = {document.date.isoformat()}"] if document.date else []
        for person in document.participants:
            lines += ["", "[[participants]]", f"name = {_quoted(person.name)}", f"role = {_quoted(person.role)}"]
            lines += [f"line = {_quoted(person.line)}"]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _translate(document: Document, folder: Path, model: "ChatModel", report: Report) -> Path:
    path = folder / f"{document.id}.en.draft.tsv"
    if not path.exists():
        path.write_text("german\tenglish\tcheck\n", encoding="utf-8")
    done = {row[0] for row in _rows(path)}
    gate = Gate.of([document])
    for batch in _batches(document, done, "translate", report):
        with path.open("a", encoding="utf-8") as lines:
            for claim, statement in _written(model, "translate", batch):
                doubts = ", ".join(_faults(gate, statement, document, claim.text))
                lines.write(f"{statement.text}\t{claim.text}\t{doubts}\n")
    return path


def _ask(document: Document, folder: Path, model: "ChatModel", finds: Finds, report: Report) -> Path:
    path = folder / f"{document.id}.questions.draft.jsonl"
    path.touch()
    kept = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    done = {text for row in kept for text in row["statements"]}
    for batch in _batches(document, done, "questions", report):
        with path.open("a", encoding="utf-8") as lines:
            for claim, statement in _written(model, "questions", batch):
                if claim.text.endswith("?") and finds(claim.text) == statement.id:
                    row = {"lang": detect(claim.text).code, "kind": "answered", "answerable": True}
                    row |= {"question": claim.text, "statements": [statement.text]}
                    lines.write(json.dumps(row, ensure_ascii=False) + "\n")
    return path


def _batches(document: Document, done: set[str], step: str, report: Report) -> Iterator[list[Statement]]:
    todo = [one for one in document.statements if one.text not in done and not gives_orders(one.text)]
    for start in range(0, len(todo), AT_ONCE):
        yield todo[start : start + AT_ONCE]
        report(step, len(todo[start : start + AT_ONCE]), len(todo))


def _written(model: "ChatModel", step: str, batch: Sequence[Statement]) -> Iterator[tuple[Claim, Statement]]:
    """What the model writes about these statements, each with the one that it belongs to."""
    parts, _ = read_parts("prepare")
    numbered = "\n".join(f"[{n}] {statement.text}" for n, statement in enumerate(batch, 1))
    for claim in list(ClaimReader().read(model.stream([SystemMessage(parts[step]), HumanMessage(numbered)]))):
        if claim.rests_on and 1 <= claim.rests_on[0] <= len(batch):
            yield claim, batch[claim.rests_on[0] - 1]


def _rows(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
