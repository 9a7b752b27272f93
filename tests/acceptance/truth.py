"""What is known of a document that a test has written itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Known:
    """A file and the truth about it.

    `quoted` are phrases of its body, each of which stands in exactly one statement; `never` are words that no reader of
    the file sees, or that are none of its body. `pages` maps phrases to the page they begin on. `spoken` maps phrases
    to the surname of who says them, None where nobody is recorded. `people` maps surnames to the list they stand in.
    `kinds` maps phrases to a kind of the statement that holds them.
    """

    name: str
    data: bytes
    title: str
    recorded: str
    quoted: tuple[str, ...]
    never: tuple[str, ...] = ()
    pages: Mapping[str, int] = field(default_factory=dict)
    spoken: Mapping[str, str | None] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The document's id."""
        return self.name.rpartition(".")[0]

    @property
    def phrases(self) -> tuple[str, ...]:
        """Everything that must be found in exactly one statement."""
        return tuple(dict.fromkeys((*self.quoted, *self.pages, *self.spoken, *self.kinds)))
