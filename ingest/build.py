"""Documents become an index: beside the one in use, then swapped in by one rename.

What did not change is neither read nor embedded nor written again; an ingest that was killed goes on where it was.
"""

import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from sqlite3 import Error as SqliteError

from ingest.chroma import server_of
from ingest.corpus import Corpus, fingerprint, scan
from ingest.document import Document
from ingest.encoder import encoder_name
from ingest.index import FORMAT, Index, Meta
from ingest.kept import Kept, version_of
from ingest.load import File, load
from ingest.readers import FORMATS
from ingest.sandbox import worker
from ingest.swap import newest, swap, tidy
from ingest.write import Progress, Writing
from protokoll.errors import DocumentError, IndexMissingError, IndexWriteError, IngestRunningError, ModelError
from protokoll.settings import Settings


@dataclass(frozen=True)
class Summary:
    """What an ingest did. `changed` is False where the index was already the one asked for.

    `left_out` says (file, why) of what this command was given, `meta` of all that the index was made of.
    `rebuilt` says why nothing of the index before could be used: it was damaged. `fresh` are the documents that were
    not in it, `gone` the ids of those that were and are no longer.
    """

    changed: bool
    meta: Meta
    documents: tuple[Document, ...]
    left_out: tuple[tuple[str, str], ...] = ()
    rebuilt: str = ""
    fresh: tuple[Document, ...] = ()
    gone: tuple[str, ...] = ()

    @property
    def alike(self) -> list[list[str]]:
        """The files of documents that have one text, for each such text."""
        by_text: dict[str, list[str]] = {}
        for document in self.documents:
            by_text.setdefault(" ".join(document.text.split()), []).append(document.file)
        return [files for files in by_text.values() if len(files) > 1]


STAYS = "What was read of it before stays in the index."


@dataclass(frozen=True)
class _Content:
    """What an index is to hold: the version of each document's file, by its name, and what was left out and why."""

    files: dict[str, str]
    left_out: tuple[tuple[str, str], ...]

    def identity(self, settings: Settings) -> str:
        """Hash of everything an index is made of."""
        parts = [str(FORMAT), encoder_name(), settings.embedding_model, server_of(settings.chroma_url)]
        parts += [f"{name}\0{version}" for name, version in self.files.items()]
        parts += [f"{name}\0{why}" for name, why in self.left_out]
        return hashlib.sha256("\0\0".join(parts).encode()).hexdigest()[:12]

    def beside(self, before: Index | None) -> "_Content":
        """Return it with what was read before of files that cannot be read now."""
        there = before.meta.files if before else {}
        read = {_id(name) for name in self.files}
        staying = {name: there[name] for name, _ in self.left_out if name in there and _id(name) not in read}
        if not staying:
            return self
        notes = [(name, f"{why} {STAYS}" if name in staying else why) for name, why in self.left_out]
        both = {**self.files, **staying}
        order = sorted(both, key=lambda name: (name.count("/"), name))
        return _Content({name: both[name] for name in order}, tuple(notes))


def build(settings: Settings, paths: Sequence[Path], progress: Progress) -> Summary:
    """Index the documents at the paths; the index holds exactly these afterwards.

    Args:
        settings: where and with which model.
        paths: files or folders.
        progress: told the name of a step, how much more of it is done, and how much there is.

    Returns:
        The summary. A file that cannot be read is left out with a note; it stops nobody else's. What was read of it
        before stays: a save that went wrong takes nothing away.

    Raises:
        DocumentError: There is nothing to index: no document at the paths, or none that can be read.
        IngestRunningError: Another ingest is running on the same folder.
        IndexWriteError: The folder cannot be written, or the disk is full.
        IndexMissingError: The Chroma server does not answer.
    """
    corpus = scan(paths)
    with _writing(settings.data), Kept.open(settings.data / "documents.sqlite") as kept:
        before = _before(settings)
        content = _read(corpus, settings.data, kept, progress)
        if not content.files:
            _refuse_emptiness(corpus, content.left_out, paths, indexed=before is not None)
        content = content.beside(before)
        return replace(_made(settings, content, before, kept, progress), left_out=content.left_out)


def extend(settings: Settings, paths: Sequence[Path], progress: Progress) -> Summary:
    """Index the documents at the paths beside those that are indexed; one with the same id is replaced.

    Args:
        settings: where and with which model.
        paths: files or folders.
        progress: as for `build`.

    Returns:
        The summary.

    Raises:
        DocumentError: No document at the paths can be read.
        IngestRunningError: Another ingest is running on the same folder.
        IndexWriteError: The folder cannot be written, or the disk is full.
        IndexMissingError: The Chroma server does not answer.
        ModelError: The index was made with another model.
    """
    corpus = scan(paths)
    with _writing(settings.data), Kept.open(settings.data / "documents.sqlite") as kept:
        before = Index.open(settings) if newest(settings.data) else None
        content = _read(corpus, settings.data, kept, progress)
        if not content.files:
            _refuse_emptiness(corpus, content.left_out, paths, indexed=False)
        replaced = {_id(name) for name in content.files}
        there = before.meta if before else None
        staying = {name: v for name, v in (there.files if there else {}).items() if _id(name) not in replaced}
        seen = {*content.files, *(name for name, _ in content.left_out)}
        notes = [note for note in (there.left_out if there else ()) if note[0] not in seen]
        both = _Content(staying | content.files, (*notes, *content.left_out))
        return replace(_made(settings, both, before, kept, progress), left_out=content.left_out)


def remove(settings: Settings, ids: Sequence[str], progress: Progress) -> Summary:
    """Take documents out of the index; their files are left alone.

    Args:
        settings: where the index is.
        ids: of the documents.
        progress: as for `build`.

    Returns:
        The summary.

    Raises:
        DocumentError: There is no such document.
        IngestRunningError: Another ingest is running on the same folder.
        IndexWriteError: The folder cannot be written, or the disk is full.
        IndexMissingError: There is no index, or the Chroma server does not answer.
        ModelError: The index was made with another model.
    """
    with _writing(settings.data), Kept.open(settings.data / "documents.sqlite") as kept:
        before = Index.open(settings)
        there = {document.id: document.file for document in before.documents}
        for wanted in ids:
            if wanted not in there:
                near = get_close_matches(wanted, there, n=1)
                hint = f"Did you mean {near[0]}?" if near else "`protokoll documents` lists them."
                raise DocumentError(f"There is no document {wanted!r} in the index. {hint}")
        gone = {there[wanted] for wanted in ids}
        files = {name: version for name, version in before.meta.files.items() if name not in gone}
        return _made(settings, _Content(files, before.meta.left_out), before, kept, progress)


def _made(
    settings: Settings, content: _Content, before: Index | None, kept: Kept, progress: Progress
) -> Summary:
    """Write the index for what it is to hold and put it in use, unless the one in use is the same and whole."""
    identity = content.identity(settings)
    same_store = before is not None and before.meta.server == server_of(settings.chroma_url)
    damage = before.damage() if before is not None and same_store else ""
    if before is not None and before.meta.hash == identity and not damage:
        tidy(settings, keep=before.folder.name)
        return Summary(False, before.meta, before.documents)
    opened = {document.version: document for document in before.documents} if before else {}
    documents = [_document(version, opened, kept) for version in content.files.values()]
    carried = None if damage else before
    folder = Writing(settings, identity, documents, content.left_out, carried, progress).write()
    swap(folder, settings)
    kept.forget_all_but(content.files.values())
    ids = {document.id for document in documents}
    return Summary(
        changed=True,
        meta=Index.open(settings).meta,
        documents=tuple(documents),
        rebuilt=damage,
        fresh=tuple(document for document in documents if document.version not in opened),
        gone=tuple(document.id for document in opened.values() if document.id not in ids),
    )


def _document(version: str, opened: dict[str, Document], kept: Kept) -> Document:
    document = opened.get(version) or kept.get(version)
    if document is None:
        raise IndexWriteError("a document that was just read is gone from documents.sqlite: run the command again")
    return document


def _id(name: str) -> str:
    return File(name, b"", {}).id


def _before(settings: Settings) -> Index | None:
    """Return the index in use, None where there is none that can be opened."""
    try:
        return Index.open(settings)
    except (IndexMissingError, ModelError):
        return None


def _read(corpus: Corpus, data: Path, kept: Kept, progress: Progress) -> _Content:
    """Read the files, each once: what is hashed is what was read. Those that are known are not read as documents again.

    The originals are kept by their hash.
    """
    files: dict[str, str] = {}
    by_id: dict[str, str] = {}
    left_out = list(corpus.left_out)
    originals = data / "originals"
    originals.mkdir(exist_ok=True)
    with worker() as reader:
        for place in corpus.places:
            if (other := by_id.get(_id(place.name))) is not None:
                why = f"would get the same id as {other}. Rename one: the name is the document's id"
                left_out.append((place.name, why))
                progress("read", 1, len(corpus.places))
                continue
            try:
                file = place.read()
                version = version_of(fingerprint(file))
                if version not in kept:
                    document = load(file, reader.read(file.ending, file.data))
                    kept.put(replace(document, version=version))
                _keep(originals / f"{file.hash}{file.ending}", file.data)
                files[file.name] = version
                by_id[file.id] = file.name
            except DocumentError as error:
                left_out.append((place.name, str(error)))
            progress("read", 1, len(corpus.places))
    return _Content(files, tuple(left_out))


def _keep(path: Path, data: bytes) -> None:
    if not path.exists():
        part = path.with_suffix(".part")
        part.write_bytes(data)
        os.replace(part, path)


def _refuse_emptiness(
    corpus: Corpus, left_out: Sequence[tuple[str, str]], paths: Sequence[Path], *, indexed: bool
) -> None:
    """Go on without a document only where all were taken away: then the index is emptied."""
    where = ", ".join(map(str, paths))
    if corpus.places:
        reasons = "\n".join(f"  {name} {why}" for name, why in left_out)
        raise DocumentError(f"{where} holds no document that can be read. The old index is untouched.\n{reasons}")
    if not indexed or left_out:
        reasons = "".join(f"\n  {name} {why}" for name, why in left_out)
        raise DocumentError(f"{where} holds no document ({', '.join(FORMATS)}). Put a protocol there.{reasons}")


@contextmanager
def _writing(data: Path) -> Iterator[None]:
    """Hold the folder's lock and name the folder in every error of the disk."""
    from filelock import FileLock, Timeout

    try:
        data.mkdir(parents=True, exist_ok=True)
        with FileLock(data / "ingest.lock", timeout=0):
            yield
    except Timeout as error:
        raise IngestRunningError(
            f"Another ingest is writing to {data.resolve()}. Wait for it, or set PROTOKOLL_DATA to another folder."
        ) from error
    except (OSError, SqliteError, IndexWriteError) as error:
        raise IndexWriteError(
            f"{data.resolve()} cannot be written: {error}. The old index is untouched. Free some space or set "
            "PROTOKOLL_DATA to a folder that can be written."
        ) from error
