"""What the encoder made of a document: vectors and word pieces of its statements, vectors and vote of its bank.

It lies in a file of its own in the index, is never changed, and is mapped, not read: a question touches little of it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.arrays import mapped, save
from ingest.document import Document
from ingest.encoder import Encoder, Passage
from ingest.odds import Vote
from ingest.tokens import Tokens
from ingest.vectors import cached, packed, readings, unpacked
from protokoll.errors import IndexMissingError

_OWN, _TOKENS = ("vectors", "questions", "links"), ("pieces", "starts", "owners")
_VOTE = ("landmarks", "weights", "offsets")

Floats = NDArray[np.float32]
Told = Callable[[str, int], None]  # name of a step, how much more of it is done


@dataclass(frozen=True, eq=False)
class Digest:
    """Unit vectors of the statements (n, 384) and their pieces; unit vectors of the bank's questions (b, 384).

    `links` (l, 2) are pairs (row of a statement, question that it answers), sorted; `vote` was learned from them.
    """

    vectors: Floats
    tokens: Tokens
    questions: Floats
    links: NDArray[np.intp]
    vote: Vote

    @classmethod
    def of(cls, document: Document, encoder: Encoder, cache: Path, told: Told) -> "Digest":
        """Read a document.

        Args:
            document: any.
            encoder: reads.
            cache: keeps what was read, by text.
            told: told the progress of "passages" and "questions".

        Returns:
            The digest.
        """
        texts = list(readings(document))

        def work(some: Sequence[str]) -> list[bytes]:
            return [packed(passage) for passage in encoder.passages(some)]

        def ask(some: Sequence[str]) -> list[bytes]:
            return [question.vector.tobytes() for question in encoder.questions(some)]

        name = encoder.facts.name
        contents = cached(cache, f"{name}\0passage", [t for _, t in texts], work, lambda more: told("passages", more))
        read = [(row, unpacked(each, *encoder.facts.widths)) for (row, _), each in zip(texts, contents, strict=True)]
        asked = [question.text for question in document.questions]
        rows = cached(cache, f"{name}\0query", asked, ask, lambda more: told("questions", more))
        width = encoder.facts.widths[0]
        questions = np.array([np.frombuffer(row, np.float32) for row in rows], np.float32).reshape(-1, width)
        links = links_of(document)
        answered = np.array([question.answerable for question in document.questions], bool)
        vote = Vote.learned(questions, answered, links, len(document.statements))
        return cls(first_vectors(read, width), Tokens.of(read), questions, links, vote)

    def save(self, path: Path) -> None:
        """Write it into a file that is not there yet."""
        arrays = {name: getattr(self, name) for name in _OWN}
        arrays |= {name: getattr(self.tokens, name) for name in _TOKENS}
        save(path, arrays | {name: getattr(self.vote, name) for name in _VOTE})

    @classmethod
    def open(cls, path: Path) -> "Digest":
        """Open what `save` wrote.

        Args:
            path: of the file.

        Returns:
            The digest, mapped.

        Raises:
            IndexMissingError: The file is missing or damaged.
        """
        try:
            read = mapped(path)
            vectors, questions, links = (read[name] for name in _OWN)
            tokens, vote = Tokens(*(read[name] for name in _TOKENS)), Vote(*(read[name] for name in _VOTE))
            if len(tokens.pieces) != tokens.starts[-1] or len(tokens.owners) != len(tokens.starts) - 1:
                raise ValueError("its parts do not fit each other")
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise IndexMissingError(f"{path} cannot be read: {error}. Run: protokoll ingest") from error
        return cls(vectors, tokens, questions, links, vote)


def first_vectors(read: Sequence[tuple[int, Passage]], width: int) -> Floats:
    """Return the vector of each statement's own passage (n, width), which comes before its translation's."""
    firsts: dict[int, Floats] = {}
    for row, passage in read:
        firsts.setdefault(row, passage.vector)
    return np.array(list(firsts.values()), np.float32).reshape(-1, width)


def links_of(document: Document) -> NDArray[np.intp]:
    """Return pairs (row of a statement, bank question that it answers) (l, 2), sorted.

    A question for a whole section says little of any one of its statements.
    """
    row_of = {statement.text: row for row, statement in enumerate(document.statements)}
    links = [
        (row_of[text], number)
        for number, question in enumerate(document.questions)
        if question.answerable and question.kind != "section"
        for text in question.statements
        if text in row_of
    ]
    return np.array(sorted(links), np.intp).reshape(-1, 2)
