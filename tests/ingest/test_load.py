"""A file of the corpus that cannot be used is named, with what is wrong and what to do."""

from pathlib import Path

import pytest

from ingest.corpus import read_document, scan
from protokoll.errors import DocumentError

TEXT = "# Protokoll\n\n## THEMA DER SITZUNG\n\n- Erster Satz\n- Infrastruktur:\n  - Zweiter Satz\n"


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "sitzung.md"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_document_without_companions_is_read(document: Path) -> None:
    loaded = read_document(document)
    assert [s.text for s in loaded.statements] == ["Protokoll", "Erster Satz", "Infrastruktur:", "Zweiter Satz"]
    assert loaded.statements[3].section == ("Thema der Sitzung", "Infrastruktur")


def test_a_byte_order_mark_is_no_part_of_the_text(document: Path) -> None:
    document.write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    assert read_document(document).statements[0].text == "Protokoll"


def test_windows_line_ends_change_no_statement(document: Path) -> None:
    before = [s.text for s in read_document(document).statements]
    document.write_bytes(TEXT.replace("\n", "\r\n").encode())
    assert [s.text for s in read_document(document).statements] == before


def test_latin_1_is_read_and_said(document: Path) -> None:
    document.write_bytes("# Jülich „heute“ – gestern\n".encode("cp1252"))
    loaded = read_document(document)
    assert loaded.statements[0].text == "Jülich „heute“ – gestern"
    assert "read as Windows-1252" in loaded.notes


def test_utf_16_is_read_and_said(document: Path) -> None:
    document.write_text("# Jülich\n", encoding="utf-16")
    loaded = read_document(document)
    assert loaded.statements[0].text == "Jülich"
    assert "read as UTF-16" in loaded.notes


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"abc\0def", "is no text"), (b"%PDF-1.7 x", "is a PDF"), (b"PK\x03\x04zip", "ZIP archive")],
)
def test_a_binary_file_is_refused_by_what_it_is(document: Path, content: bytes, message: str) -> None:
    document.write_bytes(content)
    with pytest.raises(DocumentError, match=message):
        read_document(document)


@pytest.mark.parametrize("content", ["", "\n\n", "---\n", "<!-- nichts zu sehen -->\n"])
def test_a_document_without_words_is_refused(document: Path, content: str) -> None:
    document.write_text(content)
    with pytest.raises(DocumentError, match="has no text"):
        read_document(document)


def test_a_missing_corpus_names_its_setting(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="PROTOKOLL_CORPUS"):
        scan([tmp_path / "nowhere"])


@pytest.mark.parametrize(
    ("content", "note"),
    [
        ("title = ", "not valid TOML"),
        ('titel = "x"', "unknown entry titel; did you mean title?"),
        ('xyz = "x"', "unknown entry xyz. Known are: body, date, language"),
        ('[[participants]]\nname = "A"\nrole = "B"\nline = "C"\nparti = "D"', "0.parti; did you mean party?"),
        ("date = 5.5", "entry date: a day looks like 2024-01-31 (got 5.5)"),
        ('date = "20.11.2024"', "entry date: a day looks like 2024-01-31 (got '20.11.2024')"),
        ("date = 20241120", "entry date: a day looks like 2024-01-31 (got 20241120)"),
        ('date = "2024-13-01"', "entry date"),
        ('[[statements]]\ntext = "Gibt es nicht"', "no statement reads “Gibt es nicht”"),
        ('[[statements]]\ntext = "Erster Satz"\nparent = "Später"', "parent “Später”"),
        ('[[statements]]\ntext = "Erster Satz"\nkinds = [{kind = "claim", span = "Dritter"}]', "“Dritter”"),
        ('[[statements]]\ntext = "Erster Satz"\nkinds = [{kind = "opinion"}]', "kinds.0.kind"),
        ('[[statements]]\ntext = "Erster Satz"\nsic = "Dritter"', "sic: “Dritter”"),
        ('[[participants]]\nname = "A"\nrole = "B"\nline = "A | B"', "no statement reads “A | B”"),
    ],
)
def test_what_does_not_fit_in_the_metadata_is_a_note_and_costs_nothing_else(
    document: Path, content: str, note: str
) -> None:
    document.with_suffix(".toml").write_text(content, encoding="utf-8")
    loaded = read_document(document)
    assert any(note in said for said in loaded.notes)
    assert len(loaded.statements) == 4


def test_a_line_of_the_translation_with_three_columns_is_named(document: Path) -> None:
    document.with_suffix(".en.tsv").write_text("german\tenglish\na\tb\tc\n")
    assert any("sitzung.en.tsv, line 2: 3 columns" in note for note in read_document(document).notes)


@pytest.mark.parametrize("line", ["{", '{"question": "x"}', "[]"])
def test_a_bad_line_of_the_question_bank_is_named(document: Path, line: str) -> None:
    document.with_suffix(".questions.jsonl").write_text(line)
    assert any("sitzung.questions.jsonl, line 1" in note for note in read_document(document).notes)


def test_a_bank_question_about_a_passage_that_is_gone_is_left_out_and_counted(document: Path) -> None:
    row = '{"question": "Was?", "lang": "de", "kind": "answered", "answerable": true, "statements": ["%s"]}\n'
    document.with_suffix(".questions.jsonl").write_text(row % "Erster Satz" + row % "Verschwunden")
    loaded = read_document(document)
    assert len(loaded.questions) == 1
    assert "1 bank questions name a passage that is not there" in loaded.notes


def test_a_follow_up_of_the_bank_is_compared_together_with_the_question_before_it(document: Path) -> None:
    row = (
        '{"question": "Und dort?", "before": %s, "lang": "de", "kind": "answered", "answerable": true, '
        '"statements": ["Erster Satz"]}\n'
    )
    document.with_suffix(".questions.jsonl").write_text(row % '"Was ist hier?"' + row % "null")
    asked = [question.text for question in read_document(document).questions]
    assert asked == ["Was ist hier? | Und dort?", "Und dort?"]


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
    assert any("sitzung.questions.jsonl, line 1" in note for note in read_document(document).notes)


def read_text(tmp_path: Path, name: str, text: str):
    (tmp_path / name).write_text(text, encoding="utf-8")
    return read_document(tmp_path / name)


def test_the_line_that_says_what_it_is_gives_the_date_and_who_met_the_title(tmp_path: Path) -> None:
    approved = "The minutes of the meeting of 27 November 2024 were approved.\n"
    held = "### Minutes of the meeting held on Wednesday 12 March 2025 in the Chamber\n"
    head = f"# University of Westmarch\n\n## Senate\n\n{held}\n"
    senate = read_text(tmp_path, "a.md", f"{head}## 1 Minutes\n\n{approved}")
    assert (senate.title, str(senate.date)) == ("University of Westmarch – Senate", "2025-03-12")
    assert [s.text for s in senate.statements[:2]] == ["University of Westmarch", "Senate"]
    assert [section.title for section in senate.sections] == ["1 Minutes"]
    council = "STADT MARLINGEN\n\nDie Niederschrift der Sitzung vom 3. September 2024 wurde genehmigt.\n\n"
    council += "Niederschrift über die Sitzung des Stadtrates vom 8. Oktober 2024\n\nDer Haushalt wird beraten.\n"
    town = read_text(tmp_path, "b.txt", council)
    assert str(town.date) == "2024-10-08"
    assert town.title == "STADT MARLINGEN – Niederschrift über die Sitzung des Stadtrates"


def test_the_date_of_another_meeting_is_never_the_documents(tmp_path: Path) -> None:
    text = "# Parish of Oakley\n\nThe minutes of the meeting of 27 November 2024 were approved.\n"
    assert read_text(tmp_path, "a.md", text).date is None
    assert read_text(tmp_path, "b.md", "# Protokoll\n\n## Begrüßung\n\nNächste Sitzung: 3. Mai 2025.\n").date is None
    plain = read_text(tmp_path, "c.md", "# Parish of Oakley\n\n## Welcome\n\nWe met on 4 May 2025.\n")
    assert (plain.title, str(plain.date)) == ("Parish of Oakley", "2025-05-04")


def test_a_title_in_two_lines_is_whole_and_an_association_has_one(tmp_path: Path) -> None:
    record = "Wasserverband Leina\n\nNIEDERSCHRIFT\nüber die 4. Sitzung der Versammlung im Jahr 2025\n\nEs regnet.\n"
    assert read_text(tmp_path, "a.txt", record).title == (
        "Wasserverband Leina – Niederschrift über die 4. Sitzung der Versammlung im Jahr 2025"
    )
    club = "TSV Moor 1921 e. V.\n\nProtokoll der ordentlichen Mitgliederversammlung\n\nEs wird gewählt.\n"
    assert read_text(tmp_path, "tsv mv.txt", club).title == (
        "TSV Moor 1921 e. V. – Protokoll der ordentlichen Mitgliederversammlung"
    )


def test_the_first_item_is_none_of_the_agenda_and_a_list_of_actions_a_section_of_its_own(tmp_path: Path) -> None:
    agenda = "Tagesordnung\n1. Begrüßung, Beschlussfähigkeit\n2. Protokoll der letzten Sitzung\n3. Ehrungen\n\n\n"
    items = "TOP 1  Begrüßung\nEmil begrüßt alle. Es wird still.\n\nTOP 2  Protokoll\nWird verlesen und genehmigt.\n\n"
    tasks = "Aufgabenliste\n    Emil    Einladung schreiben\n    Ida     Saal mieten\n    Gerd    Bier holen\n"
    read_from = read_text(tmp_path, "a.txt", f"Verein Moor\n\n{agenda}{items}{tasks}")
    assert [s.title for s in read_from.sections][1:] == ["TOP 1 Begrüßung", "TOP 2 Protokoll", "Aufgabenliste"]
    rows = [s for s in read_from.statements if s.section[-1] == "Aufgabenliste"]
    assert [s.kind_names for s in rows] == [("task",)] * 3
