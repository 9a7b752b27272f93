"""Word documents are read as they are printed: numbers, tables and notes there, nothing hidden."""

import io
import zipfile

import docx as python_docx
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.readers import docx as reader
from ingest.source import Role
from tests.ingest.packages import docx, levels, numbered, p, r, style, table, zipped
from tests.ingest.seeing import check, roles, seen


def read(body, **parts):
    source = reader.read(docx(body, **parts))
    check(source)
    return source


HEADINGS = style("berschrift1", "heading 1") + style("berschrift2", "heading 2") + style("Titel", "Title")


def styled(words, name, more=""):
    return p(words, f'<w:pStyle w:val="{name}"/>{more}')


def test_a_document_of_python_docx_is_read_with_title_headings_lists_and_table():
    made = python_docx.Document()
    made.add_heading("Niederschrift der 5. Sitzung", 0)
    made.add_heading("Haushalt", 1)
    made.add_paragraph("Der Rat berät den Haushalt.")
    made.add_paragraph("Erstens sparen", style="List Bullet")
    made.add_paragraph("Genau rechnen", style="List Number")
    grid = made.add_table(rows=2, cols=2)
    for cell, words in zip([c for row in grid.rows for c in row.cells], ("Partei", "Ja", "SPD", "12"), strict=True):
        cell.text = words
    out = io.BytesIO()
    made.save(out)
    source = reader.read(out.getvalue())
    check(source)
    assert roles(source) == [
        (Role.HEADING, "Niederschrift der 5. Sitzung"),
        (Role.HEADING, "Haushalt"),
        (Role.PARAGRAPH, "Der Rat berät den Haushalt."),
        (Role.ITEM, "Erstens sparen"),
        (Role.ITEM, "Genau rechnen"),
        (Role.HEADER, "Partei | Ja"),
        (Role.ROW, "SPD | 12"),
    ]
    assert source.text.splitlines()[6:9] == ["• Erstens sparen", "1. Genau rechnen", ""]


def test_headings_are_told_by_style_in_any_language_and_by_outline_level():
    source = read(
        styled("Protokoll", "Titel")
        + styled("Haushalt", "berschrift1")
        + styled("Steuern", "berschrift2")
        + p("Gebühren", '<w:outlineLvl w:val="2"/>'),
        styles=HEADINGS,
    )
    assert [(b.role, b.level) for b in source.blocks] == [(Role.HEADING, n) for n in (1, 2, 3, 4)]


def test_a_style_made_from_a_heading_is_one():
    own = style("Eigen", "Unser Kopf", '<w:basedOn w:val="berschrift2"/>')
    source = read(styled("Haushalt", "Eigen") + p("Text."), styles=HEADINGS + own)
    assert [b.role for b in source.blocks] == [Role.HEADING, Role.PARAGRAPH]


def test_styles_based_on_each_other_do_not_hang():
    circle = style("A", "A", '<w:basedOn w:val="B"/>') + style("B", "B", '<w:basedOn w:val="A"/>')
    assert seen(read(styled("Text.", "A"), styles=circle)) == ["Text."]


def test_a_short_paragraph_all_in_bold_is_a_heading_and_a_sentence_is_none():
    source = read(
        p("Einleitung, in der steht, worum es geht.")
        + p("Verkehr", run="<w:b/>")
        + p("Das ist wichtig.", run="<w:b/>")
        + f"<w:p>{r('Frau Kaya', '<w:b/>')}{r(' fragt nach')}</w:p>"
    )
    assert [b.role for b in source.blocks] == [Role.PARAGRAPH, Role.HEADING, Role.PARAGRAPH, Role.PARAGRAPH]


def test_deleted_moved_and_hidden_words_and_comments_are_never_read():
    source = read(
        "<w:p>"
        + r("Der Rat ")
        + '<w:del w:id="1"><w:r><w:delText>lehnt ab</w:delText></w:r></w:del>'
        + '<w:ins w:id="2">'
        + r("stimmt zu")
        + "</w:ins>"
        + '<w:moveFrom w:id="3">'
        + r(" früher")
        + "</w:moveFrom>"
        + r(" geheim", "<w:vanish/>")
        + r(" verborgen", '<w:rStyle w:val="Versteckt"/>')
        + '<w:commentRangeStart w:id="0"/>'
        + r(".")
        + '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r></w:p>'
        + styled("ganz weg", "Weg"),
        styles=style("Versteckt", "Versteckt", "<w:rPr><w:vanish/></w:rPr>", "character")
        + style("Weg", "Weg", "<w:rPr><w:vanish/></w:rPr>"),
        comments='<w:comment w:id="0">' + p("Kommentar") + "</w:comment>",
    )
    assert source.text == "Der Rat stimmt zu."


def test_a_paragraph_whose_end_was_deleted_goes_on_with_the_next():
    source = read(p("Der Rat ", '<w:rPr><w:del w:id="1"/></w:rPr>') + p("stimmt zu.") + p("Ende."))
    assert seen(source) == ["Der Rat stimmt zu.", "Ende."]


def test_a_deleted_row_is_not_read():
    gone = f'<w:tr><w:trPr><w:del w:id="1"/></w:trPr><w:tc>{p("weg")}</w:tc><w:tc>{p("9")}</w:tc></w:tr>'
    made = table(["Partei", "Ja"], ["SPD", "12"]).replace("</w:tbl>", gone + "</w:tbl>")
    assert seen(read(made)) == ["Partei | Ja", "SPD | 12"]


def test_of_fields_only_the_result_is_read():
    source = read(
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF a </w:instrText></w:r>'
        + r("Bedingung")
        + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + r("Ergebnis")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        + '<w:fldSimple w:instr="DATE">'
        + r(" heute")
        + "</w:fldSimple></w:p>"
        + p("Danach.")
    )
    assert seen(source) == ["Ergebnis heute", "Danach."]


def test_a_field_that_is_never_closed_does_not_hide_the_rest():
    source = read('<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>' + p("Danach."))
    assert seen(source) == ["Danach."]


def test_footnotes_stand_after_their_paragraph_with_their_number():
    note = '<w:footnote w:id="{}">' + p("Quelle: {}.") + "</w:footnote>"
    source = read(
        f"<w:p>{r('Eins')}<w:r><w:footnoteReference w:id='5'/></w:r>{r(' und')}</w:p>"
        f"<w:p>{r('Zwei')}<w:r><w:footnoteReference w:id='2'/></w:r></w:p>",
        footnotes='<w:footnote w:type="separator" w:id="0">'
        + p("---")
        + "</w:footnote>"
        + note.format(2, "B")
        + note.format(5, "A"),
    )
    assert roles(source) == [
        (Role.PARAGRAPH, "Eins und"),
        (Role.NOTE, "Quelle: A."),
        (Role.PARAGRAPH, "Zwei"),
        (Role.NOTE, "Quelle: B."),
    ]
    assert "\n\n1 Quelle: A." in source.text


def test_merged_cells_are_read_once_and_empty_rows_not_at_all():
    merged = "<w:tcPr><w:vMerge{}/></w:tcPr>"
    made = table(
        ["Gremium", "Name"],
        [merged.format(' w:val="restart"') + p("Rat"), "Kaya"],
        [merged.format("") + p("Rat"), "Lotter"],
        ["", ""],
        header=True,
    ).replace("<w:tc>" + p(merged), "<w:tc>" + merged)
    assert roles(read(made)) == [(Role.HEADER, "Gremium | Name"), (Role.ROW, "Rat | Kaya"), (Role.ROW, "Lotter")]


def test_a_row_over_counted_columns_names_them_whether_a_year_stands_in_it_or_not():
    rows = [["Rathaus", "812", "744", "−8,4 %"], ["Hof", "143", "noch offen", "–"], ["Bad", "2.960", "2.415", "−18 %"]]
    for heads in (["Haus", "Verbrauch 2022 (MWh)", "Verbrauch 2023", "Änderung"], ["Haus", "2022", "2023", "Änderung"]):
        assert [b.role for b in read(table(heads, *rows)).blocks] == [Role.HEADER, *[Role.ROW] * 3]
    assert [b.role for b in read(table(*rows)).blocks] == [Role.ROW] * 3
    assert [b.role for b in read(table(["Datum", "3. Mai 2024"], ["Beginn", "17:04 Uhr"])).blocks] == [Role.ROW] * 2


def test_a_table_of_one_column_is_paragraphs_and_keeps_their_roles():
    source = read(table([styled("Haushalt", "berschrift1") + p("Der Rat berät.")]), styles=HEADINGS)
    assert roles(source) == [(Role.HEADING, "Haushalt"), (Role.PARAGRAPH, "Der Rat berät.")]


def test_a_table_in_a_cell_is_read_in_its_row():
    source = read(table(["Thema", "Stimmen"], ["Bad", table(["Ja", "12"], ["Nein", "3"]) + p("")]))
    assert seen(source) == ["Thema | Stimmen", "Bad | Ja | 12 Nein | 3"]


def test_a_transcript_in_a_table_names_who_speaks():
    source = read(
        table(["Zeit", "Sprecher", "Beitrag"], ["0:01", "Frau Kaya:", "Guten Tag."], ["0:05", "Herr Lotter", "Danke."])
    )
    assert [b.speaker for b in source.blocks] == [None, "Frau Kaya", "Herr Lotter"]


def test_lines_of_one_paragraph_that_are_headings_or_speakers_stand_by_themselves():
    lines = "<w:br/>".join(
        f"<w:t>{line}</w:t>" for line in ("TOP 3: Haushalt", "Der Rat berät.", "Präsident Dr. Kurz:", "Danke.")
    )
    assert [b.role for b in read(f"<w:p><w:r>{lines}</w:r></w:p>").blocks] == [
        Role.HEADING,
        Role.PARAGRAPH,
        Role.SPEAKER,
        Role.PARAGRAPH,
    ]


def test_a_title_page_in_bold_has_one_title():
    source = read(
        p("Gemeinde Au", run="<w:b/>")
        + p("Niederschrift", run="<w:b/>")
        + p("über die 5. Sitzung", run="<w:b/>")
        + p("Ort: Rathaus.")
    )
    assert roles(source)[:2] == [(Role.PARAGRAPH, "Gemeinde Au"), (Role.HEADING, "Niederschrift über die 5. Sitzung")]
    assert source.blocks[1].level == 1


def test_text_boxes_are_read_once_though_word_writes_them_twice():
    box = "<w:txbxContent>" + p("Im Kasten") + "</w:txbxContent>"
    both = (
        f"<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    assert seen(read(f"<w:p>{r('Davor')}<w:r>{both}</w:r>{r(' danach')}</w:p>")) == ["Davor danach", "Im Kasten"]


def test_content_controls_links_and_moved_in_words_are_read():
    source = read(
        f"<w:sdt><w:sdtPr/><w:sdtContent>{p('Gesteuert.')}</w:sdtContent></w:sdt>"
        f"<w:p><w:hyperlink r:id='x'>{r('Verweis')}</w:hyperlink><w:sdt>"
        f"<w:sdtContent>{r(' darin')}</w:sdtContent></w:sdt>"
        f"<w:moveTo w:id='1'>{r(' hierher')}</w:moveTo></w:p>"
    )
    assert seen(source) == ["Gesteuert.", "Verweis darin hierher"]


def test_a_table_of_contents_is_contents():
    gallery = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    source = read(
        f"<w:sdt>{gallery}<w:sdtContent>{p('Inhalt')}{p('Haushalt 3')}</w:sdtContent>"
        f"</w:sdt>{styled('Steuern 4', 'V1')}{p('Text.')}",
        styles=style("V1", "toc 1"),
    )
    assert [b.role for b in source.blocks] == [Role.CONTENTS] * 3 + [Role.PARAGRAPH]


def test_breaks_tabs_and_hyphens_are_as_printed():
    inside = (
        "<w:t>Beginn:</w:t><w:tab/><w:t>18 Uhr</w:t><w:br/><w:t>Stadt</w:t><w:noBreakHyphen/><w:t>rat Ver</w:t>"
        "<w:softHyphen/><w:t>kehr</w:t>"
    )
    source = read(f"<w:p><w:r>{inside}</w:r></w:p>")
    assert source.text == "Beginn: 18 Uhr\nStadt-rat Verkehr"


def test_a_described_title_is_believed_only_where_the_document_bears_it_out():
    def titled(title):
        core = (
            '<cp:coreProperties xmlns:cp="x" xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"<dc:title>{title}</dc:title></cp:coreProperties>"
        )
        data = docx(p("Protokoll der 5. Sitzung des Bauausschusses.") + p("Text."))
        return reader.read(zipped({**_parts(data), "docProps/core.xml": core})).title

    assert titled("Protokoll Bauausschuss 5. Sitzung") == "Protokoll Bauausschuss 5. Sitzung"
    assert [titled(t) for t in ("Microsoft Word - p.docx", "Dokument1", "Einladung zum Sommerfest 2012")] == [
        "",
        "",
        "",
    ]


def _parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_damaged_description_costs_nobody_the_document():
    assert seen(reader.read(zipped({**_parts(docx(p("Text."))), "docProps/core.xml": "<a"}))) == ["Text."]


def test_the_strict_form_of_the_format_is_read_too():
    parts = _parts(docx(p("Text.")))
    strict = parts["word/document.xml"].replace(
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert seen(reader.read(zipped({**parts, "word/document.xml": strict}))) == ["Text."]


WORD = st.text(st.sampled_from("abcdefgäöüß"), min_size=1, max_size=8)
WORDS = st.lists(WORD, min_size=1, max_size=6).map(" ".join)
BLOCK = st.one_of(
    WORDS.map(lambda words: ([words], p(words))),
    WORDS.map(lambda words: ([words], p(words, run="<w:b/>"))),
    WORDS.map(lambda words: ([words], numbered(words))),
    WORDS.map(lambda words: ([words], styled(words, "berschrift1"))),
    WORDS.map(lambda words: ([], p(words, run="<w:vanish/>"))),
    WORDS.map(lambda words: ([], f"<w:p><w:del>{r(words)}</w:del></w:p>")),
    st.lists(st.lists(WORDS, min_size=2, max_size=3), min_size=1, max_size=3).map(
        lambda rows: ([words for row in rows for words in row], table(*rows))
    ),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(BLOCK, max_size=10))
def test_every_visible_word_lies_in_exactly_one_block_and_no_hidden_one(blocks):
    source = reader.read(docx("".join(xml for _, xml in blocks), styles=HEADINGS, numbering=levels(("decimal", "%1."))))
    check(source)
    read_words = " ".join(seen(source)).replace("| ", "").split()
    # A number before a bold heading is part of it.
    assert [w for w in read_words if not w[0].isdigit()] == " ".join(w for words, _ in blocks for w in words).split()
