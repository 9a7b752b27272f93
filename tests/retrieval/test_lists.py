"""A question for the whole of a list gets the whole of it; one about something in particular does not."""

import pytest

from ingest.document import Document
from retrieval.lists import asked_list
from retrieval.structure import whole_item
from tests.retrieval.minutes import COUNCIL, minutes


@pytest.fixture(scope="module")
def council() -> Document:
    return minutes(COUNCIL)


@pytest.mark.parametrize(
    ("question", "name", "words"),
    [
        ("Was wurde beschlossen?", "decision", "den Radweg zu planen"),
        ("Welche Beschlüsse wurden gefasst?", "decision", "den Radweg zu planen"),
        ("What was decided?", "decision", "den Radweg zu planen"),
        ("Wie wurde abgestimmt?", "vote", "12 Ja, 5 Nein"),
        ("What were the results of the votes?", "vote", "12 Ja, 5 Nein"),
        ("Wer macht was bis wann?", "task", "bis zum 15. März"),
        ("Welche Aufgaben wurden verteilt?", "task", "bis zum 15. März"),
        ("Wer fehlte?", "absent", "Uwe Vogt"),
        ("Who was absent?", "absent", "Uwe Vogt"),
        ("Wer hat teilgenommen?", "present", "Mira Lenz"),
        ("Who attended the meeting?", "present", "Mira Lenz"),
        ("Wer leitete die Sitzung?", "chair", "Klaus Brandt"),
        ("Who chaired the meeting?", "chair", "Klaus Brandt"),
        ("Wer hat protokolliert?", "minutes", "Silke Rau"),
    ],
)
def test_a_list_is_given_whole(council: Document, question: str, name: str, words: str) -> None:
    listed = asked_list(question, council)
    assert listed is not None
    assert listed.name == name
    assert any(words in statement.text for statement in listed.statements)


@pytest.mark.parametrize(
    "question",
    [
        "Was wurde zum Radweg beschlossen?",
        "Wie viel kostet die Brücke?",
        "Wer stimmte gegen den Radweg?",
        "Wer fehlte bei der Besichtigung der Brücke?",
        "What was decided about the bridge?",
    ],
)
def test_a_question_about_something_in_particular_asks_for_no_list(council: Document, question: str) -> None:
    assert asked_list(question, council) is None


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Was steht unter TOP 2?", True),
        ("Was wurde unter Punkt 2 behandelt?", True),
        ("What was discussed under item 2?", True),
        ("Was steht unter TOP 7?", False),
        ("Was sagte Lenz unter TOP 1 zu den Unfällen?", False),
    ],
)
def test_an_item_of_the_agenda_is_given_whole(council: Document, question: str, found: bool) -> None:
    assert bool(whole_item(question, council)) == found
