"""XML of parliaments: who speaks, what is said, items and pages as the elements have them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.readers import xml as reader
from ingest.sandbox import Worker
from ingest.source import Role
from protokoll.errors import DocumentError
from tests.ingest.seeing import check, page_of, roles, seen

HEAD = (
    "<vorspann><kopfdaten>"
    "<plenarprotokoll-nummer>Plenarprotokoll <wahlperiode>19</wahlperiode>/<sitzungsnr>7</sitzungsnr>"
    "</plenarprotokoll-nummer><herausgeber>Deutscher Bundestag</herausgeber></kopfdaten><inhaltsverzeichnis>"
    "<ivz-titel>Inhalt:</ivz-titel>"
    "<ivz-block><ivz-block-titel>Tagesordnungspunkt 1:</ivz-block-titel><ivz-eintrag>"
    "<ivz-eintrag-inhalt>{name}Dr. A (SPD)</ivz-eintrag-inhalt>"
    '<a href="S10" typ="druckseitennummer"><seite>10</seite> <seitenbereich>B</seitenbereich></a></ivz-eintrag>'
    "</ivz-block>"
    "</inhaltsverzeichnis></vorspann>"
)
NAME = (
    '<redner id="1"><name><titel>Dr.</titel><vorname>Anna</vorname><nachname>A</nachname>'
    "<fraktion>SPD</fraktion></name></redner>"
)


FRONT = HEAD.format(name=NAME)


def bundestag(body, head=FRONT, doctype='<!DOCTYPE dbtplenarprotokoll SYSTEM "dbtplenarprotokoll.dtd">'):
    source = reader.read(
        f'{doctype}<dbtplenarprotokoll sitzung-datum="14.03.2018">{head}{body}</dbtplenarprotokoll>'.encode()
    )
    check(source)
    return source


def course(inside):
    return f"<sitzungsverlauf>{inside}</sitzungsverlauf>"


def test_the_contents_in_front_is_contents_and_names_nobody_twice():
    source = bundestag(course("<sitzungsbeginn><p klasse='J'>Guten Tag.</p></sitzungsbeginn>"))
    assert roles(source) == [
        (Role.HEADING, "Plenarprotokoll 19/7"),
        (Role.PARAGRAPH, "Deutscher Bundestag"),
        (Role.CONTENTS, "Inhalt:"),
        (Role.CONTENTS, "Tagesordnungspunkt 1:"),
        (Role.CONTENTS, "Dr. A (SPD) 10 B"),
        (Role.PARAGRAPH, "Guten Tag."),
    ]
    assert (source.title, source.date) == ("Plenarprotokoll 19/7", "14.03.2018")


def test_speakers_hold_until_somebody_else_speaks():
    source = bundestag(
        course(
            "<sitzungsbeginn><p klasse='N'>Präsident B:</p><p klasse='J_1'>Ich er\u00adöffne.</p>"
            "<kommentar>(Beifall)</kommentar></sitzungsbeginn>"
            "<tagesordnungspunkt top-id='Tagesordnungspunkt 1'><p klasse='T_fett'>Haushalt</p>"
            "<p klasse='J'>Das Wort hat Dr. A.</p>"
            f"<rede id='1'><p klasse='redner'>{NAME}Dr. Anna A (SPD):</p><p klasse='J_1'>Danke.</p>"
            "<name>Präsident B:</name><p klasse='J_1'>Bitte.</p>"
            "<p klasse='T_NaS'>(Unterbrechung von 9 bis 10 Uhr)</p></rede></tagesordnungspunkt>"
        ),
        head="",
    )
    assert [(b.role, w, b.speaker) for b, (_, w) in zip(source.blocks, roles(source), strict=True)] == [
        (Role.SPEAKER, "Präsident B:", None),
        (Role.PARAGRAPH, "Ich eröffne.", "Präsident B"),
        (Role.STAGE, "(Beifall)", None),
        (Role.HEADING, "Tagesordnungspunkt 1: Haushalt", None),
        (Role.PARAGRAPH, "Das Wort hat Dr. A.", "Präsident B"),
        (Role.SPEAKER, "Dr. Anna A (SPD):", None),
        (Role.PARAGRAPH, "Danke.", "Dr. Anna A (SPD)"),
        (Role.SPEAKER, "Präsident B:", None),
        (Role.PARAGRAPH, "Bitte.", "Präsident B"),
        (Role.STAGE, "(Unterbrechung von 9 bis 10 Uhr)", None),
    ]


def test_of_an_item_with_several_titles_the_number_is_the_heading():
    source = bundestag(
        course(
            "<tagesordnungspunkt top-id='Tagesordnungspunkt 3'><p klasse='T_NaS'>a) Beratung</p>"
            "<p klasse='T_fett'>Klima</p>"
            "<p klasse='T_NaS'>b) Beratung</p><p klasse='T_fett'>Wald</p></tagesordnungspunkt>"
        ),
        head="",
    )
    assert seen(source) == ["Tagesordnungspunkt 3", "a) Beratung", "Klima", "b) Beratung", "Wald"]


def test_a_name_that_is_not_printed_is_put_together_from_its_parts():
    source = bundestag(course(f"<rede><p klasse='redner'>{NAME}</p><p klasse='J'>Danke.</p></rede>"), head="")
    assert [b.speaker for b in source.blocks] == [None, "Dr. Anna A (SPD)"]


def test_printed_pages_begin_where_their_anchor_stands():
    anchor = '<a id="S{0}" name="S{0}" typ="druckseitennummer"/>'
    source = bundestag(
        course(f"<p klasse='J'>{anchor.format(10)}Erste. {anchor.format(11)}Zweite.</p><p klasse='J'>Dritte.</p>"),
        head="",
    )
    assert [(page.number, page.printed, source.text[page.start :][:5]) for page in source.pages] == [
        (1, "10", "Erste"),
        (2, "11", "Zweit"),
    ]
    assert page_of(source, "Dritte.").printed == "11"


def test_annexes_have_headings_tables_and_lists_of_names():
    source = bundestag(
        "<anlagen><anlagen-titel>Anlagen</anlagen-titel><anlage><anlagen-titel>Anlage 1</anlagen-titel><anlagen-text>"
        "<p klasse='Anlage_2'>Entschuldigte</p><p klasse='J'><table><tr><th>Name</th><th/><th>bis</th></tr><tr>"
        "<td>A, Anna</td><td>SPD</td>"
        "<td>14.03.</td></tr></table></p><p klasse='AL_Partei'>SPD</p><p klasse='AL_Namen'>Bert B</p>"
        "</anlagen-text></anlage></anlagen>",
        head="",
    )
    assert [(b.role, b.level, w) for b, (_, w) in zip(source.blocks, roles(source), strict=True)] == [
        (Role.HEADING, 2, "Anlagen"),
        (Role.HEADING, 3, "Anlage 1"),
        (Role.HEADING, 4, "Entschuldigte"),
        (Role.HEADER, 0, "Name | bis"),
        (Role.ROW, 0, "A, Anna | SPD | 14.03."),
        (Role.HEADING, 5, "SPD"),
        (Role.ITEM, 1, "Bert B"),
    ]


def test_a_footnote_stands_after_the_paragraph_that_carries_it():
    source = bundestag(
        course("<p klasse='J'>Ergebnis<sup>1)</sup><fussnote><p>Siehe Anlage 2</p></fussnote>: 364.</p>"), head=""
    )
    assert roles(source) == [(Role.PARAGRAPH, "Ergebnis: 364."), (Role.NOTE, "Siehe Anlage 2")]


def test_the_form_of_earlier_terms_is_plain_text_in_one_element():
    source = reader.read(
        "<DOCUMENT><NR>17/53</NR><DATUM>02.07.2010</DATUM><TEXT>Präsident Prof. Dr. Norbert Lammert:\n"
        "Meine Damen und Herren, ich eröffne die Sitzung.\n(Beifall)\n</TEXT></DOCUMENT>".encode()
    )
    check(source)
    assert [b.role for b in source.blocks] == [Role.SPEAKER, Role.PARAGRAPH, Role.STAGE]
    assert (source.title, source.date) == ("Plenarprotokoll 17/53", "02.07.2010")


def test_akoma_ntoso_is_read_with_headings_speakers_and_scenes():
    source = reader.read(
        b"""<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><debate>
        <meta><references>
        <TLCPerson eId="maeve" showAs="Maeve O'Neill"/></references></meta>
        <preface><docTitle>Debates</docTitle></preface><debateBody><debateSection><heading>Housing</heading>
        <speech by="#maeve"><from>Deputy Maeve</from><p>Supply <b>rose</b>.<authorialNote marker="1">
        <p>By 3 %.</p></authorialNote></p></speech><scene>(Applause)</scene>
        <speech by="#maeve"><p>Thank you.</p></speech>
        <debateSection><heading>Rents</heading><narrative>The House divided.</narrative></debateSection></debateSection>
        </debateBody></debate></akomaNtoso>"""
    )
    check(source)
    assert [(b.role, b.level, w, b.speaker) for b, (_, w) in zip(source.blocks, roles(source), strict=True)] == [
        (Role.HEADING, 1, "Debates", None),
        (Role.HEADING, 2, "Housing", None),
        (Role.SPEAKER, 0, "Deputy Maeve", None),
        (Role.PARAGRAPH, 0, "Supply rose.", "Deputy Maeve"),
        (Role.NOTE, 0, "By 3 %.", None),
        (Role.STAGE, 0, "(Applause)", None),
        (Role.PARAGRAPH, 0, "Thank you.", "Maeve O'Neill"),
        (Role.HEADING, 3, "Rents", None),
        (Role.PARAGRAPH, 0, "The House divided.", None),
    ]


TEI = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Sitting 4</title>'
    "</titleStmt></fileDesc><profileDesc>"
    '<settingDesc><setting><date when="2018-10-30">30.10.</date></setting></settingDesc><particDesc><listPerson>'
    '<person xml:id="Anna"><persName><forename>Anna</forename> <surname>A</surname></persName></person>'
    "</listPerson></particDesc>"
    "</profileDesc></teiHeader><text><body>{}</body></text></TEI>"
)


def tei(body):
    source = reader.read(TEI.format(body).encode())
    check(source)
    return source


def test_tei_utterances_carry_the_printed_name_else_the_persons():
    source = tei(
        '<div type="debateSection"><head>Opening</head><note type="speaker">The chair:</note><u who="#X">'
        "<seg>Welcome.</seg><seg>Sit down.</seg></u>"
        '<note>(Bell)</note><u who="#Anna"><seg>Thanks.</seg><vocal><desc>laughter</desc></vocal></u>'
        '<u who="#Nobody"><seg>Yes.</seg></u></div>'
    )
    assert [(b.role, w, b.speaker) for b, (_, w) in zip(source.blocks, roles(source), strict=True)] == [
        (Role.HEADING, "Opening", None),
        (Role.SPEAKER, "The chair:", None),
        (Role.PARAGRAPH, "Welcome.", "The chair"),
        (Role.PARAGRAPH, "Sit down.", "The chair"),
        (Role.STAGE, "(Bell)", None),
        (Role.PARAGRAPH, "Thanks.", "Anna A"),
        (Role.STAGE, "laughter", None),
        (Role.PARAGRAPH, "Yes.", "Nobody"),
    ]
    assert (source.title, source.date) == ("Sitting 4", "2018-10-30")


def test_tei_speeches_have_their_speaker_and_tokens_are_joined():
    source = tei(
        "<div><sp who='x'><speaker>Herr B:</speaker><p>Ja.</p><stage>(Beifall)</stage></sp>"
        "<u who='#Anna'><seg><s>\n<w>Der</w>\n<w join='right'>Rat</w>\n<pc>.</pc>\n</s></seg></u></div>"
    )
    assert seen(source) == ["Herr B:", "Ja.", "(Beifall)", "Der Rat."]
    assert [b.speaker for b in source.blocks] == [None, "Herr B", None, "Anna A"]


def test_an_external_dtd_is_never_opened(tmp_path):
    (tmp_path / "x.dtd").write_text('<!ENTITY geheim "aus einer Datei">')
    source = bundestag(
        course("<p klasse='J'>A &geheim;B&nbsp;&auml;</p>"),
        head="",
        doctype=f'<!DOCTYPE dbtplenarprotokoll SYSTEM "file://{tmp_path}/x.dtd">',
    )
    assert seen(source) == ["A B ä"]
    bundestag(course("<p>x</p>"), doctype='<!DOCTYPE dbtplenarprotokoll SYSTEM "http://127.0.0.1:9/x.dtd">')


WORDS = st.lists(st.text(st.sampled_from("abcdefgäöüß"), min_size=1, max_size=8), min_size=1, max_size=6).map(" ".join)
BLOCK = st.one_of(
    WORDS.map(lambda w: (w, f"<p klasse='J'>{w}</p>")),
    WORDS.map(lambda w: (w, f"<name>{w}:</name>")),
    WORDS.map(lambda w: (w, f"<kommentar>({w})</kommentar>")),
    WORDS.map(lambda w: (f"{w} {w}", f"<rede><p klasse='redner'>{NAME}{w}:</p><p>{w}</p></rede>")),
    WORDS.map(lambda w: (w, f"<tagesordnungspunkt top-id='1'><p klasse='T_fett'>{w}</p></tagesordnungspunkt>")),
    WORDS.map(lambda w: (f"{w} {w}", f"<p klasse='J'><table><tr><td>{w}</td><td>{w}</td></tr></table></p>")),
    WORDS.map(lambda w: (w, w)),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(BLOCK, max_size=8))
def test_every_word_lies_in_exactly_one_block(blocks):
    source = bundestag(course(" ".join(xml for _, xml in blocks)), head="")
    found = [word.strip("():|") for word in " ".join(seen(source)).split()]
    assert [word for word in found if word.isalpha()] == " ".join(words for words, _ in blocks).split()


def test_every_hostile_file_ends_in_an_error_of_ours_within_the_bounds(hostile_files):
    worker = Worker(seconds=10, memory=500_000_000)
    files = [*(hostile_files / "xml").iterdir(), hostile_files / "docx" / "tika" / "testXXE.xml"]
    assert len(files) > 10
    for path in files:
        with pytest.raises(DocumentError) as caught:
            worker.read(".xml", path.read_bytes())
        assert "fail" not in str(caught.value), path
    worker.close()
