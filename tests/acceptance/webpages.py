"""A page of a city's website and the XML of a parliament."""

from tests.acceptance.truth import Known

FORUM = Known(
    name="verkehrsforum.html",
    title="Ergebnisse des Verkehrsforums Weststadt",
    recorded="none",
    data="""<!DOCTYPE html>
<html lang="de"><head><meta charset="utf-8"><title>Ergebnisse des Verkehrsforums Weststadt | Stadt Kronach</title>
<script>var zaehler = "besucher";</script></head><body>
<div id="cookie-banner"><p>Wir verwenden Cookies für Ihren Besuch.</p><button>Alle annehmen</button></div>
<header><a href="/">Startseite der Stadt</a></header>
<nav><ul><li><a href="/rat">Rat und Gremien</a></li><li><a href="/leben">Leben in der Stadt</a></li></ul></nav>
<main>
<h1>Ergebnisse des Verkehrsforums Weststadt</h1>
<p>Das Forum fand am 24.&nbsp;April&nbsp;2024 in der Turnhalle statt, 140&nbsp;Menschen kamen.</p>
<h2>Forderungen</h2>
<ul>
<li>Auf der Kaiser&shy;stra&szlig;e soll Tempo 30 gelten.</li>
<li>Der Schulweg braucht drei Zebrastreifen.
<ul><li>Der erste muss an der Bäckerei liegen.</li></ul></li>
</ul>
<h2>Messungen</h2>
<table><thead><tr><th>Ort</th><th>Fahrzeuge am Tag</th><th>Lärm</th></tr></thead>
<tbody><tr><td>Kaiserstraße</td><td>18.200</td><td>71 dB</td></tr>
<tr><td>Am Anger</td><td>4.100</td><td>58 dB</td></tr></tbody></table>
<h2>Offene Fragen</h2>
<p>Wer bezahlt den Umbau der Kreuzung?</p>
<p style="display:none">Interner Vermerk: nicht veröffentlichen</p>
<h2>Ausblick</h2>
<blockquote><p>„Die Weststadt gehört den Menschen, nicht den Motoren“</p></blockquote>
<p>Die Verwaltung prüft die Vorschläge bis zum 30.&nbsp;September.</p>
</main>
<aside>Wetter heute: sonnig, 21 Grad</aside>
<footer>Impressum · Datenschutz · Barrierefreiheit</footer>
</body></html>
""".encode(),
    quoted=(
        "Das Forum fand am 24. April 2024 in der Turnhalle statt, 140 Menschen kamen.",
        "Auf der Kaiserstraße soll Tempo 30 gelten.",
        "Der erste muss an der Bäckerei liegen.",
        "Kaiserstraße | 18.200 | 71 dB",
        "Am Anger | 4.100 | 58 dB",
        "„Die Weststadt gehört den Menschen, nicht den Motoren“",
    ),
    never=("Cookies", "Alle annehmen", "Rat und Gremien", "Interner Vermerk", "Wetter heute", "Impressum", "zaehler"),
    spoken={"soll Tempo 30 gelten": None, "Wer bezahlt den Umbau der Kreuzung?": None},
    kinds={
        "soll Tempo 30 gelten": "demand",
        "Der erste muss an der Bäckerei liegen.": "demand",
        "Wer bezahlt den Umbau der Kreuzung?": "question",
    },
)


def _redner(given: str, surname: str, party: str, title: str = "") -> str:
    titled = f"<titel>{title}</titel>" if title else ""
    return (
        f'<redner id="1"><name>{titled}<vorname>{given}</vorname><nachname>{surname}</nachname>'
        f"<fraktion>{party}</fraktion></name></redner>"
    )


def _speech(given: str, surname: str, party: str, *inside: str, title: str = "") -> str:
    name = f"{title} {given} {surname}".strip()
    return (
        f'<rede id="ID1"><p klasse="redner">{_redner(given, surname, party, title)}{name} ({party}):</p>'
        f"{''.join(inside)}</rede>"
    )


def _p(words: str, style: str = "J") -> str:
    return f'<p klasse="{style}">{words}</p>'


def _page(number: int) -> str:
    return f'<a id="S{number}" name="S{number}" typ="druckseitennummer"/>'


BUNDESTAG = Known(
    name="bundestag-20177.xml",
    title="Plenarprotokoll 20/177",
    recorded="all",
    data=(
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE dbtplenarprotokoll SYSTEM "dbtplenarprotokoll.dtd">\n'
        '<dbtplenarprotokoll sitzung-datum="27.06.2024" sitzung-nr="177" wahlperiode="20"><vorspann><kopfdaten>'
        "<plenarprotokoll-nummer>Plenarprotokoll <wahlperiode>20</wahlperiode>/<sitzungsnr>177</sitzungsnr>"
        "</plenarprotokoll-nummer><herausgeber>Deutscher Bundestag</herausgeber></kopfdaten><inhaltsverzeichnis>"
        "<ivz-titel>Inhalt:</ivz-titel><ivz-block><ivz-block-titel>Tagesordnungspunkt 4:</ivz-block-titel>"
        "<ivz-eintrag><ivz-eintrag-inhalt>Dr. Anna Olbrich (SPD)</ivz-eintrag-inhalt></ivz-eintrag></ivz-block>"
        "</inhaltsverzeichnis></vorspann><sitzungsverlauf><sitzungsbeginn>"
        + _page(22801)
        + _p("Präsident Wendelin Harms:", "N")
        + _p("Guten Morgen, nehmen Sie bitte Platz. Die Sitzung ist eröffnet.", "J_1")
        + "</sitzungsbeginn><tagesordnungspunkt top-id='Tagesordnungspunkt 4'>"
        + _p("Förderung der Binnenschifffahrt", "T_fett")
        + _speech(
            "Anna",
            "Olbrich",
            "SPD",
            _p("Ein einziges Schiff ersetzt 150 Lastwagen, und trotzdem verfallen unsere Schleusen.", "J_1"),
            "<kommentar>(Beifall bei der SPD – Bert Quast [CDU/CSU]: Seit wann regieren Sie denn?)</kommentar>",
            _p(f"Wir stellen deshalb {_page(22802)}220 Millionen Euro für den Westdeutschen Kanal bereit."),
            title="Dr.",
        )
        + _speech(
            "Bert",
            "Quast",
            "CDU/CSU",
            _p("Frau Kollegin, in Ihrem Haushalt stehen nur 80 Millionen. Der Rest ist Ankündigung.", "J_1"),
            "<name>Präsident Wendelin Harms:</name>",
            _p("Herr Kollege, kommen Sie bitte zum Schluss.", "J_1"),
            f'<p klasse="redner">{_redner("Bert", "Quast", "CDU/CSU")}Bert Quast (CDU/CSU):</p>',
            _p("Ich komme zum Schluss: Die Schleuse in Lüttich wartet seit elf Jahren.", "J_1"),
        )
        + "<name>Präsident Wendelin Harms:</name>"
        + _p("Wir kommen zur Abstimmung. Der Antrag ist mit den Stimmen der Koalition angenommen.")
        + "</tagesordnungspunkt></sitzungsverlauf></dbtplenarprotokoll>"
    ).encode(),
    quoted=("(Beifall bei der SPD – Bert Quast [CDU/CSU]: Seit wann regieren Sie denn?)",),
    never=("klasse", "J_1", "druckseitennummer"),
    pages={"Ein einziges Schiff ersetzt 150 Lastwagen": 1, "in Ihrem Haushalt stehen nur 80 Millionen": 2},
    spoken={
        "Die Sitzung ist eröffnet.": "Harms",
        "Ein einziges Schiff ersetzt 150 Lastwagen": "Olbrich",
        "220 Millionen Euro für den Westdeutschen Kanal": "Olbrich",
        "Seit wann regieren Sie denn?": None,
        "in Ihrem Haushalt stehen nur 80 Millionen": "Quast",
        "kommen Sie bitte zum Schluss": "Harms",
        "Die Schleuse in Lüttich wartet seit elf Jahren.": "Quast",
        "mit den Stimmen der Koalition angenommen": "Harms",
    },
)
