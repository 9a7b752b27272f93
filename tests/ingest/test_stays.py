"""A save that went wrong takes nothing away."""

from ingest.build import STAYS, build, remove
from ingest.index import Index
from protokoll.settings import load_settings


def test_what_was_read_before_stays_where_a_file_cannot_be_read_any_more(tmp_path):
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for name in ("rat", "beirat"):
        text = f"# Niederschrift {name}\n\n## TOP 1\n\nDer {name} tagt.\n"
        (corpus / f"{name}.md").write_text(text, encoding="utf-8")
    settings = load_settings().model_copy(update={"corpus": corpus, "data": tmp_path / "data"})

    def ingest():
        return build(settings, [corpus], lambda step, more, total: None)

    ingest()
    (corpus / "rat.md").write_bytes(b"\x00\x01\xff\xfe\x00" * 40)
    summary = ingest()
    assert {document.id for document in summary.documents} == {"rat", "beirat"}
    [(name, why)] = summary.meta.left_out
    assert name == "rat.md"
    assert why.endswith(STAYS)
    assert not ingest().changed  # nor again
    index = Index.open(settings)
    assert index.document("rat").statements[-1].text == "Der rat tagt."
    index.close()
    (corpus / "rat.md").unlink()  # whoever takes the file away means it
    assert {document.id for document in ingest().documents} == {"beirat"}
    remove(settings, ["beirat"], lambda step, more, total: None)
