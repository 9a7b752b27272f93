"""A protocol of four statements and the pieces of an answer to it, for tests of the evaluation."""

from eval.cases import Case
from ingest.document import BankQuestion, Document, Participant
from ingest.statement import Kind, KindSpan, Statement
from retrieval.answer import Answer, Citation, Reason

TEXT = """**Dr. Ada Lang** | Leiterin, Amt für Proben, Kiel
- Wir brauchen **zwei** Häfen
- Kiel hat 8 Kräne, Husum keine
- Wie viele Schiffe kommen?
"""
LINES = (
    ("Dr. Ada Lang | Leiterin, Amt für Proben, Kiel", Kind.PARTICIPANT),
    ("Wir brauchen zwei Häfen", Kind.DEMAND),
    ("Kiel hat 8 Kräne, Husum keine", Kind.FACT),
    ("Wie viele Schiffe kommen?", Kind.QUESTION),
)


def document() -> Document:
    statements = tuple(
        Statement(f"probe/text/{n}", "probe", text, 0, 0, ("Impuls",), n, (KindSpan(kind, 0, len(text)),))
        for n, (text, kind) in enumerate(LINES)
    )
    return Document(
        id="probe",
        title="Probe",
        text=TEXT,
        statements=statements,
        sections=(),
        participants=(Participant("Dr. Ada Lang", "Leiterin", "head", "Kiel", LINES[0][0]),),
        questions=(BankQuestion("Wie viele Kräne?", "de", "answered", True, (LINES[2][0],)),),
    )


def case(**changes) -> Case:
    fields = {
        "id": "p1de",
        "pair": "p1",
        "lang": "de",
        "kind": "fact",
        "question": "Womit lädt man in der Stadt aus?",
        "answerable": True,
        "evidence": (("Kiel hat 8 Kräne",),),
        "modality": ("fact",),
        "nuggets": (r"\b8\b",),
    }
    return Case(**{**fields, **changes})


def missing(**changes) -> Case:
    fields = {"kind": "missing", "answerable": False, "reason": "not_in_protocol"}
    return case(**{**fields, "evidence": (), "modality": (), "nuggets": (), **changes})


def cite(marker: int | None, quote: str, kinds: tuple[str, ...] = ("fact",), **changes) -> Citation:
    fields = {
        "marker": marker,
        "statement_id": "probe/text/2",
        "document": "probe",
        "title": "Probe",
        "section": ("Impuls",),
        "speaker": None,
        "page": None,
        "printed": None,
        "start": TEXT.find(quote),
        "end": TEXT.find(quote) + len(quote),
        "quote": quote,
        "translation": None,
        "kinds": kinds,
    }
    return Citation(**{**fields, **changes})


def answer(text: str = "Das Protokoll hält fest: „Kiel hat 8 Kräne“ [1].", **changes) -> Answer:
    fields = {
        "question": "Womit lädt man in der Stadt aus?",
        "language": "de",
        "answer": text,
        "answered": True,
        "citations": (cite(1, "Kiel hat 8 Kräne"),),
        "confidence": 0.9,
        "timings_ms": {"total": 10.0},
    }
    return Answer(**{**fields, **changes})


def refusal(reason: Reason = Reason.NOT_IN_PROTOCOL, **changes) -> Answer:
    fields = {"answered": False, "reason": reason, "citations": (), "confidence": 0.1}
    return answer("Das steht nicht im Protokoll.", **{**fields, **changes})
