"""Conversation that is no question: which of our own sentences answers it. First match counts."""

import re

_TALK = (
    ("bye", r"\b(tsch(ü|ue)ss|auf wiedersehen|ciao|bye|goodbye|see you|bis bald|bis dann)\b"),
    ("abilities", r"\b(kannst|k(ö|oe)nnen|können|hilf|hilfe|funktion\w*|bist|wer sind|was (ist|machst|macht)|wie geht das"
                  r"|can you|can i|could you|help|who are|what are|what is|what do|how do|how does|are you|work)\b"),
    ("thanks", r"\b(dank\w*|thank\w*|thx|cheers|super|toll|perfekt|great|perfect|prima|nice|gut gemacht|well done|ok(ay)?)\b"),
)  # fmt: skip


def kind_of_talk(text: str) -> str:
    """Return the field of AnswerTexts that answers a remark: hello, thanks, bye or abilities."""
    return next((name for name, cues in _TALK if re.search(cues, text, re.IGNORECASE)), "hello")
