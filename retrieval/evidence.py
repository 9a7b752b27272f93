"""What was decided about a question: what an engine may write from."""

from dataclasses import dataclass
from typing import Literal

from ingest.document import Document
from ingest.statement import Statement
from retrieval.answer import Reason

Note = Literal["", "silent", "named_only", "unknown"]  # of somebody who is asked about: as the texts of the same name
Short = Literal["", "yes", "yes_claim", "no", "no_claim", "both"]
State = Literal["answer", "grey", "refuse", "untrusted"]  # untrusted: withheld by the verifier
CLOSEST = 3  # passages shown beside a refusal
EMPTY = Document("", "", "", (), ())  # where nothing is indexed


@dataclass(frozen=True)
class Group:
    """Statements under a line of our own.

    `name` is a key of `AnswerTexts.groups`, `value` fills its braces: a heading, a word that the statements have, or
    words of the question.
    """

    name: str
    statements: tuple[Statement, ...]
    value: str = ""


@dataclass(frozen=True)
class Evidence:
    """What was decided about a question.

    `chosen` are the statements to cite, in the order in which they are cited; `whole` tells that they are all of a
    section. `persons` are lines of the list of participants. `lacking` are parts of the question without an answer.
    `who` is asked about, `note` says why nothing of theirs is cited, `everything` that all their words are wanted,
    `more` how many statements are not shown. `listed` names the list that was asked for.
    `aim` names the kind of answer where it is more than what was chosen (a key of `AnswerTexts.aims`), `groups` order
    what was chosen for it. `rest` are further statements that belong to the answer, behind what is shown. `short` is
    the answer to a question for yes or no, "" where that is not sure. `asked` are the asker's words for the part of a
    message that this answers, `named` headings that its opening names.
    `remarks` are our own sentences that stand before it.
    `others` are the parts of other documents, `left_out` counts documents that would have had one too.
    """

    document: Document
    state: State
    confidence: float
    reason: Reason | None = None
    chosen: tuple[Statement, ...] = ()
    whole: bool = False
    persons: tuple[Statement, ...] = ()
    closest: tuple[Statement, ...] = ()
    near: tuple[Statement, ...] = ()
    lacking: tuple[str, ...] = ()
    talk: str = "hello"
    who: str = ""
    note: Note = ""
    everything: bool = False
    more: int = 0
    listed: str = ""
    aim: str = ""
    groups: tuple[Group, ...] = ()
    rest: tuple[Statement, ...] = ()
    short: Short = ""
    asked: str = ""
    named: str = ""
    remarks: tuple[str, ...] = ()
    others: tuple["Evidence", ...] = ()
    left_out: int = 0
