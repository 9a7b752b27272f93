"""A question that leans on the conversation is searched together with the question it leans on."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

# How a question leans on the one before; each row with an example.
_LEANING = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(und|aber|also|oder|and|but|so|or|plus)\b",  # Und in Frankreich?
        r"(warum|wieso|weshalb|wozu|inwiefern|why|how so|how come|in what way)\W*\w*\W*$",  # Warum nicht?
        r"(was ist mit|wie (ist|sieht|steht) es (mit|in|bei)|what about|how about)\b",  # What about China?
        r"(mehr|weiter|genauer|noch (etwas|was|mehr)|sonst noch|more|anything else|go on|details?)\b",
        r".*\b(davon|dazu|damit|darüber|dafür|dagegen|dabei|dort|daran|darin|dessen|deren|diese[rsmn]?|jene[rsmn]?)\b",
        r".*\b(that|this|those|these|it|its|they|them|their|there|the (same|former|latter|other))\b",
        r".*\b(das|es|sie|ihn|ihm|ihnen|deren)\W*$",  # Wer fordert das?
        r".*\b(da|dabei)\b",  # Kommen da auch kleine Firmen ran?
        r"\w+ hier\b",
        r".*\b(er|ihn|ihm|he|she|him|the ones?)\b",  # Für welche Fraktion sitzt er im Bundestag?
        r".*\b(denn|though|deshalb|seitdem|stattdessen|hierzulande)\b",  # Was machen die denn heute anders?
        r".*\b(das|es|die) (auch|jetzt|schon|dann|nur|einer|als)\b",  # Gilt das auch für Deutsche?
        r".*\b(by comparison|in comparison|im vergleich|over here|over there|hierzulande auch|auch (dort|hier))\b",
        r"(wer|wo|wann|wie viele?|welche[rsn]?|who|where|when|how (many|much)|which)\W*\w{0,12}\W*$",  # Wie viele?
    )
)
# A follow-up that puts another thing in the place of one: "Und in Berlin?", "What about MIT?".
_SUBSTITUTING = re.compile(
    r"(?:und|aber|and|but|(?:und )?was ist mit|(?:und )?wie (?:ist|sieht) es|what about|how about)\s+"
    r"(?:(?:in|im|am|an|bei|beim|zu|zum|zur|für|mit|von|at|the|for|with|from|of|der|die|das|den|dem|auch|also|aus)\s+)*"
    r"([^\W\d_][\w.-]*(?:\s+[^\W\d_][\w.-]*)?)\W*$",
    re.IGNORECASE,
)
_NO_THING = frozenset({
    "wer", "was", "wo", "wann", "warum", "wieso", "weshalb", "wozu", "wie", "who", "what", "where", "when", "why",
    "how", "jetzt", "heute", "dann", "sonst", "weiter", "mehr", "now", "today", "then", "else", "more", "danke",
    "thanks",
})  # fmt: skip
_SHORT = 5  # words; "In Frankreich auch?"


@dataclass(frozen=True)
class Message:
    """An earlier message of the conversation."""

    role: Literal["user", "assistant"]
    content: str


def leaned_on(question: str, history: Sequence[Message]) -> str:
    """Return the earlier question that a question leans on.

    Args:
        question: as asked, cleaned.
        history: earlier messages, oldest first.

    Returns:
        The earlier question, "" where the question stands for itself.
    """
    earlier = [message.content for message in history if message.role == "user" and message.content.strip()]
    if not earlier or not leans(question):
        return ""
    base = earlier[-1].strip()
    if leans(base) and len(earlier) > 1:  # "Und in Frankreich?" "Und in China?"
        base = f"{earlier[-2].strip()} {base}"
    return base[-500:]


def leans(question: str) -> bool:
    """Say whether a question needs the conversation to be understood: it is short, or refers to something."""
    return len(question.split()) <= _SHORT or refers(question)


def refers(question: str) -> bool:
    """Say whether a question has a word that refers to something before it."""
    return any(pattern.match(question) for pattern in _LEANING)


def substituted(question: str) -> str:
    """Return what a follow-up puts in the place of another thing ("Berlin" of "Und in Berlin?"), "" for nothing."""
    found = _SUBSTITUTING.match(question.strip())
    return found[1] if found and found[1].split()[0].lower() not in _NO_THING else ""
