"""A file of the corpus that cannot be used is named, with what is wrong and what to do."""

from pathlib import Path

import pytest

from ingest.load import find_documents, load
from protokoll.errors import DocumentError

TEXT = "# Protokoll\n\n## THEMA DER SITZUNG\n\n- Erster Satz\n- Infrastruktur:\n  - Zweiter Satz\n"


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "sitzung.md"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_document_without_companions_is_read(document: Path) -> None:
    loaded = load(document)
    assert [s.text for s in loaded.statements] == ["Protokoll", "Erster Satz", "Infrastruktur:", "Zweiter Satz"]
    assert loaded.statements[3].section == ("Thema der Sitzung", "Infrastruktur")
    assert "no translation" in loaded.warnings[0]


def test_a_byte_order_mark_is_no_part_of_the_text(document: Path) -> None:
    document.write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    assert load(document).statements[0].text == "Protokoll"


def test_windows_line_ends_change_no_statement(document: Path) -> None:
    before = [s.text for s in load(document).statements]
    document.write_bytes(TEXT.replace("\n", "\r\n").encode())
    assert [s.text for s in load(document).statements] == before


def test_latin_1_is_refused_with_the_command_that_converts_it(document: Path) -> None:
    document.write_bytes("# Jülich\n".encode("latin-1"))
    with pytest.raises(DocumentError, match=r"sitzung\.md is not UTF-8 \(byte 3\).*iconv"):
        load(document)


def test_a_binary_file_is_refused(document: Path) -> None:
    document.write_bytes(b"abc\0def")
    with pytest.raises(DocumentError, match="is not a text"):
        load(document)


@pytest.mark.parametrize("content", ["", "\n\n", "---\n"])
def test_a_document_without_words_is_refused(document: Path, content: str) -> None:
    document.write_text(content)
    with pytest.raises(DocumentError, match="has no text"):
        load(document)


def test_an_empty_corpus_says_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("Lies mich")
    with pytest.raises(DocumentError, match="holds no document"):
        find_documents(tmp_path)


def test_a_missing_corpus_names_its_setting(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="PROTOKOLL_CORPUS"):
        find_documents(tmp_path / "nowhere")


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4 broken")
    with pytest.raises(DocumentError, match=r"no \.md or \.txt file"):
        find_documents(tmp_path / "a.pdf")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("title = ", "not valid TOML"),
        ('titel = "x"', "entry titel: Extra inputs"),
        ("date = 5.5", "entry date"),
        ('[[statements]]\ntext = "Gibt es nicht"', "no statement of the document reads “Gibt es nicht”"),
        ('[[statements]]\ntext = "Erster Satz"\nparent = "Später"', "Parent “Später”"),
        ('[[statements]]\ntext = "Erster Satz"\nkinds = [{kind = "claim", span = "Dritter"}]', "“Dritter”"),
        ('[[statements]]\ntext = "Erster Satz"\nkinds = [{kind = "opinion"}]', "kinds.0.kind"),
        ('[[statements]]\ntext = "Erster Satz"\nsic = "Dritter"', "sic: “Dritter”"),
        ('[[participants]]\nname = "A"\nrole = "B"\nline = "A | B"', "no statement reads “A | B”"),
    ],
)
def test_a_mistake_in_the_metadata_is_named(document: Path, content: str, message: str) -> None:
    document.with_suffix(".toml").write_text(content, encoding="utf-8")
    with pytest.raises(DocumentError, match=message):
        load(document)


def test_a_line_of_the_translation_with_three_columns_is_named(document: Path) -> None:
    document.with_suffix(".en.tsv").write_text("german\tenglish\na\tb\tc\n")
    with pytest.raises(DocumentError, match=r"sitzung\.en\.tsv, line 2: 3 columns"):
        load(document)


@pytest.mark.parametrize("line", ["{", '{"question": "x"}', "[]"])
def test_a_bad_line_of_the_question_bank_is_named(document: Path, line: str) -> None:
    document.with_suffix(".questions.jsonl").write_text(line)
    with pytest.raises(DocumentError, match=r"sitzung\.questions\.jsonl, line 1"):
        load(document)


def test_a_bank_question_about_a_passage_that_is_gone_is_left_out_and_counted(document: Path) -> None:
    row = '{"question": "Was?", "lang": "de", "kind": "answered", "answerable": true, "statements": ["%s"]}\n'
    document.with_suffix(".questions.jsonl").write_text(row % "Erster Satz" + row % "Verschwunden")
    loaded = load(document)
    assert len(loaded.questions) == 1
    assert "1 questions name a passage that is not there" in loaded.warnings[-1]


def test_a_follow_up_of_the_bank_is_compared_together_with_the_question_before_it(document: Path) -> None:
    row = (
        '{"question": "Und dort?", "before": %s, "lang": "de", "kind": "answered", "answerable": true, '
        '"statements": ["Erster Satz"]}\n'
    )
    document.with_suffix(".questions.jsonl").write_text(row % '"Was ist hier?"' + row % "null")
    assert [question.text for question in load(document).questions] == ["Was ist hier? | Und dort?", "Und dort?"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("question", "5"),
        ("question", '"\\ud800"'),
        ("lang", '"fr"'),
        ("answerable", '"maybe"'),
        ("statements", '"abc"'),
    ],
)
def test_a_wrong_field_of_the_question_bank_is_named(document: Path, field: str, value: str) -> None:
    row = {"question": '"Was?"', "lang": '"de"', "kind": '"answered"', "answerable": "true", "statements": "[]"}
    line = ", ".join(f'"{name}": {content}' for name, content in (row | {field: value}).items())
    document.with_suffix(".questions.jsonl").write_text(f"{{{line}}}\n")
    with pytest.raises(DocumentError, match=r"sitzung\.questions\.jsonl, line 1"):
        load(document)
