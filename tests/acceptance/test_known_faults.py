"""What is still misread, each as the smallest example: a test that begins to pass is to be moved to its reader's."""

import pytest

from ingest.load import File, load
from ingest.source import Role
from tests.acceptance.test_reading import the_one
from tests.ingest.pdfs import Pdf
from tests.ingest.seeing import seen

fault = pytest.mark.xfail(strict=True)


def read(name, data):
    """A document of a file's bytes."""
    return load(File(name, data, {}))


@fault
def test_a_running_head_is_none_of_the_last_page_where_that_has_one_column():
    from ingest.readers import pdf

    made = Pdf()
    for number in (1, 2, 3):
        made.put(60, 45, f"{8040 + number}  Landtag · 16. Wahlperiode", 8)
        made.put(400, 45, "81. Plenarsitzung", 8)
        words = f"Absatz {'abc'[number - 1]} über den Haushalt und die Gebühren, die im kommenden Jahr steigen. " * 6
        made.paragraph(60, 100, words, 220, 10, leading=12)
        if number < 3:
            made.paragraph(315, 100, words.replace("Absatz", "Punkt"), 220, 10, leading=12)
        made.page()
    assert "Wahlperiode" not in " ".join(seen(pdf.read(made.bytes())))


@fault
def test_a_page_that_begins_with_main_needs_no_body():
    assert read("x.html", b"<!DOCTYPE html><title>x</title><main><h1>P</h1><p>Text.</p></main>").statements


@fault
def test_the_chair_may_stand_in_a_bracket_after_the_party():
    document = read("x.md", b"# Minutes\n\nPresent: Cllr Jane Whitlock (Labour) (Chair), Cllr Tom Ashdown (Labour)\n")
    assert [person.state for person in document.participants] == ["chair", "present"]


@fault
def test_what_stands_under_the_contents_is_no_part_of_them():
    text = "Plenarprotokoll 10/211\nDeutscher Bundestag\nI n h a l t :\n\nBeratung des Antrags\n\nBeginn: 9.00 Uhr\n\n"
    document = read("x.txt", f"{text}  Präsident Harms:\n  Die Sitzung ist eröffnet.\n".encode())
    assert the_one(document, "eröffnet").section != ("I n h a l t",)


@fault
def test_the_date_of_a_running_head_is_the_documents():
    made = Pdf()
    for number in (1, 2, 3):
        made.put(60, 45, "Sitzung am 06.06.2024", 9)
        made.paragraph(60, 100, f"Absatz {'abc'[number - 1]} über den Haushalt der Stadt und die Gebühren.")
        made.page()
    assert str(read("x.pdf", made.bytes()).date) == "2024-06-06"


@fault
def test_short_columns_beside_each_other_are_no_table():
    from ingest.readers import pdf

    made = Pdf()
    made.paragraph(60, 100, "Ich schließe die Sitzung und wünsche allen einen guten Heimweg.", 220, 10, leading=12)
    made.paragraph(315, 100, "Der Bericht liegt vor. Wer will, den bitte ich um ein Zeichen.", 220, 10, leading=12)
    assert Role.ROW not in {block.role for block in pdf.read(made.bytes()).blocks}
