"""Who is speaking: every form of label and of reported speech, and nobody where the minutes name nobody."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

from ingest.corpus import read_document
from ingest.readers.markdown import read
from ingest.source import Block, Role, Source
from ingest.speakers import Turn, attribute, recorded_in

CORPUS = Path(__file__).parents[2] / "corpus" / "zukunftsforum-ki-2024-02-22.md"


def source(text: str, *roles: Role) -> Source:
    """A text of paragraphs parted by blank lines; a role for each, headings told by `# `."""
    blocks = []
    for number, match in enumerate(re.finditer(r"\S(?:.|\n(?!\n))*", text)):
        heading = match[0].startswith("# ")
        role = roles[number] if number < len(roles) else Role.HEADING if heading else Role.PARAGRAPH
        start = match.start() + (2 if heading else 0)
        blocks.append(Block(start, match.start() + len(match[0].rstrip()), role, level=2 if heading else 0))
    return Source(text, tuple(blocks))


def said(text: str, *roles: Role, recorded: bool | None = None) -> list[tuple[str, str]]:
    """(speaker as written or "", the words after the label) of each turn."""
    read_from = source(text, *roles)
    turns = [turn for own in attribute(read_from, recorded) for turn in own]
    return [(_name(turn), read_from.seen(turn.lead_end, turn.end)) for turn in turns]


def _name(turn: Turn) -> str:
    return turn.speaker.written if turn.speaker else ""


def who(text: str, *roles: Role) -> list[str]:
    """The names alone."""
    return [name for name, _ in said(text, *roles)]


# Label, and how its speaker is written; the words after it are spoken.
LABELS = [
    ("Stadträtin Uysal (SPD): ", "Stadträtin Uysal (SPD)"),
    ("Abg. Yildiz (SPD): ", "Abg. Yildiz (SPD)"),
    ("Vorsitzende Dr. L.: ", "Vorsitzende Dr. L."),
    ("Präsident Prof. Dr. Norbert Lammert: ", "Präsident Prof. Dr. Norbert Lammert"),
    ("Bgm. Dr. Rabl: ", "Bgm. Dr. Rabl"),
    ("StR. Ganzert: ", "StR. Ganzert"),
    ("GR. Hufnagl, MBA: ", "GR. Hufnagl, MBA"),
    ("Landrat Dr. Quenzel: ", "Landrat Dr. Quenzel"),
    ("Dezernent Verkehr, Falk Rieger: ", "Dezernent Verkehr, Falk Rieger"),
    ("Geschäftsführerin Klinikum, Sabine Tillmann: ", "Geschäftsführerin Klinikum, Sabine Tillmann"),
    ("Jens Böhrnsen, Präsident des Bundesrates: ", "Jens Böhrnsen, Präsident des Bundesrates"),
    ("Kreisrat Bürgermeister Eckhard Vollbrecht (CDU, Uhlsee): ",) * 2,
    ("PARENT (MRS KOWALCZYK): ", "PARENT (MRS KOWALCZYK)"),
    ("Grüne (Frau Jehle): ", "Grüne (Frau Jehle)"),
    ("MGRin Loibl: ", "MGRin Loibl"),
    ('Ms Ada Holt (Friends of "The Mill"): ', 'Ms Ada Holt (Friends of "The Mill")'),
    ("Frau Faust, Verein „Licht e. V.“: ", "Frau Faust, Verein „Licht e. V.“"),
    ("HERR MÜLLER: ", "HERR MÜLLER"),
    ("FRAU DR. WEISS: ", "FRAU DR. WEISS"),
    ("**Prof. Dr. Alt (Uni Bonn):** ", "Prof. Dr. Alt (Uni Bonn)"),
    ("Frage 12 des Abg. Zell (FDP): ", "Abg. Zell (FDP)"),
    ("Zusatzfrage Abg. Dr. Emine Tekin (Ökologische Fraktion): ", "Abg. Dr. Emine Tekin (Ökologische Fraktion)"),
    ("A (Dr. Pannwitz): ", "Dr. Pannwitz"),
    ("Redner P.: ", "Redner P."),
    ("Cllr Smith: ", "Cllr Smith"),
    ("DR MIRA HOLM: ", "DR MIRA HOLM"),
    ("PROF ANNA LEE: ", "PROF ANNA LEE"),
    ("MRS O'DWYER: ", "MRS O'DWYER"),
    ("CLLR JANE DOE: ", "CLLR JANE DOE"),
    ("STADTRÄTIN DR. KURZ (SPD): ", "STADTRÄTIN DR. KURZ (SPD)"),
    ("Kassiererin Bożena Żak: ", "Kassiererin Bożena Żak"),
    ("Dr Patel (University of Exeter): ", "Dr Patel (University of Exeter)"),
    ("Councillor Jane Doe (Lab): ", "Councillor Jane Doe (Lab)"),
]


@pytest.mark.parametrize(("label", "written"), [(label.strip(), name.strip(": ")) for label, name in LABELS])
def test_a_label_names_who_speaks_and_is_no_part_of_the_words(label: str, written: str) -> None:
    assert said(f"# Item\n\n{label} Ich danke Ihnen für die Vorlage.")[1] == (
        written,
        "Ich danke Ihnen für die Vorlage.",
    )


@pytest.mark.parametrize(
    "line",
    [
        "Beschluss: Der Antrag geht an den Ausschuss.",
        "Ergebnis: kein Konsens, wir reden weiter.",
        "Antwort: Das prüfen wir noch.",
        "Hinweis: Die Sitzung wird übertragen.",
        "Ort: Rathaus, Saal 2",
        "Infrastruktur: Wir brauchen mehr Rechenzentren.",
        "Fazit: Wir müssen reden.",
        "Protokoll: Frau Kaya",
        "Landrat: Dr. Matthias Quenzel",
        "Antrag SPD (Verschiebung): wir stimmen ab.",
        "Vorsitzende der Kommission: wird noch bestimmt.",
        "Deutsche Kultur: Wir sind silohaft.",
        "Einwand aus der Runde: Der Leitsatz entlaste vor allem die Kassen.",
        "TODO Svea: Spendenaufruf bis 31.3.",
        "Dorfauto (Carsharing) Rosenow: E-Auto, 37 Nutzer.",
        "MINISTRY OF FINANCE: not represented.",
        "BERICHT DES VORSTANDS: liegt vor.",
    ],
)
def test_a_colon_after_other_words_names_nobody(line: str) -> None:
    assert set(who(f"# Punkt\n\n{line}")) == {""}


COUNCIL = """# 8. Klinik

Stadtrat Riebel (GRÜNE): Ich danke allen. Wir brauchen Reformen.

Das sage ich auch für meine Fraktion.

(Beifall bei den GRÜNEN)

Die Kliniken sind in Not.

Stadträtin Uysal (SPD): Wir stimmen zu.

Stadtrat Riebel: Danke, das freut mich.

# 9. Straßen

Die Vorlage wird vertagt.

Stadtrat Hock (FDP): Mir ist das recht."""


def test_a_speech_holds_over_paragraphs_until_somebody_else_speaks() -> None:
    riebel, uysal = "Stadtrat Riebel (GRÜNE)", "Stadträtin Uysal (SPD)"
    assert who(COUNCIL) == ["", riebel, riebel, "", riebel, uysal, riebel, "", "", "Stadtrat Hock (FDP)"]


def test_the_same_person_shares_a_surname_and_the_fullest_form() -> None:
    turns = [turn for own in attribute(source(COUNCIL), None) for turn in own]
    riebel = {turn.speaker for turn in turns if turn.speaker and turn.speaker.surname == "Riebel"}
    assert [(person.written, person.party) for person in riebel] == [("Stadtrat Riebel (GRÜNE)", "GRÜNE")]


@pytest.mark.parametrize(
    "line",
    [
        "Beschluss: Zustimmung.",
        "Abstimmungsergebnis: 12 Ja, 5 Nein",
        "Antrag SPD (Verschiebung): 17 Ja, 25 Nein, 2 Enthaltungen - abgelehnt.",
        "Der Antrag wird einstimmig angenommen.",
        "Vzbgm. Kroiß übergibt den Vorsitz an Vzbgm. Raggl-Mühlberger.",
        "Zur Beurkundung:",
        "Einstimmig zugestimmt",
        "Ja 714 / Nein 0 / Enth. 82 → angenommen",
    ],
)
def test_a_line_of_the_minutes_ends_a_speech(line: str) -> None:
    assert who(f"{COUNCIL}\n\n{line}\n\nDie Straße bleibt gesperrt.")[-2:] == ["", ""]


def test_heckling_within_a_paragraph_is_nobodys_and_the_speaker_goes_on() -> None:
    text = COUNCIL + "\n\nStadtrat Hock (FDP): Ich sage es noch einmal. (Heiterkeit) Ernsthaft: Es reicht."
    assert said(text)[-3:] == [
        ("Stadtrat Hock (FDP)", "Ich sage es noch einmal."),
        ("", "(Heiterkeit)"),
        ("Stadtrat Hock (FDP)", "Ernsthaft: Es reicht."),
    ]


def test_brackets_on_lines_of_their_own_are_nobodys() -> None:
    text = COUNCIL + "\n\nWir bauen.\n(Abg. Finkenrath: Für Tauben!)\n- Für die Fassade, Herr Abgeordneter."
    assert who(text)[-3:] == ["Stadtrat Hock (FDP)", "", "Stadtrat Hock (FDP)"]


def test_an_interruption_ends_a_speech() -> None:
    assert who(COUNCIL + "\n\n(Unterbrechung von 10.05 bis 10.10 Uhr)\n\nEs geht weiter.")[-2:] == ["", ""]


def test_an_unknown_name_before_a_colon_takes_the_floor_from_whoever_had_it() -> None:
    assert who(COUNCIL + "\n\nPetridis: Das ist doch eine Hexenjagd!")[-1] == ""


def test_a_full_name_with_its_group_is_a_speaker_in_a_verbatim_record() -> None:
    name = "Jürgen Brettschneider (Bürgerunion)"
    assert who(f"{COUNCIL}\n\n{name}: Sind Sie je mit der Bahn gefahren?")[-1] == name


@pytest.mark.parametrize(
    "label", ["A MEMBER OF THE PUBLIC", "A young resident", "Eine Zuhörerin aus dem Ortsteil", "Unbekannt"]
)
def test_somebody_of_no_name_takes_the_floor(label: str) -> None:
    assert who(f"{COUNCIL}\n\n{label}: Ich wohne dort und höre jede Nacht den Lärm.")[-1] == ""
    assert who(f"{COUNCIL}\n\nHerr Bürger: Ich wohne dort.")[-1] == "Herr Bürger"


@pytest.mark.parametrize(
    "line",
    ["The session closed at 3.15 pm.", "Die nächste Sitzung findet am 3. Mai statt.", "Recommendation 2: Build."],
)
def test_the_minutes_close_after_a_speech(line: str) -> None:
    assert who(f"{COUNCIL}\n\n{line}")[-1] == ""


TASKS = """Anwesend: Ute Roth (Vorsitz), Jan Fromm

# Bericht

Roth: Das Jahr war schwierig, sage ich.

# Zu erledigen

Roth: Gespräch mit der Stadt, bis Ende Juni

Fromm: Angebote einholen

Fromm: Mir wäre das lieber im Mai."""


def test_a_line_of_a_list_of_tasks_is_nobodys_speech() -> None:
    roles = (Role.PARAGRAPH, Role.HEADING, Role.PARAGRAPH, Role.HEADING, Role.ITEM, Role.PARAGRAPH, Role.PARAGRAPH)
    text = TASKS.replace("Fromm: Mir", "Jan Fromm: Mir")
    assert who(text, *roles)[1:] == ["", "Ute Roth", "", "", "", "Jan Fromm"]
    assert who(text.replace("# Zu erledigen", "# Aussprache"), *roles)[4:] == ["Ute Roth", "Jan Fromm", "Jan Fromm"]


def test_a_line_of_the_minutes_that_is_wrapped_stays_whole() -> None:
    text = f"{COUNCIL}\n\nBeschluss: Der Rat gibt das Geld für\nden Radweg frei."
    assert said(text)[-1] == ("", "Beschluss: Der Rat gibt das Geld für\nden Radweg frei.".replace("\n", " "))


def test_a_label_within_a_paragraph_changes_the_speaker() -> None:
    text = COUNCIL + "\n\nStadtrat Riebel (GRÜNE): Warum vier Monate? Stadtrat Hock (FDP): Weil Stellen fehlen."
    assert said(text)[-2:] == [
        ("Stadtrat Riebel (GRÜNE)", "Warum vier Monate?"),
        ("Stadtrat Hock (FDP)", "Weil Stellen fehlen."),
    ]


def test_headings_with_a_time_are_speakers() -> None:
    text = (
        "# Stefan Korb, Baudezernent (0:02:15)\n\nGuten Abend.\n\n# Publikum, Frau in der 3. Reihe (0:21:20)\n\n"
        "Ich wohne hier.\n\n# Stefan Korb (0:21:58)\n\nDie Aufsicht war da."
    )
    korb, woman = "Stefan Korb, Baudezernent", "Publikum, Frau in der 3. Reihe"
    assert who(text) == [korb, korb, woman, woman, korb, korb]


def test_a_level_of_headings_that_are_names_are_speakers() -> None:
    text = "".join(f"# {name}\n\nIch bin dafür.\n\n" for name in ("Anke Jäger", "Jens Rösler", "Roland Zander"))
    assert who(text) == ["Anke Jäger"] * 2 + ["Jens Rösler"] * 2 + ["Roland Zander"] * 2


def test_thanks_to_the_speaker_are_not_the_speakers_words() -> None:
    text = "# Julia Brandt (0:07:37)\n\nIch vermute.\n\nVielen Dank, Frau Stadträtin Brandt.\n\n# Jens Rösler (0:08:00)"
    assert who(text)[:3] == ["Julia Brandt", "Julia Brandt", ""]


def test_a_line_that_only_names_the_speaker_gives_the_floor() -> None:
    text = "Präsident Prof. Dr. Norbert Lammert:\n\nIch eröffne.\n\nWir beginnen."
    assert who(text, Role.SPEAKER) == ["Präsident Prof. Dr. Norbert Lammert"] * 3


def test_what_the_format_says_wins() -> None:
    text = "Stadtrat Hock (FDP): Ich danke."
    given = Source(text, (Block(0, len(text), Role.PARAGRAPH, speaker="Präsident Dr. Wolfgang Schäuble"),))
    assert attribute(given, None)[0][0].speaker.written == "Präsident Dr. Wolfgang Schäuble"


# Minutes in their own words: the text, and whose each stretch is.
REPORTED = [
    ("BM Voss erwidert, die Sperrung dauere bis Juli. Die Stadt habe ein Verbot beantragt.", ["BM Voss"]),
    ("Frau Kaya fragt, ob der Platz gebaut werde.", ["Frau Kaya"]),
    ("StRin Aydin (SPD) betont, im Bad lernten die Kinder schwimmen.", ["StRin Aydin (SPD)"]),
    ("Der Bürgermeister teilt mit, das Geld fehle.", ["Der Bürgermeister"]),
    ("Laut Herrn Xaver kostet das 5 Mio. Euro.", ["Herrn Xaver"]),
    # Whoever the minutes tell of next is not reported by the one before.
    ("Frau Kaya ist dafür. Kapitularin Zwirner (Ahlsdorf) widerspricht: Das sei Unsinn.", ["Frau Kaya", ""]),
    ("Frau Kaya ist dafür. Frau Alt sorgt sich um die Kita: Sie sei voll.", ["Frau Kaya", "Frau Alt"]),
    ("Frau Kaya: Es sei zu teuer. Man einigt sich darauf, es zu verschieben.", ["Frau Kaya", ""]),
    ("Frau Kaya nennt als Ziel die Schule, Herr Alt die Straße.", [""]),
    ("Das sei nicht zu schaffen, so Frau Yilmaz.", ["Frau Yilmaz"]),
    ("„Das reicht nicht“, sagte Dr. Zander.", ["Dr. Zander"]),
    ("Zu Nr. 2 erläutert Frau Eilers, dass Torf gefunden worden sei.", ["Frau Eilers"]),
    ("Frau Eilers: Es seien nur drei Bohrungen gemacht worden.", ["Frau Eilers"]),
    ("Frau Kaya meint, es sei zu teuer. Der Ausschuss nimmt Kenntnis.", ["Frau Kaya", ""]),
    ("Herr Alt lobt den Plan. Er fordert mehr Bäume. Die Sitzung endet um 8 Uhr.", ["Herr Alt", ""]),
    ("Herr Alt fragt nach dem Geld. Sie verweist auf den Etat.", ["Herr Alt", ""]),
    ("Frau Neu widerspricht. Wer jetzt nicht baue, treibe die Kosten. Sie fordert Eile.", ["Frau Neu"]),
    ("Herr Alt regt ein Gutachten an. Die Kosten dafür schätzt er auf 45.000 Euro.", ["Herr Alt"]),
    ("Herr Alt fragt nach dem Plan. Die Stadt zahlt 5 Mio. Euro.", ["Herr Alt", ""]),
    ("Frau Neu fragt nach dem Plan. Die Verwaltung hält sie für falsch.", ["Frau Neu", ""]),
    ("Herr Alt hält das für „geschönt“. Er erinnere daran, dass es teuer war.", ["Herr Alt"]),
    ("Herr Alt sprach ein Grußwort. Er betonte, dass nichts gebaut werde.", ["", "Herr Alt"]),
    ("Mr Menon opened the item. He said the staff needed two days.", ["", "Mr Menon"]),
    ("Mr Menon opened the item. The road is closed. He said the staff needed two days.", [""]),
    ("Herr Alt dankt Herrn Neu. Er betont, es sei eilig.", [""]),
    ("Herr Alt verweist auf Herrn Neu. Er fordert mehr Bäume.", ["Herr Alt", ""]),
    ("Herr Alt verweist auf Frau Neu. Er fordert mehr Bäume.", ["Herr Alt"]),
    ("Frau Neu fragt nach. Sie alle kommen. Sie wurde gewählt.", ["Frau Neu", ""]),
    ("Stadtrat Hock lehnt den Antrag ab. Der Verkehr nehme zu. Er fordert ein Schild.", ["Stadtrat Hock"]),
    ("Herr Alt stimmt dem Plan zu. Der Rat stimmt dem Plan zu.", ["Herr Alt", ""]),
    ("Frau Neu fragt nach dem Plan. Daraufhin informiert sie der Bürgermeister, dass es teuer wird.", ["Frau Neu", ""]),
    ("Frau Neu fragt nach dem Plan. Daraufhin fordert sie die Verwaltung auf, zu rechnen.", ["Frau Neu"]),
    ("Herr Alt berichtet vom Gespräch mit dem Bürgermeister. Er sagte Hilfe zu.", ["Herr Alt", ""]),
    ("Herr Alt berichtet vom Gespräch mit der Landrätin. Er sagte Hilfe zu.", ["Herr Alt"]),
    ("Dr Lee supported the motion. She opposed the fee. The fee rose.", ["Dr Lee", ""]),
    ("Herr Alt lehnt ab; Frau Neu widerspricht, das sei falsch.", ["Herr Alt", "Frau Neu"]),
    ("Herr Alt hält das für Unsinn, Frau Neu dagegen für klug.", [""]),
    ("Er befürworte B. Prof. Lütkens gab zu bedenken, dass es teuer sei.", ["", "Prof. Lütkens"]),
    ("Ein Jugendlicher fragt, wann gebaut werde.", [""]),
    ("Aus der Mitte wird gefragt, ob Tageseltern einspringen könnten.", [""]),
    ("Die Verwaltung schlägt vor, die Preise zu erhöhen.", [""]),
    ("Herr Wendt und Frau Alt besuchen die Baustelle.", [""]),
    ("Frau Dr. Alt hatte mitgeteilt, dass sie nicht verlängern wolle.", ["Frau Dr. Alt"]),
    ("Ms Jones said that the road was closed.", ["Ms Jones"]),
    ("Dr Patel (University of Exeter) asked whether fees would rise.", ["Dr Patel (University of Exeter)"]),
    ("Cllr Smith noted the report. She asked for figures. The road stays closed.", ["Cllr Smith", ""]),
    ("According to Mr Brown, the figures are old.", ["Mr Brown"]),
    ("The council approved the budget.", [""]),
]


@pytest.mark.parametrize(("text", "names"), REPORTED)
def test_reported_speech_belongs_to_whom_it_names(text: str, names: list[str]) -> None:
    assert who(f"# Punkt\n\n{text}")[1:] == names


def test_what_a_document_puts_before_names_is_no_given_name() -> None:
    text = (
        "# Punkt\n\nHier bedauert Kapitular Prof. Dr. Karl Krauth, dass das fehle.\n\n"
        "Kapitular Gerd Rau fragt, wer zahle.\n\n"
        "Kapitular Abt merkt an, dass es spät sei.\n\nKrauth nennt das schade."
    )
    said = who(text)
    assert said[1:] == ["Kapitular Prof. Dr. Karl Krauth", "Kapitular Gerd Rau", "Kapitular Abt", said[1]]


def test_where_capitals_tell_speakers_one_who_speaks_once_is_told_so_too() -> None:
    text = "\n\n".join(
        ["# Depot", "ANN LEE: I see.", "ED BOYLE: You do?", "ANN LEE: I do.", "TOM RAY: We all do.", "TOM RAY: My bus."]
    )
    assert who(text)[1:] == ["ANN LEE", "ED BOYLE", "ANN LEE", "TOM RAY", "TOM RAY"]
    assert set(who(f"{text}\n\nA. REPORTS: none.")[-1:]) == {""}


def test_a_topic_before_a_colon_leaves_the_floor_to_whoever_speaks() -> None:
    said = "Frau Alt: Ich frage Sie.\n\nHerr Rau: Ich weiß es.\n\nFrau Kaya: Ich danke Ihnen."
    text = f"# Punkt\n\n{said}\n\n(Beifall)\n\nZur Frist: Wir brauchen sie."
    assert who(text)[-1] == "Frau Kaya"


def test_reported_speech_is_marked_as_such() -> None:
    [_, [turn]] = attribute(source("# Punkt\n\nFrau Kaya fragt, ob gebaut werde."), None)
    assert turn.reported


def test_within_reported_speech_after_a_label_others_speak_for_themselves() -> None:
    text = (
        "Teilnehmer: A. Reinshagen (Vorsitz), Dr. P. Ostermeier, M. Brix\n\n# Termine\n\n"
        "Ostermeier: hält den Januar für fahrlässig. Sie plädiert für April.\n"
        "Reinshagen hält am Termin fest. Brix widerspricht, das sei zu spät."
    )
    assert who(text)[2:] == ["Dr. P. Ostermeier", "A. Reinshagen", "M. Brix"]


def test_a_quotation_after_its_attribution_is_quoted_without_it() -> None:
    text = "# Punkt\n\nAuf Nachfrage von Nowotny, ob das stimme, antwortet Frau Dr. Marquardt: „Dazu gibt es nichts.“"
    assert said(text)[1] == ("Frau Dr. Marquardt", "„Dazu gibt es nichts.“")


def test_an_office_alone_is_the_person_that_the_head_names() -> None:
    text = (
        "Vorsitzender: Oberbürgermeister Dr. Frank Mentrup\n\n# 1\n\nStadtrat Hock (FDP): Ich bin dafür.\n\n"
        "Stadträtin Uysal (SPD): Wir auch.\n\nDer Vorsitzende: Dann kommen wir zum Beschluss. Ich bitte um Ihr Zeichen."
    )
    assert who(text)[-1] == "Oberbürgermeister Dr. Frank Mentrup"


def test_an_office_that_two_held_stays_an_office() -> None:
    text = (
        "Vorsitzender: Bürgermeister Dr. Andreas Rabl\n\n# 1\n\nBgm. Dr. Rabl übergibt den Vorsitz an Vzbgm. Kroiß.\n\n"
        "Der Vorsitzende betont, es sei eilig."
    )
    assert who(text)[-1] == "Der Vorsitzende"


def test_two_of_one_surname_are_told_apart_by_their_office() -> None:
    text = (
        "Anwesend: Vzbgm. Gerhard Kroiß, Christiane Kroiß\n\n# 1\n\nVzbgm. Kroiß: Ich widerspreche.\n\n"
        "GR. Kroiß: Ich schließe mich an."
    )
    first, second = who(text)[-2:]
    assert first != second
    assert "Gerhard" in first


def test_only_what_follows_antwort_is_the_answerers() -> None:
    text = (
        "# Anfrage\n\nVzbgm. Kroiß beantwortet die Anfrage wie folgt:\n\nWie wird weiter verfahren?\n\nAntwort: Ja.\n\n"
        "Wer trägt die Verantwortung?\n\nAntwort: Der Verursacher."
    )
    assert who(text)[2:] == ["", "Vzbgm. Kroiß", "", "Vzbgm. Kroiß"]


def test_the_witness_is_whom_the_heading_names() -> None:
    text = (
        "# Vernehmung der Zeugin Svantje Bolte\n\nDie Zeugin schildert, sie habe den Vermerk geschrieben. "
        "Antwort habe sie keine erhalten.\n\nAbg. Lüth fragt, ob es anders gehe. Die Zeugin: Sie habe es gesagt."
    )
    assert who(text)[1:] == ["Zeugin Svantje Bolte", "Abg. Lüth", "Zeugin Svantje Bolte"]


def test_a_list_that_somebody_introduces_is_theirs() -> None:
    text = (
        "# 2\n\nFrau Alt nennt drei Gründe:\n\ngestiegene Stahlpreise\n\nDer Rest sei ein Rätsel.\n\nEs wird vertagt."
    )
    roles = (Role.HEADING, Role.PARAGRAPH, Role.ITEM)
    assert who(text, *roles)[1:] == ["Frau Alt", "Frau Alt", "Frau Alt", ""]


def test_two_of_the_audience_are_two() -> None:
    text = "# Publikum, Frau vorn (0:01:00)\n\nWarum?\n\n# Publikum, Mann hinten (0:02:00)\n\nIch frage auch."
    assert len(set(who(text))) == 2


def test_a_label_of_a_list_item_holds_for_the_item_alone() -> None:
    text = "da: Manni, Svea, Benthin\n\n# 2\n\nBenthin: neue kostet 7.800\n\nErsatz frühestens im September"
    assert who(text, Role.PARAGRAPH, Role.HEADING, Role.ITEM, Role.ITEM)[-2:] == ["Benthin", ""]


def test_nobody_speaks_where_the_minutes_say_so() -> None:
    text = COUNCIL + "\n\nHinweis: Die Runde hat vereinbart, Beiträge nicht einzelnen Personen zuzuordnen."
    assert set(who(text)) == {""}


def test_nobody_speaks_where_the_description_says_so() -> None:
    assert {name for name, _ in said(COUNCIL, recorded=False)} == {""}


def test_a_full_name_that_stands_once_is_believed_where_the_description_says_that_speakers_are_recorded() -> None:
    text = "# Podium\n\nStefan Korb: Ich bin dafür."
    assert said(text)[1][0] == ""
    assert said(text, recorded=True)[1][0] == "Stefan Korb"


def test_the_shipped_protocol_names_no_speaker() -> None:
    turns = attribute(read(CORPUS.read_bytes()), None)
    assert {turn.speaker for own in turns for turn in own} == {None}
    assert recorded_in(turns) == "none"


def test_how_much_is_recorded_is_found_out() -> None:
    assert recorded_in(attribute(source(COUNCIL.replace("Die Vorlage wird vertagt.\n\n", "")), None)) == "all"
    assert recorded_in(attribute(source(COUNCIL + "\n\nBeschluss: " + "Es wird gebaut. " * 30), None)) == "some"
    assert recorded_in(attribute(source("# Punkt\n\nDas Wetter war gut."), None)) == "none"


@pytest.mark.parametrize("text", [COUNCIL, *(text for text, _ in REPORTED)])
def test_turns_cover_their_block_but_for_white_space(text: str) -> None:
    given = source(text)
    for block, own in zip(given.blocks, attribute(given, None), strict=True):
        assert (own[0].start, own[-1].end) == (block.start, block.end)
        gaps = [given.text[a.end : b.start] for a, b in pairwise(own)]
        assert "".join(gaps).strip() == ""
        assert all(turn.start <= turn.lead_end <= turn.end for turn in own)


EVIDENCE = """Witness: Dr Alma Reid, Metro Transit.

{a}Chair:{z} Welcome. Dr Reid, how many night buses do you run?

Dr Reid: We run forty-two on six routes.

{b}Helen Park:{z} Do you lose money on them?

Dr Reid: Yes, about £2 million a year.

{c}Omar Said:{z} Would you cut route N9?

Dr Reid: No. I would not do that."""


@pytest.mark.parametrize(
    "numbers",
    [("Q1 ", "Q2 ", "Q3 ", ""), ("Q1    ", "Q2    ", "Q3    ", ""), ("**Q1** **", "**Q2** **", "**Q3** **", "**"),
     ("Q1. ", "Q2. ", "Q3. ", ""), ("Q1: ", "Q2: ", "Q3: ", "")],
)  # fmt: skip
def test_the_number_of_a_question_before_a_name_is_part_of_the_label(numbers: tuple[str, str, str, str]) -> None:
    a, b, c, z = numbers
    told = said(EVIDENCE.format(a=a, b=b, c=c, z=z))[1:]
    assert [name.rsplit(" ", 1)[-1] for name, _ in told] == ["Chair", "Reid", "Park", "Reid", "Said", "Reid"]
    assert told[2][1].strip("* ") == "Do you lose money on them?"


def test_questions_are_counted_in_german_too() -> None:
    text = "Frage 4 Abg. Weber: Reicht Ihnen das?\n\nDr. Tilo Brandt: Nein, wir brauchen mehr.\n\n12. Frau Kern: Wann?"
    assert who(text) == ["Abg. Weber", "Dr. Tilo Brandt", "Frau Kern"]
    assert said(text)[2][1] == "Wann?"


def test_a_quarter_and_an_item_are_nobody() -> None:
    quarters = "\n\n".join(f"Q{n} Neue Sporthalle: Der Bau geht voran." for n in range(1, 5))
    assert set(who(f"Frau Dr. Hofer berichtet.\n\n{quarters}")) == {"", "Frau Dr. Hofer"}
    assert set(who("1. Neue Sporthalle: Wie geht es weiter?\n\n2. Alte Brücke: Wann kommt sie weg?")) == {""}


WORKS_MEETING = """# Betriebsversammlung

Dipl.-Ing. Marlies Ohnesorg berichtet über die Lage.

## TOP 4 Fragen

**Frage (Kollege Yilmaz, Montage):** Was passiert mit uns, wenn die Linie umzieht?

**Ohnesorg:** Ich sage es offen: Die Gruppe ist für 24 Monate gesichert.

**Anonyme Frage (Zettelkasten):** Stimmt es, dass wir verkauft werden? – Felten: „Nein.“

**Kollege H. Brandt (Lager):** Wie soll das gehen, wenn wir zwei sind? Ohnesorg: man suche zwei. Brandt: „Kein Plan.“

**Kollegin Nguyen (Labor)** will wissen, ob die Daten Personen zugeordnet werden.

Eine Kollegin aus der Frühschicht beschwert sich über die Kantine.
"""


def test_a_question_is_nobody_and_whoever_is_told_of_next_takes_the_floor(tmp_path: Path) -> None:
    brandt = "Kollege H. Brandt (Lager)"
    (tmp_path / "werk.md").write_text(WORKS_MEETING, encoding="utf-8")
    document = read_document(tmp_path / "werk.md")
    words = {statement.quote: statement.speaker for statement in document.statements if statement.speaker}
    assert {quote for quote, speaker in words.items() if speaker == brandt} == {
        "Wie soll das gehen, wenn wir zwei sind?",
        "„Kein Plan.“",
    }
    assert "Ohnesorg" in words["man suche zwei."]
    assert not any("Frage" in speaker or "Zettel" in speaker for speaker in words.values())


def test_headings_in_capitals_are_no_speakers(tmp_path: Path) -> None:
    headings = ("APOLOGIES FOR ABSENCE", "PLANNING APPLICATIONS", "PUBLIC PARTICIPATION", "SCHOOL CROSSING")
    items = (f"{n}.  {words}\nThe report was noted." for n, words in enumerate(headings, 1))
    text = "\n\n".join(("MALLOW TOWN COUNCIL", "MINUTES of the meeting of 3 May 2024", *items))
    (tmp_path / "council.txt").write_text(text, encoding="utf-8")
    document = read_document(tmp_path / "council.txt")
    assert not {speaker.written for speaker in document.speakers} & {*headings, "MALLOW TOWN COUNCIL"}


def test_a_full_name_in_bold_speaks_where_others_do_so() -> None:
    labels = ["Frau Lührs", "Dr. Behrens", "Herr Alt", "Sabine Trautmann", "Zuruf"]
    text = "\n\n".join(f"**{label}:** Ich sage etwas dazu." for label in labels)
    assert who(text) == ["Frau Lührs", "Dr. Behrens", "Herr Alt", "Sabine Trautmann", ""]


def test_two_people_in_one_bracket_are_nobody() -> None:
    assert who("Eltern (Fr. Tosun, Hr. Wenzel): Wir sind dagegen.") == [""]


def test_whoever_replies_is_not_whoever_asked() -> None:
    text = "Anwesend: Dr Beatrice Nkemelu\n\nDr Nkemelu asked about the lift; he replied that it needed a part."
    assert who(text)[1:] == ["Dr Beatrice Nkemelu", ""]


def test_what_was_objected_to_somebody_is_of_whoever_objects() -> None:
    text = "Anwesend: Geschäftsführer Bertram Quast\n\nDem hielt Herr Quast entgegen, das koste viel."
    assert who(text)[-1] == "Geschäftsführer Bertram Quast"


@pytest.mark.parametrize(
    "sentence",
    [
        "Frau Weiden entgegnete, das Fahrzeug sei alt, worauf Bauamtsleiterin Kornmesser erklärte, es sei zu teuer.",
        "Frau Weiden nannte das verkraftbar, Frau Kornmesser knapp.",
        "Frau Weiden bat um den Zuschuss, was der Bürgermeister zusagte, solange er da sei.",
    ],
)
def test_what_a_second_person_says_in_the_same_sentence_is_not_given_to_the_first(sentence: str) -> None:
    assert who(f"Anwesend: Frau Weiden, Bauamtsleiterin Ute Kornmesser\n\n{sentence}")[-1] == ""


def test_what_nobody_adds_to_stays_with_whoever_said_it() -> None:
    text = "Anwesend: Frau Eva Weiden\n\nFrau Weiden sagte, was die Straße koste, sei noch offen."
    assert who(text)[-1] == "Eva Weiden"


PODIUM = """**Berta Olm (Mühlen AG):** Wir bauen drei Räder.

**{label}:** Hört man das nachts, frage ich?

Ich wohne am Wald.

**Jens Rau (Naturbund):** Ich sage Nein.

**Berta Olm (Mühlen AG):** Ich sage Ja."""


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Frage aus dem Publikum (Herr Dr. Abt, Arzt)", "Herr Dr. Abt, Arzt"),
        ("Question from the floor (Mrs Tull)", "Mrs Tull"),
        ("Frage aus dem Publikum (eine Besucherin)", ""),
        ("Frage aus dem Publikum (Anwohnerin)", ""),
        ("Question from the floor (a young woman)", ""),
        ("Wortmeldung aus dem Saal", ""),
        ("Eine junge Frau", ""),
        ("A man at the back", ""),
    ],
)
def test_a_question_of_the_audience_is_not_of_whoever_spoke_before(label: str, name: str) -> None:
    names = who(PODIUM.format(label=label))
    assert names == ["Berta Olm (Mühlen AG)", name, name, "Jens Rau (Naturbund)", "Berta Olm (Mühlen AG)"]


def test_a_table_and_what_stands_below_it_are_nobodys_speech() -> None:
    text = f"{COUNCIL}\n\nOrt | Abstand\n\nMühle | 900 m\n\nGezeigt während der Beratung.\n\n*Stand: Januar*"
    before = [Role.HEADING if part.startswith("# ") else Role.PARAGRAPH for part in COUNCIL.split("\n\n")]
    assert who(text, *before, Role.HEADER, Role.ROW)[-5:] == ["Stadtrat Hock (FDP)", "", "", "", ""]


def test_what_stands_in_italics_between_speeches_is_nobodys() -> None:
    assert who(f"{COUNCIL}\n\n*Auf der Leinwand ist ein Plan zu sehen.*\n\nSo soll es werden.")[-2:] == [
        "",
        "Stadtrat Hock (FDP)",
    ]


def test_after_a_sum_at_the_end_of_a_sentence_somebody_else_begins() -> None:
    head = "Present: Mr Owen Pell, Ms Hilda Tarn\n\n"
    text = "Mr Pell warned that the ferry charged £13. Ms Tarn calculated that it would bring in £58,000 a year."
    assert said(head + text)[1:] == [
        ("Owen Pell", "Mr Pell warned that the ferry charged £13."),
        ("", "Ms Tarn calculated that it would bring in £58,000 a year."),
    ]


PARISH = """PRESENT: Cllrs M. Petty (Chairman), R. Dunn, S. Lumb.

IN ATTENDANCE: County Cllr D. Raine (to item 6)

DR reported that the bridge will be closed.

SL asked whether buses would run. MP replied that they would.

The {other} said nothing."""


def test_initials_mean_the_person_of_the_list() -> None:
    assert who(PARISH.format(other="press"))[2:] == ["County Cllr D. Raine", "S. Lumb", "Chairman M. Petty", ""]


@pytest.mark.parametrize(
    "text",
    [
        PARISH.format(other="DR"),  # something else is called so, too
        PARISH.format(other="Data Register (DR)"),
        PARISH.format(other="press").replace("S. Lumb", "D. Rolfe"),  # two have these initials
        PARISH.format(other="press").replace("SL asked", "Somebody asked").replace("MP replied", "The Clerk replied"),
    ],
)
def test_initials_of_two_or_of_something_else_are_nobody(text: str) -> None:
    assert who(text)[2] == ""


def test_labels_below_attendance_say_what_people_are(tmp_path: Path) -> None:
    text = (
        "Zweckverband Nord\n\nAnwesend waren:\n\nVerbandsvorsitzender:\n  Bürgermeister Emil Kes (Gemeinde Au)\n\n"
        "Verbandsräte:\n  Frau Ida Traut (Stadt Ulm)\n  Herr Gerd Lof (Gemeinde Bach)\n\nEntschuldigt fehlte:\n"
        "  Bürgermeister Uwe Schramm\n\nVon der Geschäftsstelle:\n  Frau Ilse Kirch, Leiterin Finanzen\n\n"
        "TOP 1 - Bericht\n\nDer Verbandsvorsitzende sagt, das Wasser sei sauber.\n"
    )
    (tmp_path / "verband.txt").write_text(text, encoding="utf-8")
    document = read_document(tmp_path / "verband.txt")
    assert [(person.name, person.state) for person in document.participants] == [
        ("Emil Kes", "chair"),
        ("Ida Traut", "present"),
        ("Gerd Lof", "present"),
        ("Uwe Schramm", "excused"),
        ("Ilse Kirch", "present"),
    ]
    assert {speaker.surname for speaker in document.speakers} == {"Kes"}
