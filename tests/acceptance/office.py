"""Word and OpenDocument: a supervisory board, a parish, and a council in English."""

import io

import docx as python_docx

from tests.acceptance.truth import Known
from tests.ingest.packages import docx, levels, odt, p, r, style, table


def _board() -> bytes:
    def heading(words: str) -> str:
        return p(words, '<w:pStyle w:val="berschrift1"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')

    body = (
        p("Protokoll der 14. Aufsichtsratssitzung der Stadtwerke Wendtal", '<w:pStyle w:val="Titel"/>')
        + p("22. Mai 2024, Sitzungsraum 3")
        + p("Sitzungsleitung: Dr. Sabine Kessler")
        + p("Anwesend: Holger Pape, Ruth Zander, Emre Aksoy")
        + p("Entschuldigt: Walter Noll")
        + heading("Lage des Unternehmens")
        + p("Herr Pape erläutert, der Stromabsatz sei um 3,2 Prozent gesunken.")
        + f"<w:p>{r('Der Gewinn beträgt 1,8 Millionen Euro')}<w:r><w:footnoteReference w:id='2'/></w:r>"
        f"{r(' vor Steuern.')}<w:del w:id='9'><w:r><w:delText> Die Prämie wird verschwiegen.</w:delText></w:r></w:del>"
        "</w:p>"
        + "<w:p><w:commentRangeStart w:id='0'/>"
        + r("Frau Zander fragt, warum die Netzverluste gestiegen seien.")
        + "<w:commentRangeEnd w:id='0'/><w:r><w:commentReference w:id='0'/></w:r></w:p>"
        + p("nur für den Vorstand", run="<w:vanish/>")
        + heading("Wärmenetz Nord")
        + p("Der Aufsichtsrat beschließt den Bau des Wärmenetzes Nord mit einem Volumen von 12 Millionen Euro.")
        + p("Abstimmung: 9 Ja, 1 Nein, 2 Enthaltungen.")
        + heading("Aufgaben")
        + table(
            ("Wer", "Was", "Bis wann"),
            ("Emre Aksoy", "legt den Vertrag mit dem Kraftwerk vor", "1. August 2024"),
            ("Ruth Zander", "prüft die Versicherung der Leitungen", "15. September 2024"),
            header=True,
        )
    )
    note = f'<w:footnote w:id="2">{p("Ohne die Beteiligung an der Wassergesellschaft.")}</w:footnote>'
    return docx(
        body,
        styles=style("berschrift1", "heading 1") + style("Titel", "Title"),
        numbering=levels(("decimal", "%1.")),
        footnotes=note,
        comments='<w:comment w:id="0">' + p("Das bitte streichen, sonst gibt es Ärger.") + "</w:comment>",
    )


BOARD = Known(
    name="aufsichtsrat-wendtal.docx",
    title="Protokoll der 14. Aufsichtsratssitzung der Stadtwerke Wendtal",
    recorded="some",
    data=_board(),
    quoted=(
        "Ohne die Beteiligung an der Wassergesellschaft.",
        "Emre Aksoy | legt den Vertrag mit dem Kraftwerk vor | 1. August 2024",
        "Anwesend: Holger Pape, Ruth Zander, Emre Aksoy",
    ),
    never=("verschwiegen", "sonst gibt es Ärger", "nur für den Vorstand"),
    spoken={
        "der Stromabsatz sei um 3,2 Prozent gesunken": "Pape",
        "warum die Netzverluste gestiegen seien": "Zander",
        "Der Gewinn beträgt 1,8 Millionen Euro": None,
        "beschließt den Bau des Wärmenetzes Nord": None,
    },
    people={"Kessler": "chair", "Pape": "present", "Zander": "present", "Aksoy": "present", "Noll": "excused"},
    kinds={
        "den Bau des Wärmenetzes Nord": "decision",
        "9 Ja, 1 Nein, 2 Enthaltungen": "vote",
        "legt den Vertrag mit dem Kraftwerk vor": "task",
        "prüft die Versicherung der Leitungen": "task",
    },
)


def _parish() -> bytes:
    def text(words: str) -> str:
        return f"<text:p>{words}</text:p>"

    def head(words: str) -> str:
        return f'<text:h text:outline-level="2">{words}</text:h>'

    def items(*words: str) -> str:
        inside = "".join(f"<text:list-item>{text(w)}</text:list-item>" for w in words)
        return f'<text:list text:style-name="L1">{inside}</text:list>'

    numbers = (
        '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1" '
        'style:num-suffix="."/></text:list-style>'
    )
    note = (
        "<text:note><text:note-citation>1</text:note-citation><text:note-body>"
        "<text:p>Gutachten des Orgelbauers Stumm vom Januar.</text:p></text:note-body></text:note>"
    )
    body = (
        "<text:tracked-changes><text:changed-region text:id='c1'><text:deletion><text:p>Der Küster war betrunken."
        "</text:p></text:deletion></text:changed-region></text:tracked-changes>"
        '<text:h text:outline-level="1">Protokoll der Sitzung des Kirchengemeinderats Sankt Veit</text:h>'
        + text("Sitzung am 3. Juni 2024")
        + text("Leitung: Pfarrerin Judith Imhoff")
        + text("Anwesend: Karl Bender, Sofia Marten, Peer Lohse")
        + head("Orgel")
        + text(f"Die Reparatur der Orgel kostet 74.000 Euro{note}, davon sind 51.000 Euro gespendet.")
        + text("Frau Marten fragt, ob die Landeskirche einen Zuschuss gibt.")
        + text("Pfarrerin Imhoff antwortet, der Antrag sei im April gestellt worden.")
        + text("Der Rat wählt die Firma Stumm.<office:annotation><text:p>zu teuer, finde ich</text:p>"
               "</office:annotation>")
        + head("Beschlüsse")
        + items(
            "Die Orgel wird ab dem 2. September repariert.",
            "Das Gemeindefest findet am 14. Juli im Pfarrgarten statt.",
        )
        + head("Aufgaben")
        + items("Karl Bender bestellt bis 1. Juli die Zelte.", "Sofia Marten schreibt bis Ende Juni den Gemeindebrief.")
    )  # fmt: skip
    return odt(body, numbers)


PARISH = Known(
    name="kirchengemeinderat.odt",
    title="Protokoll der Sitzung des Kirchengemeinderats Sankt Veit",
    recorded="some",
    data=_parish(),
    quoted=("Gutachten des Orgelbauers Stumm vom Januar.", "Der Rat wählt die Firma Stumm."),
    never=("betrunken", "zu teuer, finde ich"),
    spoken={
        "ob die Landeskirche einen Zuschuss gibt": "Marten",
        "der Antrag sei im April gestellt worden": "Imhoff",
        "davon sind 51.000 Euro gespendet": None,
    },
    people={"Imhoff": "chair", "Bender": "present", "Marten": "present", "Lohse": "present"},
    kinds={
        "Die Orgel wird ab dem 2. September repariert.": "decision",
        "Das Gemeindefest findet am 14. Juli im Pfarrgarten statt.": "decision",
        "Karl Bender bestellt bis 1. Juli die Zelte.": "task",
        "Sofia Marten schreibt bis Ende Juni den Gemeindebrief.": "task",
    },
)


def _english() -> bytes:
    made = python_docx.Document()
    made.add_heading("Minutes of the Thornbury Town Council", 0)
    made.add_paragraph("Held on 14 May 2024 in the Guildhall")
    for line in (
        "Present: Cllr Jane Whitlock (Labour, Chair), Cllr Tom Ashdown (Conservative), Cllr Priya Raman (Liberal "
        "Democrat), Cllr Edith Crowe (Labour)",
        "Apologies: Cllr Owen Blake (Conservative)",
        "In attendance: Hugh Sefton (Town Clerk)",
    ):
        made.add_paragraph(line)
    made.add_heading("1. Library opening hours", 1)
    for line in (
        "Cllr Raman (Liberal Democrat): The library should stay open until eight in the evening, because people who "
        "work cannot come before six.",
        "Cllr Ashdown (Conservative): Longer hours would cost £23,400 a year, and nobody has told us where that money "
        "is to come from.",
        "Cllr Whitlock (Labour): The friends of the library have offered to staff two evenings without pay.",
    ):
        made.add_paragraph(line)
    made.add_paragraph("RESOLVED: to open the library until 8 pm on Tuesdays and Thursdays.")
    made.add_paragraph("Carried by 3 votes to 1.")
    made.add_heading("2. Flooding in Mill Lane", 1)
    made.add_paragraph("Cllr Ashdown (Conservative): The culvert has not been cleared since 2019.")
    made.add_heading("Actions", 1)
    grid = made.add_table(rows=1, cols=3)
    for row in (
        ("Who", "What", "By"),
        ("Hugh Sefton", "writes to the county about the culvert", "31 May 2024"),
        ("Priya Raman", "meets the friends of the library", "7 June 2024"),
    ):
        cells = grid.rows[0].cells if row[0] == "Who" else grid.add_row().cells
        for cell, words in zip(cells, row, strict=True):
            cell.text = words
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


ENGLISH = Known(
    name="thornbury-council.docx",
    title="Minutes of the Thornbury Town Council",
    recorded="some",
    data=_english(),
    quoted=(
        "because people who work cannot come before six.",
        "Hugh Sefton | writes to the county about the culvert | 31 May 2024",
    ),
    spoken={
        "The library should stay open until eight in the evening": "Raman",
        "Longer hours would cost £23,400 a year": "Ashdown",
        "have offered to staff two evenings without pay": "Whitlock",
        "The culvert has not been cleared since 2019.": "Ashdown",
        "to open the library until 8 pm on Tuesdays and Thursdays": None,
    },
    people={
        "Whitlock": "chair",
        "Ashdown": "present",
        "Raman": "present",
        "Crowe": "present",
        "Blake": "excused",
        "Sefton": "guest",
    },
    kinds={
        "to open the library until 8 pm on Tuesdays and Thursdays": "decision",
        "Carried by 3 votes to 1.": "vote",
        "writes to the county about the culvert": "task",
        "meets the friends of the library": "task",
    },
)
