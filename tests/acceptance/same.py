"""The same minutes in six formats: whatever holds them, the same statements come out."""

from collections.abc import Callable, Mapping

from tests.ingest.packages import docx, levels, numbered, odt, p, style, table
from tests.ingest.pdfs import BOLD, Pdf

TITLE = "Protokoll der Mitgliederversammlung des Imkervereins"
# Headings, and what stands under each: paragraphs, then items of a list, then rows of a table.
PARTS: tuple[tuple[str, tuple[str, ...], tuple[str, ...], tuple[tuple[str, ...], ...]], ...] = (
    (
        "1. Bericht des Vorstands",
        (
            "Der Verein hat 86 Mitglieder, das sind sieben mehr als im Vorjahr. Die Ernte fiel wegen des nassen "
            "Frühjahrs um ein Drittel geringer aus, nur an den Linden am Kanal wurde mehr Honig geerntet.",
            "Frau Dorn fragt, ob die Linden am Kanal gefällt werden.",
            "Der Vorstand hat mit dem Forstamt gesprochen, eine Antwort steht noch aus.",
        ),
        (),
        (),
    ),
    (
        "2. Beschlüsse",
        ("Die Versammlung beschließt mit 41 zu 6 Stimmen, eine neue Honigschleuder zu kaufen.",),
        ("Der Beitrag bleibt bei 60 Euro.", "Das Sommerfest findet am 20. Juli statt."),
        (),
    ),
    (
        "3. Aufgaben",
        (),
        (),
        (
            ("Wer", "Was", "Bis wann"),
            ("Jutta Dorn", "bestellt die Honigschleuder", "1. Juni 2024"),
            ("Arne Pohlmann", "reserviert die Festwiese", "15. Juni 2024"),
        ),
    ),
)


def markdown() -> bytes:
    """The minutes as Markdown."""
    lines = [f"# {TITLE}", ""]
    for heading, paragraphs, items, rows in PARTS:
        lines += [f"## {heading}", ""]
        lines += [line for words in paragraphs for line in (words, "")]
        lines += [*(f"- {words}" for words in items), ""]
        for number, row in enumerate(rows):
            lines += [f"| {' | '.join(row)} |", *(["|---|---|---|"] if number == 0 else [])]
        lines.append("")
    return "\n".join(lines).encode()


def text() -> bytes:
    """The minutes as plain text."""
    lines = [TITLE, ""]
    for heading, paragraphs, items, rows in PARTS:
        lines += [heading, ""]
        lines += [line for words in paragraphs for line in (words, "")]
        lines += [*(f"- {words}" for words in items), *("{:16}{:34}{}".format(*row) for row in rows), ""]
    return "\n".join(lines).encode()


def word() -> bytes:
    """The minutes as a Word document."""
    body = p(TITLE, '<w:pStyle w:val="Titel"/>')
    for heading, paragraphs, items, rows in PARTS:
        body += p(heading, '<w:pStyle w:val="berschrift1"/>') + "".join(map(p, paragraphs))
        body += "".join(map(numbered, items)) + (table(*rows, header=True) if rows else "")
    styles = style("berschrift1", "heading 1") + style("Titel", "Title")
    return docx(body, styles=styles, numbering=levels(("bullet", "•")))


def opendocument() -> bytes:
    """The minutes as an OpenDocument text."""

    def line(words: str) -> str:
        return f"<text:p>{words}</text:p>"

    body = f'<text:h text:outline-level="1">{TITLE}</text:h>'
    for heading, paragraphs, items, rows in PARTS:
        body += f'<text:h text:outline-level="2">{heading}</text:h>' + "".join(map(line, paragraphs))
        inside = "".join(f"<text:list-item>{line(words)}</text:list-item>" for words in items)
        body += f"<text:list>{inside}</text:list>" if items else ""
        made = [
            f"<table:table-row>{''.join(f'<table:table-cell>{line(c)}</table:table-cell>' for c in row)}"
            "</table:table-row>"
            for row in rows
        ]
        head = f"<table:table-header-rows>{made[0]}</table:table-header-rows>" if made else ""
        body += f"<table:table>{head}{''.join(made[1:])}</table:table>" if made else ""
    return odt(body)


def web_page() -> bytes:
    """The minutes as a page of a website."""
    body = f"<h1>{TITLE}</h1>"
    for heading, paragraphs, items, rows in PARTS:
        body += f"<h2>{heading}</h2>" + "".join(f"<p>{words}</p>" for words in paragraphs)
        body += f"<ul>{''.join(f'<li>{words}</li>' for words in items)}</ul>" if items else ""
        made = [
            f"<tr>{''.join(f'<{cell}>{words}</{cell}>' for words in row)}</tr>"
            for number, row in enumerate(rows)
            for cell in ("td" if number else "th",)
        ]
        body += f"<table>{''.join(made)}</table>" if made else ""
    head = f'<!DOCTYPE html><html lang="de"><head><meta charset="utf-8"><title>{TITLE}</title></head>'
    return f"{head}<body><main>{body}</main></body></html>".encode()


def printed() -> bytes:
    """The minutes as a PDF."""
    made = Pdf()
    made.put(70, 90, TITLE, 18, BOLD)
    top = 130.0
    for heading, paragraphs, items, rows in PARTS:
        made.put(70, top + 10, heading, 13, BOLD)
        top += 34
        for words in paragraphs:
            top = made.paragraph(70, top, words) + 8
        for words in items:
            top = made.paragraph(70, top, f"• {words}") + 4
        for row in rows:
            for left, cell in zip((70, 200, 400), row, strict=True):
                made.put(left, top, cell)
            top += 18
    made.page()
    return made.bytes()


FORMATS: Mapping[str, Callable[[], bytes]] = {
    ".md": markdown,
    ".txt": text,
    ".docx": word,
    ".odt": opendocument,
    ".html": web_page,
    ".pdf": printed,
}
