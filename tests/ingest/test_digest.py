"""What the encoder made of a document comes back from its one file, or a clear word says that it cannot be read."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from hypothesis.extra import numpy as arrays

from ingest.arrays import mapped, save
from ingest.corpus import read_document
from ingest.digest import Digest
from ingest.encoder import Encoder
from protokoll.errors import IndexMissingError

TEXT = "# Rat\n\n- Der Eintritt kostet ab Mai 5,50 Euro.\n- Die Halle hat neue Fliesen bekommen.\n"


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder.load()


@pytest.fixture
def digest(tmp_path: Path, encoder: Encoder) -> Digest:
    (tmp_path / "rat.md").write_text(TEXT, encoding="utf-8")
    return Digest.of(read_document(tmp_path / "rat.md"), encoder, tmp_path / "cache.sqlite", lambda step, more: None)


def test_it_comes_back_from_disk(digest: Digest, encoder: Encoder, tmp_path: Path) -> None:
    digest.save(tmp_path / "digest.bin")
    again = Digest.open(tmp_path / "digest.bin")
    [question] = encoder.questions(["Was kostet der Eintritt?"])
    rows = np.array([1, 0])
    assert np.array_equal(again.vectors, digest.vectors)
    assert np.array_equal(again.tokens.fit(question, rows).scores, digest.tokens.fit(question, rows).scores)
    assert np.array_equal(again.vote.of(question.vector), digest.vote.of(question.vector))


@pytest.mark.parametrize("left", [0, 5, 900, 2000])
def test_a_cut_file_is_named(digest: Digest, tmp_path: Path, left: int) -> None:
    path = tmp_path / "digest.bin"
    digest.save(path)
    path.write_bytes(path.read_bytes()[:left])
    with pytest.raises(IndexMissingError, match=r"digest\.bin cannot be read"):
        Digest.open(path)


KINDS = some.sampled_from(["<f4", "i1", "<i8", "?"])


ARRAYS = KINDS.flatmap(lambda kind: arrays.arrays(kind, arrays.array_shapes(max_dims=3, min_side=0)))


@given(some.lists(ARRAYS, max_size=5))
def test_arrays_come_back_as_they_were(tmp_path_factory: pytest.TempPathFactory, own: list[np.ndarray]) -> None:
    path = tmp_path_factory.mktemp("arrays") / "some.bin"
    save(path, {str(number): array for number, array in enumerate(own)})
    again = mapped(path)
    assert list(again) == [str(number) for number in range(len(own))]
    for one, other in zip(own, again.values(), strict=True):
        assert one.dtype == other.dtype
        assert np.array_equal(one, other, equal_nan=one.dtype.kind == "f")
