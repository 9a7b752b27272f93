"""PDFs: a committee's minutes in one column, a parliament in two."""

from tests.acceptance.truth import Known
from tests.ingest.pdfs import BOLD, Pdf


class _Committee(Pdf):
    """Pages with a running head and a foot; text flows from page to page."""

    def __init__(self) -> None:
        super().__init__()
        self.number, self.top = 0, 0.0
        self.begin()

    def begin(self) -> None:
        self.number += 1
        self.top = 100.0
        self.put(70, 45, "Stadt Lindenau · Bauausschuss", 9)
        self.put(455, 45, "Sitzung am 06.06.2024", 9)
        self.put(270, 805, f"Seite {self.number} von 4", 9)

    def turn(self) -> None:
        self.page()
        self.begin()

    def head(self, words: str) -> None:
        self.put(70, self.top + 12, words, 12, BOLD)
        self.top += 36

    def say(self, words: str) -> None:
        self.top = self.paragraph(70, self.top, words) + 8

    def over(self, words: str, last: int) -> None:
        """Say words whose first line is the last of this page."""
        parts = words.split()
        self.paragraph(70, 730, " ".join(parts[:last]))
        self.turn()
        self.say(" ".join(parts[last:]))


_COSTS = (
    ("Gewerk", "Kosten", "Beginn"),
    ("Rohbau", "2.100.000 Euro", "März 2025"),
    ("Heizung", "640.000 Euro", "Juli 2025"),
    ("Außenanlagen", "310.000 Euro", "April 2026"),
)


def _committee() -> bytes:
    made = _Committee()
    made.put(70, 90, "Niederschrift über die Sitzung des Bauausschusses", 18, BOLD)
    made.top = 130
    made.say("Vorsitz: Bürgermeisterin Ilse Rademacher")
    made.say("Anwesend: Stadträtin Selma Yildirim (SPD), Stadtrat Piet Wolters (FDP), Stadtrat Horst Kemper (CDU)")
    made.say("Entschuldigt: Stadträtin Olga Reiß (GRÜNE)")
    made.head("TOP 1 Neubau der Kindertagesstätte am Wasserturm")
    made.say("Die Bürgermeisterin: Ich rufe den ersten Punkt auf und begrüße das Büro Hansen Architekten.")
    right = made.put(70, made.top, "Der Neubau kostet nach der Kostenberechnung 5,4 Millionen Euro", 11)
    made.put(right, made.top, "1", 6, rise=4)
    made.put(right + 5, made.top, "und hat 80 Plätze.", 11)
    made.top += 24
    made.say(
        "Stadträtin Yildirim (SPD): Achtzig Plätze reichen nicht, auf der Warteliste stehen heute schon 117 Kinder. "
        "Wir brauchen einen Anbau, der später aufgestockt werden kann."
    )
    made.put(70, 770, "1", 5, rise=3)
    made.put(75, 770, "Stand März 2024, ohne Grundstück und Außenanlagen.", 8)
    made.turn()
    made.say(
        "Stadtrat Wolters (FDP): Die Förderung des Landes deckt davon 60 Prozent, wenn der Antrag bis zum 31. August "
        "gestellt wird. Danach ist der Topf leer, und das wissen alle hier im Raum."
    )
    top = made.top + 20
    for words in _COSTS:
        for left, cell in zip((70, 230, 400), words, strict=True):
            made.put(left, top, cell)
        top += 18
    made.top = 640
    made.say(
        "Stadtrat Kemper (CDU): Wir haben den Wasserturm vor zehn Jahren für 300.000 Euro saniert. Wenn jetzt eine "
        "Baugrube daneben ausgehoben wird, muss vorher ein Gutachten auf den Tisch, sonst haften wir für jeden Riss."
    )
    made.over(
        "Ich beantrage deshalb, die Entscheidung über den Neubau zu vertagen, bis die Statik des alten Turmes geprüft "
        "ist.",
        14,
    )
    made.say("Beschluss: Der Bauausschuss beschließt den Neubau der Kindertagesstätte mit 80 Plätzen.")
    made.say("Abstimmungsergebnis: 9 Ja-Stimmen, 3 Nein-Stimmen")
    made.head("TOP 2 Verschiedenes")
    made.say("Die Verwaltung berichtet, dass die Brücke am Sägewerk ab dem 1. Juli gesperrt ist.")
    made.turn()
    made.head("TOP 3 Termine")
    made.say("Die nächste Sitzung findet am 12. September statt.")
    made.page()
    return made.bytes()


COMMITTEE = Known(
    name="bauausschuss-lindenau.pdf",
    title="Niederschrift über die Sitzung des Bauausschusses",
    recorded="some",
    data=_committee(),
    quoted=(
        "Stand März 2024, ohne Grundstück und Außenanlagen.",
        "Rohbau | 2.100.000 Euro | März 2025",
        "Heizung | 640.000 Euro | Juli 2025",
        "bis die Statik des alten Turmes geprüft ist.",
    ),
    never=("Seite 2 von 4", "Stadt Lindenau", "Sitzung am 06.06.2024"),
    pages={
        "auf der Warteliste stehen heute schon 117 Kinder": 1,
        "Stand März 2024": 1,
        "Die Förderung des Landes deckt davon 60 Prozent": 2,
        "Außenanlagen | 310.000 Euro": 2,
        "9 Ja-Stimmen, 3 Nein-Stimmen": 3,
        "die Brücke am Sägewerk": 3,
        "Die nächste Sitzung findet am 12. September statt.": 4,
    },
    spoken={
        "begrüße das Büro Hansen Architekten": "Rademacher",
        "Achtzig Plätze reichen nicht": "Yildirim",
        "der später aufgestockt werden kann": "Yildirim",
        "deckt davon 60 Prozent": "Wolters",
        "Wir haben den Wasserturm vor zehn Jahren": "Kemper",
        "bis die Statik des alten Turmes geprüft ist": "Kemper",
        "beschließt den Neubau der Kindertagesstätte mit 80 Plätzen": None,
    },
    people={
        "Rademacher": "chair",
        "Yildirim": "present",
        "Wolters": "present",
        "Kemper": "present",
        "Reiß": "excused",
    },
    kinds={
        "beschließt den Neubau der Kindertagesstätte": "decision",
        "9 Ja-Stimmen, 3 Nein-Stimmen": "vote",
    },
)

_FARRENKOPF = (
    "Frau Präsidentin, werte Kolleginnen und Kollegen! In 214 Gemeinden dieses Landes fährt nach 19 Uhr kein Bus mehr. "
    "Wer dort lebt und kein Auto hat, bleibt zu Hause. Das trifft Auszubildende, Pflegekräfte und alle, die im "
    "Schichtdienst arbeiten. Wir beantragen deshalb eine Mobilitätsgarantie: von fünf Uhr früh bis Mitternacht, in "
    "jedem Ort, jede Stunde. Die Kosten liegen im ersten Jahr bei 90 Millionen Euro. Das ist weniger, als dieses Land "
    "für zwei Kilometer Tunnel ausgibt. Die Verkehrsverbünde haben uns bestätigt, dass die Fahrzeuge vorhanden sind; "
    "es fehlt an Fahrerinnen und Fahrern, und die bekommt man mit einem ordentlichen Tarifvertrag."
)
_NOTHNAGEL = (
    "Sehr geehrte Frau Präsidentin! Der Kollege verschweigt, dass drei Viertel dieser Busse leer fahren würden. Wir "
    "setzen auf Rufbusse. In meinem Landkreis kostet eine Fahrt im Rufbus zwei Euro, und er kommt nach dreißig "
    "Minuten. Eine starre Garantie macht aus einem guten Gedanken eine teure Verwaltungsvorschrift."
)


def _parliament() -> bytes:
    made = Pdf()

    def head(number: int) -> None:
        made.put(60, 45, f"{8040 + number}  Landtag · 16. Wahlperiode", 8)
        made.put(400, 45, "81. Plenarsitzung, 20. Juni 2024", 8)

    head(1)
    made.put(60, 90, "81. Plenarsitzung", 18, BOLD)
    made.put(60, 125, "Mobilitätsgarantie im ländlichen Raum", 13, BOLD)
    top = made.paragraph(60, 160, "Präsidentin Aurelia Stamm: Ich rufe den Antrag auf Drucksache 16/977 auf. "
                         "Als Erster hat der Abgeordnete Farrenkopf das Wort.", 220, 10, leading=12)  # fmt: skip
    words = f"Abg. Ludwig Farrenkopf (SPD): {_FARRENKOPF}".split()
    made.paragraph(60, top + 6, " ".join(words[:40]), 220, 10, leading=12)
    made.paragraph(315, 160, " ".join(words[40:70]), 220, 10, leading=12)
    made.page()
    head(2)
    top = made.paragraph(60, 100, " ".join(words[70:]), 220, 10, leading=12)
    made.paragraph(60, top + 6, "(Beifall bei der SPD)", 220, 10, leading=12)
    top = made.paragraph(315, 100, f"Abg. Dr. Heike Nothnagel (FREIE WÄHLER): {_NOTHNAGEL}", 220, 10, leading=12)
    made.paragraph(315, top + 6, "Präsidentin Aurelia Stamm: Wer dem Antrag zustimmt, den bitte ich um das "
                   "Handzeichen. Der Antrag ist mit 51 zu 62 Stimmen abgelehnt.", 220, 10, leading=12)  # fmt: skip
    made.page()
    head(3)
    made.paragraph(60, 100, "Ich rufe nun den Bericht des Ausschusses für Inneres auf. Die Fraktionen sind "
                   "übereingekommen, auf eine Aussprache zu verzichten. Der Bericht liegt Ihnen auf Drucksache 16/981 "
                   "vor. Wer ihn zur Kenntnis nehmen will, den bitte ich um das Handzeichen. Damit ist der Bericht "
                   "zur Kenntnis genommen, ohne Gegenstimmen.", 220, 10, leading=12)  # fmt: skip
    made.paragraph(315, 100, "Wir sind am Ende der Tagesordnung angekommen. Ich danke den Stenografinnen und den "
                   "Mitarbeitern der Verwaltung, die bis zum späten Abend ausgehalten haben. Ich schließe die Sitzung "
                   "und wünsche allen einen guten Heimweg. Die nächste Plenarsitzung beginnt am 10. Juli, dann mit "
                   "der Regierungserklärung.", 220, 10, leading=12)  # fmt: skip
    made.page()
    return made.bytes()


PARLIAMENT = Known(
    name="landtag-81.pdf",
    title="81. Plenarsitzung",
    recorded="all",
    data=_parliament(),
    quoted=(
        "In 214 Gemeinden dieses Landes fährt nach 19 Uhr kein Bus mehr.",
        "von fünf Uhr früh bis Mitternacht, in jedem Ort, jede Stunde.",
        "Das ist weniger, als dieses Land für zwei Kilometer Tunnel ausgibt.",
        "es fehlt an Fahrerinnen und Fahrern, und die bekommt man mit einem ordentlichen Tarifvertrag.",
        "(Beifall bei der SPD)",
    ),
    never=("16. Wahlperiode", "81. Plenarsitzung, 20. Juni 2024"),
    pages={
        "In 214 Gemeinden dieses Landes": 1,
        "drei Viertel dieser Busse leer": 2,
        "Ich schließe die Sitzung": 3,
    },
    spoken={
        "auf Drucksache 16/977": "Stamm",
        "In 214 Gemeinden": "Farrenkopf",
        "von fünf Uhr früh bis Mitternacht": "Farrenkopf",
        "mit einem ordentlichen Tarifvertrag": "Farrenkopf",
        "(Beifall bei der SPD)": None,
        "drei Viertel dieser Busse leer": "Nothnagel",
        "eine teure Verwaltungsvorschrift": "Nothnagel",
        "mit 51 zu 62 Stimmen abgelehnt": "Stamm",
    },
    kinds={"mit 51 zu 62 Stimmen abgelehnt": "vote"},
)
