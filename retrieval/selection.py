"""Which documents are asked: chosen by id, body, series, date and speaker, as a visitor or a program names them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Date

from ingest.document import Document


@dataclass(frozen=True)
class Selection:
    """A choice of documents; what is left empty restricts nothing.

    `body` (in the title where no description names one), `series` and `speaker` are parts of names, in any case of
    letters; `since` and `until` are days that count. A document whose date is not known fits no span of time.
    """

    documents: tuple[str, ...] = ()
    body: str = ""
    series: str = ""
    speaker: str = ""
    since: Date | None = None
    until: Date | None = None

    @property
    def restricts(self) -> bool:
        """Say whether anything is chosen."""
        return self != Selection()

    def fits(self, document: Document) -> bool:
        """Say whether a document is among those chosen."""
        if self.documents and document.id not in self.documents:
            return False
        if (self.since or self.until) and document.date is None:
            return False
        day = document.date or Date.min
        return (
            (self.since is None or day >= self.since)
            and (self.until is None or day <= self.until)
            and _within(self.body, document.body or document.title)
            and _within(self.series, document.series)
            and (not self.speaker or any(_within(self.speaker, one.written) for one in document.speakers))
        )

    def among(self, documents: Sequence[Document]) -> list[Document]:
        """Return the documents chosen, in their order."""
        return [document for document in documents if self.fits(document)]


def matching(documents: Sequence[Document], words: str) -> list[Document]:
    """Return the documents in whose description all words stand: id, titles, occasion, body, series, date, file."""
    wanted = words.casefold().split()
    return [document for document in documents if all(word in _described(document) for word in wanted)]


def _described(document: Document) -> str:
    day = document.date
    date = f"{day.isoformat()} {day.day}.{day.month}.{day.year}" if day else ""
    names = (document.title, document.title_en, document.occasion, document.body, document.series)
    return " ".join((document.id, *names, *document.organisers, document.file, date)).casefold()


def _within(part: str, name: str) -> bool:
    return part.casefold() in name.casefold()
