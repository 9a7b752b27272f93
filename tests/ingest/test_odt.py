"""OpenDocument texts are read as they are printed: numbers, tables and notes there, nothing hidden."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from odf import style as odf_style
from odf import table as odf_table
from odf import text as odf_text
from odf.opendocument import OpenDocumentText

from ingest.readers import odt as reader
from ingest.sandbox import Worker
from ingest.source import Role
from protokoll.errors import DocumentError
from tests.ingest.packages import odt
from tests.ingest.seeing import check, roles, seen

NUMBERS = (
    '<text:list-style style:name="L1">'
    '<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>'
    '<text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")" text:display-levels="2"/>'
    "</text:list-style>"
)
HIDDEN = (
    '<style:style style:name="V" style:family="text"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="VP" style:family="paragraph"><style:text-properties text:display="none"/></style:style>'
)
BOLD = (
    '<style:style style:name="F" style:family="paragraph"><style:text-properties fo:font-weight="bold"/></style:style>'
)


def para(words, name=""):
    return f'<text:p text:style-name="{name}">{words}</text:p>'


def items(*inside, more=""):
    return (
        f'<text:list text:style-name="L1" {more}>'
        + "".join(f"<text:list-item>{i}</text:list-item>" for i in inside)
        + "</text:list>"
    )


def grid(*rows, head=0):
    made = [
        "<table:table-row>"
        + "".join(f"<table:table-cell>{para(c)}</table:table-cell>" for c in row)
        + "</table:table-row>"
        for row in rows
    ]
    heads = f"<table:table-header-rows>{''.join(made[:head])}</table:table-header-rows>" if head else ""
    return f"<table:table>{heads}{''.join(made[head:])}</table:table>"


def read(body, automatic=NUMBERS + HIDDEN + BOLD, styles="", meta=""):
    source = reader.read(odt(body, automatic, styles, meta))
    check(source)
    return source


def test_a_document_of_odfpy_is_read():
    made = OpenDocumentText()
    bold = odf_style.Style(name="B", family="text")
    bold.addElement(odf_style.TextProperties(fontweight="bold"))
    made.automaticstyles.addElement(bold)
    made.text.addElement(odf_text.P(stylename="Title", text="Niederschrift"))
    made.text.addElement(odf_text.H(outlinelevel=1, text="Haushalt"))
    words = odf_text.P(text="Der Rat ")
    words.addElement(odf_text.Span(stylename=bold, text="berät"))
    words.addElement(odf_text.S(c=3))
    words.addText("heute.")
    made.text.addElement(words)
    grid_ = odf_table.Table()
    for cells in (("Partei", "Ja"), ("SPD", "12")):
        row = odf_table.TableRow()
        for cell in cells:
            own = odf_table.TableCell()
            own.addElement(odf_text.P(text=cell))
            row.addElement(own)
        grid_.addElement(row)
    made.text.addElement(grid_)
    out = io.BytesIO()
    made.save(out)
    source = reader.read(out.getvalue())
    check(source)
    assert roles(source) == [
        (Role.HEADING, "Niederschrift"),
        (Role.HEADING, "Haushalt"),
        (Role.PARAGRAPH, "Der Rat berät heute."),
        (Role.HEADER, "Partei | Ja"),
        (Role.ROW, "SPD | 12"),
    ]
    assert [b.level for b in source.blocks[:2]] == [1, 2]


def test_numbers_are_counted_and_stand_before_the_item():
    source = read(
        items(para("eins"), para("zwei") + items(para("darunter")))
        + para("Dazwischen.")
        + items(para("drei"), more='text:continue-numbering="true"')
        + para("Danach.")
        + items(para("neu"))
    )
    assert [line for line in source.text.split("\n") if line] == [
        "1. eins",
        "2. zwei",
        "2.a) darunter",
        "Dazwischen.",
        "3. drei",
        "Danach.",
        "1. neu",
    ]
    assert [b.level for b in source.blocks if b.role is Role.ITEM] == [1, 1, 2, 1, 1]


def test_the_number_of_a_heading_is_part_of_it():
    outline = (
        '<text:outline-style style:name="O">'
        '<text:outline-level-style text:level="1" style:num-format="1" style:num-suffix="."/>'
        "</text:outline-style>"
    )
    heading = '<text:h text:outline-level="1">{}</text:h>'
    source = read(heading.format("Eröffnung") + para("Text.") + heading.format("Haushalt"), styles=outline)
    assert seen(source, Role.HEADING) == ["1. Eröffnung", "2. Haushalt"]


def test_a_short_paragraph_all_in_bold_is_a_heading():
    source = read(para("Es wird beraten.") + para("Verkehr und Wege", "F") + para("Text."))
    assert [b.role for b in source.blocks] == [Role.PARAGRAPH, Role.HEADING, Role.PARAGRAPH]


def test_deleted_and_hidden_words_and_comments_are_never_read():
    source = read(
        '<text:tracked-changes><text:changed-region text:id="c1"><text:deletion>'
        + para("gelöscht")
        + "</text:deletion></text:changed-region></text:tracked-changes>"
        + para(
            'Der Rat <text:span text:style-name="V">geheim </text:span>stimmt zu<office:annotation>'
            "<text:p>Kommentar</text:p>"
            '</office:annotation>.<text:hidden-text text:string-value="weg">weg</text:hidden-text>'
        )
        + para("verborgen", "VP")
        + '<text:section text:display="none">'
        + para("unsichtbar")
        + "</text:section>"
        + para('<text:hidden-paragraph text:is-hidden="true"/>auch weg')
    )
    assert source.text == "Der Rat stimmt zu."


def test_notes_stand_after_their_paragraph_with_their_sign():
    note = (
        "<text:note><text:note-citation>{0}</text:note-citation><text:note-body><text:p>Quelle {0}.</text:p>"
        "</text:note-body></text:note>"
    )
    source = read(para(f"Eins{note.format('a')} und weiter.") + para("Zwei."))
    assert roles(source) == [(Role.PARAGRAPH, "Eins und weiter."), (Role.NOTE, "Quelle a."), (Role.PARAGRAPH, "Zwei.")]
    assert "\n\na Quelle a." in source.text


def test_a_note_in_a_table_stands_after_the_table():
    note = (
        "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Quelle.</text:p>"
        "</text:note-body></text:note>"
    )
    source = read(grid(["Partei", "Ja"], ["SPD", f"12{note}"], ["CDU", "3"], head=1))
    assert [b.role for b in source.blocks] == [Role.HEADER, Role.ROW, Role.ROW, Role.NOTE]


def test_merged_cells_are_read_once():
    made = grid(["Gremium", "Name"], ["Rat", "Kaya"], ["X", "Lotter"], head=1)
    covered = made.replace(
        f"<table:table-cell>{para('X')}</table:table-cell>",
        f"<table:covered-table-cell>{para('Rat')}</table:covered-table-cell>",
    )
    assert seen(read(covered)) == ["Gremium | Name", "Rat | Kaya", "Lotter"]


def test_boxes_breaks_and_contents_are_read_as_what_they_are():
    source = read(
        "<text:table-of-content><text:table-of-content-source>" + para("Vorlage") + "</text:table-of-content-source>"
        "<text:index-body><text:index-title>"
        + para("Inhalt")
        + "</text:index-title>"
        + para("Haushalt<text:tab/>3")
        + "</text:index-body></text:table-of-content>"
        + para(
            "Beginn<text:line-break/>Ende<draw:frame><draw:text-box>"
            + para("Im Kasten")
            + "</draw:text-box><svg:title>Bild</svg:title></draw:frame> danach"
        )
    )
    assert roles(source) == [
        (Role.CONTENTS, "Inhalt"),
        (Role.CONTENTS, "Haushalt 3"),
        (Role.PARAGRAPH, "Beginn Ende danach"),
        (Role.PARAGRAPH, "Im Kasten"),
    ]


def test_a_described_title_is_believed_where_the_document_bears_it_out():
    meta = "<dc:title>Bauausschuss 5. Sitzung</dc:title>"
    assert (
        read(para("Der Bauausschuss tagt zur 5. Sitzung.") + para("Text."), meta=meta).title
        == "Bauausschuss 5. Sitzung"
    )
    assert read(para("Etwas ganz anderes.") + para("Text."), meta=meta).title == ""


WORDS = st.lists(st.text(st.sampled_from("abcdefgäöüß"), min_size=1, max_size=8), min_size=1, max_size=6).map(" ".join)
BLOCK = st.one_of(
    WORDS.map(lambda words: ([words], para(words))),
    WORDS.map(lambda words: ([words], para(words, "F"))),
    WORDS.map(lambda words: ([words], items(para(words)))),
    WORDS.map(lambda words: ([words], f'<text:h text:outline-level="2">{words}</text:h>')),
    WORDS.map(lambda words: ([], para(words, "VP"))),
    WORDS.map(lambda words: ([], f'<text:p><text:span text:style-name="V">{words}</text:span></text:p>')),
    st.lists(st.lists(WORDS, min_size=2, max_size=3), min_size=1, max_size=3).map(
        lambda rows: ([words for row in rows for words in row], grid(*rows))
    ),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(BLOCK, max_size=10))
def test_every_visible_word_lies_in_exactly_one_block_and_no_hidden_one(blocks):
    source = read("".join(xml for _, xml in blocks))
    assert " ".join(seen(source)).replace("| ", "").split() == " ".join(w for words, _ in blocks for w in words).split()


def test_no_hostile_file_breaks_the_reader(hostile_files):
    worker = Worker(seconds=10, memory=500_000_000)
    for path in (hostile_files / "made-here").iterdir():
        with pytest.raises(DocumentError):
            worker.read(".odt", path.read_bytes())
    worker.close()
