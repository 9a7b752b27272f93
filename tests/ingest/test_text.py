import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.load import File, load
from ingest.readers import text
from ingest.source import Role
from tests.ingest.seeing import check, page_of, roles, seen

LONG = (
    "Der Gemeinderat beschließt nach langer Beratung die Abgabe der beigefügten Patronatserklärung zugunsten des "
    "Städtischen Klinikums, obwohl noch nicht alle Zahlen der Kämmerei vorliegen und der Ausschuss Bedenken hat."
)


def read(words, encoding="utf-8"):
    source = text.read(words.encode(encoding))
    check(source)
    return source


@pytest.mark.parametrize(
    ("encoding", "note"),
    [("utf-8", ()), ("utf-8-sig", ()), ("utf-16", ("read as UTF-16",)), ("cp1252", ("read as Windows-1252",))],
)
def test_encodings_are_told_apart_and_named(encoding, note):
    words = "Beschluss: Die Straße „Am Grün“ wird für Fußgänger geöffnet – 5 € je Platz."
    source = read(words, encoding)
    assert (source.text, source.notes) == (words, note)


@pytest.mark.parametrize("words", ["Müller", "Grüße", "Fraktion BÜNDNIS 90/DIE GRÜNEN", "Größe: 3 m², „gut“"])
def test_short_german_files_are_read_as_windows_1252(words):
    source = read(words, "cp1252")
    assert (source.text, source.notes) == (words, ("read as Windows-1252",))


def test_blank_lines_part_paragraphs_and_wrapped_lines_are_one():
    source = read(
        "Der Vorsitzende eröffnet die Sitzung und begrüßt alle, die gekommen\n"
        "sind, um über den Haushalt zu reden.\n\nDanach wird gewählt.\n"
    )
    assert seen(source) == [
        "Der Vorsitzende eröffnet die Sitzung und begrüßt alle, die gekommen sind, um über den Haushalt zu reden.",
        "Danach wird gewählt.",
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_where_lines_are_paragraphs_each_is_one(end):
    source = read(end.join([LONG, "Ich danke Ihnen.", LONG, LONG]))
    assert seen(source) == [LONG, "Ich danke Ihnen.", LONG, LONG]


def test_words_cut_at_line_ends_are_joined_as_the_text_writes_them():
    lines = [
        "Die Abgabe der Erklärung zugunsten der Städtisches Klini-",
        "kum gGmbH wird begrüßt. Corona-Hilfen und Corona-Betten, auch Corona-",
        "bedingt geschlossene Häuser, und der Ausgleichs-",
        "und Ersatzflächen wegen; die Reform der Bundes-",
        "Länder-Kommission.",
    ]
    assert seen(read("\n".join(lines))) == [
        "Die Abgabe der Erklärung zugunsten der Städtisches Klinikum gGmbH wird begrüßt. Corona-Hilfen und "
        "Corona-Betten, auch Corona-bedingt geschlossene Häuser, und der Ausgleichs- und Ersatzflächen wegen; die "
        "Reform der Bundes-Länder-Kommission."
    ]


@pytest.mark.parametrize("foot", ["– 2 –", "- 2 -", "Seite 2 von 4", "Seite 2", "2 / 4", "– 2 –\n\fStadt Musterhausen"])
def test_a_sentence_over_a_page_foot_is_one_block_without_it(foot):
    words = (
        "Die Stadt übernimmt alle Kosten, die durch den Umbau der alten "
        f"Sporthalle ent-\n\n{foot}\n \nstehen, zur Hälfte.\n"
    )
    assert seen(read(words))[0].startswith("Die Stadt übernimmt alle Kosten, die durch den Umbau der alten Sporthalle")
    assert "– 2" not in " ".join(seen(read(words)))


def test_pages_are_known_from_their_numbers():
    source = read("Erste Seite mit einigen Worten.\n\n– 2 –\n\nZweite Seite.\n\n– 3 –\n\nDritte Seite.\n")
    assert [page_of(source, words).number for words in ("Erste", "Zweite", "Dritte")] == [1, 2, 3]
    assert seen(source) == ["Erste Seite mit einigen Worten.", "Zweite Seite.", "Dritte Seite."]


def test_pages_are_known_from_feet_below_them():
    page = "Auf dieser Seite stehen sehr viele Worte, damit sie wie eine Seite aussieht und nicht wie ein Titel."
    source = read(f"{page} A.\n\nSeite 1 von 2\n\n{page} B.\n\nSeite 2 von 2\n")
    assert [page_of(source, f"Titel. {letter}.").number for letter in "AB"] == [1, 2]


def test_pages_are_known_from_form_feeds():
    source = read("Eins.\n\fZwei.\n\fDrei.\n")
    assert [page_of(source, words).number for words in ("Eins", "Zwei", "Drei")] == [1, 2, 3]


def test_bare_numbers_are_feet_only_in_a_row_of_pages():
    assert "7" in " ".join(seen(read("Ja-Stimmen:\n\n7\n\nNein-Stimmen:\n\n4\n")))
    numbered = "\n\n".join(f"{n}\n\nText der Seite {'abc'[n - 1]}." for n in (1, 2, 3))
    assert seen(read(numbered)) == ["Text der Seite a.", "Text der Seite b.", "Text der Seite c."]


def test_page_marks_inside_a_sentence_are_not_seen():
    assert seen(read(f"Der Betrag [PAGE 772] wird gekürzt. {LONG}\n")) == [f"Der Betrag wird gekürzt. {LONG}"]


@pytest.mark.parametrize("mark", ["-", "*", "+", "•", "❖", "▪", "–", "◦", "‣", "·", "✓", "\uf0b7", "o", "- ❖", "- o"])
def test_bullets_are_items_without_their_mark(mark):
    source = read(f"Forderungen:\n{mark} Mehr Personal\n{mark} Weniger Papier\n")
    assert seen(source, Role.ITEM) == ["Mehr Personal", "Weniger Papier"]


def test_deeper_items_have_a_higher_level():
    source = read("- Oben\n    - Mitte\n        - Unten\n- Wieder oben\n")
    levels = [block.level for block in source.blocks]
    assert levels[0] < levels[1] < levels[2]
    assert levels[3] == levels[0]


def test_a_number_stays_with_its_item():
    assert seen(read("1. Der Rat stimmt zu.\n2. Der Rat dankt.\n"), Role.ITEM) == [
        "1. Der Rat stimmt zu.",
        "2. Der Rat dankt.",
    ]


def test_a_date_at_the_start_of_a_line_is_no_item():
    assert seen(
        read("Die nächste Sitzung des Ausschusses für Umwelt und Verkehr findet am\n3. Juli um 18 Uhr statt.\n")
    ) == ["Die nächste Sitzung des Ausschusses für Umwelt und Verkehr findet am 3. Juli um 18 Uhr statt."]


@pytest.mark.parametrize(
    "heading",
    [
        "1. Impuls:",
        "ZENTRALE THESEN DER DISKUSSION:",
        "TOP 4",
        "TOP 4: Haushalt 2025",
        "Zu TOP 4",
        "Zu 3.",
        "Item 4",
        "(2) KLINIKUM Karlsruhe",
        "3. HAUSHALT",
        "Punkt 4 der Tagesordnung: Bericht",
        "Beschluss:",
        "Abstimmungsergebnis:",
        "A n f r a g e der Fraktion",
    ],
)
def test_headings_are_told_by_their_words(heading):
    assert roles(read(f"{heading}\nDie Vorsitzende berichtet kurz.\n")) == [
        (Role.HEADING, heading),
        (Role.PARAGRAPH, "Die Vorsitzende berichtet kurz."),
    ]


@pytest.mark.parametrize(("rule", "level"), [("=======", 1), ("-------", 2)])
def test_underlined_lines_are_headings(rule, level):
    source = read(f"Bericht\n{rule}\n\nAlles in Ordnung.\n")
    assert (source.blocks[0].role, source.blocks[0].level) == (Role.HEADING, level)
    assert seen(source) == ["Bericht", "Alles in Ordnung."]


def test_a_heading_that_runs_full_goes_on():
    source = read(
        "Punkt 8 der Tagesordnung: Abgabe einer Patronatserklärung zugunsten der Städtisches Klini-\n"
        "kum Karlsruhe gGmbH\n\n"
        "Der Rat berät über den Antrag der Verwaltung und die offenen Fragen, die in der letzten\n"
        "Sitzung blieben.\n"
    )
    assert seen(source, Role.HEADING) == [
        "Punkt 8 der Tagesordnung: Abgabe einer Patronatserklärung zugunsten der Städtisches Klinikum Karlsruhe gGmbH"
    ]


def test_the_agenda_at_the_front_is_told_from_the_items():
    source = read(
        "Tagesordnung:\n\n1. Begrüßung\n2. Haushalt 2025\n3. Verschiedenes\n\n1. Begrüßung\n\n"
        "Frau Kaya eröffnet die Sitzung.\n\n2. Haushalt 2025\n\nEr wird beschlossen.\n"
    )
    assert seen(source, Role.CONTENTS) == ["1. Begrüßung", "2. Haushalt 2025", "3. Verschiedenes"]
    assert seen(source).count("1. Begrüßung") == 2


@pytest.mark.parametrize("leader", [" ........ ", " . . . . ", "\t"])
def test_lines_with_leaders_are_contents(leader):
    source = read(
        f"Inhalt\n\nBericht des Vorstandes{leader}3\nWahl der Kasse{leader}12\n\nBericht des Vorstandes\n\nAlles gut.\n"
    )
    assert len(seen(source, Role.CONTENTS)) == 2


def test_stage_directions_and_speakers_on_lines_of_their_own():
    source = read(
        f"Präsident Prof. Dr. Norbert Lammert:\n{LONG}\n(Beifall bei der SPD)\n"
        f"Jens Böhrnsen, Präsident des Bundesrates:\n{LONG}\n"
    )
    assert [block.role for block in source.blocks] == [
        Role.SPEAKER,
        Role.PARAGRAPH,
        Role.STAGE,
        Role.SPEAKER,
        Role.PARAGRAPH,
    ]


def test_a_label_is_no_speaker():
    assert not seen(read("Anwesend:\nFrau Kaya\nSchriftführer:\nHerr Meier\n"), Role.SPEAKER)


@pytest.mark.parametrize("gap", ["\t", "    "])
def test_aligned_cells_are_rows(gap):
    lines = ["Anna  ", "Bernd ", "Carola"]
    source = read("\n".join(f"{name}{gap}Vorsitz{gap}{n}" for n, name in enumerate(lines)))
    assert seen(source) == ["Anna | Vorsitz | 0", "Bernd | Vorsitz | 1", "Carola | Vorsitz | 2"]
    assert {block.role for block in source.blocks} == {Role.ROW}


def test_words_that_hang_below_a_label_are_its_own():
    source = read(
        "Datum:        3. Mai 2024\nAnwesend:     Anna Roth (Vorsitz), Bernd Kühn, Cem Aydin\n"
        "              (Kasse), Doris Ebel,\n              Emil Fuchs\nEntschuldigt: Gerd Haas,\n"
        "              Ina Jung\n"
        "Gast:         Kai Lenz\n\nBernd Kühn: Das Wetter war gut.\n              Der Saal ist frei."
    )
    assert seen(source) == [
        "Datum: 3. Mai 2024",
        "Anwesend: Anna Roth (Vorsitz), Bernd Kühn, Cem Aydin (Kasse), Doris Ebel, Emil Fuchs",
        "Entschuldigt: Gerd Haas, Ina Jung",
        "Gast: Kai Lenz",
        "Bernd Kühn: Das Wetter war gut.",
        "Der Saal ist frei.",
    ]


def test_a_series_of_marks_stands_line_by_line():
    lines = [
        "R1 The council objects to the extension. Carried 5:2.",
        "R2 A wheel wash is asked for. Adopted.",
        "R3 Wait.",
    ]
    assert seen(read("\n".join(lines))) == lines
    wrapped = (
        "Die Umleitung führt über die Landstraße und dann auf die\nA7 nach Süden, bis der Rest frei ist."
    )
    assert seen(read(wrapped)) == [wrapped.replace("\n", " ")]


def test_lines_of_two_columns_stay_lines():
    source = read("Anwesend:\n  Anna Beispiel       Vorsitz\n  Bernd Muster        Kasse\n")
    assert len(source.blocks) == 3


def test_a_table_whose_cells_lone_carriage_returns_part_becomes_rows():
    cells = "\r".join(
        f"{name}\r{party}\r02.07.2010"
        for name, party in [("Beck, Volker", "GRÜNE"), ("Bluhm, Heidrun", "DIE LINKE"), ("Dyckmans, Mechthild", "FDP")]
    )
    source = read(f"Entschuldigt\r\n{cells}\r\nEnde\r\n")
    assert seen(source, Role.ROW) == [
        "Beck, Volker | GRÜNE | 02.07.2010",
        "Bluhm, Heidrun | DIE LINKE | 02.07.2010",
        "Dyckmans, Mechthild | FDP | 02.07.2010",
    ]


def test_soft_hyphens_are_not_seen():
    assert seen(read("Die Bundes\xadregierung handelt.")) == ["Die Bundesregierung handelt."]


def test_a_dash_after_heckling_is_no_bullet():
    source = read(f"{LONG}\n(Zuruf: Nein!)\n– Ja, das kommt noch. {LONG}\n")
    assert seen(source)[-1].startswith("– Ja, das kommt noch.")


LINES = st.text(st.sampled_from("abcXYZäß .,:;-–()•*1239\t\f\r\n|=_[]ö\xad"), max_size=300)


@given(LINES)
def test_every_word_of_any_text_lies_in_at_most_one_block(words):
    source = read(words)
    assert source.text == words


@given(
    st.lists(
        st.lists(st.text("abcdefgXYZäöü", min_size=1, max_size=9), min_size=1, max_size=40), min_size=1, max_size=8
    )
)
def test_every_word_lies_in_exactly_one_block(paragraphs):
    source = read("\n\n".join(" ".join(own) for own in paragraphs))
    assert " ".join(seen(source)).split() == [word for own in paragraphs for word in own]


def test_cells_parted_by_a_bar_are_rows_in_plain_text():
    rows = [
        "Wer | Was | Bis wann",
        "Jutta Dorn | bestellt die Honigschleuder | 1. Juni 2024",
        "Arne Pohlmann | reserviert die Festwiese | 15. Juni 2024",
    ]
    document = load(File("x.txt", "\n".join(["Aufgaben", "", *rows, ""]).encode(), {}))
    assert [s.text for s in document.statements][-2:] == rows[-2:]


def test_lines_right_below_a_colon_are_its_list_up_to_the_next_sentence():
    words = (
        "Sitzung am 5. Mai\n\nHerr Habermann stellt drei Varianten vor:\n\n"
        "Variante A: Leitung nach Wiesenthal, 1,4 Mio. Euro\n"
        "Variante B: Ortskläranlage, 890.000 Euro\nVariante C: Kleinkläranlagen, keine Kosten\n\n"
        "Das Büro empfehle Variante B, da sie die geringsten Kosten verursache.\n"
    )
    document = load(File("x.txt", words.encode(), {}))
    head = next(s for s in document.statements if s.text.endswith(":"))
    listed = [s.text[:10] for s in document.statements if s.parent == head.id]
    assert listed == ["Variante A", "Variante B", "Variante C"]
    assert next(s for s in document.statements if "empfehle" in s.text).parent is None
