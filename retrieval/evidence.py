"""What was decided about a question: what an engine may write from."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date as Date
from typing import Literal

from ingest.document import Document
from ingest.statement import Statement
from retrieval.answer import Reason

# Why nothing is cited of somebody who is asked about, or of those who voted: as the texts of the same name.
Note = Literal["", "silent", "named_only", "named_only_many", "unknown", "unknown_many", "not_voted"]
Short = Literal["", "yes", "yes_plain", "no", "no_plain"]
State = Literal["answer", "grey", "refuse", "untrusted"]  # untrusted: withheld by the verifier
PARTS = 4  # documents that get a part of an answer each
LIKELY = 0.5  # probability of an answer below which it is said that it may be none
STRUCTURED = 0.95  # that what the document itself holds together (a list, a section) answers a question for it
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
    `remarks` are our own sentences that stand before it. `about` is the question that what was chosen answers: of
    long passages only the sentences that answer it are quoted; "" where they are wanted whole.
    `others` are the parts of other documents, `left_out` counts documents that would have had one too,
    all of them where `counted`.
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
    counted: bool = True
    about: str = ""


def together(parts: Sequence[Evidence], *, oldest_first: bool = False, counted: bool = True) -> Evidence:
    """Put the parts of several documents into one answer, in order of time; those that find no room are counted.

    Args:
        parts: at least one, each of a document of its own.
        oldest_first: where a course of things is asked for; else the latest comes first.
        counted: whether all documents were looked through.

    Returns:
        The first part, which holds the others.
    """
    in_time = sorted(parts, key=lambda part: part.document.date or Date.min, reverse=not oldest_first)
    shown = in_time[:PARTS]
    shown[-1] = replace(shown[-1], left_out=len(in_time) - len(shown), counted=counted)
    return replace(shown[0], others=tuple(shown[1:]))
