"""What a statement is: decisions, votes and tasks by cues, the other kinds as before."""

import pytest

from ingest.kind import guess_kinds
from ingest.source import Role


def kinds(text: str, *section: str, role: Role | None = None) -> set[str]:
    return {str(span.kind) for span in guess_kinds(text, section, role)}


@pytest.mark.parametrize(
    "text",
    [
        "Der Gemeinderat beschließt die Abgabe der Patronatserklärung.",
        "Die Satzung wird beschlossen.",
        "Der Gemeinderat stimmt dem Vorschlag zu.",
        "Einstimmig zugestimmt",
        "Die Verwaltung wird beauftragt, das LF 10 auszuschreiben.",
        "Beschluss 14/2: Der Entwurf geht zurück.",
        "Der Antrag wird bei 6 Ja und 12 Nein abgelehnt.",
        "Zustimmung verweigert (9 : 2).",
        "DECISION: extend bike trial to end of May",
        "The council agreed the minutes.",
        "The motion was carried by 5 votes to 2.",
        "*Decision 5.2:* request an extension",
        "Der Bauausschuss vertagt die Entscheidung auf den Mai.",
        "Der Gemeinderat Oberfelden lehnt den Antrag ab.",
        "The item was deferred to meeting no. 8.",
        "The minutes of the last meeting were approved.",
        "R1 Clean air zone from April 2025. Carried 31:10",
        "R2: Bus lane – adopted unanimously",
        "Der Gesamtelternrat lehnt den Vorschlag ab.",
    ],
)
def test_a_decision_is_told_by_its_words(text: str) -> None:
    assert "decision" in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "Stadtrat Lüders lehnt den Antrag ab.",
        "Gemeinderätin Hofer stimmt dem Antrag zu.",
        "Gemeinderat Hofer stimmt dem Antrag zu.",
        "Councillor Lee rejected the idea.",
        "Der Landrat lehnt den Vorschlag ab.",
        "Der Stadtbaurat stimmt dem zu.",
        "The motion was withdrawn.",
        "Prof. Lee carried on: approved drugs are safe.",
    ],
)
def test_what_one_person_thinks_is_no_decision(text: str) -> None:
    assert "decision" not in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "12 Ja, 5 Nein, 1 Enthaltung",
        "Abstimmung: 15 Ja, 3 Nein",
        "Ja 714 / Nein 0 / Enth. 82",
        "Einstimmig angenommen.",
        "Das wird mehrheitlich abgelehnt.",
        "Zustimmung bei 2 Enthaltungen",
        "Abstimmungsergebnis: einstimmig",
        "mit 33 Ja-Stimmen gegen 1 Nein-Stimme angenommen",
        "Das wurde mit 7 zu 5 Stimmen abgelehnt.",
        "The motion was carried by 5 votes to 2.",
        "4 dafür, 1 enth.",
        "Damit ist das bei vier Jastimmen, einer Gegenstimme und einer Enthaltung angenommen.",
    ],
)
def test_a_vote_is_told_by_its_numbers_and_words(text: str) -> None:
    assert "vote" in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "K. M. besorgt Angebote bis 15.3.",
        "Frau Alt klärt die Haftung bis zum 17.01.",
        "TODO Svea: Spendenaufruf an die Sparkasse",
        "Verantwortlich: AG Handy",
        "Die Dekanin leitet die Liste bis 31. Mai weiter.",
        "Maya to write something by 14 March",
        "Auftrag: Die Geschäftsführung vergleicht die drei Varianten.",
        "Aufgabe für Herrn Alt: Angebote einholen",
        "Action 7.1: the board secretary drafts the letter",
    ],
)
def test_a_task_is_a_person_an_action_and_a_date(text: str) -> None:
    assert "task" in kinds(text)


def test_a_year_is_no_vote() -> None:
    assert "vote" not in kinds("The council approved 2024/25 accounts.")


def test_a_decision_with_its_vote_is_both() -> None:
    assert kinds("Der Antrag wird mit 10 Ja zu 8 Nein angenommen.") == {"decision", "vote"}


def test_headings_tell_decisions_votes_and_tasks() -> None:
    assert kinds("Fällung wie vorgeschlagen.", "Beschlüsse") == {"decision"}
    assert "vote" in kinds("Einstimmig", "Abstimmungsergebnis")
    assert kinds("Ruth – crop list for May", "to do") == {"task"}


@pytest.mark.parametrize("heading", ["Zu erledigen", "Offene Aufgaben", "7. Next steps", "Agreed actions", "ACTIONS"])
def test_a_heading_of_tasks_makes_tasks_but_for_what_closes_the_minutes(heading: str) -> None:
    assert kinds("Roth: Gespräch mit der Stadt, bis Ende Juni", heading) == {"task"}
    assert kinds("Nächste Sitzung vorbereiten (Roth)", heading) == {"task"}
    for line in (
        "gez. Roth (Vorsitz) gez. Fromm (Protokoll)",
        "Die nächste Sitzung findet am 3. Mai statt.",
        "The session closed at 3.15 pm.",
        "Next meeting: 3 May",
        "Nächster Elternrat: 11. März 2025",
        "The hearing closed at 9.20 pm.",
        "The chair thanked everybody.",
        "Fromm, Protokollführer",
    ):
        assert "task" not in kinds(line, heading)


@pytest.mark.parametrize("text", ["Aufgaben: keine", "Action 6.3 remains open.", "Actions taken: the roof was mended."])
def test_a_word_for_tasks_alone_makes_none(text: str) -> None:
    assert "task" not in kinds(text)


def test_rows_with_who_and_until_when_are_tasks() -> None:
    header = "Nr. | Aufgabe | Wer | Bis"
    assert kinds("A-31 | Formatanalyse | Hinrichs | 28.03.", "Aktionsliste", header, role=Role.ROW) == {"task"}
    assert "task" not in kinds(header, "Übersicht", role=Role.HEADER)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Wie kriegen wir Talente?", "question"),
        ("Infrastruktur:", "label"),
        ("Wir brauchen gezielte Migration.", "demand"),
        ("Der Anteil liegt bei 75 % im Jahr.", "fact"),
        ("Open Source ist wichtig", "claim"),
        ("Thomas Jarzombek | Mitglied des Deutschen Bundestages", "participant"),
        ("Anwesend: Kaya (Vors.), Böhm, Lindner", "participant"),
        ("Wir haben gestern lange darüber gesprochen.", "claim"),
    ],
)
def test_everything_else_is_what_it_was(text: str, kind: str) -> None:
    assert kinds(text) == {kind}


@pytest.mark.parametrize("text", ["Kosten | 1,92 Mio. €", "Straßenbau | Hochbau", "Das Wetter war gut."])
def test_other_lines_are_no_decision_vote_task_or_participant(text: str) -> None:
    assert kinds(text).isdisjoint({"decision", "vote", "task", "participant"})


def test_a_span_is_where_its_sentence_stands() -> None:
    text = "Wie geht es weiter? Der Antrag wird angenommen."
    assert [text[span.start : span.end] for span in guess_kinds(text)] == [
        "Wie geht es weiter?",
        "Der Antrag wird angenommen.",
    ]


def test_what_is_needed_is_demanded():
    assert [str(span.kind) for span in guess_kinds("Der Schulweg braucht drei Zebrastreifen.")] == ["demand"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Strittig blieb, ob es eine Abfindung gibt. Der Betriebsrat lehnt das Programm ab.", "claim"),
        ("Der Elternbeirat lehnt das Verbot ab, weil es niemand kontrollieren könne.", "claim"),
        ("Der Gemeinderat lehnt den Antrag ab.", "decision"),
        ("Der Gemeinderat lehnt den Antrag ab, weil die Mittel fehlen.", "decision"),
        ("The Clerk reported that 9 plots were vacant, with a waiting list of 3 for half plots.", "claim"),
        ("At present we have 212 for water quality.", "claim"),
        ("The result was 5 for, 2 against.", "vote"),
        ("The County could make no commitment about funding.", "claim"),
        ("Frau Alt begrüßt die Mitglieder und stellt fest, dass geladen wurde. Das Protokoll wird genehmigt.", "claim"),
        ("Das Protokoll wird genehmigt.", "decision"),
    ],
)
def test_a_view_a_report_and_a_greeting_are_no_decision_or_vote(text: str, kind: str) -> None:
    assert kinds(text) == {kind}


@pytest.mark.parametrize(
    "text",
    [
        "In Teilen des Kreises müssen Pflegekräfte für einen Anruf auf den Hügel fahren.",
        "Im Winter müssen Fahrgäste im Freien warten.",
        "Dem muss ich widersprechen.",
        "Baubeginn soll im Frühjahr sein.",
        "Eine Grabstelle soll neunhundert Euro kosten.",
        "The share under item 4 must read 44, not 46.",
        "Work should take eleven weeks.",
    ],
)
def test_what_is_described_or_planned_is_no_demand(text: str) -> None:
    assert "demand" not in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "Derzeit warten Kinder lange, deshalb muss die Stadt handeln.",
        "Schulungen müssen in der Arbeitszeit stattfinden.",
        "Unternehmen müssen stärker kooperieren.",
        "Hersteller sollten offene Schnittstellen anbieten.",
        "The bus lane should be built on Bridge Street.",
        "Was wir brauchen, ist eine Leitung.",
    ],
)
def test_what_somebody_calls_for_stays_a_demand(text: str) -> None:
    assert "demand" in kinds(text)


def test_rows_of_an_attendance_list_and_names_of_columns_do_nothing() -> None:
    row = "Schulleitung | Frau Keil | stimmberechtigt nur bei Stimmengleichheit"
    assert kinds(row, "Anwesend", "Gruppe | Name | Bemerkung", role=Role.ROW) == {"participant"}
    total = "Summe | zwölf Stimmen | Stimmengleichheit möglich"
    assert kinds(total, "Anwesend", "Gruppe | Name | Bemerkung", role=Role.ROW).isdisjoint({"vote", "decision"})
    assert "vote" in kinds("Antrag 3 | einstimmig angenommen", "Abstimmungen", "Antrag | Ergebnis", role=Role.ROW)
    assert kinds("Action | Owner | Deadline", "Actions", role=Role.HEADER) == {"label"}
    assert kinds("(Heiterkeit)") == kinds("[Laughter.]") == kinds("(Beifall bei der SPD)") == {"label"}
    assert kinds("(Zuruf: Das stimmt nicht!)") != {"label"}


@pytest.mark.parametrize(
    "text",
    [
        "Die Versammlung beschloß einstimmig die Kamerabefahrung.",
        "Der Rat beschloss den Haushalt.",
        "Die Versammlung nahm den Antrag an.",
        "Der Antrag fand keine Mehrheit.",
        "Dem Vorschlag wurde mehrheitlich gefolgt.",
        "Der Zuschlag an die Firma wurde mit 8 : 0 Stimmen erteilt.",
        "The motion passed 7-2.",
        "The board voted to close the branch.",
        "The amendment was put and lost.",
        "Agreed to defer.",
        "6d) E-Sport als Sportart: vertagt auf 2025",
    ],
)
def test_what_was_decided_is_told_in_the_past_as_well(text: str) -> None:
    assert "decision" in kinds(text)


@pytest.mark.parametrize("text", ["Er nahm an, der Antrag sei gestellt.", "The proposal failed to convince him."])
def test_what_only_sounds_like_a_decision_is_none(text: str) -> None:
    assert "decision" not in kinds(text)


def test_points_under_a_heading_of_demands_are_demands() -> None:
    assert kinds("Eine IT-Fachkraft je 300 Geräte", "Forderungen an den Bund") == {"demand"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("**Resolved** unanimously by those present: to award the contract to Pell Ltd.", "decision"),
        ("RESOLVED to accept both.", "decision"),
        ("Bürgermeister Wutt wird gebeten, die Unterlagen bis zum 15. Januar 2026 herauszusuchen.", "task"),
        ("Der Werkleiter sagt zu, bis Ende Januar eine Versammlung durchzuführen.", "task"),
        ("Er sagt zu, künftig alle Mitglieder zu verständigen.", "task"),
    ],
)
def test_what_is_resolved_asked_for_and_promised(text: str, kind: str) -> None:
    assert kind in kinds(text)


def test_what_explains_a_vote_or_has_nobody_who_does_it_is_neither_vote_nor_task() -> None:
    assert "vote" not in kinds("Dr Hadd explained that he had abstained because he had not seen the paper.")
    assert "task" not in kinds("Es wird gebeten, bis zum Ende zu bleiben.")
    assert "task" not in kinds("There being no further business the meeting closed at 9 pm.", "Action list")


@pytest.mark.parametrize(
    "text",
    [
        "Frau Vogel fragt, ob die Betriebe bereits zugestimmt hätten.",
        "Mr Lee asked whether the motion had been carried unanimously.",
    ],
)
def test_whoever_asks_whether_something_was_agreed_decides_nothing(text: str) -> None:
    assert kinds(text) == {"claim"}
