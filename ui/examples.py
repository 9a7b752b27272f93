"""What the description of the HTTP interface shows as examples: a document of one statement, and an answer from it."""

from datetime import date as Date

from ingest.document import Document, Section
from ingest.statement import Kind, KindSpan, Statement
from retrieval.answer import Answer
from retrieval.citing import cite
from ui.reader import summary, whole

_ID = "zukunftsforum-ki-2024-02-22"
_WORDS = "China hat 8 eigene Sprachmodelle entwickelt"
_QUESTION = "Welche Sprachmodelle hat China?"
_STATEMENT = Statement(
    id=f"{_ID}/3-impuls/1a2b3c4d",
    document=_ID,
    text=_WORDS,
    start=7500,
    end=7543,
    section=("3. Impuls",),
    position=0,
    kinds=(KindSpan(Kind.FACT, 0, len(_WORDS)),),
    translation="China has developed 8 language models of its own",
)
_DOCUMENT = Document(
    id=_ID,
    title="Künstliche Intelligenz: Wie können Forschung und Wirtschaft besser zusammenwirken?",
    text=f"- {_WORDS}\n…",
    statements=(_STATEMENT,),
    sections=(Section("3. Impuls", "3-impuls", 7400, 7412, "3rd talk"),),
    date=Date(2024, 2, 22),
    time="10:00–12:00",
    series="Zukunftsforum",
    format="Markdown",
    file=f"{_ID}.md",
)
SUMMARY, WHOLE = summary(_DOCUMENT), whole(_DOCUMENT)
ANSWER = Answer(
    question=_QUESTION,
    language="de",
    answer=f"Das Protokoll hält fest: „{_WORDS}“ [1].",
    answered=True,
    citations=(cite(_STATEMENT, _DOCUMENT, 1),),
    confidence=0.97,
    index="5f0e…",
    understood=_QUESTION,
    timings_ms={"retrieve": 14.1, "answer": 1.2, "total": 15.6},
).to_json()
