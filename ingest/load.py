"""A file of the corpus, with its companions, becomes a document."""

from pathlib import Path

from ingest.companions import (
    Description,
    read_description,
    read_questions,
    read_text,
    read_translation,
)
from ingest.document import Document, Participant
from ingest.segment import Outline, segment
from ingest.statement import Statement
from protokoll.errors import DocumentError

SUFFIXES = (".md", ".txt")


def find_documents(path: Path) -> list[Path]:
    """Return the documents at a path: the file itself, or those of a folder in order of name.

    Args:
        path: a file or a folder.

    Returns:
        Paths of `.md` and `.txt` files; a README is none.

    Raises:
        DocumentError: There is nothing at the path, or no document in the folder.
    """
    if path.is_file():
        if path.suffix not in SUFFIXES:
            raise DocumentError(f"{path} is no {' or '.join(SUFFIXES)} file.")
        return [path]
    if not path.is_dir():
        raise DocumentError(f"{path} does not exist. Name a file or folder, or set PROTOKOLL_CORPUS.")
    found = sorted(p for p in path.iterdir() if p.suffix in SUFFIXES and p.stem.lower() != "readme")
    if not found:
        raise DocumentError(f"{path} holds no document ({', '.join(SUFFIXES)}). Put a protocol there.")
    return found


def load(path: Path) -> Document:
    """Read a document and what lies beside it.

    Args:
        path: the document's file; companions are `<stem>.toml`, `<stem>.en.tsv`, `<stem>.questions.jsonl`.

    Returns:
        The document, cut into statements. Lines of the translation and questions of the bank that name no
        statement are left out and counted in `warnings`.

    Raises:
        DocumentError: A file cannot be read, or contradicts the document.
    """
    text = read_text(path)
    if "\0" in text:
        raise DocumentError(f"{path} is not a text (NUL at character {text.index(chr(0))}).")
    description = read_description(path.with_suffix(".toml"))
    translation = read_translation(path.with_suffix(".en.tsv"))
    bank = read_questions(path.with_suffix(".questions.jsonl"))
    outline = segment(path.stem, text, description, translation)
    if not outline.statements:
        raise DocumentError(f"{path} has no text.")
    texts = {statement.text for statement in outline.statements}
    questions = tuple(question for question in bank if texts.issuperset(question.statements))
    return Document(
        id=path.stem,
        title=description.title or outline.statements[0].text,
        text=text,
        statements=outline.statements,
        sections=outline.sections,
        language=description.language,
        title_en=description.title_en,
        occasion=description.occasion,
        date=description.date,
        time=description.time,
        organisers=description.organisers,
        series=description.series,
        participants=_participants(description, outline.statements, path),
        questions=questions,
        warnings=_warnings(path, outline, translation, len(bank) - len(questions)),
    )


def _participants(
    description: Description, statements: tuple[Statement, ...], path: Path
) -> tuple[Participant, ...]:
    """Return the people as described; without a description those of lines like "Name | Role"."""
    if not description.participants:
        lines = [statement.text for statement in statements if "participant" in statement.kind_names]
        parts = [(line, *line.partition(" | ")) for line in lines]
        return tuple(Participant(name, role, role, "", line) for line, name, _, role in parts)
    texts = {statement.text for statement in statements}
    for person in description.participants:
        if person.line not in texts:
            raise DocumentError(f"{path.stem}.toml: no statement reads “{person.line}” ({person.name}).")
    return tuple(Participant(**person.model_dump()) for person in description.participants)


def _warnings(path: Path, outline: Outline, translation: dict[str, str], lost: int) -> tuple[str, ...]:
    untranslated = sum(statement.translation is None for statement in outline.statements)
    warnings = []
    if not translation:
        warnings.append(f"{path.stem}: no translation; English answers quote the German text alone.")
    elif untranslated:
        warnings.append(f"{path.stem}.en.tsv: {untranslated} statements have no translation.")
    if lost:
        warnings.append(f"{path.stem}.questions.jsonl: {lost} questions name a passage that is not there.")
    return tuple(warnings)


