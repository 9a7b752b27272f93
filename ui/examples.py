"""What the description of the HTTP interface shows as examples."""

from typing import Any

ANSWER: dict[str, Any] = {
    "question": "Welche Sprachmodelle hat China?",
    "language": "de",
    "answer": "Das Protokoll hält fest: „China hat 8 eigene Sprachmodelle entwickelt“ [1].",
    "answered": True,
    "reason": None,
    "unanswered": [],
    "citations": [
        {
            "marker": 1,
            "statement_id": "zukunftsforum-ki-2024-02-22/3-impuls/1a2b3c4d",
            "document": "zukunftsforum-ki-2024-02-22",
            "title": "Künstliche Intelligenz: Wie können Forschung und Wirtschaft besser zusammenwirken?",
            "section": ["3. Impuls"],
            "speaker": None,
            "page": None,
            "printed": None,
            "start": 7500,
            "end": 7543,
            "quote": "China hat 8 eigene Sprachmodelle entwickelt",
            "translation": None,
            "kinds": ["fact"],
        }
    ],
    "confidence": 0.97,
    "closest": [],
    "further": [],
    "suggestions": [],
    "engine": "extractive",
    "grades": [],
    "withheld": 0,
    "fallback": None,
    "prompt": None,
    "index": "5f0e…",
    "understood": "Welche Sprachmodelle hat China?",
    "timings_ms": {"retrieve": 14.1, "answer": 1.2, "total": 15.6},
}
SUMMARY: dict[str, Any] = {
    "id": "zukunftsforum-ki-2024-02-22",
    "title": "Künstliche Intelligenz: Wie können Forschung und Wirtschaft besser zusammenwirken?",
    "title_en": None,
    "occasion": None,
    "language": "de",
    "date": "2024-02-22",
    "time": "10:00–12:00",
    "organisers": [],
    "body": None,
    "series": "Zukunftsforum",
    "participants": [],
    "statements": 128,
    "speakers_recorded": "none",
    "speakers": [],
    "pages": None,
    "format": "Markdown",
    "file": "zukunftsforum-ki-2024-02-22.md",
    "original": "api/documents/zukunftsforum-ki-2024-02-22/original",
    "page": "protokoll/zukunftsforum-ki-2024-02-22",
}
WHOLE: dict[str, Any] = SUMMARY | {
    "text": "- China hat 8 eigene Sprachmodelle entwickelt\n…",
    "edits": [],
    "sections": [
        {"title": "3. Impuls", "slug": "3-impuls", "start": 7400, "end": 7412, "translation": "3rd talk", "level": 2}
    ],
    "statements": [
        {
            "id": "zukunftsforum-ki-2024-02-22/3-impuls/1a2b3c4d",
            "text": "China hat 8 eigene Sprachmodelle entwickelt",
            "start": 7500,
            "end": 7543,
            "page": None,
            "printed": None,
            "speaker": None,
            "lead": 0,
            "reported": False,
            "follows": None,
            "section": ["3. Impuls"],
            "section_translation": ["3rd talk"],
            "parent": None,
            "depth": 0,
            "kinds": [{"kind": "fact", "start": 0, "end": 43}],
            "label": None,
            "label_translation": None,
            "translation": "China has developed 8 language models of its own",
        }
    ],
}
