"""An index that lives: only what changed is read, embedded and written, also after a kill, and while others read."""

from collections.abc import Sequence
from pathlib import Path

import pytest

import ingest.build
import ingest.write
from ingest.build import build, extend, remove
from ingest.encoder import Encoder
from ingest.index import Index, current
from ingest.swap import hold
from protokoll.errors import DocumentError
from protokoll.settings import Settings

TEXTS = {
    "januar.md": "# Rat\n\n## Januar\n\n- Die Brücke wird saniert\n- Die Schule erhält ein Dach\n",
    "februar.md": "# Rat\n\n## Februar\n\n- Der Haushalt wird beschlossen\n",
}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "corpus").mkdir()
    for name, text in TEXTS.items():
        (tmp_path / "corpus" / name).write_text(text, encoding="utf-8")
    return Settings(corpus=tmp_path / "corpus", data=tmp_path / "data")


class Work:
    """What an ingest did: files read as documents, texts embedded, entries added."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.read: list[str] = []
        self.embedded: list[str] = []
        self.added: list[str] = []
        load, add, passages = ingest.build.load, ingest.write.add, Encoder.passages

        def reading(file, source):
            self.read.append(file.name)
            return load(file, source)

        def adding(store, name, document, vectors):
            self.added += [statement.text for statement in document.statements]
            add(store, name, document, vectors)

        def embedding(encoder, some):
            self.embedded += some
            return passages(encoder, some)

        monkeypatch.setattr(Encoder, "passages", embedding)
        monkeypatch.setattr("ingest.build.load", reading)
        monkeypatch.setattr("ingest.write.add", adding)


def quiet(step: str, more: int, total: int) -> None:
    pass


def ingested(settings: Settings) -> Index:
    build(settings, [settings.corpus], quiet)
    return Index.open(settings)


def whole(index: Index) -> bool:
    vector = Encoder.load().questions(["Was wurde beschlossen?"])[0].vector
    held = {(document.id, row) for document in index.documents for row in range(len(document.statements))}
    return index.damage() == "" and set(index.nearest(vector, 100)) == held


def ids(index: Index) -> list[str]:
    return [document.id for document in index.documents]


def found(index: Index, text: str, only: Sequence[str] = ()) -> str:
    return index.nearest(Encoder.load().questions([text])[0].vector, 1, only)[0][0]


def test_only_what_changed_is_read_embedded_and_added(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    ingested(settings)
    work = Work(monkeypatch)
    changed = TEXTS["februar.md"].replace("beschlossen", "vertagt")
    (settings.corpus / "februar.md").write_text(changed, encoding="utf-8")
    index = ingested(settings)
    assert work.read == ["februar.md"]
    assert work.embedded == ["Februar › Der Haushalt wird vertagt"]
    assert len(work.added) == 2
    assert whole(index)
    assert found(index, "Wurde der Haushalt vertagt?") == "februar"
    assert found(index, "Was bekommt die Schule?") == "januar"
    assert found(index, "Was bekommt die Schule?", ["februar"]) == "februar"


def test_a_killed_ingest_goes_on_where_it_was(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    work = Work(monkeypatch)
    with monkeypatch.context() as killed:
        killed.setattr("ingest.write.add", lambda *_: (_ for _ in ()).throw(SystemExit))
        with pytest.raises(SystemExit):
            ingested(settings)
    assert sorted(work.read) == sorted(TEXTS)
    work.read.clear()
    work.embedded.clear()
    assert whole(ingested(settings))
    assert (work.read, work.embedded) == ([], [])


def test_a_document_is_added_and_taken_out_without_the_others(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingested(settings)
    march = tmp_path / "maerz.md"
    march.write_text("# Rat\n\n## März\n\n- Das Bad öffnet\n", encoding="utf-8")
    work = Work(monkeypatch)
    assert [document.id for document in extend(settings, [march], quiet).fresh] == ["maerz"]
    assert work.read == ["maerz.md"]
    assert not extend(settings, [march], quiet).changed
    (tmp_path / "maerz.txt").write_text("Das Bad schließt.\n", encoding="utf-8")
    extend(settings, [tmp_path / "maerz.txt"], quiet)  # the same id: it takes the place of the other
    assert sorted(ids(Index.open(settings))) == ["februar", "januar", "maerz"]
    assert remove(settings, ["januar", "maerz"], quiet).gone == ("januar", "maerz")
    index = Index.open(settings)
    assert ids(index) == ["februar"]
    assert whole(index)
    assert (settings.corpus / "januar.md").exists()
    with pytest.raises(DocumentError, match=r"no document 'februer' .* Did you mean februar\?"):
        remove(settings, ["februer"], quiet)


def test_what_is_held_outlives_any_number_of_ingests(settings: Settings) -> None:
    held = ingested(settings)
    with hold(held.folder):
        for number in range(3):
            (settings.corpus / "februar.md").write_text(f"# Rat\n\n## Februar\n\n- Stand {number}\n", encoding="utf-8")
            ingested(settings)
        assert whole(held)
    held.close()
    build(settings, [settings.corpus], quiet)
    assert not held.folder.exists()
    assert current(settings.data).exists()
