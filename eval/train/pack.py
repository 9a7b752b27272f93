"""Checks teaching material and packs it: `python -m eval.train.pack FOLDER…` → `eval/data/teaching/*.jsonl.gz`.

A folder holds documents (`.md`, `.txt`), `questions*.jsonl`, `broad*.jsonl` and `sentences*.jsonl`, one JSON object a
line with the keys that the README of what is packed describes. They join what is packed; a document packed before is
replaced, with its questions. Without folders, what is packed is checked.
"""

import gzip
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pydantic import BaseModel, ValidationError

from eval.train.teaching import (
    BROAD,
    FOLDER,
    Minutes,
    Question,
    Sentence,
    read_minutes,
    read_questions,
    read_sentences,
    read_split,
)
from ingest.statement import fold

ANSWERABLE = frozenset({"fact", "reason", "decision", "vote", "task", "opinion", "attribution", "overview", "partial"})
EITHER = frozenset({"yesno", "section", "keyword", "typo", "followup", "multi"})
BROADLY = frozenset(f"{BROAD}-{kind}" for kind in ("overview", "list", "person", "compare", "part", "pair", "single"))
NEVER = frozenset({
    "missing", "twisted", "false-premise", "wrong-person", "not-attributed", "off-topic", "conversation", "injection",
})  # fmt: skip


def faults(minutes: Sequence[Minutes], questions: Sequence[Question]) -> Iterator[str]:
    """Yield what is wrong with material: spans that are not there, kinds that contradict, questions asked twice."""
    texts = {each.name: fold(each.text) for each in minutes}
    seen: set[tuple[str, str, tuple[str, ...]]] = set()
    for question in questions:
        where = f"{question.document}: {question.question[:60]}"
        if question.document not in texts:
            yield f"{where}: no such document"
            continue
        kinds = (ANSWERABLE | BROADLY) if question.answerable else (NEVER | {f"{BROAD}-none"})
        if question.kind not in kinds | EITHER:
            yield f"{where}: kind {question.kind} with answerable {question.answerable}"
        if question.answerable != bool(question.spans):
            yield f"{where}: answerable {question.answerable} with {len(question.spans)} spans"
        for span in (*question.spans, *question.beside, *question.near):
            if fold(span) not in texts[question.document]:
                yield f"{where}: not in the document: {span[:60]}"
        key = (question.document, question.question.lower(), question.history)
        if key in seen:
            yield f"{where}: asked twice"
        seen.add(key)


def faults_of_sentences(minutes: Sequence[Minutes], sentences: Sequence[Sentence]) -> Iterator[str]:
    """Yield what is wrong with sentences: a ground that is not there, or a kind that contradicts."""
    texts = {each.name: fold(each.text) for each in minutes}
    for sentence in sentences:
        where = f"{sentence.document}: {sentence.claim[:60]}"
        if not sentence.spans or any(fold(span) not in texts.get(sentence.document, "") for span in sentence.spans):
            yield f"{where}: its ground is not in the document"
        if sentence.borne != (sentence.kind == "true"):
            yield f"{where}: kind {sentence.kind} with borne {sentence.borne}"


def read_folder(folder: Path) -> tuple[list[Minutes], list[Question], list[Question]]:
    """Read one writer's folder, broad questions apart; lines that are none are left out with a note on stderr."""
    paths = sorted(path for ending in ("*.md", "*.txt") for path in folder.glob(ending))
    minutes = [
        Minutes(name=path.stem, family=folder.name, ending=path.suffix, text=path.read_text(encoding="utf-8"))  # type: ignore[arg-type]
        for path in paths
    ]
    return minutes, _questions(folder, "questions*.jsonl"), _questions(folder, f"{BROAD}*.jsonl")


def _questions(folder: Path, names: str) -> list[Question]:
    questions = []
    for place, line in _lines(folder, names):
        try:
            questions.append(Question.model_validate_json(line))
        except ValidationError as error:
            sys.stderr.write(f"{place}: left out: {str(error)[:100]}\n")
    return questions


def _lines(folder: Path, names: str) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.glob(names)):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            yield f"{path}:{number}", line


def _write(path: Path, rows: Iterable[BaseModel]) -> None:
    text = "".join(row.model_dump_json(exclude_defaults=True) + "\n" for row in rows)
    with gzip.GzipFile(filename="", mode="wb", fileobj=path.open("wb"), mtime=0) as packed:
        packed.write(text.encode())


def main(folders: Sequence[Path]) -> int:
    """Pack writers' folders, if any, and check what is packed; return 1 where something is wrong, 0 otherwise."""
    home = Path(__file__).parents[1] / "data" / FOLDER
    if folders:
        read = [read_folder(folder) for folder in folders]
        new = {each.name for minutes, *_ in read for each in minutes}
        kept = [each for each in read_minutes() if each.name not in new]
        asked = [each for each in read_questions() if each.document not in new]
        broad = [each for each in read_questions(BROAD) if each.document not in new]
        _write(home / "documents.jsonl.gz", [*kept, *(each for minutes, *_ in read for each in minutes)])
        lines = [line for folder in folders for _, line in _lines(folder, "sentences*.jsonl")]
        told = [Sentence.model_validate_json(line) for line in lines]
        _write(home / "sentences.jsonl.gz", dict.fromkeys([*read_sentences(), *told]))
        _write(home / "questions.jsonl.gz", [*asked, *(each for _, questions, _ in read for each in questions)])
        _write(home / f"{BROAD}.jsonl.gz", [*broad, *(each for *_, questions in read for each in questions)])
    minutes, questions, split = read_minutes(), [*read_questions(), *read_questions(BROAD)], read_split()
    sentences = read_sentences()
    wrong = [*faults(minutes, questions), *faults_of_sentences(minutes, sentences)]
    wrong += [f"split.json: no document {name}" for name in {*split.dev, *split.held} - {m.name for m in minutes}]
    for line in wrong:
        sys.stderr.write(f"{line}\n")
    have = f"{len(minutes)} documents, {len(questions)} questions, {len(sentences)} sentences"
    apart = f"{len(split.dev)} documents for choosing, {len(split.held)} for the report"
    sys.stdout.write(f"{have}, {len(wrong)} faults; {apart}\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main([Path(name) for name in sys.argv[1:]]))
