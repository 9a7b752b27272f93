"""Where a question is two."""

import pytest

from retrieval.parts import halves, parted
from retrieval.question import Query


@pytest.mark.parametrize(
    ("question", "both"),
    [
        ("Wer hat moderiert, und was hat er studiert?", ("Wer hat moderiert", "was hat er studiert")),
        ("Only one such machine exists. Where is it?", None),
        ("How many does China have? And what are they called?", ("How many does China have", "what are they called")),
        ("Wie viele Stellen sollen entstehen und bis wann?", ("Wie viele Stellen sollen entstehen", "bis wann")),
        ("Nenne die Professorenzahl und sag, was das kostet", ("Nenne die Professorenzahl", "sag, was das kostet")),
        ("name the projects for which joint ventures between state and private sector are suggested", None),
        ("My dad was an engineer in the eighties. Would he still recognise the job?", None),
        ("Wie arbeiten Wirtschaft und Wissenschaft zusammen?", None),
        ("Wann und wo fand es statt?", None),
        ("What is the title and name of the moderator?", None),
        ("How many chairs were created and are being filled?", None),
        ("", None),
    ],
)  # fmt: skip
def test_it_is_cut_where_both_halves_ask(question, both):
    found = halves(Query(question, question, "en"))
    assert (found and tuple(half.asked for half in found)) == both


def test_a_half_is_tidied_of_signs_that_would_open_a_quotation():
    question = "Was heißt „KI“ [1], und was kostet <b>sie</b>?"
    first, second = halves(Query(question, question, "de"))
    assert not set("„“[]<>") & set(first.asked + second.asked)


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "What did Ms Doyle say about the hall, and what did Mr Finch say?",
            ["What did Ms Doyle say about the hall?", "What did Mr Finch say about the hall?"],
        ),
        (
            "Was sagte Frau Lenz zum Radweg und was sagte Herr Baum?",
            ["Was sagte Frau Lenz zum Radweg?", "Was sagte Herr Baum zum Radweg?"],
        ),
        ("Wer war für den Radweg und wer war dagegen?", ["Wer war für den Radweg?", "Wer war dagegen?"]),
        ("Wer ist für und wer ist gegen eine Bürgschaft des Landes?", []),
        ("Wie viele Stellen entstehen und wann beginnt der Bau?", []),
        ("Who moderated the talk, and how old is he?", []),
    ],
)
def test_two_questions_for_people_are_asked_one_by_one(question, parts):
    assert [part.question for part in parted(Query(question, question, "en"))] == parts
