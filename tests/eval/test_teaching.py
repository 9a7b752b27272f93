"""Teaching material: spans find their statements, faults are named, what is packed is sound."""

import gzip
from pathlib import Path

import pytest

from eval.train.pack import faults, read_folder
from eval.train.teaching import Minutes, Question, Split, cut, linked, read_minutes, read_questions, read_split

TEXT = """# Sitzung

## TOP 1 Haushalt

- **Die Halle** kostet 2 Mio. Euro.
- Der Rat will das im Mai
  noch einmal beraten.
"""


def minutes(text: str = TEXT) -> Minutes:
    return Minutes(name="rat", family="council", ending=".md", text=text)


def question(**changes: object) -> Question:
    known: dict[str, object] = {
        "document": "rat", "language": "de", "question": "Was kostet die Halle?", "kind": "fact", "answerable": True,
        "spans": ("Die Halle kostet 2 Mio. Euro.",),
    }  # fmt: skip
    return Question.model_validate(known | changes)


def test_a_span_finds_its_statement_through_bold_marks_and_line_breaks() -> None:
    document = cut(minutes())
    asked = linked(question(spans=("Die Halle kostet", "im Mai noch einmal")), document)
    texts = [[document.statements[row].text for row in group] for group in asked.groups]
    assert texts == [["Die Halle kostet 2 Mio. Euro."], ["Der Rat will das im Mai noch einmal beraten."]]


def test_a_span_in_a_heading_finds_no_statement() -> None:
    assert linked(question(spans=("TOP 1 Haushalt",)), cut(minutes())).right == ()


def test_a_follow_up_is_read_with_the_question_that_it_leans_on() -> None:
    asked = question(question="Und warum?", history=("Was kostet die Halle?",))
    assert asked.text == "Was kostet die Halle? | Und warum?"


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"spans": ("steht nicht da",)}, "not in the document"),
        ({"kind": "missing"}, "kind missing"),
        ({"spans": ()}, "with 0 spans"),
        ({"document": "anderswo"}, "no such document"),
    ],
)
def test_a_fault_is_named(changes: dict[str, object], fault: str) -> None:
    [found] = faults([minutes()], [question(**changes)])
    assert fault in found


def test_a_question_asked_twice_is_a_fault() -> None:
    assert "twice" in next(faults([minutes()], [question(), question()]))


def test_a_folder_is_read_and_a_broken_line_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "rat.md").write_text(TEXT, encoding="utf-8")
    line = question(spans=("2 Mio. Euro",)).model_dump_json()
    (tmp_path / "questions.jsonl").write_text(line + "\n{broken\n", encoding="utf-8")
    (tmp_path / "broad.jsonl").write_text(line, encoding="utf-8")
    documents, questions, broad = read_folder(tmp_path)
    assert [each.name for each in documents] == ["rat"]
    assert [each.spans for each in questions] == [("2 Mio. Euro",)] == [each.spans for each in broad]
    assert "questions.jsonl:2" in capsys.readouterr().err


def test_the_packed_material_is_sound() -> None:
    assert list(faults(read_minutes(), [*read_questions(), *read_questions("broad")])) == []


def test_documents_set_apart_are_there_and_apart() -> None:
    split, names = read_split(), {each.name for each in read_minutes()}
    assert {*split.dev, *split.held} <= names
    assert not {*split.dev} & {*split.held}
    assert Split(dev=("a",), held=("b",)).part("c") == "train"


def test_packing_does_not_depend_on_the_hour() -> None:
    path = Path(__file__).parents[2] / "eval" / "data" / "teaching" / "documents.jsonl.gz"
    assert path.read_bytes()[4:8] == b"\0\0\0\0"
    assert gzip.decompress(path.read_bytes())
