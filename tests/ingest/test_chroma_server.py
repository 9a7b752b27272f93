"""A Chroma server can hold the vectors instead of the embedded store."""

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import chromadb
import numpy as np
import pytest
from pydantic import SecretStr

from ingest.build import build
from ingest.encoder import Encoder
from ingest.index import Index
from protokoll.errors import IndexMissingError, SettingsError
from protokoll.settings import Settings
from tests.ingest.gate import gate


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "sitzung.md").write_text("# Sitzung\n\n- Jülich hat Rechenkapazität\n", encoding="utf-8")
    return Settings(corpus=tmp_path / "corpus", data=tmp_path / "data")


class Server:
    """A Chroma server as `chroma run` starts it, on one port and one folder; it can be killed and started again."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._command = [str(Path(sys.executable).with_name("chroma")), "run", "--path", str(folder)]
        self.start()

    def start(self) -> None:
        command = [*self._command, "--port", str(self.port)]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            with socket.socket() as knock:
                if knock.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.2)

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    one = Server(tmp_path_factory.mktemp("server"))
    yield one
    one.kill()


@pytest.fixture
def url(server: Server) -> str:
    return server.url


def quiet(step: str, more: int, total: int) -> None:
    pass


def collections(url: str) -> dict[str, int]:
    client = chromadb.HttpClient(host="127.0.0.1", port=int(url.rsplit(":", 1)[1]))
    return {collection.name: collection.count() for collection in client.list_collections()}


def held(index: Index) -> int:
    """How many statements of the index the server finds."""
    vector = np.full(384, 1 / np.sqrt(384), np.float32)
    return len(index.nearest(vector, 50))


def test_vectors_are_written_to_and_read_from_the_server(settings: Settings, url: str) -> None:
    served = settings.model_copy(update={"chroma_url": url})
    build(served, [served.corpus], quiet)
    index = Index.open(served)
    assert held(index) == 2
    assert not (index.folder / "chroma").exists()


def test_a_server_that_does_not_answer_is_named(settings: Settings) -> None:
    build(settings, [settings.corpus], quiet)
    index = Index.open(settings.model_copy(update={"chroma_url": "http://127.0.0.1:9"}))
    with pytest.raises(IndexMissingError, match=r"http://127\.0\.0\.1:9 cannot be used"):
        held(index)


def test_an_address_that_is_none_is_refused(settings: Settings) -> None:
    build(settings, [settings.corpus], quiet)
    index = Index.open(settings.model_copy(update={"chroma_url": "chroma"}))
    with pytest.raises(SettingsError, match="PROTOKOLL_CHROMA_URL is no address of a server"):
        held(index)


def test_an_emptied_server_is_filled_again(settings: Settings, url: str) -> None:
    served = settings.model_copy(update={"chroma_url": url})
    build(served, [served.corpus], quiet)
    client = chromadb.HttpClient(host="127.0.0.1", port=int(url.rsplit(":", 1)[1]))
    [client.delete_collection(name) for name in collections(url)]
    summary = build(served, [served.corpus], quiet)
    assert "holds 0 of" in summary.rebuilt
    assert not build(served, [served.corpus], quiet).changed


def test_switching_to_a_server_and_back_builds_again(settings: Settings, url: str) -> None:
    build(settings, [settings.corpus], quiet)
    assert build(settings.model_copy(update={"chroma_url": url}), [settings.corpus], quiet).changed
    assert build(settings, [settings.corpus], quiet).changed


def test_an_ingest_whose_server_is_down_names_the_server(settings: Settings) -> None:
    down = settings.model_copy(update={"chroma_url": "http://127.0.0.1:9"})
    with pytest.raises(IndexMissingError, match=r"Chroma server at http://127\.0\.0\.1:9 .*PROTOKOLL_CHROMA_URL"):
        build(down, [down.corpus], quiet)


@pytest.mark.parametrize("secret", ["http://user:geheim@127.0.0.1:9", "http://127.0.0.1:9/geheim"])
def test_no_password_is_printed(settings: Settings, secret: str) -> None:
    with pytest.raises(SettingsError) as told:
        build(settings.model_copy(update={"chroma_url": secret}), [settings.corpus], quiet)
    assert "geheim" not in str(told.value)


def test_a_server_that_was_killed_answers_again_once_it_is_back(settings: Settings, server: Server) -> None:
    (settings.corpus / "zweite.md").write_text("# Zweite\n\n- Der Haushalt wird beschlossen\n", encoding="utf-8")
    served = settings.model_copy(update={"chroma_url": server.url})
    build(served, [served.corpus], quiet)
    index = Index.open(served)
    vector = Encoder.load().questions(["Was wird zum Haushalt beschlossen?"])[0].vector
    assert index.nearest(vector, 1) == [("zweite", 1)]
    server.kill()
    try:
        with pytest.raises(IndexMissingError, match=r"cannot be used: .* Start it"):
            index.nearest(vector, 1)
    finally:
        back = threading.Timer(0.3, server.start)  # while the question is being tried again
        back.start()
        found = index.nearest(vector, 1) if not back.join(60) else []
    assert found == [("zweite", 1)]


def test_versions_stand_side_by_side_until_nobody_needs_the_old(settings: Settings, url: str) -> None:
    served = settings.model_copy(update={"chroma_url": url})
    before = set(collections(url))
    build(served, [served.corpus], quiet)
    [own] = set(collections(url)) - before
    old = Index.open(served)
    for number in range(4):
        changed = f"# Sitzung\n\n- Jülich hat Rechenkapazität\n- Stand {number}\n"
        (served.corpus / "sitzung.md").write_text(changed, encoding="utf-8")
        build(served, [served.corpus], quiet)
        if number == 0:
            assert held(old) == 2
    index = Index.open(served)
    assert set(collections(url)) - before == {own}
    assert held(index) == 3  # title and two lines
    assert collections(url)[own] == 6  # this version and the one before


def test_a_server_behind_tls_and_a_token(settings: Settings, url: str, tmp_path: Path) -> None:
    with gate(url, "geheim", tmp_path) as (address, certificate):
        known = {"chroma_url": address, "chroma_ca": certificate}
        served = settings.model_copy(update=known | {"chroma_token": SecretStr("geheim")})
        build(served, [served.corpus], quiet)
        index = Index.open(served)
        assert held(index) == 2
        for wrong, told in (
            (known | {"chroma_token": SecretStr("falsch")}, "PROTOKOLL_CHROMA_TOKEN"),
            ({"chroma_url": address}, "PROTOKOLL_CHROMA_CA"),
        ):
            opened = Index.open(settings.model_copy(update=wrong))
            with pytest.raises(IndexMissingError, match=told) as problem:
                held(opened)
            assert "falsch" not in str(problem.value)
