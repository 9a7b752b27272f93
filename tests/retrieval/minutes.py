"""Small minutes for tests: read alone for who is asked about and which list is wanted, or indexed to be asked."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from ingest.build import build
from ingest.document import Document
from ingest.load import File, load
from protokoll.settings import load_settings
from retrieval.answer import Answer
from retrieval.followup import Message
from retrieval.pipeline import Pipeline

COUNCIL = """# Niederschrift der 3. Sitzung des Gemeinderates Ahlen vom 5. März 2024

Vorsitz: Bürgermeister Klaus Brandt

Anwesend: Stadträtin Mira Lenz (GRÜNE), Stadtrat Otto Baum (CDU), Stadträtin Eva Huth (FDP), Stadtrat Jan Kern (SPD)

Entschuldigt: Stadtrat Uwe Vogt (SPD)

Protokoll: Frau Silke Rau

## TOP 1 Radweg am Bahnhof

Stadträtin Lenz (GRÜNE): Wir fordern den Radweg noch in diesem Jahr, denn ich sehe dort jeden Tag Unfälle.

Stadtrat Baum (CDU): Ich halte das Geld für die Brücke für wichtiger, wir haben nur 200.000 Euro.

Stadträtin Huth (FDP): Wir Liberale wollen beides prüfen lassen.

Beschluss:

Der Gemeinderat beschließt, den Radweg zu planen.

Abstimmungsergebnis:

12 Ja, 5 Nein, 1 Enthaltung

## TOP 2 Verschiedenes

Bürgermeister Brandt: Ich danke allen für die Geduld.

Frau Rau verschickt die Unterlagen bis zum 15. März.
"""
FORUM = """# Expertengespräch

## TEILNEHMENDE

Dr. Anna Weber | Leiterin, Institut für Seefische

## 1. IMPULS:

- Die Flotte braucht bis 2030 neue Schiffe
"""


def minutes(text: str, name: str = "rat.md") -> Document:
    return load(File(name, text.encode(), {}))


def asking(folder: Path, texts: Mapping[str, str]) -> Pipeline:
    """Return what answers questions about documents, named by their ids or as files; they are indexed in a folder."""
    for name, text in texts.items():
        (folder / (name if "." in name else f"{name}.md")).write_text(text, encoding="utf-8")
    settings = load_settings().model_copy(update={"corpus": folder, "data": folder / "data"})
    build(settings, [folder], lambda step, more, total: None)
    return Pipeline.open(settings)


def indexed(**texts: str) -> Any:
    """Return a fixture of a module: what answers questions about documents, by their ids."""

    @pytest.fixture(scope="module")
    def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pipeline]:
        made = asking(tmp_path_factory.mktemp("indexed"), texts)
        yield made
        made.close()

    return pipeline


def talk(pipeline: Pipeline, *questions: str, **how: Any) -> list[Answer]:
    """Ask one question after the other, each with what came before it; `how` as for `Pipeline.ask`."""
    history: list[Message] = []
    answers: list[Answer] = []
    for question in questions:
        answers.append(pipeline.ask(question, history=history, **how))
        history += [Message("user", question), Message("assistant", answers[-1].answer)]
    return answers
