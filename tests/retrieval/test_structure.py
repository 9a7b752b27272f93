"""Questions that the table of contents answers."""

import pytest

from retrieval.pipeline import Pipeline
from retrieval.structure import asks_for_missing_number, named_sections


@pytest.mark.parametrize(
    ("question", "titles"),
    [
        ("Was steht im 2. Impuls?", ["2. Impuls"]),
        ("Opening statement number two in a nutshell", ["2. Impuls"]),
        ("Impuls zwei, bitte", ["2. Impuls"]),
        ("give me the gist of speaker number two's input", ["2. Impuls"]),
        ("Who took part?", ["Teilnehmende Expertinnen und Experten"]),
        ("Who were the experts?", ["Teilnehmende Expertinnen und Experten"]),
        ("Wer waren Moderator und Teilnehmer?", ["Teilnehmende Expertinnen und Experten", "Moderation"]),
        ("What were the experts asked? List the questions.", ["Leitfragen für das Gespräch"]),
        ("Welche zwei Forderungen stehen im dritten Impuls?", ["3. Impuls"]),
        ("Wie wird das Wetter?", []),
        ("Was ist 2+2?", []),
        ("What are the top 4 demands?", []),
    ],
)
def test_sections_are_named_by_number_by_word_or_by_heading(pipeline: Pipeline, question: str, titles: list[str]):
    assert [section.title for section in named_sections(question, pipeline.documents[0])] == titles


@pytest.mark.parametrize("question", ["Was steht im siebten Impuls?", "Impuls 7", "opening statement number seven"])
def test_a_number_beyond_the_last_is_missing(pipeline: Pipeline, question: str):
    assert asks_for_missing_number(question, pipeline.documents[0])


@pytest.mark.parametrize(
    "question",
    ["Was steht im 6. Impuls?", "Sagt der 4. Impuls 19 Prozent?", "Stehen im Impuls 50 Professuren?", "Impuls"],
)
def test_a_number_that_is_there_is_not(pipeline: Pipeline, question: str):
    assert not asks_for_missing_number(question, pipeline.documents[0])
