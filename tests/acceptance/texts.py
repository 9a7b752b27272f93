"""Plain text and Markdown: a transcript, minutes of a club, a council."""

from tests.acceptance.truth import Known

_LONG = (
    "Wer im Juli über den Marktplatz geht, weiß, wovon ich spreche. Der Platz ist vollständig versiegelt, es gibt "
    "keinen einzigen Baum, und die Temperatur lag an 31 Tagen über 30 Grad. Wir haben das mit dem Umweltamt gemessen, "
    "z. B. am Brunnen und vor dem Rathaus, und die Werte lagen bei ca. 41 Grad. Das ist kein Komfortproblem. Das ist "
    "eine Frage der Gesundheit, vor allem für ältere Menschen, für Kinder und für alle, die draußen arbeiten. Deshalb "
    "beantragen wir, dass bis zum 1. Oktober ein Plan für mindestens 24 Bäume vorgelegt wird. Dr. Sauerbier vom "
    "Klimainstitut hat uns vorgerechnet, dass schon wenige Kronen die Temperatur um vier Grad senken. Wir reden über "
    "180.000 Euro, verteilt auf drei Jahre, und ein Drittel davon bezahlt das Land. Ich bitte Sie herzlich um Ihre "
    "Zustimmung, denn die Hitze wartet nicht auf den nächsten Haushalt."
)

TRANSCRIPT = Known(
    name="stadtrat-hollerbeck.md",
    title="Stadtrat Hollerbeck, Sitzung vom 11. März 2024",
    recorded="all",
    data=f"""# Stadtrat Hollerbeck, Sitzung vom 11. März 2024

## Petra Vollmer (0:00:05)

Guten Abend, ich eröffne die Sitzung und stelle fest, dass wir beschlussfähig sind.

## Jonas Albers (0:01:10)

Wir möchten in der Innenstadt **zwölf Trinkbrunnen** aufstellen, und zwar vor dem Sommer.

Die Kosten liegen nach Auskunft der [Stadtwerke](https://stadtwerke.example/brunnen) bei 96.000 Euro im Jahr.

<!-- Transkript automatisch erzeugt, Rohfassung 7 -->

## Miriam Tas (0:04:02)

Trinkbrunnen sind schön, aber die Schultoiletten in der Nordstadt sind seit vier Jahren gesperrt.

Meine Fraktion lehnt den Antrag ab, solange dort nicht saniert wird.

## Konrad Ziehm (0:06:33)

{_LONG}

## Petra Vollmer (0:12:40)

Damit kommen wir zur Abstimmung. Der Antrag ist mit 21 Ja-Stimmen, 7 Nein-Stimmen und 2 Enthaltungen angenommen.
""".encode(),
    quoted=(
        "Wir möchten in der Innenstadt zwölf Trinkbrunnen aufstellen, und zwar vor dem Sommer.",
        "Auskunft der Stadtwerke bei 96.000 Euro im Jahr.",
        "z. B. am Brunnen und vor dem Rathaus, und die Werte lagen bei ca. 41 Grad.",
        "dass bis zum 1. Oktober ein Plan für mindestens 24 Bäume vorgelegt wird.",
        "Dr. Sauerbier vom Klimainstitut hat uns vorgerechnet",
    ),
    never=("Rohfassung", "stadtwerke.example", "**"),
    spoken={
        "ich eröffne die Sitzung": "Vollmer",
        "zwölf Trinkbrunnen": "Albers",
        "bei 96.000 Euro": "Albers",
        "die Schultoiletten in der Nordstadt": "Tas",
        "Meine Fraktion lehnt den Antrag ab": "Tas",
        "Wer im Juli über den Marktplatz geht": "Ziehm",
        "denn die Hitze wartet nicht": "Ziehm",
        "Damit kommen wir zur Abstimmung.": "Vollmer",
    },
    kinds={"21 Ja-Stimmen, 7 Nein-Stimmen und 2 Enthaltungen": "vote"},
)

CLUB = Known(
    name="ruderverein.markdown",
    title="Jahreshauptversammlung des Rudervereins Eibsee",
    recorded="some",
    data="""---
title: Jahreshauptversammlung des Rudervereins Eibsee
date: 2024-05-17
geheim: nicht für die Öffentlichkeit
---

Anwesend: Carla Ketteler (Vorsitz), Bodo Brüggemann, Amina Oduya, Theo Sander

Entschuldigt: Wiebke Lorenzen

Protokoll: Theo Sander

Bericht der Kasse
-----------------

Herr Brüggemann berichtet, dass das Jahr mit einem Überschuss von 4.312 Euro schließt.

Frau Oduya fragt, ob davon ein neuer Achter angeschafft werden könne.

| Posten | Einnahmen | Ausgaben |
|---|---|---|
| Beiträge | 18.400 Euro | – |
| Bootshaus | – | 9.250 Euro |
| Regatta | 3.100 Euro | 2.870 Euro |

Beschlüsse
----------

1. Die Versammlung beschließt, den Jahresbeitrag auf 140 Euro zu erhöhen (34 Ja, 5 Nein, 3 Enthaltungen).
2. Die Versammlung beschließt einstimmig, den Vorstand zu entlasten.

Aufgaben
--------

| Wer | Was | Bis wann |
|---|---|---|
| Amina Oduya | holt drei Angebote für den Achter ein | 30. Juni 2024 |
| Bodo Brüggemann | meldet die neue Beitragsordnung beim Amtsgericht an | 15. Juli 2024 |

<!-- TODO: Streit um den Schlüssel weglassen -->
""".encode(),
    quoted=(
        "Anwesend: Carla Ketteler (Vorsitz), Bodo Brüggemann, Amina Oduya, Theo Sander",
        "Bootshaus | – | 9.250 Euro",
        "Regatta | 3.100 Euro | 2.870 Euro",
    ),
    never=("Streit um den Schlüssel", "nicht für die Öffentlichkeit", "-----", "|---|"),
    spoken={"einem Überschuss von 4.312 Euro": "Brüggemann", "ob davon ein neuer Achter": "Oduya"},
    people={
        "Ketteler": "chair",
        "Brüggemann": "present",
        "Oduya": "present",
        "Lorenzen": "excused",
    },
    kinds={
        "den Jahresbeitrag auf 140 Euro zu erhöhen": "decision",
        "(34 Ja, 5 Nein, 3 Enthaltungen)": "vote",
        "den Vorstand zu entlasten": "decision",
        "holt drei Angebote für den Achter ein": "task",
        "meldet die neue Beitragsordnung beim Amtsgericht an": "task",
    },
)

COUNCIL = Known(
    name="gemeinderat-oberfelden.txt",
    title="Niederschrift über die 7. Sitzung des Gemeinderates Oberfelden",
    recorded="some",
    data="""Niederschrift über die 7. Sitzung des Gemeinderates Oberfelden
18. April 2024, 18:00 Uhr
Rathaus, Großer Saal

Vorsitzender: Bürgermeister Dr. Frank Leitner
Anwesend: Stadträtin Nele Brandt (GRÜNE), Stadtrat Uwe Hofer (CDU), Stadträtin Anna Winkler (FDP),
Stadtrat Murat Demir (SPD), Stadträtin Irmgard Pohl (CDU)
Entschuldigt: Stadtrat Gregor Amsel (AfD)
Schriftführerin: Lisa Moor


Punkt 1 der Tagesordnung: Radweg an der Mühlstraße


Beschluss:
Der Gemeinderat beschließt, an der Mühlstraße einen Radweg von 2,50 Metern Breite zu bauen.

Abstimmungsergebnis:
14 Ja-Stimmen, 8 Nein-Stimmen, 1 Enthaltung

Der Vorsitzende ruft Tagesordnungspunkt 1 auf und verweist auf die Vorberatung im Bauaus-
schuss.

Stadträtin Brandt (GRÜNE): An der Mühlstraße sind im vergangenen Jahr neun Kinder verun-
glückt. Der Radweg ist deshalb keine Frage des Geschmacks, sondern der Sicherheit. Wir for-
dern, dass er noch in diesem Jahr gebaut wird, und wir erwarten, dass die Verwaltung dem Ge-

– 2 –


meinderat bis zur Sommerpause einen Zeitplan vorlegt.

Stadtrat Hofer (CDU): Für meine Fraktion ist entscheidend, dass die 38 Stellplätze der Händler
erhalten bleiben. Ein Radweg auf Kosten der Geschäfte ist mit uns nicht zu machen.

Stadträtin Winkler (FDP): Wir sehen die Kosten von 640.000 Euro kritisch. Bevor eine Straße
aufgerissen wird, sollte man prüfen, ob Tempo 30 nicht dasselbe leistet.

Der Vorsitzende: Tempo 30 ist auf einer Landesstraße rechtlich nicht möglich, das hat das Regie-
rungspräsidium schriftlich mitgeteilt.

(Unruhe im Saal)

Stadtrat Demir (SPD): Meine Fraktion stimmt dem Radweg zu, weil der Schulweg für alle sicher
sein muss.


Punkt 2 der Tagesordnung: Antrag „Bäder schonen“

Beschluss:
Der Gemeinderat lehnt den Antrag ab, das Hallenbad montags zu schließen.

Abstimmungsergebnis:
Mehrheitlich abgelehnt

– 3 –


Stadträtin Winkler (FDP): Montags kommen im Schnitt nur 22 Badegäste, da ist eine Schließung
vernünftig.

Stadtrat Hofer (CDU): Die Schulen brauchen den Montag für den Schwimmunterricht, deshalb lehnen
wir das ab.
""".encode(),
    quoted=(
        "Der Radweg ist deshalb keine Frage des Geschmacks, sondern der Sicherheit.",
        "die Vorberatung im Bauausschuss.",
        "dass die Verwaltung dem Gemeinderat bis zur Sommerpause einen Zeitplan vorlegt.",
        "das hat das Regierungspräsidium schriftlich mitgeteilt.",
        "(Unruhe im Saal)",
    ),
    never=("– 2 –", "– 3 –", "Ge- meinderat", "Bauaus- schuss", "verun- glückt"),
    pages={
        "neun Kinder verunglückt": 1,
        "dass die 38 Stellplätze der Händler": 2,
        "Montags kommen im Schnitt nur 22 Badegäste": 3,
    },
    spoken={
        "neun Kinder verunglückt": "Brandt",
        "einen Zeitplan vorlegt": "Brandt",
        "dass die 38 Stellplätze": "Hofer",
        "Wir sehen die Kosten von 640.000 Euro kritisch.": "Winkler",
        "Tempo 30 ist auf einer Landesstraße": "Leitner",
        "(Unruhe im Saal)": None,
        "weil der Schulweg für alle sicher": "Demir",
        "nur 22 Badegäste": "Winkler",
        "den Montag für den Schwimmunterricht": "Hofer",
    },
    people={
        "Leitner": "chair",
        "Brandt": "present",
        "Hofer": "present",
        "Winkler": "present",
        "Demir": "present",
        "Pohl": "present",
        "Amsel": "excused",
        "Moor": "minutes",
    },
    kinds={
        "einen Radweg von 2,50 Metern Breite zu bauen": "decision",
        "14 Ja-Stimmen, 8 Nein-Stimmen, 1 Enthaltung": "vote",
        "das Hallenbad montags zu schließen": "decision",
        "Mehrheitlich abgelehnt": "vote",
    },
)
