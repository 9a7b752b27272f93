"""The words that stand on the host's page or belong to the frame alone; all others are the page's."""

from dataclasses import dataclass


@dataclass(frozen=True)
class WidgetTexts:
    """What the launcher, the panel and the frame say."""

    open: str
    close: str
    failed: str
    direct: str
    shown: str
    documents: str


WIDGET = {
    "de": WidgetTexts(
        open="Frag das Protokoll",
        close="Schließen",
        failed="Die Auskunft ließ sich hier nicht öffnen.",
        direct="In einem eigenen Fenster öffnen",
        shown="Die Stelle ist auf der Seite markiert.",
        documents="Das Dokument, nach dem hier gefragt wird, ist nicht bekannt.",
    ),
    "en": WidgetTexts(
        open="Ask the minutes",
        close="Close",
        failed="The assistant could not be opened here.",
        direct="Open it in a window of its own",
        shown="The passage is highlighted on the page.",
        documents="The document that is asked about here is unknown.",
    ),
}
