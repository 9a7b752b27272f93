"""Who took part, from the lists that minutes have."""

import pytest

from ingest.document import Participant
from ingest.participants import Line, is_list, listed, participants
from ingest.statement import Statement


def people(text: str, *section: str) -> list[tuple[str, str, str]]:
    """(state, name, role) of each person that a line names."""
    return [(person.state, person.name, person.role) for person in listed([Line(text, section)])]


LISTS = [
    (
        "Anwesend: Kaya (Vors.), Böhm, Lindner",
        [("chair", "Kaya", "Vors."), ("present", "Böhm", ""), ("present", "Lindner", "")],
    ),
    ("Entschuldigt: StR Benno Kiefer (verhindert)", [("excused", "Benno Kiefer", "StR, verhindert")]),
    ("Vorsitz: Bürgermeister Harald Öttinger", [("chair", "Harald Öttinger", "Bürgermeister")]),
    ("Vorsitzender: Oberbürgermeister Dr. Frank Mentrup", [("chair", "Dr. Frank Mentrup", "Oberbürgermeister")]),
    ("Sitzungsleitung: Kreistagsvorsitzende Gerlinde Stoltefuß",
     [("chair", "Gerlinde Stoltefuß", "Kreistagsvorsitzende")]),
    ("Landrat: Dr. Matthias Quenzel", [("present", "Dr. Matthias Quenzel", "Landrat")]),
    ("Schriftführerin: Malu Fenske", [("minutes", "Malu Fenske", "")]),
    ("Protokoll: K. Ahrendt", [("minutes", "K. Ahrendt", "")]),
    ("Gäste: Ingo Marquardt (Büro Bäderplan Süd) zu TOP 3, Feuerwehrkommandant Timo Strähle zu TOP 4",
     [("guest", "Ingo Marquardt", "Büro Bäderplan Süd"), ("guest", "Timo Strähle", "Feuerwehrkommandant")]),
    ("Verwaltung: Kämmerin Ute Sailer, Ortsbaumeister Jonas Wendt",
     [("present", "Ute Sailer", "Kämmerin"), ("present", "Jonas Wendt", "Ortsbaumeister")]),
    ("da: Gudrun H. (Ortsvorst.), Manni, Fr. Yilmaz // fehlt: R. Kolb (Grippe)",
     [("present", "Gudrun H.", "Ortsvorst."), ("present", "Manni", ""), ("present", "Yilmaz", ""),
      ("absent", "R. Kolb", "Grippe")]),
    ("Entschuldigt fehlte Stadtrat Uwe Prangel.", [("excused", "Uwe Prangel", "Stadtrat")]),
    ("who: Maya (chair), Tomasz, Ruth dialled in from Harlow Farm",
     [("chair", "Maya", "chair"), ("present", "Tomasz", ""), ("present", "Ruth", "")]),
    ("Apologies: Leonard Stubbs, Priya Nair, and two others",
     [("excused", "Leonard Stubbs", ""), ("excused", "Priya Nair", "")]),
    ("Present: Rajesh Menon (Senior User), Fiona Abernathy (Chair)",
     [("present", "Rajesh Menon", "Senior User"), ("chair", "Fiona Abernathy", "Chair")]),
    ("Panel: Tom Bell (managing director, Dale Buses)", [("present", "Tom Bell", "managing director, Dale Buses")]),
    ("Gast: Kai Lenz", [("guest", "Kai Lenz", "")]),
    ("Apologies: Cllr Jane Doe, Mr Brown", [("excused", "Jane Doe", "Cllr"), ("excused", "Brown", "")]),
    ("In attendance: Dr Fiona Garrigan (Town Clerk)", [("guest", "Dr Fiona Garrigan", "Town Clerk")]),
    ("Vorsitz | Abg. Claasen", [("chair", "Claasen", "Abg.")]),
    ("PRESENT: Cllrs M. Petty (Chairman), J. Oak (Vice-Chairman), R. Dunn.",
     [("chair", "M. Petty", "Chairman"), ("present", "J. Oak", "Vice-Chairman"), ("present", "R. Dunn", "")]),
    ("IN ATTENDANCE: County Cllr D. Raine (to item 6), PCSO L. Marsh",
     [("guest", "D. Raine", "County Cllr"), ("guest", "L. Marsh", "PCSO")]),
    ("APOLOGIES: Cllr P. Nye (work); District Cllr V. Strand (holiday).",
     [("excused", "P. Nye", "Cllr, work"), ("excused", "V. Strand", "District Cllr, holiday")]),
    ("Vom Vorstand: Karin Pogg (2. Vorsitzende), Olaf Tiet (Kassenwart)",
     [("present", "Karin Pogg", "2. Vorsitzende"), ("present", "Olaf Tiet", "Kassenwart")]),
    ("Anwesend: 40 Mitglieder, 2 Gäste (Frau Lüder, Gemeinde; Herr Kamp, Kreissportbund)",
     [("present", "Lüder", "Gemeinde"), ("present", "Kamp", "Kreissportbund")]),
    ("Entschuldigt: Nadine Brügge (Spartenleiterin Turnen)",
     [("excused", "Nadine Brügge", "Spartenleiterin Turnen")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), LISTS)
def test_a_labelled_list_gives_its_people_with_state_and_role(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert people(text) == expected


@pytest.mark.parametrize(
    ("heading", "line", "expected"),
    [
        ("Entschuldigt", "Frau Dr. Alt", ("excused", "Dr. Alt", "")),
        ("Teilnehmende", "Renate Baumgart – Sozialstation", ("present", "Renate Baumgart", "Sozialstation")),
        ("Anwesend", "Dr. Ruppert, Klaus – Hausarzt", ("present", "Dr. Klaus Ruppert", "Hausarzt")),
        ("Gäste", "Herr Benthin (Tiefbau)", ("guest", "Benthin", "Tiefbau")),
        ("Abwesend", "Böhm", ("absent", "Böhm", "")),
        ("Anwesenheit", "Stadtrat Jörg Kall (SPD), ab 17:25 Uhr (TOP 3)", ("present", "Jörg Kall", "Stadtrat")),
        ("Anwesenheit", "Stadträtin Ida Paul (SPD), Vorsitzende", ("chair", "Ida Paul", "Stadträtin, Vorsitzende")),
        ("Attendance", "Cllr Ann Lee (Labour), Chair", ("chair", "Ann Lee", "Cllr, Chair")),
        ("Anwesend", "Karl Bro, Vorsitzender der Gilde", ("present", "Karl Bro", "Vorsitzender der Gilde")),
        ("Moderation", "Prof. (ETHZ) Dr. Gerald Haug | Präsident, Leopoldina",
         ("chair", "Prof. (ETHZ) Dr. Gerald Haug", "Präsident, Leopoldina")),
    ],
)  # fmt: skip
def test_a_name_a_line_under_a_heading_has_the_headings_state(
    heading: str, line: str, expected: tuple[str, str, str]
) -> None:
    assert people(line, heading) == [expected]


def test_a_table_gives_the_state_of_its_column() -> None:
    header = "Gruppe | anwesend | entschuldigt"
    assert people("Professor:innen (7) | Oberkofler, Tiedje | Lüdemann (Forschungssemester)", "Sitzung", header) == [
        ("present", "Oberkofler", ""),
        ("present", "Tiedje", ""),
        ("excused", "Lüdemann", "Forschungssemester"),
    ]


def test_members_in_columns_are_each_a_person() -> None:
    assert people("Fabian Bauer | Mag. Paul Hammerl | Christiane Kroiß", "Anwesende") == [
        ("present", "Fabian Bauer", ""),
        ("present", "Mag. Paul Hammerl", ""),
        ("present", "Christiane Kroiß", ""),
    ]


def test_people_in_brackets_have_their_house() -> None:
    [first, second, third] = listed([Line("Present: UBR (Garrigan, Wilk), TU Vlissebeek (Dr Joris Claes)")])
    assert (first.name, first.institution) == ("Garrigan", "UBR")
    assert (second.name, third.name, third.institution) == ("Wilk", "Dr Joris Claes", "TU Vlissebeek")


def test_a_party_is_no_role() -> None:
    [person] = listed([Line("Anwesend: Karin Bölsch (SPD)")])
    assert (person.name, person.party, person.role) == ("Karin Bölsch", "SPD", "")


def test_a_label_stands_for_the_lines_below_it() -> None:
    lines = [
        Line("Eingeladene Sachverständige:"),
        Line("Mirjam Oltmanns, Hebammenverband"),
        Line("Die Sitzung beginnt."),
    ]
    assert [(person.state, person.name) for person in listed(lines)] == [("guest", "Mirjam Oltmanns")]


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("Anwesend 44 von 48 Mitgliedern; CDU 16, SPD 11", ()),
        ("Anwesend: 87 Mitglieder lt. Liste, davon 81 stimmberechtigt", ()),
        ("Kosten | 1,92 Mio. €", ()),
        ("Straßenbau | Hochbau", ()),
        ("Stadt Wels | Bericht", ()),
        ("Reihengrab | 1.790 €", ("Gebühren",)),
        ("A1 | Ottersberg | phone mayor | 18 Oct", ("Actions", "# | Who | What | By")),
        ("Frau Kaya fragt, ob der Platz gebaut werde.", ("TOP 1",)),
        ("Es fehlen 11 Lehrkräfte, v. a. Elektrotechnik und Pflege.", ()),
        ("Presse, Zuhörer", ("Gäste",)),
        ("- 1. Vorsitz: G. Dittmoser, einziger Kandidat. 63 Ja, 11 Nein", ()),
    ],
)
def test_numbers_and_stray_cells_are_nobody(text: str, section: tuple[str, ...]) -> None:
    assert people(text, *section) == []
    assert not is_list(text, section)


def test_a_participant_names_the_statement_it_stands_in() -> None:
    text = "Protokoll: Ute Semmler"
    statement = Statement("d/x/1", "d", text, 0, len(text), ("Titel",), 0)
    assert participants([statement]) == (Participant("Ute Semmler", "", "", "", text, state="minutes"),)


GROUPS = ("Anwesend:", "Gruppe | Name | Bemerkung")


def test_rows_with_groups_list_everybody_of_them() -> None:
    row = "Lehrkräfte | Herr Bielefeldt, Frau Dr. Yıldız, Frau Petzold |"
    assert people(row, *GROUPS) == [
        ("present", "Bielefeldt", "Lehrkräfte"),
        ("present", "Dr. Yıldız", "Lehrkräfte"),
        ("present", "Petzold", "Lehrkräfte"),
    ]
    assert people("Schülerinnen und Schüler | Mia Rademacher (10b), Tom Brandes (9c) |", *GROUPS) == [
        ("present", "Mia Rademacher", "10b"),
        ("present", "Tom Brandes", "9c"),
    ]
    assert people("Gesamt | 12 Stimmberechtigte |", *GROUPS) == []


def test_a_column_of_marks_says_who_was_there() -> None:
    header = "Name | Office | Present"
    assert people("Ms Ada Brook | Treasurer | yes", "Attendance", header) == [("present", "Ada Brook", "Treasurer")]
    assert people("Herr Jan Ott | Beisitzer | nein", "Liste", "Name | Amt | anwesend") == [
        ("absent", "Jan Ott", "Beisitzer")
    ]
    assert people("Frau Ute Kern | Kasse | entschuldigt", "Liste", "Name | Amt | anwesend")[0][0] == "excused"


def test_who_is_heard_stands_with_the_house() -> None:
    assert people("I: Dr Miriam Castell, Director, Rivers Agency; Peter Hallam, Severnside Water.", "Witnesses") == [
        ("guest", "Dr Miriam Castell", "Director, Rivers Agency"),
        ("guest", "Peter Hallam", "Severnside Water"),
    ]
    assert people("Dr. Mehmet Karaca, Landesamt für Bergbau und Geologie", "Sachverständige:") == [
        ("guest", "Dr. Mehmet Karaca", "Landesamt für Bergbau und Geologie")
    ]
    assert [name for _, name, _ in people("Anwesend: Dr. Anna Kern, Bernd Alt")] == ["Dr. Anna Kern", "Bernd Alt"]


@pytest.mark.parametrize("text", ["Chair: Ms Tremaine, you have heard them.", "Vorsitz: Frau Alt, hören Sie uns?"])
def test_an_address_after_the_chairs_label_lists_nobody(text: str) -> None:
    assert not is_list(text)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Dr. Anna Holl, Moderation, Leiterin der Schule", ("chair", "Dr. Anna Holl", "Moderation")),
        ("Cora Fass, Försterin, Forstrevier Süd", ("present", "Cora Fass", "Försterin")),
        ("Karin Höf, Pflegestützpunkt Landkreis Au", ("present", "Karin Höf", "Pflegestützpunkt Landkreis Au")),
    ],
)
def test_on_a_line_of_ones_own_what_follows_the_name_is_no_other_person(
    line: str, expected: tuple[str, str, str]
) -> None:
    assert people(line, "Auf dem Podium") == [expected]
