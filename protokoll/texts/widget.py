"""The words that stand on the host's page or belong to the frame alone; all others are the page's."""

from dataclasses import dataclass


@dataclass(frozen=True)
class LoaderTexts:
    """What launcher and panel say, and to the editors, why nothing opens."""

    open: str
    back: str
    opening: str
    failed: str
    direct: str
    close: str
    refused: str  # {origin}: the host's page
    blocked: str  # {server}: ours
    unreachable: str  # {server}
    homeless: str
    twice: str


@dataclass(frozen=True)
class WidgetTexts:
    """What the frame says."""

    close: str
    whole: str
    shown: str
    unknown: str  # {names}: of the documents that are not there, {list}: where those are that are


LOADER = {
    "de": LoaderTexts(
        open="Frag das Protokoll",
        back="Zurück zur Antwort",
        opening="Die Auskunft wird geöffnet …",
        failed="Die Auskunft ließ sich hier nicht öffnen.",
        direct="In einem eigenen Fenster öffnen",
        close="Schließen",
        refused=(
            "Für die Redaktion: Der Server lässt sich von dieser Website nicht einbetten. Wer ihn betreibt, ergänzt in "
            "PROTOKOLL_EMBED_ORIGINS genau diese Angabe: {origin}"
        ),
        blocked=(
            "Für die Redaktion: Die Content-Security-Policy dieser Seite verbietet den Rahmen. Sie braucht: "
            "frame-src {server}"
        ),
        unreachable=(
            "Für die Redaktion: Der Server {server} antwortet nicht, oder die Content-Security-Policy dieser Seite "
            "verbietet ihn. Sie braucht: script-src {server}; frame-src {server}"
        ),
        homeless=(
            "Frag das Protokoll: Das Skript weiß nicht, zu welchem Server es gehört. Ergänzen Sie in seiner Zeile "
            'data-protokoll="https://…" mit der Adresse des Servers.'
        ),
        twice="Frag das Protokoll: Nur das erste Skript gilt.",
    ),
    "en": LoaderTexts(
        open="Ask the minutes",
        back="Back to the answer",
        opening="Opening …",
        failed="The assistant could not be opened here.",
        direct="Open it in a window of its own",
        close="Close",
        refused=(
            "For the editors: the server may not be embedded by this website. Whoever runs it adds exactly this to "
            "PROTOKOLL_EMBED_ORIGINS: {origin}"
        ),
        blocked=(
            "For the editors: this page's Content-Security-Policy forbids the frame. It needs: frame-src {server}"
        ),
        unreachable=(
            "For the editors: the server {server} does not answer, or this page's Content-Security-Policy forbids it. "
            "It needs: script-src {server}; frame-src {server}"
        ),
        homeless=(
            "Ask the minutes: the script does not know its server. Add data-protokoll=\"https://…\" with the server's "
            "address to its tag."
        ),
        twice="Ask the minutes: only the first script counts.",
    ),
}

WIDGET = {
    "de": WidgetTexts(
        close="Schließen",
        whole="Auf ganzer Seite",
        shown="Die Stelle ist auf der Seite markiert.",
        unknown="Für die Redaktion: Auf diesem Server gibt es kein Dokument {names}. Alle Namen stehen unter {list}",
    ),
    "en": WidgetTexts(
        close="Close",
        whole="Full page",
        shown="The passage is highlighted on the page.",
        unknown="For the editors: this server has no document {names}. All names are listed at {list}",
    ),
}
