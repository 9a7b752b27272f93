"""Web pages are read as a browser sets them, without what stands around the content."""

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.readers import html as reader
from ingest.sandbox import Worker
from ingest.source import Role
from protokoll.errors import DocumentError
from tests.ingest.seeing import check, page_of, roles, seen

SENTENCE = "Der Gemeinderat berät über den Haushalt und beschließt die Satzung mit großer Mehrheit. "


def read(body, head=""):
    source = reader.read(
        f"<!DOCTYPE html><html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>".encode()
    )
    check(source)
    return source


def test_navigation_banners_and_feet_are_left_out():
    source = read(
        "<header><a href=/>Stadt Musterhausen</a></header><nav><ul><li>Rathaus</ul></nav>"
        "<div id=cookie-banner>Wir nutzen Cookies</div>"
        "<div class=breadcrumb>Start &gt; Rat</div><ul role=navigation><li>Suche</ul>"
        f"<div class='content no-sidebar'><h1>Niederschrift</h1><p>{SENTENCE * 4}</p></div>"
        "<aside>Wetter</aside><div class='social share'>Teilen</div><form><label>Suchen</label></form>"
        "<footer>Impressum</footer>"
    )
    assert seen(source) == ["Niederschrift", (SENTENCE * 4).strip()]


def test_main_is_the_content_and_its_own_header_is_read():
    source = read(
        f"<div>Werbung</div><main><header><h1>Protokoll</h1></header><p>{SENTENCE}</p></main><div>Noch mehr</div>"
    )
    assert seen(source) == ["Protokoll", SENTENCE.strip()]


def test_a_page_whose_text_stands_in_an_odd_place_is_read():
    assert seen(read(f"<main>Willkommen</main><aside><p>{SENTENCE * 4}</p></aside>"))[-1] == (SENTENCE * 4).strip()
    assert seen(read(f"<form><p>{SENTENCE * 3}</p><nav>Start</nav></form>")) == [(SENTENCE * 3).strip()]
    assert seen(read(f"<div class=menu><p>{SENTENCE * 3}</p></div>")) == [(SENTENCE * 3).strip()]


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>geheim</p>",
        "<p style='display: none'>geheim</p>",
        "<p style='visibility:hidden'>geheim</p>",
        "<p aria-hidden=true>geheim</p>",
        "<p class=weg>geheim</p>",
        "<p style='position:absolute;left:-9999px'>geheim</p>",
        "<p class=sr-only>geheim</p>",
        "<script>geheim</script><style>geheim{}</style><template>geheim</template><noscript>geheim</noscript>",
        "<!-- geheim --><textarea>geheim</textarea><select><option>geheim</select>",
        "<del>geheim</del><s>geheim</s>",
        "<dialog>geheim</dialog><svg><text>geheim</text></svg><img alt=geheim>",
    ],
)
def test_what_nobody_sees_is_not_read(hidden):
    source = read(
        f"<p>Offen.</p>{hidden}<p>Ende.</p>", "<style>.a, .weg{display:none} @media print{p{display:none}}</style>"
    )
    assert seen(source) == ["Offen.", "Ende."]


def test_entities_soft_hyphens_and_breaks_are_as_a_browser_sets_them():
    source = read(
        "<p>Gr&ouml;&szlig;e:&nbsp;3&#8239;m<sup>2</sup> &#150; Rat&shy;haus&#8203;<br>Ende: 20&nbsp;Uhr<br><br>Ort</p>"
    )
    assert source.text == "Größe: 3 m² – Rathaus\nEnde: 20 Uhr\n\nOrt"


def test_inline_elements_are_joined_without_blanks():
    assert seen(read("<p><span>Halbe </span><span>Sätze</span>, <b>fett</b><i>kursiv</i>.</p>")) == [
        "Halbe Sätze, fettkursiv."
    ]


def test_signs_of_footnotes_are_not_read():
    assert seen(read("<p>Der Rat<sup><a href=#1>1</a></sup> tagt<sup>*</sup> am 1<sup>st</sup> May.</p>")) == [
        "Der Rat tagt am 1st May."
    ]


def test_lists_have_depth_and_numbers():
    source = read("<ol start=3 type=a><li>eins<ul><li>darunter</ul><li><p>zwei</p><p>mehr</p><li value=9>neun</ol>")
    assert source.text == "c. eins\n• darunter\nd. zwei\nmehr\ni. neun"
    assert [(b.role, b.level) for b in source.blocks] == [(Role.ITEM, n) for n in (1, 2, 1, 1, 1)]


def test_the_first_h1_is_the_title_and_others_stand_below():
    source = read("<h1>Protokoll</h1><h1>Haushalt</h1><h2>Steuern</h2><h4>Hunde</h4>", "<title>Fenster</title>")
    assert [b.level for b in source.blocks] == [1, 2, 2, 4]
    assert source.title == ""


def test_without_h1_the_title_is_that_of_the_window():
    assert (
        read("<h2>Haushalt</h2><p>Text.</p>", "<title>Protokoll vom 3. Mai | Stadt</title>").title
        == "Protokoll vom 3. Mai | Stadt"
    )


def test_tables_are_read_by_row_with_their_header_and_caption():
    source = read(
        "<table><caption>Abstimmung</caption><tr><th>Partei<th>Ja<tr><td>SPD<td>12<tr><td rowspan=2>CDU<td>3<tr><td>4"
        "<tr><td></td></tr></table><table><tr><td><p>Nur eine</p><p>Spalte</p></td></tr></table>"
    )
    assert roles(source) == [
        (Role.PARAGRAPH, "Abstimmung"),
        (Role.HEADER, "Partei | Ja"),
        (Role.ROW, "SPD | 12"),
        (Role.ROW, "CDU | 3"),
        (Role.ROW, "4"),
        (Role.PARAGRAPH, "Nur eine"),
        (Role.PARAGRAPH, "Spalte"),
    ]


def test_quotations_definitions_figures_and_preformatted_lines_are_read():
    source = read(
        "<blockquote>Zitat</blockquote><dl><dt>Frist</dt><dd>Ende Mai</dd></dl><figure><img src=x>"
        "<figcaption>Bild 1</figcaption></figure>"
        "<pre>Zeile 1\nZeile  2</pre>Lose Worte<hr>Danach"
    )
    assert source.text == "Zitat\n\nFrist\n\nEnde Mai\n\nBild 1\n\nZeile 1\nZeile 2\n\nLose Worte\n\nDanach"


def test_pages_of_the_bundestag_name_speakers_remarks_and_pages():
    source = read(
        '<div class="rede"><p klasse="redner">Dr. A, Ministerin:</p><p klasse="J_1">'
        "<span>Frau Präsidentin! </span><span>Danke.</span></p>"
        '<div class="kommentar">(Beifall bei der SPD)<a id="S1573" name="S1573" typ="druckseitennummer"/></div>'
        '<p klasse="J">Weiter.</p><name>Vizepräsidentin B:</name><p klasse="J_1">Vielen Dank.</p></div>'
    )
    assert roles(source) == [
        (Role.SPEAKER, "Dr. A, Ministerin:"),
        (Role.PARAGRAPH, "Frau Präsidentin! Danke."),
        (Role.STAGE, "(Beifall bei der SPD)"),
        (Role.PARAGRAPH, "Weiter."),
        (Role.SPEAKER, "Vizepräsidentin B:"),
        (Role.PARAGRAPH, "Vielen Dank."),
    ]
    assert [b.speaker for b in source.blocks if b.role is Role.PARAGRAPH] == ["Dr. A, Ministerin"] * 2 + [
        "Vizepräsidentin B"
    ]
    assert page_of(source, "Weiter.").printed == "1573"


@pytest.mark.parametrize(
    ("data", "notes"),
    [
        ("<p>Größe „5 €“</p>".encode(), ()),
        ("<p>Größe „5 €“</p>".encode("utf-8-sig"), ()),
        ("<p>Größe „5 €“</p>".encode("utf-16"), ("read as UTF-16",)),
        ("<p>Größe „5 €“</p>".encode("cp1252"), ("read as Windows-1252",)),
        ("<meta charset=iso-8859-1><p>Größe „5 €“</p>".encode("cp1252"), ()),
        (
            "<meta http-equiv=Content-Type content='text/html; charset=ISO-8859-15'><p>Größe „5 €“</p>".replace("„", "")
            .replace("“", "")
            .encode("iso-8859-15"),
            (),
        ),
        ("<meta charset=utf-8><p>Größe „5 €“</p>".encode("cp1252"), ("read as Windows-1252",)),
    ],
)
def test_encodings_are_told_apart(data, notes):
    source = reader.read(data)
    assert seen(source)[0].replace("„", "").replace("“", "") == "Größe 5 €"
    assert source.notes == notes


def test_deep_nesting_is_read_or_refused_but_never_cut_off():
    assert seen(read("<p>Anfang" + "<div>" * 1_000 + "tief" + "</div>" * 1_000 + "<p>Ende")) == [
        "Anfang",
        "tief",
        "Ende",
    ]
    with pytest.raises(DocumentError, match="deep"):
        read("<p>Anfang" + "<div>" * 5_000 + "tief")


WORDS = st.lists(st.text(st.sampled_from("abcdefgäöüß"), min_size=1, max_size=8), min_size=1, max_size=6).map(" ".join)
CONTAINERS = ["div", "li", "td", "blockquote", "section", "ol"]
BLOCK = st.recursive(
    st.one_of(
        WORDS.map(lambda w: (w, f"<p>{w}</p>")),
        WORDS.map(lambda w: (w, w)),
        WORDS.map(lambda w: (w, f"<h3>{w}</h3>")),
        WORDS.map(lambda w: (w, f"<p><b>{w}</b></p>")),
        WORDS.map(lambda w: ("", f"<p hidden>{w}</p>")),
        WORDS.map(lambda w: ("", f"<del>{w}</del>")),
    ),
    lambda inner: st.tuples(st.lists(inner, min_size=1, max_size=4), st.sampled_from(CONTAINERS)).map(
        lambda made: (" ".join(w for w, _ in made[0]), _around(made[1], " ".join(x for _, x in made[0])))
    ),
    max_leaves=12,
)


def _around(name, inside):
    outer = {"li": "ul", "td": "table"}.get(name)
    row = f"<tr><td>x</td><td>{inside}</td></tr>" if name == "td" else f"<{name}>{inside}</{name}>"
    return f"<{outer}>{row}</{outer}>" if outer else row


@settings(max_examples=60, deadline=None)
@given(st.lists(BLOCK, max_size=8))
def test_every_visible_word_lies_in_exactly_one_block_and_no_hidden_one(blocks):
    source = read(" ".join(xml for _, xml in blocks))
    # In the cell of a table the marks of a list are part of the row.
    assert [w for w in " ".join(seen(source)).split() if w not in ("x", "|", "•") and w[0].isalpha()] == " ".join(
        w for w, _ in blocks
    ).split()


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from("<>/&;=\"' abpdivtrlhu123!-\n"), max_size=120))
def test_no_tangle_of_tags_breaks_the_reader(text):
    with contextlib.suppress(DocumentError):
        check(reader.read(text.encode()))


def test_no_hostile_file_breaks_the_reader(hostile_files):
    worker = Worker(seconds=10, memory=500_000_000)
    for path in [*(hostile_files / "xml").iterdir(), hostile_files / "docx" / "tika" / "testXXE.xml"]:
        with contextlib.suppress(DocumentError):
            check(worker.read(".html", path.read_bytes()))
    worker.close()
