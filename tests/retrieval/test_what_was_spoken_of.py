"""Follow-ups about a vote, whole series, when and where a board met, and what answers nothing."""

from pathlib import Path

import pytest

from retrieval.pipeline import Pipeline
from tests.retrieval.minutes import asking, talk

BOARD = """# Marsh Hospital Trust

## Minutes of the Board of Directors

**Thursday 26 September 2024, 9.30am – 12.20pm**
Education Centre, St Oswin's Hospital

**Present:** Dame Ruth Alder (Chair), Dr Leo Marchetti (Non-Executive Director), Ms Tab Grange (Non-Executive Director)

### 1 Second scanner for the hospital

Dr Marchetti said that the roof ought to be mended before any scanner was bought.

The Board approved the purchase of a second scanner by five votes to two (Dr Marchetti and Ms Grange voting against).

### 2 Charges for car parking

The Board agreed to leave the charges for parking as they are by six votes to one.

### 3 Next meeting

Thursday 28 November 2024, 9.30am, Marsh Community Hospital.
"""

HOUSE = """# Protokoll der Eigentümerversammlung

## TOP 1 Abrechnung

Beschluss 1: Die Abrechnung wird genehmigt.
Abstimmung: 28 Ja, 1 Nein – angenommen

## TOP 2 Dach von Haus 5

Herr Odenthal empfiehlt, das Dach noch vor dem Winter zu erneuern.

Beschluss 2: Das Dach von Haus 5 wird durch die Dachdeckerei Immelmann erneuert.
Abstimmung: 22 Ja, 7 Nein, 2 Enthaltungen – angenommen
"""

WORKSHOP = """# Ergebnisprotokoll

## Werkstatt Lehre, 16. Februar 2024

## Thesen

**These 1:** Detektoren taugen nicht als Beweismittel.

**These 2:** Die unbeaufsichtigte Hausarbeit verliert als Prüfungsform an Wert.

**These 3:** Wer künstliche Intelligenz erlaubt, muss sie allen zugänglich machen.

## Offenes

Ein Pflichtmodul wurde überwiegend abgelehnt.
"""

ROOF = (
    "Beschluss 2: Das Dach von Haus 5 wird durch die Dachdeckerei Immelmann erneuert. "
    "Abstimmung: 22 Ja, 7 Nein, 2 Enthaltungen – angenommen"
)


@pytest.fixture(scope="module")
def all_three(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    texts = {"board": BOARD, "haus": HOUSE, "werkstatt": WORKSHOP}
    return asking(tmp_path_factory.mktemp("spoken"), texts)


def quotes(pipeline: Pipeline, document: str, *questions: str) -> list[str]:
    """What the last of some questions is answered with."""
    answer = talk(pipeline, *questions, document=document)[-1]
    return [citation.quote.replace("\n", " ") for citation in answer.citations]


@pytest.mark.parametrize(
    ("document", "questions", "said"),
    [
        ("haus", ("Was wurde zum Dach von Haus 5 beschlossen?", "Wie ging die Abstimmung aus?"), ROOF),
        ("haus", ("Was wurde zum Dach von Haus 5 beschlossen?", "Wer hat dagegen gestimmt?"), ROOF),
        ("board", ("What was decided about the scanner?", "Who voted against?"), "Dr Marchetti and Ms Grange"),
    ],
)
def test_a_vote_without_its_matter_is_that_on_what_was_spoken_of(
    all_three: Pipeline, document: str, questions: tuple[str, ...], said: str
) -> None:
    told = quotes(all_three, document, *questions)
    assert len(told) == 1
    assert said in told[0]


def test_votes_in_general_are_all_votes_whatever_was_spoken_of(all_three: Pipeline) -> None:
    asked = ("Was wurde zum Dach von Haus 5 beschlossen?", "Welche Abstimmungen gab es?")
    assert len(quotes(all_three, "haus", *asked)) == 2


@pytest.mark.parametrize("question", ["Wann und wo tagte der Vorstand?", "When and where did the board meet?"])
def test_when_and_where_is_this_meetings(all_three: Pipeline, question: str) -> None:
    assert [quote[:25] for quote in quotes(all_three, "board", question)] == ["Thursday 26 September 202"]


@pytest.mark.parametrize("question", ["Welche Thesen gibt es?", "Nenne alle Thesen."])
def test_what_is_counted_off_is_told_as_a_whole(all_three: Pipeline, question: str) -> None:
    assert [quote[:7] for quote in quotes(all_three, "werkstatt", question)] == ["These 1", "These 2", "These 3"]


def test_a_line_of_the_title_answers_nothing(all_three: Pipeline) -> None:
    answer = all_three.ask("Wie war das Ergebnis der Abstimmung?", document="werkstatt")
    assert all(citation.quote != "Ergebnisprotokoll" for citation in (*answer.citations, *answer.closest))


HEARING = """# Wortprotokoll der Anhörung

Frau Alt (SPD): Ich möchte Herrn Pohl fragen, ob das Geld am Ende für Lastenräder ausgegeben wird.

Herr Pohl: Über Lastenräder steht im Entwurf nichts. Mir macht etwas anderes Sorge.

Frau Rau (CDU): Eine Nachfrage an alle: Würden Sie lieber mit diesem Gesetz leben oder mit gar keinem?

Herr Pohl: Ich lebe lieber mit gar keinem Gesetz.

Frau Wied: Ich nehme dieses hier, wenn auch ungern.
"""


def test_what_somebody_replied_is_the_reply_to_what_was_shown(tmp_path: Path) -> None:
    heard = asking(tmp_path, {"anhoerung": HEARING})
    told = quotes(heard, "anhoerung", "Was wollte Frau Alt zu Lastenrädern wissen?", "Was hat Pohl geantwortet?")
    assert told == ["Über Lastenräder steht im Entwurf nichts. Mir macht etwas anderes Sorge."]


COUNCIL = """# Niederschrift der Synode

## TOP 1 Gebäude

Frau Plessow bringt die Vorlage des Kreissynodalvorstandes (KSV) ein. Die Gebäude kommen in die Kategorien A (gesichert) und C (keine Mittel).

Beschluss 1: Der Vorlage wird zugestimmt.
Abstimmung: 37 Ja, 26 Nein – angenommen

Beschluss 2: Der Bericht wird veröffentlicht.
Abstimmung: einstimmig angenommen

Aufgabe: Frau Plessow legt bis Mai eine neue Berechnung vor.
"""  # noqa: E501


@pytest.fixture(scope="module")
def synod(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    return asking(tmp_path_factory.mktemp("synod"), {"synode": COUNCIL})


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("Welche Beschlüsse wurden einstimmig gefasst?", "Beschluss 2"),
        ("Which decisions were close?", "Beschluss 1"),
        ("Was sind die nächsten Schritte?", "Aufgabe: Frau Plessow"),
        ("Wofür steht KSV?", "Frau Plessow bringt"),
        ("Was bedeutet Kategorie C?", "Frau Plessow bringt"),
    ],
)
def test_decisions_by_their_count_next_steps_and_terms(synod: Pipeline, question: str, begins: str) -> None:
    [quote] = quotes(synod, "synode", question)
    assert quote.startswith(begins)
