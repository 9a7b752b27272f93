"""What was asked: bounded, cleaned, in which language, and what it leans on."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.document import together
from retrieval.followup import Message, leaned_on
from retrieval.language import Lexicon, detect
from retrieval.spelling import Spelling

LONGEST_QUESTION = 1000  # characters; the longest of the 21,843 bank questions has 161


@dataclass(frozen=True)
class Query:
    """A question ready to be searched.

    `asked` is the question as typed, made printable, and `mended` without its typing errors; `before` is the earlier
    question that it leans on, "" for none.
    `language` is that of the answer; `foreign` tells that the question was in neither German nor English.
    """

    asked: str
    mended: str
    language: str
    before: str = ""
    foreign: bool = False

    @property
    def text(self) -> str:
        """The question with the one it leans on, as its words are compared."""
        return together(self.before, self.mended)[:LONGEST_QUESTION]

    @property
    def usable(self) -> bool:
        """Whether there is something to search for, within bounds."""
        return any(sign.isalnum() for sign in self.asked) and not self.too_long

    @property
    def too_long(self) -> bool:
        """Whether the question is longer than LONGEST_QUESTION."""
        return len(self.asked) > LONGEST_QUESTION


def understand(
    question: str,
    history: Sequence[Message],
    language: str | None,
    default: str,
    lexicon: Lexicon,
    spelling: Spelling,
) -> Query:
    """Clean a question and find out its language.

    Args:
        question: as typed; anything.
        history: earlier messages, oldest first.
        language: the answer's language where the asker chose one.
        default: the language of a question that could be either, such as a bare name.
        lexicon: the words of the documents in both languages.
        spelling: mends typing errors.

    Returns:
        The query.
    """
    asked = printable(question)
    before = leaned_on(asked, [Message(turn.role, printable(turn.content)) for turn in history])
    earlier = [message.content for message in history if message.role == "user"]
    found = detect(asked, lexicon, default=default, earlier=earlier)
    mended = spelling.mend(asked[:LONGEST_QUESTION])
    return Query(asked, mended, language or found.code, before, foreign=not found.answered)


def printable(text: str) -> str:
    """Return the text without control characters, lone surrogates and markers of the model's vocabulary."""
    without = re.sub(r"</?s>|<pad>|<unk>|<mask>", " ", text, flags=re.IGNORECASE)
    kept = (" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in without)
    return re.sub(r"\s+", " ", "".join(c for c in kept if unicodedata.category(c) != "Cs")).strip()
