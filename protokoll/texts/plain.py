"""The words of the pages that need no JavaScript: a protocol as a text to read, and the notes in place of a page."""

from dataclasses import dataclass
from datetime import date as Date


@dataclass(frozen=True)
class PlainTexts:
    """What those pages say; all other words are the page's."""

    title: str
    several: str
    ask: str
    skip: str
    other: str  # the switch to the other language
    date: str
    time: str
    occasion: str
    organisers: str
    series: str
    place: str  # the link to a statement, as it is read aloud
    address: str
    state: str
    no_script: str
    read: str
    starting: str
    starting_more: str
    missing: str
    missing_more: str
    list: str
    day: str
    months: tuple[str, ...]

    def dated(self, day: Date) -> str:
        """Return a day in words."""
        return self.day.format(day=day.day, month=self.months[day.month - 1], year=day.year)


PLAIN = {
    "de": PlainTexts(
        title="Das Protokoll",
        several="Die Protokolle",
        ask="Fragen an dieses Protokoll stellen",
        skip="Zum Text",
        other="English",
        date="Datum",
        time="Zeit",
        occasion="Anlass",
        organisers="Herausgeber",
        series="Reihe",
        place="Link zu dieser Stelle",
        address="Adresse",
        state="Stand",
        no_script="Fragen lassen sich hier nur mit JavaScript stellen.",
        read="Ohne JavaScript lesen:",
        starting="Die Auskunft startet gerade",
        starting_more="Das Protokoll wird geladen. Diese Seite lädt sich in wenigen Sekunden von selbst neu.",
        missing="Dieses Protokoll gibt es hier nicht",
        missing_more="Vielleicht wurde es umbenannt oder entfernt.",
        list="Alle Protokolle",
        day="{day}. {month} {year}",
        months=(
            "Januar", "Februar", "März", "April", "Mai", "Juni",
            "Juli", "August", "September", "Oktober", "November", "Dezember",
        ),
    ),
    "en": PlainTexts(
        title="The minutes",
        several="All minutes",
        ask="Ask questions about these minutes",
        skip="To the text",
        other="Deutsch",
        date="Date",
        time="Time",
        occasion="Occasion",
        organisers="Publishers",
        series="Series",
        place="Link to this passage",
        address="Address",
        state="Version",
        no_script="Asking questions needs JavaScript.",
        read="To read without JavaScript:",
        starting="The service is starting",
        starting_more="The minutes are being loaded. This page reloads itself in a few seconds.",
        missing="There are no such minutes here",
        missing_more="They may have been renamed or removed.",
        list="All minutes",
        day="{day} {month} {year}",
        months=(
            "January", "February", "March", "April", "May", "June",
            "July", "August", "September", "October", "November", "December",
        ),
    ),
}
