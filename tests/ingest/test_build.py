"""An index is swapped in whole or not at all, and what cannot be written is said."""

import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import asdict
from pathlib import Path

import pytest
from filelock import FileLock

from ingest.build import Summary, build, extend
from ingest.chroma import Store, unreachable
from ingest.index import Index, current, original_file
from ingest.load import File
from protokoll.errors import (
    DocumentError,
    IndexMissingError,
    IndexWriteError,
    IngestRunningError,
    ModelError,
)
from protokoll.settings import Settings
from retrieval.pipeline import Pipeline

FIRST = "# Sitzung\n\n## THEMA DER SITZUNG\n\n- Jülich hat Rechenkapazität\n- Heilbronn hebelt Gelder\n"
SECOND = FIRST.replace("Heilbronn hebelt Gelder", "Dresden baut Chips")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "sitzung.md").write_text(FIRST, encoding="utf-8")
    return Settings(corpus=corpus, data=tmp_path / "data")


def ingest(settings: Settings) -> Summary:  # the corpus of the settings, quietly
    return build(settings, [settings.corpus], lambda step, more, total: None)


def texts(settings: Settings) -> list[str]:
    return [statement.text for statement in Index.open(settings).documents[0].statements]


def change(settings: Settings, text: str = SECOND) -> None:
    (settings.corpus / "sitzung.md").write_text(text, encoding="utf-8")


def test_what_is_ingested_can_be_opened(settings: Settings) -> None:
    summary = ingest(settings)
    index = Index.open(settings)
    assert asdict(index.meta) == asdict(summary.meta)
    assert index.digest("sitzung").vectors.shape == (3, 384)
    assert [document.id for document in summary.documents] == ["sitzung"]


def test_a_second_ingest_changes_nothing(settings: Settings) -> None:
    ingest(settings)
    before = times(settings)
    assert not ingest(settings).changed
    assert times(settings) == before


def times(settings: Settings) -> dict[Path, int]:  # of all files but those that looking touches
    files = [p for p in settings.data.rglob("*") if p.is_file() and "chroma" not in p.parts]
    return {p: p.stat().st_mtime_ns for p in files if p.suffix != ".lock"}


def test_a_changed_document_replaces_its_statements(settings: Settings) -> None:
    ingest(settings)
    change(settings)
    assert ingest(settings).changed
    assert "Dresden baut Chips" in texts(settings)
    assert "Heilbronn hebelt Gelder" not in texts(settings)


def test_a_removed_document_is_gone_after_the_next_ingest(settings: Settings) -> None:
    (settings.corpus / "zweite.md").write_text("# Zweite\n\nEin Satz.\n")
    ingest(settings)
    (settings.corpus / "zweite.md").unlink()
    ingest(settings)
    assert [document.id for document in Index.open(settings).documents] == ["sitzung"]


def test_an_open_index_goes_on_answering_while_a_new_one_is_swapped_in(settings: Settings) -> None:
    ingest(settings)
    old = Index.open(settings)
    change(settings)
    ingest(settings)
    assert old.digest("sitzung").vectors.shape == (3, 384)
    assert current(settings.data) != old.folder


@pytest.mark.parametrize("after", [0.2, 0.6, 1.0, 1.5, 2.0])
def test_a_killed_ingest_leaves_a_whole_index(settings: Settings, after: float) -> None:
    ingest(settings)
    change(settings, FIRST + "".join(f"- Satz Nummer {n} über Rechenzentren und Talente\n" for n in range(40)))
    environment = os.environ | {"PROTOKOLL_DATA": str(settings.data)}
    command = [sys.executable, "-c", "from ui.cli import main; main()", "ingest", str(settings.corpus)]
    running = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    time.sleep(after)
    running.send_signal(signal.SIGKILL)
    running.wait()
    index = Index.open(settings)
    assert len(index.documents[0].statements) in (3, 43)
    assert len(index.digest("sitzung").vectors) == len(index.documents[0].statements)
    assert ingest(settings).meta.counts["statements"] == 43


def test_two_ingests_exclude_each_other(settings: Settings) -> None:
    settings.data.mkdir()
    with (
        FileLock(settings.data / "ingest.lock"),
        pytest.raises(IngestRunningError, match="Another ingest is writing to"),
    ):
        ingest(settings)


def test_a_folder_that_cannot_be_written_is_named(settings: Settings) -> None:
    settings.data.write_text("a file where the folder should be")
    with pytest.raises(IndexWriteError, match=r"cannot be written.*PROTOKOLL_DATA"):
        ingest(settings)


def test_a_full_disk_leaves_the_old_index(settings: Settings) -> None:
    ingest(settings)
    change(settings)
    limited = (
        "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (40000, 40000)); from ui.cli import main; main()"
    )
    environment = os.environ | {"PROTOKOLL_DATA": str(settings.data)}
    command = [sys.executable, "-c", limited, "ingest", str(settings.corpus)]
    full = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert full.returncode == 1
    assert "cannot be written" in full.stderr
    assert "Traceback" not in full.stderr
    assert "Heilbronn hebelt Gelder" in texts(settings)


def test_two_documents_of_one_name_are_one_and_a_note(settings: Settings, tmp_path: Path) -> None:
    other = tmp_path / "sitzung.txt"
    other.write_text("Ein Satz.")
    summary = build(settings, [settings.corpus, other], lambda step, more, total: None)
    assert [document.file for document in summary.documents] == ["sitzung.md"]
    assert summary.meta.left_out[0][0] == "sitzung.txt"
    assert "same id as sitzung.md" in summary.meta.left_out[0][1]


def test_a_file_that_cannot_be_read_takes_no_name_from_one_that_can(settings: Settings) -> None:
    (settings.corpus / "rat.html").write_text("")
    (settings.corpus / "rat.md").write_text("Der Rat tagt.\n")
    (settings.corpus / "rat.txt").write_text("Der Rat tagt wieder.\n")
    summary = ingest(settings)
    assert [document.file for document in summary.documents] == ["rat.md", "sitzung.md"]
    why = dict(summary.left_out)
    assert "holds nothing" in why["rat.html"]
    assert "same id as rat.md" in why["rat.txt"]
    (settings.corpus / "rat.html").write_text("<p>Der Rat tagt heute.</p>")
    (settings.corpus / "rat.md").write_bytes(b"\0\1")  # what was read of it before does not stay beside its namesake
    assert [document.file for document in ingest(settings).documents] == ["rat.html", "sitzung.md"]


def test_files_with_one_text_are_named(settings: Settings) -> None:
    (settings.corpus / "kopie.txt").write_text(FIRST.replace("\n", "\r\n"), encoding="utf-8")
    (settings.corpus / "andere.md").write_text(SECOND, encoding="utf-8")
    assert ingest(settings).alike == [["kopie.txt", "sitzung.md"]]


def test_files_that_are_no_documents_are_left_out_with_a_note_each(settings: Settings) -> None:
    for name, content in {
        "leer.md": b"", "kaputt.txt": b"\0\1\2", "alt.doc": b"\xd0\xcf", "bild.png": b"\x89PNG", "verwaist.toml": b"",
        "._sitzung.md": b"\0", ".hidden.md": b"x", "README.md": b"Lies mich", "sitzung.toml": b"",
    }.items():  # fmt: skip
        (settings.corpus / name).write_bytes(content)
    (settings.corpus / "ordner.md").mkdir()
    (settings.corpus / "kaputt-link.md").symlink_to("nirgends.md")
    left_out = dict(ingest(settings).meta.left_out)
    assert set(left_out) == {"leer.md", "kaputt.txt", "alt.doc", "bild.png", "verwaist.toml", "kaputt-link.md"}
    assert "Save it as .docx" in left_out["alt.doc"]
    assert "has no text" in left_out["leer.md"]
    (settings.corpus / "rat.md").write_text("Der Rat tagt.\n")
    assert ingest(settings).left_out == ingest(settings).meta.left_out
    added = extend(settings, [settings.corpus / "rat.md"], lambda step, more, total: None)
    assert (added.left_out, len(added.meta.left_out)) == ((), 6)


def test_endings_in_capitals_and_subfolders_are_documents_too(settings: Settings) -> None:
    (settings.corpus / "2024").mkdir()
    (settings.corpus / "2024" / "Rat.MD").write_text("Der Rat tagt.\n")
    (settings.corpus / "2024" / "bau.markdown").write_text("Der Ausschuss tagt.\n")
    assert [document.id for document in ingest(settings).documents] == ["sitzung", "2024--Rat", "2024--bau"]


def test_a_corpus_whose_files_cannot_be_read_leaves_the_old_index(settings: Settings) -> None:
    ingest(settings)
    (settings.corpus / "sitzung.md").write_bytes(b"\0")
    with pytest.raises(DocumentError, match=r"sitzung\.md is no text"):
        ingest(settings)
    assert "Heilbronn hebelt Gelder" in texts(settings)


def test_the_last_document_can_be_taken_away(settings: Settings) -> None:
    ingest(settings)
    (settings.corpus / "sitzung.md").unlink()
    assert ingest(settings).changed
    pipeline = Pipeline.open(settings)
    assert pipeline.documents == ()
    assert not pipeline.ask("Was wurde zu Heilbronn gesagt?").answered
    assert pipeline.search("Heilbronn") == []


def test_an_empty_corpus_without_an_index_says_what_is_missing(settings: Settings) -> None:
    (settings.corpus / "sitzung.md").unlink()
    with pytest.raises(DocumentError, match="holds no document"):
        ingest(settings)


@pytest.mark.parametrize("part", ["words", "digests", "chroma/chroma.sqlite3"])
def test_an_index_that_lost_a_part_is_built_again(settings: Settings, part: str) -> None:
    assert command(settings).returncode == 0
    damaged = current(settings.data) / part
    shutil.rmtree(damaged) if damaged.is_dir() else os.truncate(damaged, 5000)
    again = command(settings)
    assert again.returncode == 0
    assert "It was built again:" in again.stderr
    assert "already up to date" in command(settings).stderr


def command(settings: Settings) -> subprocess.CompletedProcess[str]:  # `protokoll ingest`, a process of its own
    environment = os.environ | {"PROTOKOLL_DATA": str(settings.data)}
    arguments = [sys.executable, "-c", "from ui.cli import main; main()", "ingest", str(settings.corpus)]
    return subprocess.run(arguments, env=environment, capture_output=True, text=True, check=False)


def test_what_is_hashed_is_what_was_read(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    reads = iter([FIRST])  # each file is read once: saved again later, it is another
    monkeypatch.setattr("ingest.corpus.Place.read", lambda self: File("sitzung.md", next(reads).encode(), {}))
    change(settings)
    ingest(settings)
    monkeypatch.undo()
    assert "Heilbronn hebelt Gelder" in texts(settings)
    assert ingest(settings).changed
    assert "Dresden baut Chips" in texts(settings)


def test_what_a_killed_ingest_left_is_removed_by_the_next(settings: Settings) -> None:
    ingest(settings)
    (settings.data / "index-0123456789ab.part").mkdir()
    assert not ingest(settings).changed
    assert [folder.name for folder in settings.data.glob("index-*")] == [current(settings.data).name]


def test_the_original_is_kept_as_it_was_read(settings: Settings) -> None:
    ingest(settings)
    [document] = Index.open(settings).documents
    assert original_file(settings.data, document).read_text(encoding="utf-8") == FIRST


def test_a_missing_index_says_which_command_makes_one(settings: Settings) -> None:
    with pytest.raises(IndexMissingError, match="Run: protokoll ingest"):
        Index.open(settings)


def test_a_file_in_place_of_the_folder_is_told_as_one(settings: Settings) -> None:
    settings.data.write_text("a file")
    with pytest.raises(IndexMissingError, match="is a file"):
        Index.open(settings)


def test_a_store_that_cannot_be_written_is_not_told_to_be_made_again() -> None:
    error = ValueError("error returned from database: (code: 8) attempt to write a readonly database")
    told = unreachable(Store(Path("x/chroma")), error)
    assert "x/chroma must be writable" in told
    assert "ingest" not in told
    assert "Run: protokoll ingest" in unreachable(Store(Path("x/chroma")), ValueError("no such table"))


@pytest.mark.parametrize("content", ["", "../elsewhere", "index-of-somebody-else", "\x00"])
def test_a_foreign_pointer_is_refused(settings: Settings, content: str) -> None:
    settings.data.mkdir()
    (settings.data / "current").write_text(content)
    with pytest.raises(IndexMissingError, match="names no index"):
        Index.open(settings)


@pytest.mark.parametrize("name", ["meta.json", "documents.json"])
@pytest.mark.parametrize("content", ["", "{}", "[1]", "\xff"])
def test_a_half_written_index_is_refused(settings: Settings, name: str, content: str) -> None:
    ingest(settings)
    (current(settings.data) / name).write_bytes(content.encode("latin-1"))
    with pytest.raises(IndexMissingError, match="damaged or not ours"):
        Index.open(settings)


def test_an_index_of_another_model_is_refused(settings: Settings) -> None:
    ingest(settings)
    with pytest.raises(ModelError, match="PROTOKOLL_EMBEDDING_MODEL is another"):
        Index.open(settings.model_copy(update={"embedding_model": "another"}))


def test_names_and_links_that_nobody_should_publish_are_left_out_with_a_note(
    settings: Settings, tmp_path: Path
) -> None:
    outside = tmp_path / "draussen.md"
    outside.write_text("Geheim.\n")
    (settings.corpus / "link.md").symlink_to(outside)
    for name in (b"R\xe4te.md", b"esc\x1b[31mrot.md", b"x" * 243 + b".md"):
        Path(os.fsdecode(os.fsencode(settings.corpus) + b"/" + name)).write_text("Ein Satz.\n")
    summary = ingest(settings)
    why = dict(summary.meta.left_out)
    assert "outside the folder" in why["link.md"]
    assert sum("control characters" in reason for reason in why.values()) == 2
    assert sorted(len(document.id) for document in summary.documents) == [7, 243]
