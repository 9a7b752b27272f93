"""The statement: the unit that is found, cited and verified."""

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum

# Signs that nobody sees and that change how what stands beside them is shown, on a page or in a terminal: those that
# turn the direction of writing, and controls.
_UNSEEN = re.compile("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")


class Kind(StrEnum):
    """What a span of a statement is."""

    FACT = "fact"  # checkable: a number, a date, who attended
    CLAIM = "claim"  # what was judged or expected
    DEMAND = "demand"
    QUESTION = "question"
    QUOTATION = "quotation"
    DECISION = "decision"
    VOTE = "vote"
    TASK = "task"  # who does what, until when
    PARTICIPANT = "participant"
    LABEL = "label"


@dataclass(frozen=True)
class KindSpan:
    """A kind and where it holds: code points [start, end) of the statement's text."""

    kind: Kind
    start: int
    end: int


@dataclass(frozen=True)
class Statement:
    """One bullet, thesis, decision, vote, table row, participant line or paragraph, or a part of a long one.

    `text` is the document's span [start, end) (code points of its text) as a reader sees it, white space folded.
    `section` is the heading followed by the true parent bullets, outermost first; of a table row also the table's
    header. `speaker` is who spoke, as written; `lead` counts the characters of `text` that only name the speaker, and
    `lead_end` is where they end in the document's text: what is quoted begins after them. `reported` says that the
    minutes report the speech in their own words. `page` is the page of the file, `printed` the number that stands on
    it where it differs. `guessed` says that nobody has read the document's
    kinds by hand. `follows` is the id of the statement whose paragraph or speech this one goes on with.
    `label` says in words what a layout line is ("Datum der Veranstaltung"). `parent` is the id of the parent bullet's
    statement. `sic` is the place in the text after which the source's sense breaks.
    """

    id: str
    document: str
    text: str
    start: int
    end: int
    section: tuple[str, ...]
    position: int
    kinds: tuple[KindSpan, ...] = ()
    page: int | None = None
    printed: str | None = None
    speaker: str | None = None
    reported: bool = False
    lead: int = 0
    lead_end: int | None = None
    follows: str | None = None
    guessed: bool = True
    parent: str | None = None
    label: str | None = None
    label_en: str | None = None
    translation: str | None = None
    sic: int | None = None

    @property
    def kind_names(self) -> tuple[str, ...]:
        """The kinds without their spans, in order of appearance, each once."""
        return tuple(dict.fromkeys(str(span.kind) for span in self.kinds))

    @property
    def quote(self) -> str:
        """The words that are quoted: the text without the speaker's name before it."""
        return self.text[self.lead :]

    @property
    def surname(self) -> str:
        """The last word of the speaker's name, "" where nobody is recorded."""
        return next(iter((self.speaker or "").split(" (")[0].split()[-1:]), "")

    @property
    def quote_start(self) -> int:
        """Where the quoted words begin in the document's text."""
        return self.start if self.lead_end is None else self.lead_end


def fold(source: str) -> str:
    """Return the source without bold marks and unseen signs and with white space folded, as text is quoted."""
    return re.sub(r"\s+", " ", _UNSEEN.sub("", source.replace("**", ""))).strip()


def statement_id(document: str, section: str, text: str) -> str:
    """Return `<document>/<section slug>/<8 hex of the text's hash>`."""
    return f"{document}/{slug(section)}/{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def slug(words: str) -> str:
    """Return the words in lower-case ASCII joined by hyphens; never empty."""
    table = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
    folded = re.sub(r"[^a-z0-9]+", "-", words.lower().translate(table)).strip("-")
    return folded or "text"
