"""A question ready to be searched."""

from dataclasses import dataclass

from ingest.document import together

LONGEST_QUESTION = 1000  # characters; the longest of the 21,843 bank questions has 161


@dataclass(frozen=True)
class Query:
    """A question ready to be searched.

    `asked` is the question made plain, and `mended` without its typing errors; `before` is the earlier question that it
    is read together with, "" for none. `language` is that of the answer; `foreign` tells that the question was in
    neither German nor English. `typed` is what was typed, as a reader sees it, and `understood` the question as it was
    completed; both are "" for a part of a question. `instead` is what a follow-up put in the place of something, and
    of what ("Und in Frankreich?"). `root` is the complete question of the conversation that a follow-up goes back to,
    `shown` are the ids of the statements that the answer before has shown.
    """

    asked: str
    mended: str
    language: str
    before: str = ""
    foreign: bool = False
    typed: str = ""
    understood: str = ""
    instead: tuple[str, str] = ("", "")
    root: str = ""
    shown: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The question with the one it leans on, as its words are compared."""
        return together(self.before, self.mended)[:LONGEST_QUESTION]

    @property
    def follows(self) -> bool:
        """Whether it leans on a question whose answer has shown something."""
        return bool(self.before and self.shown)

    @property
    def usable(self) -> bool:
        """Whether there is something to search for, within bounds."""
        return any(sign.isalnum() for sign in self.asked) and not self.too_long

    @property
    def too_long(self) -> bool:
        """Whether the question is longer than LONGEST_QUESTION."""
        return len(self.asked) > LONGEST_QUESTION
