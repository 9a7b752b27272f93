"""An archive of more documents than are looked through for votes and people: who is named is found wherever it is."""

import pytest

from retrieval.decide import LOOKED_AT
from retrieval.pipeline import Pipeline
from tests.retrieval.minutes import asking

MINUTES = """# Niederschrift des Ortsrates {place}

Datum: {day}. März 2024

## TOP 1 {matter}

{speaker}: {said}

Der Antrag wird beschlossen.

Abstimmung: {votes} Ja, 2 Nein (Alt, {against})
"""
PLACES = [
    f"{first}{second}"
    for first in ("Alt", "Neu", "Ober", "Unter", "Hohen")
    for second in ("berg", "bach", "dorf", "see", "tal", "rode")
]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    texts = {
        f"rat{number:02}": MINUTES.format(
            place=place, day=number + 1, matter=f"Spielplatz {place}", votes=5 + number, against=f"{place}er",
            speaker="Frau Yıldız" if place == PLACES[-1] else "Herr Brandt",
            said="Wir brauchen Schatten." if place == PLACES[-1] else "Die Schaukel ist neu.",
        )
        for number, place in enumerate(PLACES)
    }  # fmt: skip
    return asking(tmp_path_factory.mktemp("archive"), texts)


def test_somebody_who_is_named_is_found_behind_what_is_looked_through(archive: Pipeline) -> None:
    assert len(archive.documents) > LOOKED_AT
    answer = archive.ask("Was sagte Frau Yıldız?")
    assert answer.answered
    assert "Wir brauchen Schatten." in answer.answer
    assert {citation.document for citation in answer.citations} == {archive.documents[-1].id}


def test_that_not_all_were_looked_through_is_said(archive: Pipeline) -> None:
    answer = archive.ask("Wer hat gegen den Antrag gestimmt?")
    assert "es wurden nicht alle durchgesehen" in answer.answer
    answer = archive.ask("Wer hat gegen den Antrag gestimmt?", language="en")
    assert "not all were looked through" in answer.answer


def test_one_document_of_many_is_looked_through_when_it_is_chosen(archive: Pipeline) -> None:
    last = archive.documents[-1]
    answer = archive.ask("Wer hat gegen den Antrag gestimmt?", document=last.id)
    assert {citation.document for citation in answer.citations} == {last.id}
    assert "durchgesehen" not in answer.answer
