"""Conversation that is no question: which of our own sentences answers it. First match counts."""

import re

_TALK = (
    ("bye", r"tsch(ü|ue)ss|auf wiedersehen|ciao|bye|goodbye|see you|bis bald|bis dann"),
    (
        "abilities",
        r"kannst|k(ö|oe)nnen|hilf|hilfe|funktion\w*|bist|wer sind|was (ist|machst|macht)|wie geht das|can you|can i"
        r"|could you|help|who are|what are|what is|what do|how do|how does|are you|work",
    ),
    (
        "thanks",
        r"dank\w*|thank\w*|thx|cheers|super|toll|perfekt|great|perfect|prima|nice|gut gemacht|well done|ok(ay)?",
    ),
    (
        "hello",
        r"hallo|hi|hey|moin|servus|gr(ü|ue)(ß|ss) gott|guten (tag|morgen|abend)|hello|good (morning|day|evening)",
    ),
)


def kind_of_talk(text: str) -> str:
    """Return the key of AnswerTexts.talk that answers a remark: hello, thanks, bye or abilities."""
    return next((name for name, cues in _TALK if re.search(rf"\b(?:{cues})\b", text, re.IGNORECASE)), "abilities")
