"""Documents of the tests' own, indexed in a folder of their own."""

import shutil

from ingest.build import build
from protokoll.settings import Settings
from retrieval.pipeline import Pipeline
from tests.ui.served import ROOT

COUNCIL = """# Niederschrift über die Sitzung des Gemeinderats am 14. März 2024

## Anwesend

- Oberbürgermeisterin Dr. Anna Keller
- Stadträtin Mira Lenz (GRÜNE)
- Stadtrat Otto Baum (CDU)

## TOP 1 Bürohunde

Stadträtin Lenz (GRÜNE): Wir möchten ein **Pilotprojekt** zur Einführung von Bürohunden haben.

Es soll zunächst ein Jahr dauern, siehe [Antrag](https://example.org/antrag).

Stadtrat Baum (CDU): Wir sehen das kritisch, denn die Allergiker wurden nicht gefragt.

### Beschluss

Der Gemeinderat beschließt, ein Pilotprojekt mit zehn Bürohunden einzurichten.

Abstimmungsergebnis: 18 Ja-Stimmen, 3 Nein-Stimmen, 2 Enthaltungen
"""
GARDEN = """# Protokoll der Gartenkommission

## Bäume und Geräte

- Die Streuobstwiese wird im Herbst 2025 mit 40 Apfelbäumen bepflanzt
- Die Kommission beschließt, den Zaun zu streichen
- Der Rasenmäher ist zu reparieren
"""
WALK = """# Spaziergang

Der Weg führt am Fluss entlang.

Das Wetter ist gut.
"""
SPEECHES = """# Stadtratssitzung vom 24. April 2023

## Rednerin S. (0:12:33)

Wir möchten ein Pilotprojekt zur Einführung von Bürohunden haben.

## Redner P. (0:15:01)

Wir sind auf dem Weg in die Planwirtschaft.
"""


def indexed(folder, files):
    """Index files given by name and content (text or bytes); returns the settings and the pipeline."""
    corpus, data = folder / "corpus", folder / "data"
    corpus.mkdir()
    data.mkdir()
    shutil.copy(ROOT / "data" / "vectors.sqlite", data)  # what is embedded already
    for name, content in files.items():
        (corpus / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    settings = Settings(corpus=corpus, data=data, rate_limit="off", rate_limit_all="off")
    build(settings, [corpus], lambda step, more, total: None)
    return settings, Pipeline.open(settings)


def pdf(*pages):
    """Return a PDF of lines; the second number that stands on each page is five more than its place."""
    from io import BytesIO

    from reportlab.pdfgen.canvas import Canvas

    file = BytesIO()
    canvas = Canvas(file)
    for number, lines in enumerate(pages, start=1):
        for place, line in enumerate(lines):
            canvas.drawString(70, 780 - 32 * place, line)
        canvas.drawCentredString(300, 40, f"- {number + 4} -")
        canvas.showPage()
    canvas.save()
    return file.getvalue()


BUILDING = (
    (
        "Niederschrift über die Sitzung des Bauausschusses",
        "TOP 1 Radweg am Stadtpark",
        "Vorsitzender Dr. Lehmann: Ich eröffne die Sitzung und rufe den ersten Punkt auf.",
        "Stadträtin Yilmaz (SPD): Der Radweg am Stadtpark muss drei Meter breit werden.",
    ),
    (
        "Stadtrat Wolters (FDP): Die Förderung des Landes deckt davon 60 Prozent.",
        "Abstimmungsergebnis: 9 Ja-Stimmen, 2 Nein-Stimmen",
    ),
)
