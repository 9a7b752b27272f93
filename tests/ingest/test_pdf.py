import contextlib
import itertools
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.readers import pdf
from ingest.source import Role, page_at
from protokoll.errors import DocumentError
from tests.ingest.pdfs import BOLD, HEIGHT, Pdf
from tests.ingest.seeing import check, page_of, roles, seen

SENTENCES = [
    "Der Gemeinderat beschließt die Abgabe der Patronatserklärung zugunsten des Städtischen Klinikums.",
    "Die Verwaltung wird beauftragt, die erforderlichen Beschlüsse zu fassen und alle Erklärungen abzugeben.",
    "Über den Haushalt wird in der nächsten Sitzung beraten, weil noch Zahlen der Kämmerei fehlen.",
    "Frau Kaya fragt, ob die Bürgerinnen und Bürger vorher angehört werden und wer sie einlädt.",
]


def test_lines_of_a_paragraph_become_one_block():
    made = Pdf()
    made.paragraph(70, 100, " ".join(SENTENCES))
    assert seen(pdf.read(made.bytes())) == [" ".join(SENTENCES)]


def test_paragraphs_are_told_apart_by_the_space_between_them():
    made = Pdf()
    top = made.paragraph(70, 100, " ".join(SENTENCES[:2]))
    made.paragraph(70, top + 8, " ".join(SENTENCES[2:]))
    assert seen(pdf.read(made.bytes())) == [" ".join(SENTENCES[:2]), " ".join(SENTENCES[2:])]


def test_paragraphs_without_space_are_told_apart_by_a_last_line_that_ends_early():
    made = Pdf()
    top = made.lines(
        70,
        100,
        ["Der Antrag wird nach langer Beratung, an der sich alle Fraktionen beteiligen, einstimmig", "abgelehnt."],
    )
    made.lines(
        70,
        top,
        [
            "Danach schließt die Vorsitzende die Sitzung und dankt allen, die so lange geblieben sind,",
            "für ihre Geduld.",
        ],
    )
    assert len(seen(pdf.read(made.bytes()))) == 2


def test_words_cut_at_a_line_end_are_joined():
    made = Pdf()
    lines = ["Am Wer-", "derplatz und in der Corona-", "Hilfe, bei Ausgleichs-", "und Ersatzflächen."]
    made.lines(70, 100, lines)
    assert seen(pdf.read(made.bytes())) == [
        "Am Werderplatz und in der Corona-Hilfe, bei Ausgleichs- und Ersatzflächen."
    ]


def two_columns(made, left_text, right_text, top=100, width=220):
    made.paragraph(60, top, left_text, width, 10, leading=12)
    made.paragraph(315, top + 0.4, right_text, width, 10, leading=12)


def test_two_columns_are_read_one_after_the_other():
    made = Pdf()
    left, right = " ".join(SENTENCES * 3), " ".join(reversed(SENTENCES * 3))
    two_columns(made, left, right)
    assert " ".join(seen(pdf.read(made.bytes()))) == f"{left} {right}"


def test_a_heading_across_both_columns_parts_them():
    made = Pdf()
    upper, lower = " ".join(SENTENCES * 2), " ".join(SENTENCES[::-1] * 2)
    two_columns(made, upper, upper, top=80)
    made.put(150, 330, "Bericht des Vorstandes über das vergangene Jahr", 14, BOLD)
    two_columns(made, lower, lower, top=360)
    assert " ".join(seen(pdf.read(made.bytes()))) == (
        f"{upper} {upper} Bericht des Vorstandes über das vergangene Jahr {lower} {lower}"
    )


def paged(count, head="Stadt Musterhausen", foot="– {} –", first=1, text=SENTENCES[0]):
    made = Pdf()
    for number in range(count):
        made.put(70, 40, head, 9)
        made.paragraph(70, 100, f"Punkt {'abcdefgh'[number]}. {text}")
        made.put(280, 800, foot.format(number + first), 9)
        made.page()
    return made


def test_running_heads_and_feet_are_not_read():
    source = pdf.read(paged(4).bytes())
    assert "Musterhausen" not in source.text
    assert "–" not in source.text
    assert len(source.blocks) == 4


@pytest.mark.parametrize(
    "foot", ["Seite {} / 9", "Seite {} von 9", "{}", "- {} -", "{}  Bayerischer Landtag · 17. Wahlperiode"]
)
def test_the_printed_page_is_kept_where_it_differs(foot):
    source = pdf.read(paged(4, foot=foot, first=12911).bytes())
    assert [page.printed for page in source.pages] == ["12911", "12912", "12913", "12914"]
    assert [page.number for page in source.pages] == [1, 2, 3, 4]


def test_a_printed_page_that_is_the_same_is_not_told():
    assert {page.printed for page in pdf.read(paged(4).bytes()).pages} == {None}


def test_a_line_that_comes_back_in_the_body_is_no_running_head():
    made = Pdf()
    for _ in range(3):
        top = made.paragraph(70, 100, " ".join(SENTENCES))
        top = made.lines(70, top + 8, ["(Beifall bei der SPD)"])
        made.paragraph(70, top + 8, " ".join(SENTENCES))
        made.put(70, 400, "(Beifall bei der SPD)")
        made.page()
    assert seen(pdf.read(made.bytes()), Role.STAGE) == ["(Beifall bei der SPD)"] * 6


def test_a_sentence_over_a_page_foot_stays_whole():
    made = Pdf()
    for number, line in enumerate(
        [
            "Die Stadt übernimmt ab dem kommenden Jahr alle Kosten, die durch den Umbau der alten",
            "Halle entstehen, zur Hälfte.",
        ]
    ):
        made.lines(70, 700 if number == 0 else 80, [line])
        made.put(280, 800, f"– {number + 1} –", 9)
        made.page()
    source = pdf.read(made.bytes())
    assert seen(source)[0].endswith("der alten Halle entstehen, zur Hälfte.")
    assert page_at(source.pages, source.text.index("Halle entstehen")).number == 2


def test_footnotes_follow_the_paragraph_that_carries_their_mark():
    made = Pdf()
    right = made.put(70, 100, "Der Zuschuss beträgt 500 Euro")
    made.put(right, 100, "1", 6, rise=4)
    made.put(right + 5, 100, "im Jahr.")
    made.paragraph(70, 130, " ".join(SENTENCES))
    made.put(70, 760, "1", 5, rise=3)
    made.put(75, 760, "Nach Abzug der Steuern.", 8)
    source = pdf.read(made.bytes())
    assert roles(source) == [
        (Role.PARAGRAPH, "Der Zuschuss beträgt 500 Euro¹ im Jahr."),
        (Role.NOTE, "Nach Abzug der Steuern."),
        (Role.PARAGRAPH, " ".join(SENTENCES)),
    ]


@pytest.mark.parametrize(("rise", "seen_as"), [(4, "Antrag¹²"), (-2, "Antrag12")], ids=["raised", "lowered"])
def test_small_digits_are_a_mark_only_where_they_are_raised(rise, seen_as):
    made = Pdf()
    right = made.put(70, 100, "Antrag")
    made.put(right, 100, "12", 6, rise=rise)
    assert seen(pdf.read(made.bytes())) == [seen_as]


def test_footnotes_under_two_columns_follow_their_paragraph():
    made = Pdf()
    two_columns(made, " ".join(SENTENCES * 3), " ".join(SENTENCES[::-1] * 3))
    right = made.put(60, 500, "Letzter Absatz", 10)
    made.put(right, 500, "3", 6, rise=4)
    made.put(60, 780, "3", 5, rise=3)
    made.put(66, 780, "Vorlage 2024/117.", 8)
    source = pdf.read(made.bytes())
    assert seen(source, Role.NOTE) == ["Vorlage 2024/117."]
    following = seen(source)[seen(source).index("Letzter Absatz³") + 1]
    assert following == "Vorlage 2024/117."


def test_headings_are_told_by_larger_or_bold_type():
    made = Pdf()
    made.put(70, 80, "Protokoll der Mitgliederversammlung", 20, BOLD)
    top = made.paragraph(70, 120, " ".join(SENTENCES))
    made.put(70, top + 20, "Bericht der Kasse", 11, BOLD)
    made.paragraph(70, top + 44, " ".join(SENTENCES))
    source = pdf.read(made.bytes())
    assert seen(source, Role.HEADING) == ["Protokoll der Mitgliederversammlung", "Bericht der Kasse"]
    assert [block.level for block in source.blocks if block.role is Role.HEADING] == [1, 2]


def test_spaced_letters_and_agenda_items_are_headings():
    made = Pdf()
    for number, line in enumerate(["A n f r a g e der Fraktion", "TOP 4: Haushalt 2025", "Beschluss:"]):
        made.put(70, 100 + number * 100, line)
        made.paragraph(70, 130 + number * 100, SENTENCES[number])
    assert len(seen(pdf.read(made.bytes()), Role.HEADING)) == 3


def test_bullets_are_items_without_their_mark_and_numbers_stay():
    made = Pdf()
    made.put(70, 100, "• Erste Forderung")
    made.put(90, 120, "– Unterpunkt dazu")
    made.put(70, 140, "1. Nummerierter Punkt mit Text")
    source = pdf.read(made.bytes())
    assert seen(source, Role.ITEM) == ["Erste Forderung", "Unterpunkt dazu", "1. Nummerierter Punkt mit Text"]
    assert source.text.startswith("• ")
    levels = [block.level for block in source.blocks]
    assert levels[1] > levels[0] == levels[2]


def table(made, rows, lefts, top=200, font=None):
    for number, row in enumerate(rows):
        for left, cell in zip(lefts, row, strict=True):
            made.put(left, top + number * 16, cell, 11, font if font and number == 0 else "Times-Roman")


def test_tables_are_read_row_by_row():
    made = Pdf()
    rows = [["Name", "Funktion", "Stimmen"], ["Anna Beispiel", "Vorsitz", "12"], ["Bernd Muster", "Kasse", "9"]]
    table(made, rows, [70, 220, 400])
    assert roles(pdf.read(made.bytes())) == [
        (Role.HEADER, "Name | Funktion | Stimmen"),
        (Role.ROW, "Anna Beispiel | Vorsitz | 12"),
        (Role.ROW, "Bernd Muster | Kasse | 9"),
    ]


def test_a_cell_of_several_lines_stays_one_row():
    made = Pdf()
    table(
        made,
        [
            ["Wer", "Aufgabe", "Bis wann"],
            ["Meier", "Angebot für die neue", "1. Mai"],
            ["", "Heizung einholen", ""],
            ["Kaya", "Einladung", "3. Mai"],
        ],
        [70, 220, 400],
    )
    assert seen(pdf.read(made.bytes()), Role.ROW) == [
        "Meier | Angebot für die neue Heizung einholen | 1. Mai",
        "Kaya | Einladung | 3. Mai",
    ]


def ruled(made, rows, lefts, top=200, leading=16, height=20, uprights=True):
    """A table of rules; a cell with line breaks has several lines."""
    right, place = lefts[-1] + 120, top
    made.rule(lefts[0] - 5, place, right, place)
    for row in rows:
        lines = [cell.split("\n") for cell in row]
        for left, own in zip(lefts, lines, strict=True):
            made.lines(left, place + 14, own, leading=leading)
        place += height + leading * (max(len(own) for own in lines) - 1)
        made.rule(lefts[0] - 5, place, right, place)
    for left in [*(left - 5 for left in lefts), right] if uprights else ():
        made.rule(left, top, left, place)


RULED = [
    ["Wer", "Aufgabe", "Bis wann"],
    ["Frau Meier und\nHerr Kaya", "Angebot für die neue\nHeizung einholen", "1. Mai"],
    ["Vorstand", "Einladung", "3. Mai"],
]


@pytest.mark.parametrize("uprights", [True, False], ids=["around cells", "between rows"])
def test_rules_tell_the_rows_of_a_table(uprights):
    made = Pdf()
    ruled(made, RULED, [70, 220, 400], uprights=uprights)
    assert roles(pdf.read(made.bytes())) == [
        (Role.HEADER, "Wer | Aufgabe | Bis wann"),
        (Role.ROW, "Frau Meier und Herr Kaya | Angebot für die neue Heizung einholen | 1. Mai"),
        (Role.ROW, "Vorstand | Einladung | 3. Mai"),
    ]


def test_a_frame_around_text_is_no_table():
    made = Pdf()
    made.paragraph(70, 114, " ".join(SENTENCES))
    for left, top, right, bottom in [(60, 95, 530, 95), (60, 250, 530, 250), (60, 95, 60, 250), (530, 95, 530, 250)]:
        made.rule(left, top, right, bottom)
    assert roles(pdf.read(made.bytes())) == [(Role.PARAGRAPH, " ".join(SENTENCES))]


def test_a_ruled_table_stands_where_it_is_read():
    made = Pdf()
    top = made.paragraph(70, 100, " ".join(SENTENCES))
    ruled(made, RULED, [70, 220, 400], top + 10)
    made.paragraph(70, top + 120, " ".join(SENTENCES))
    assert [role for role, _ in roles(pdf.read(made.bytes()))] == [
        Role.PARAGRAPH,
        Role.HEADER,
        Role.ROW,
        Role.ROW,
        Role.PARAGRAPH,
    ]


def test_dots_drawn_before_lines_are_bullets():
    made = Pdf()
    for top, words in [(100, "Erste Forderung"), (120, "Zweite Forderung")]:
        made.canvas.circle(75, HEIGHT - top + 3, 2, stroke=0, fill=1)
        made.put(84, top, words)
    assert roles(pdf.read(made.bytes())) == [(Role.ITEM, "Erste Forderung"), (Role.ITEM, "Zweite Forderung")]


def test_words_under_a_box_drawn_later_are_not_read():
    made = Pdf()
    made.put(70, 100, "Sichtbar")
    made.put(70, 130, "Geschwärzt")
    made.box(65, 118, 100, 16)
    assert seen(pdf.read(made.bytes())) == ["Sichtbar"]


def test_labels_with_their_values_are_lines_not_a_table():
    made = Pdf()
    table(made, [["Beginn:", "15.00 Uhr"], ["Ende:", "16.42 Uhr"]], [70, 200])
    assert seen(pdf.read(made.bytes()), Role.PARAGRAPH) == ["Beginn: 15.00 Uhr", "Ende: 16.42 Uhr"]


@pytest.mark.parametrize(
    "hide",
    [
        {"mode": 3},
        {"colour": (1, 1, 1)},
        {"size": 0.5},
        {"left": 700},
        {"top": -30},
    ],
    ids=["drawn with nothing", "white on white", "too small to read", "right of the page", "above the page"],
)
def test_what_cannot_be_seen_is_not_read(hide):
    made = Pdf()
    made.paragraph(70, 100, SENTENCES[0])
    made.put(**{"left": 70, "top": 300, "words": "Unsichtbare Anweisung"} | hide)
    assert seen(pdf.read(made.bytes())) == [SENTENCES[0]]


def test_white_words_on_a_dark_ground_are_read():
    made = Pdf()
    made.box(60, 80, 300, 30, (0, 0, 0.5))
    made.put(70, 100, "Weiße Schrift", colour=(1, 1, 1))
    assert seen(pdf.read(made.bytes())) == ["Weiße Schrift"]


def test_the_text_layer_of_a_scan_is_read():
    made = Pdf()
    made.image(0, 0, 595, HEIGHT)
    made.paragraph(70, 100, "")
    made.put(70, 100, "Erkannter Text der gescannten Seite", mode=3)
    assert seen(pdf.read(made.bytes())) == ["Erkannter Text der gescannten Seite"]


def test_a_scan_without_text_names_ocr():
    made = Pdf()
    made.image(0, 0, 595, HEIGHT)
    with pytest.raises(DocumentError, match="ocrmypdf"):
        pdf.read(made.bytes())


def test_a_page_without_text_among_others_is_noted():
    made = Pdf()
    made.paragraph(70, 100, SENTENCES[0])
    made.page()
    made.image(0, 0, 595, HEIGHT)
    made.page()
    source = pdf.read(made.bytes())
    assert source.notes == ("page 2 shows pictures without text",)
    assert len(source.pages) == 2


def test_an_encrypted_file_says_so():
    from reportlab.lib.pdfencrypt import StandardEncryption

    made = Pdf(encrypt=StandardEncryption("geheim", canPrint=0))
    made.put(70, 100, "Text")
    with pytest.raises(DocumentError, match="password"):
        pdf.read(made.bytes())


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.7", b"nothing", paged(2).bytes()[:400]], ids=["empty", "head", "text", "cut"]
)
def test_a_damaged_file_says_so(data):
    with pytest.raises(DocumentError, match="damaged"):
        pdf.read(data)


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_turned_pages_are_read_upright(angle):
    made = Pdf()
    made.canvas.setPageRotation(angle)
    made.paragraph(70, 400, " ".join(SENTENCES))
    assert seen(pdf.read(made.bytes())) == [" ".join(SENTENCES)]


def test_text_written_sideways_is_read_upright():
    made = Pdf()
    made.canvas.translate(595, 0)
    made.canvas.rotate(90)
    made.paragraph(70, 300, " ".join(SENTENCES), 400)
    assert seen(pdf.read(made.bytes())) == [" ".join(SENTENCES)]


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Niederschrift der 5. Sitzung", "Niederschrift der 5. Sitzung"),
        ("Microsoft Word - x.doc", ""),
        ("protokoll_final.pdf", ""),
        ("Print", ""),
    ],
)
def test_the_title_of_the_metadata_is_told_where_it_is_one(title, told):
    made = Pdf()
    made.canvas.setTitle(title)
    made.put(70, 100, "Text der Seite")
    assert pdf.read(made.bytes()).title == told


WORDS = st.text(st.sampled_from("abcdefghijklmnoprstuwzäöüßABCDEFGÄÖ"), min_size=2, max_size=12)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(st.lists(WORDS, min_size=1, max_size=30), min_size=1, max_size=6), min_size=1, max_size=3))
def test_every_word_lies_in_exactly_one_block(pages):
    made = Pdf()
    count = itertools.count()
    letters = "abcdefghijklmnopqrstuvwxyz"
    # No two words alike: what repeats at the edges of pages is meant to be left out.
    pages = [
        [
            [
                f"{w}{letters[n // 676 % 26]}{letters[n // 26 % 26]}{letters[n % 26]}"
                for w, n in zip(own, count, strict=False)
            ]
            for own in page
        ]
        for page in pages
    ]
    words = [word for page in pages for paragraph in page for word in paragraph]
    for page in pages:
        top = 100
        for paragraph in page:
            top = made.paragraph(70, top, " ".join(paragraph)) + 6
        made.page()
    source = pdf.read(made.bytes())
    check(source)
    assert " ".join(seen(source)).replace("| ", "").split() == words


def test_every_hostile_file_ends_in_a_source_or_an_error_of_ours(hostile_files):
    for path in sorted((hostile_files / "pdf").rglob("*.pdf")):
        started = time.perf_counter()
        with contextlib.suppress(DocumentError):
            check(pdf.read(path.read_bytes()))
        assert time.perf_counter() - started < 20, path


def test_400_pages_are_read():
    made = Pdf()
    for number in range(400):
        made.paragraph(70, 80, " ".join(SENTENCES * 8))
        made.put(280, 800, f"– {number + 1} –", 9)
        made.page()
    data = made.bytes()
    started = time.perf_counter()
    source = pdf.read(data)
    assert time.perf_counter() - started < 120  # what takes for ever; how fast it is, `make bench` tells
    assert len(source.pages) == 400


def test_the_page_of_a_block_is_known():
    source = pdf.read(paged(3).bytes())
    assert page_of(source, "Punkt c.").number == 3
