"""A complete question is left alone, one that leans on the conversation is completed."""

import json
from itertools import pairwise
from pathlib import Path

import pytest

from retrieval.followup import Message, Topic, followed


def understood(question: str, *before: str) -> str:
    return followed(question, [Topic(each) for each in before]).shown


@pytest.mark.parametrize(
    ("before", "question", "completed"),
    [
        ("Was wurde zu Jülich gesagt?", "Und zu Heilbronn?", "Was wurde zu Heilbronn gesagt?"),
        (
            "Wie viele Sprachmodelle hat China entwickelt?",
            "Und die USA?",
            "Wie viele Sprachmodelle hat die USA entwickelt?",
        ),
        ("Was ist mit Heilbronn gemeint?", "Und mit Gaia-X?", "Was ist mit Gaia-X gemeint?"),
        ("What was said about Jülich?", "What about Heilbronn?", "What was said about Heilbronn?"),
        ("Was wurde zu Jülich gesagt?", "Nein, ich meinte Heilbronn", "Was wurde zu Heilbronn gesagt?"),
        ("Hat China eigene Sprachmodelle?", "Warum?", "Hat China eigene Sprachmodelle? – Warum?"),
        ("Does China have models?", "And what are they called?", "Does China have models? – And what are they called?"),
    ],
)
def test_it_is_completed(before, question, completed):
    assert understood(question, before) == completed


@pytest.mark.parametrize(
    "question",
    [
        "Wer hat teilgenommen?",
        "Wer hat moderiert?",
        "Wer war dabei?",
        "Who took part?",
        "Was steht im 5. Impuls?",
        "Was ist das Fazit?",
        "What is the conclusion?",
        "Was ist mit Heilbronn gemeint?",
        "Heilbronn",
        "Welche Rolle spielt Jülich?",
    ],
)
def test_a_complete_question_is_left_alone(question):
    topic = followed(question, [Topic("Wie viele Sprachmodelle hat China entwickelt?")])

    assert (topic.shown, topic.before, topic.base) == (question, "", "")


def test_the_conversation_goes_back_to_an_earlier_topic():
    before = ("Was wurde zu Heilbronn gesagt?", "Was steht im 5. Impuls?", "Wer hat teilgenommen?")
    assert understood("Zurück zu Heilbronn", *before) == "Was wurde zu Heilbronn gesagt?"
    assert understood("Nochmal zu Heilbronn: warum?", *before) == "Was wurde zu Heilbronn gesagt? – Warum?"


def test_complete_second_questions_of_the_gold_conversations_are_not_altered():
    lines = Path("eval/gold/conversations.jsonl").read_text("utf-8").splitlines()
    pairs = [pair for line in lines for pair in pairwise(json.loads(line)["turns"])]
    completed = {
        kind: [
            bool(followed(now["question"], [Topic(before["question"])]).base)
            for before, now in pairs
            if now["kind"] == kind
        ]
        for kind in ("second", "ellipsis")
    }
    assert sum(completed["second"]) <= 0.01 * len(completed["second"])
    assert sum(completed["ellipsis"]) >= 0.6 * len(completed["ellipsis"])


def test_what_a_follow_up_left_does_not_answer_it(pipeline):
    """China's eight models are no answer to "Und die USA?"."""
    history = [Message("user", "Wie viele Sprachmodelle hat China entwickelt?"), Message("assistant", "Acht.")]
    for question in ("Und die USA?", "Und Frankreich?", "And the USA?"):
        answer = pipeline.ask(question, history=history)
        assert not any("China hat 8" in citation.quote for citation in answer.citations), question
