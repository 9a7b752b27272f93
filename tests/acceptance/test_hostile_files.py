"""Broken and hostile files end in a text or in a word about what is wrong, in time, in bounds, without a trace."""

import contextlib
import io
import os
import socket
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ingest.readers import FORMATS
from ingest.sandbox import Worker
from ingest.source import Source
from protokoll.errors import DocumentError
from tests.ingest.packages import W, docx, p, zipped

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data" / "hostile-files"
LONGEST = 20.0  # seconds for one file
MOST = 1_500_000_000  # bytes of memory, of worker and parent


@pytest.fixture(scope="session")
def hostile_files():
    """The hostile files by path; they lie beside the repository, where they lie at all."""
    if not FOLDER.is_dir():
        pytest.skip("the hostile files are not here")
    return [path for path in sorted(FOLDER.rglob("*")) if path.is_file()]


@pytest.fixture
def worker():
    """A worker of the test's own."""
    one = Worker()
    yield one
    one.close()


def used(process="self", what="VmHWM"):
    """Memory of a process in bytes: the most it ever held, or what it holds now."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(what))


def outcome(worker, ending, data, longest=LONGEST):
    """What a file comes to: its source, or the error of ours."""
    started = time.perf_counter()
    try:
        found = worker.read(ending, data)
    except DocumentError as error:
        found = error
    assert time.perf_counter() - started < longest
    return found


def test_every_hostile_file_ends_in_a_source_or_an_error(hostile_files, worker, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for path in hostile_files:
        ending = path.suffix.lower()
        for read_as in [ending] if ending in FORMATS else [".txt", ".html", ".docx"]:
            found = outcome(worker, read_as, path.read_bytes())
            assert isinstance(found, Source) or str(found).strip(), path
    assert list(tmp_path.iterdir()) == []


def test_no_file_is_read_that_a_document_names(worker, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("GEHEIMNIS", encoding="utf-8")
    entity = f'<!DOCTYPE d [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    speech = "<sitzungsverlauf><p klasse='J'>&x;</p></sitzungsverlauf>"
    body = f"{entity}<w:document xmlns:w='{W}'><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>"
    for ending, data in (
        (".xml", f"{entity}<dbtplenarprotokoll>{speech}</dbtplenarprotokoll>".encode()),
        (".html", f"<p>Text</p><iframe src='{secret.as_uri()}'></iframe><img src='{secret.as_uri()}'>".encode()),
        (".docx", zipped({"word/document.xml": body})),
    ):
        found = outcome(worker, ending, data)
        assert "GEHEIMNIS" not in (found.text if isinstance(found, Source) else str(found))


def test_no_connection_is_opened(worker):
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        server.settimeout(0.2)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/dtd"
        for ending, data in (
            (".xml", f'<!DOCTYPE d SYSTEM "{address}"><dbtplenarprotokoll><p klasse="J">A.</p></dbtplenarprotokoll>'),
            (".html", f'<link rel=stylesheet href="{address}"><img src="{address}"><script src="{address}"></script>A'),
            (".md", f"![Bild]({address})\n\nText."),
        ):
            outcome(worker, ending, data.encode())
        with pytest.raises(TimeoutError):
            server.accept()


def test_a_path_that_climbs_out_of_its_archive_writes_nothing(worker, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    out = io.BytesIO(docx(p("Text.")))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("../../climbed.txt", "out")
        archive.writestr(f"{tmp_path}/climbed.txt", "out")
    outcome(worker, ".docx", out.getvalue())
    assert list(tmp_path.parent.rglob("climbed.txt")) == []


def zip_bomb():
    """A Word file whose body unpacks to 600 MB."""
    out = io.BytesIO()
    small = zipfile.ZipFile(io.BytesIO(docx(p("A"))))
    with small, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", small.read("_rels/.rels"))
        with archive.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(600):
                part.write(b" " * 1_000_000)
    return out.getvalue()


ENTITY_BOMB = (
    "<!DOCTYPE d [<!ENTITY a 'aaaaaaaaaa'>"
    + "".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(10))
    + "]><dbtplenarprotokoll><sitzungsverlauf><p klasse='J'>&k;</p></sitzungsverlauf></dbtplenarprotokoll>"
).encode()


@pytest.mark.parametrize(
    ("ending", "make"),
    [
        (".docx", zip_bomb),
        (".xml", lambda: ENTITY_BOMB),
        (".docx", lambda: zipped({"word/document.xml": ENTITY_BOMB})),
        (".html", lambda: b"<div>" * 400_000 + b"A"),
        (".xml", lambda: b"<a>" * 400_000),
        (".md", lambda: b"> " * 200_000 + b"A"),
        (".md", lambda: b"[" * 100_000 + b"A"),
        (".txt", lambda: b"\x00" * 2_000_000),
        (".pdf", lambda: b"%PDF-1.7\n" + b"1 0 obj << /Kids [1 0 R] >> endobj\n" * 20_000),
    ],
    ids=["zip", "entities", "entities in Word", "deep HTML", "deep XML", "deep quotes", "brackets", "NUL", "PDF loop"],
)
def test_a_bomb_stays_within_bounds(worker, ending, make):
    data = make()
    before = used(what="VmRSS")
    found = outcome(worker, ending, data)
    assert isinstance(found, Source) or str(found)
    assert used(what="VmRSS") - before < MOST
    assert worker_memory(worker) < MOST


def worker_memory(worker):
    """The most that the worker's process ever held; 0 where it was ended."""
    running = worker._process
    with contextlib.suppress(OSError, StopIteration):  # it has just ended
        return used(running.pid) if running and running.poll() is None else 0
    return 0


LINE = "Die Verwaltung berichtet, dass die Brücke am Sägewerk ab dem 1. Juli gesperrt ist.\n"


@pytest.mark.parametrize(("size", "seconds"), [(60_000_000, 6.0), (2_000_000, 60.0)], ids=["60 MB", "2 MB"])
def test_a_large_text_stays_within_bounds(size, seconds):
    worker = Worker(seconds=seconds)
    data = (LINE * (size // len(LINE.encode()))).encode()
    before, most = used(what="VmRSS"), 0
    with ThreadPoolExecutor() as pool:
        reading = pool.submit(outcome, worker, ".txt", data, seconds + LONGEST)
        while not reading.done():
            time.sleep(0.2)
            most = max(most, worker_memory(worker))
        found = reading.result()
    worker.close()
    assert isinstance(found, Source) or f"within {seconds:g} seconds" in str(found)
    assert most < MOST
    assert used(what="VmRSS") - before < MOST


def slow_text():
    """Something that takes a reader well over the second that it is given."""
    return ("Absatz mit einem Satz. Noch ein Satz über die Brücke.\n\n" * 400_000).encode()


def test_a_reader_that_takes_too_long_is_ended_and_the_next_file_is_read():
    worker = Worker(seconds=0.5)
    try:
        with pytest.raises(DocumentError, match=r"within 0\.5 seconds"):
            worker.read(".md", slow_text())
        worker._seconds = LONGEST
        assert "Kurz." in worker.read(".md", b"Kurz.").text
    finally:
        worker.close()


def test_the_ended_worker_leaves_no_process():
    worker = Worker(seconds=0.5)
    with pytest.raises(DocumentError):
        worker.read(".md", slow_text())
    worker.close()
    assert [pid for pid in children() if "ingest.sandbox" in command(pid)] == []


def children():
    """The processes that this one has started and not yet buried."""
    found = []
    for task in Path("/proc/self/task").iterdir():
        found += (task / "children").read_text(encoding="utf-8").split()
    return found


def command(pid):
    """What a process was started as; "" where it is gone."""
    path = f"/proc/{pid}/cmdline"
    return Path(path).read_text(encoding="utf-8").replace("\0", " ") if os.path.exists(path) else ""
