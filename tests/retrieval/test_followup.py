"""A complete question is left alone, one that leans on the conversation is completed."""

import json
from itertools import pairwise
from pathlib import Path

import pytest

from protokoll.texts import ACTS, ANSWERS
from retrieval.answer import Answer
from retrieval.followup import Message, Topic, followed
from retrieval.pipeline import Pipeline
from tests.retrieval.minutes import asking, talk

MARKET = """# Niederschrift der 4. Sitzung des Marktausschusses Birkenau vom 6. Mai 2024

Vorsitz: Bürgermeisterin Ilse Roth

Anwesend: Stadtrat Bernd Kolb (CDU), Stadträtin Petra Sommer (SPD), Stadtrat Emil Jahn (GRÜNE), Stadträtin Karin Voss

## TOP 1 Wochenmarkt

Frau Roth berichtet, dass die Standgebühr im Jahr 2023 bei 14 Euro je Tag lag. Der Grund für den Anstieg sind höhere \
Kosten der Müllabfuhr. Die Händler erfuhren davon durch einen Aushang am Brunnen.

Stadtrat Kolb bittet um einen zweiten Wasseranschluss am Platz. Bürgermeisterin Roth sagt das zu.

Stadträtin Sommer fragt, ob der Markt auch im Januar stattfindet. Stadtrat Jahn antwortet, dass er im Januar ausfällt.

## TOP 2 Brunnen am Rathaus

Stadtrat Jahn berichtet, dass der Brunnen seit März undicht ist. Die Reparatur kostet 23.000 Euro. Stadträtin Voss \
hält das für zu teuer.

Beschluss: Der Brunnen wird repariert.

Abstimmung: 3 Ja, 1 Nein

## TOP 3 Linden in der Gartenstraße

Stadtrat Kolb berichtet, dass zwölf Linden krank sind. Sieben davon müssen gefällt werden.

Beschluss: Die Fällung wird bis Herbst verschoben.

Abstimmung: 4 Ja

## TOP 4 Anfragen

Stadtrat Jahn bittet um eine Laterne am Steg. Bürgermeisterin Roth sagt das zu.

Bürgermeisterin Roth teilt mit, dass die Brücke bis Ende Juli gesperrt bleibt.

## Aufgaben

| Was | Wer | Bis wann |
|---|---|---|
| Angebot für die Pumpe einholen | Herr Jahn | 1. Juni 2024 |
| Gutachten zu den Linden bestellen | Herr Kolb | 15. Juni 2024 |
"""
FERRY = """# Minutes of the Harbour Board, 3 September 2024

Present: Ann Marlow (Chair), Bert Oakes, Carla Finch, Dan Reed

## 1. Ferry

Bert Oakes reported that the ferry had carried 61,000 passengers in 2023. The crew had heard about the new timetable \
from a poster on the pier.

Carla Finch asked whether the evening crossing would be dropped. Bert Oakes replied that it would stay until March.

Dan Reed requested a shelter at the north pier. Ann Marlow agreed to order one.

## 2. Crane

Dan Reed reported that the crane had failed twice in August. A new gearbox would cost 48,000 pounds. Carla Finch \
thought that hiring one was cheaper.

DECISION 4: The gearbox is bought.

VOTE: 3 for, 1 against

## 3. Sea wall

Carla Finch reported a crack of four metres in the sea wall.

DECISION 5: The wall is surveyed before winter.

VOTE: unanimous

## Actions

| Action | Owner | Due |
|---|---|---|
| Order the shelter | Ann Marlow | 1 October 2024 |
| Find a surveyor for the wall | Carla Finch | 20 October 2024 |
"""


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    return asking(tmp_path_factory.mktemp("following"), {"markt": MARKET, "ferry": FERRY})


def last_of(pipeline: Pipeline, document: str, *questions: str) -> tuple[Answer, Answer]:
    """The answer to the first question and to the last one of a conversation."""
    answers = talk(pipeline, *questions, document=document)
    return answers[0], answers[-1]


def quoted(answer: Answer) -> str:
    return " | ".join(citation.quote for citation in answer.citations)


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
        ("Wie hoch war der Umsatz 2024?", "Und 2023?", "Wie hoch war der Umsatz 2023?"),
        ("Wie hoch ist das Defizit?", "Im Jahr 2022?", "Wie hoch ist das Defizit? – Im Jahr 2022?"),
        ("What is happening to the 63 bus?", "What about service 36?",
         "What is happening to the 63 bus? – What about service 36?"),
        ("What did Mr Gruber ask?", "And the answer?", "What did Mr Gruber ask? – And the answer?"),
        ("Was hat Herr Gruber gefragt?", "Und die Antwort?", "Was hat Herr Gruber gefragt? – Und die Antwort?"),
        ("Was spricht für und was gegen Kameras?", "Und für den Zuschlag?",
         "Was spricht für und was gegen Kameras? – Und für den Zuschlag?"),
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


@pytest.mark.parametrize(
    ("document", "questions", "has", "lacks"),
    [
        ("markt", ("Wie hoch ist die Standgebühr?", "Wie haben die Händler das erfahren?"), "Aushang", "14 Euro"),
        ("markt", ("Was wollte Herr Kolb auf dem Wochenmarkt?", "Wurde das zugesagt?"), "sagt das zu", "Januar"),
        ("markt", ("Wer hat nach dem Markt im Januar gefragt?", "Was antwortete er?"), "im Januar ausfällt", "14 Euro"),
        ("markt", ("Seit wann ist der Brunnen undicht?", "Wie ging es aus?"), "wird repariert", "Fällung"),
        ("markt", ("Wie viele Linden sind krank?", "Wer bestellt das Gutachten?", "Bis wann?"), "15. Juni", "1. Juni"),
        ("markt", ("Was kostet die Reparatur des Brunnens?", "Wer fand das zu teuer?"), "Voss", "23.000"),
        ("ferry", ("How many passengers did the ferry carry?", "How did the crew hear about it?"), "poster", "evening"),
        ("ferry", ("Who asked about the evening crossing?", "And the answer?"), "stay until March", "gearbox"),
        ("ferry", ("What did Dan Reed want at the pier?", "Was that promised?"), "agreed to order", "gearbox"),
        ("ferry", ("How often did the crane fail?", "And what would that cost?"), "48,000", "twice"),
        ("ferry", ("What did Carla Finch think of the gearbox?", "Was it approved?"), "gearbox is bought", "surveyed"),
    ],
)  # fmt: skip
def test_a_follow_up_is_answered_by_what_stands_near(both, document, questions, has, lacks):
    first, answer = last_of(both, document, *questions)
    assert first.answered
    assert answer.answered
    assert has in quoted(answer)
    assert lacks not in quoted(answer)


@pytest.mark.parametrize(
    ("document", "questions", "has"),
    [
        ("markt", ("Was wollte Herr Kolb auf dem Wochenmarkt?", "Wer hat darum gebeten?"), "Kolb bittet"),
        ("ferry", ("What did Bert Oakes say about the evening crossing?", "Until when?"), "until March"),
    ],
)
def test_what_was_shown_is_shown_again_where_it_answers(both, document, questions, has):
    _, answer = last_of(both, document, *questions)
    assert has in quoted(answer)


@pytest.mark.parametrize(
    ("document", "questions"),
    [
        ("markt", ("Wie hoch war die Standgebühr?", "Im Jahr 2022?")),
        ("markt", ("Was kostet die Reparatur des Brunnens?", "Wer hat ihn gebaut?")),
        ("ferry", ("How many passengers did the ferry carry?", "And in 2022?")),
    ],
)
def test_what_is_not_there_is_refused_and_not_answered_once_more(both, document, questions):
    first, answer = last_of(both, document, *questions)
    assert first.answered
    assert not answer.answered


@pytest.mark.parametrize(
    ("document", "question", "wish", "count"),
    [
        ("markt", "Was steht unter TOP 1?", "Als Liste bitte", 0),
        ("markt", "Was steht unter TOP 1?", "Auf Englisch bitte", 0),
        ("ferry", "What is under item 1?", "as a list please", 0),
        ("ferry", "What is under item 1?", "as two points", 2),
    ],
)
def test_a_wish_for_a_form_loses_nothing_that_was_not_to_go(both, document, question, wish, count):
    first, answer = last_of(both, document, question, wish)
    assert len(first.citations) >= 4
    assert len(answer.citations) == (count or len(first.citations))


def test_what_a_form_cannot_do_is_said(both):
    alone = ("How many passengers did the ferry carry?", "Wie viele Linden sind krank?")
    for document, question, wish, told in (
        ("ferry", alone[0], "as a list please", ACTS["en"].one_point),
        ("markt", alone[1], "Als Liste", ACTS["de"].one_point),
    ):
        assert told in last_of(both, document, question, wish)[1].answer


def test_only_the_numbers_come_with_their_words(both):
    _, answer = last_of(both, "markt", "Was kostet die Reparatur des Brunnens?", "Nenne mir nur die Zahlen")
    assert ANSWERS["de"].aims["figures"] in answer.answer
    assert "23.000 Euro: „Die Reparatur kostet 23.000 Euro.“" in answer.answer
    _, answer = last_of(both, "markt", "Wer hat nach dem Markt im Januar gefragt?", "nur die Zahlen")
    assert ACTS["de"].no_numbers in answer.answer


def test_the_shorter_answer_is_the_one_that_answers_best(both):
    first, answer = last_of(both, "ferry", "Will the evening crossing be dropped?", "shorter please")
    assert "asked whether" in quoted(first)
    assert quoted(answer) == "Bert Oakes replied that it would stay until March."


def test_the_next_paragraph_gives_no_date_to_what_has_none(both):
    first, answer = last_of(both, "markt", "Was sagte Herr Jahn zur Laterne?", "Bis wann?")
    assert "Laterne" in quoted(first)
    assert "Juli" not in quoted(answer)
