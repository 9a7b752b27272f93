"""Plain text in other encodings: an old parliament in Windows-1252, a parents' evening in UTF-16."""

from tests.acceptance.truth import Known

PLENUM = Known(
    name="plenum-1986.txt",
    title="Plenarprotokoll 10/211",
    recorded="all",
    data="""Plenarprotokoll 10/211
Deutscher Bundestag
Stenografischer Bericht
211. Sitzung
Bonn, Donnerstag, den 17. April 1986
I n h a l t :

Beratung des Antrags zur Förderung der Moorgebiete

Beginn: 9.00 Uhr

  Vizepräsident Gerstenmeier:
  Die Sitzung ist eröffnet. Ich rufe Punkt 1 der Tagesordnung auf.
  Das Wort hat die Abgeordnete Frau Dr. Kaltwasser.
  Frau Dr. Kaltwasser (FDP):
  Herr Präsident! Meine Damen und Herren! Die Moore sind um ein Drittel geschrumpft – „ein stiller Verlust“, so das Amt.
(Beifall bei der FDP und der SPD)
  Wir schlagen vor, 45 Millionen DM für die Wiedervernässung bereitzustellen.
(Zuruf des Abg. Trommler [CDU/CSU]: Und wer bezahlt das?)
  Das Geld steht im Einzelplan 10 bereit, Herr Kollege.
  Trommler (CDU/CSU):
  Herr Präsident! Die Bauern in meinem Wahlkreis leben von diesen Flächen. Ohne Ausgleich stimmen wir nicht zu.
(Beifall bei der CDU/CSU)
  Vizepräsident Gerstenmeier:
  Wer stimmt für den Antrag? – Gegenprobe! – Enthaltungen? – Der Antrag ist bei 3 Enthaltungen angenommen.
(Schluß der Sitzung: 10.12 Uhr)
""".encode("cp1252"),
    quoted=(
        "um ein Drittel geschrumpft – „ein stiller Verlust“, so das Amt.",
        "(Beifall bei der FDP und der SPD)",
    ),
    never=("Ã", "�"),
    spoken={
        "Ich rufe Punkt 1 der Tagesordnung auf.": "Gerstenmeier",
        "um ein Drittel geschrumpft": "Kaltwasser",
        "(Beifall bei der FDP und der SPD)": None,
        "45 Millionen DM für die Wiedervernässung": "Kaltwasser",
        "Und wer bezahlt das?": None,
        "Das Geld steht im Einzelplan 10 bereit": "Kaltwasser",
        "Die Bauern in meinem Wahlkreis": "Trommler",
        "Wer stimmt für den Antrag?": "Gerstenmeier",
    },
    kinds={"Der Antrag ist bei 3 Enthaltungen angenommen.": "vote"},
)

PARENTS = Known(
    name="elternabend.txt",
    title="Protokoll des Elternabends der Klasse 4b",
    recorded="none",
    data="""Protokoll des Elternabends der Klasse 4b
Montag, 9. September 2024

Klassenfahrt
- Die Fahrt geht vom 12. bis 16. Mai an den Rurstausee.
- Die Kosten betragen 245 Euro je Kind, ein Zuschuss ist möglich.
- Offen blieb, ob die Kinder ein Telefon mitnehmen dürfen?

Hausaufgaben
Die Eltern wünschen sich höchstens 40 Minuten am Tag.
Am Freitag soll es keine Hausaufgaben geben.

Beschlossen wurde, den Adventsbasar am 30. November abzuhalten.

TODO Familie Celik: Kuchenliste aushängen bis 15. November
""".encode("utf-16"),
    quoted=(
        "Die Fahrt geht vom 12. bis 16. Mai an den Rurstausee.",
        "Die Kosten betragen 245 Euro je Kind, ein Zuschuss ist möglich.",
        "Die Eltern wünschen sich höchstens 40 Minuten am Tag.",
    ),
    never=("\x00", "﻿"),
    spoken={"höchstens 40 Minuten am Tag": None, "245 Euro je Kind": None},
    kinds={
        "den Adventsbasar am 30. November abzuhalten": "decision",
        "Kuchenliste aushängen bis 15. November": "task",
        "ob die Kinder ein Telefon mitnehmen dürfen?": "question",
    },
)
