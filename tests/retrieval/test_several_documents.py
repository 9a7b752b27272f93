"""Conversations over three documents that nobody prepared: a follow-up stays with the document that answered."""

import pytest

from retrieval.answer import Answer, Reason
from retrieval.pipeline import Pipeline
from tests.retrieval.minutes import asking, talk

HARBOUR = """# Niederschrift über die Sitzung des Hafenausschusses der Stadt Ostbrook

Datum: 5. März 2024

## Anwesend

- Hilke Brandt (Grüne)
- Tom Siewert (CDU)

## TOP 1 Kaimauer

Frau Brandt kritisiert die Sanierung der Kaimauer als zu teuer. Sie kostet 12 Millionen Euro.

Die Kaimauer wird in zwei Abschnitten saniert:

1. der Nordkai bis 2025
2. der Südkai bis 2027

Abstimmung: 5 Ja, 2 Nein (Brandt, Siewert)

## TOP 2 Fähre

Frau Brandt bittet um einen späteren Fahrplan der Fähre.

Die Fähre soll ab Mai auch sonntags fahren.
"""
CHOIR = """# Minutes of the annual meeting of the Larkfield Choir

Date: 9 April 2024

## 1. Accounts

The treasurer reported a surplus of £840.

Vote on the accounts: 31 in favour, 2 against (Doyle, Finch)

## 2. Concert

The summer concert costs £1,900. It will be held in the town hall.

Maggie Doyle: The town hall is too small for us.

Maggie Doyle: May children sing with us in the concert?

Paul Finch: No. Not before the age of twelve.

Maggie Doyle: That is a pity.

Paul Finch: The school has a choir of its own.
"""
TALK = """# Fachgespräch Holzbau

Datum: 7. Mai 2023

## Lage

- Ein Holzhaus kostet 400.000 Euro.
- In Kiel steht das höchste Holzhaus.
"""


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    return asking(tmp_path_factory.mktemp("three"), {"hafen": HARBOUR, "choir": CHOIR, "holz": TALK})


def documents(answer: Answer) -> set[str]:
    return {citation.document for citation in (*answer.citations, *answer.closest)}


@pytest.mark.parametrize(
    ("questions", "document"),
    [
        (("Was wurde zur Kaimauer gesagt?", "Was kostet das?"), "hafen"),
        (("Was wurde zur Kaimauer gesagt?", "Wer hat dagegen gestimmt?"), "hafen"),
        (("Was kostet ein Holzhaus?", "Und wo steht das höchste?"), "holz"),
        (("What was said about the accounts?", "Who voted against?"), "choir"),
        (("What does the summer concert cost?", "Where will it be held?"), "choir"),
    ],
)
def test_a_follow_up_stays_with_the_document_that_answered(three, questions, document):
    answers = talk(three, *questions)
    assert documents(answers[0]) == {document}
    assert documents(answers[-1]) == {document}


def test_what_stands_in_anothers_place_may_stand_in_another_document(three):
    answer = talk(three, "Was wurde zur Kaimauer gesagt?", "Und zu Kiel?")[-1]
    assert answer.understood == "Was wurde zu Kiel gesagt?"
    assert [citation.document for citation in answer.citations] == ["holz"]


def test_a_complete_question_is_asked_of_all(three):
    answer = talk(three, "Was wurde zur Kaimauer gesagt?", "Was kostet ein Holzhaus?")[-1]
    assert [citation.document for citation in answer.citations] == ["holz"]


def test_an_explanation_in_brackets_goes_with_what_it_explains(three):
    answer = talk(three, "Was wurde zur Kaimauer (Nordkai) gesagt?", "Und zur Fähre?")[-1]
    assert answer.understood == "Was wurde zur Fähre gesagt?"
    assert answer.answered


@pytest.mark.parametrize(
    ("question", "document"),
    [
        ("Was wurde in Ostbrook zur Fähre gesagt?", "hafen"),
        ("What was said in Larkfield about the town hall?", "choir"),
    ],
)
def test_a_document_is_named_by_its_title(three, question, document):
    answer = three.ask(question)
    assert answer.answered
    assert {citation.document for citation in answer.citations} == {document}


def test_further_words_of_somebody_are_theirs(three):
    answer = talk(three, "Wer kritisiert die Sanierung der Kaimauer?", "Was hat sie sonst noch gesagt?")[-1]
    assert any("Fahrplan der Fähre" in citation.quote for citation in answer.citations)
    assert not any("Siewert" in citation.quote and "Brandt" not in citation.quote for citation in answer.citations)


def test_points_are_counted_by_the_answer_again_and_again(three):
    asked = ("In welchen Abschnitten wird die Kaimauer saniert?", "der erste Punkt", "und der zweite?")
    whole, first, second = talk(three, *asked)
    assert len(whole.citations) > 1
    assert [citation.statement_id for citation in first.citations] != [c.statement_id for c in second.citations]
    both = talk(three, asked[0], "Vergleiche den ersten mit dem zweiten Punkt")[-1]
    named = {first.citations[0].statement_id, second.citations[0].statement_id}
    assert named <= {citation.statement_id for citation in both.citations}


def test_what_introduces_a_list_comes_with_it(three):
    answer = three.ask("In welchen Abschnitten wird die Kaimauer saniert?")
    quotes = [citation.quote for citation in answer.citations]
    assert {"1. der Nordkai bis 2025", "2. der Südkai bis 2027"} <= set(quotes)


def test_who_only_asks_comes_with_the_reply(three):
    answer = three.ask("May children sing in the concert?")
    spoken = [(citation.speaker, citation.quote) for citation in answer.citations]
    assert spoken[:2] == [
        ("Maggie Doyle", "May children sing with us in the concert?"),
        ("Paul Finch", "No. Not before the age of twelve."),
    ]
    asked = three.ask("What did Maggie Doyle ask?")
    assert {citation.speaker for citation in asked.citations} <= {"Maggie Doyle"}


@pytest.mark.parametrize("struck", ["asdf", "asdf qwer", "xyz"])
def test_letters_struck_at_random_have_no_answer(three, struck):
    answer = three.ask(struck)
    assert (answer.answered, answer.closest) == (False, ())


def test_a_title_in_another_language_is_called_minutes(three):
    answer = three.ask("What was said about the harbour wall in Ostbrook?")
    assert answer.answer.startswith("Minutes: Niederschrift über die Sitzung des Hafenausschusses")


@pytest.mark.parametrize("question", ["Welche Dokumente gibt es?", "Which meetings do you have?"])
def test_which_documents_there_are_is_told_from_the_index(three, question):
    answer = three.ask(question)
    assert answer.reason is Reason.CONVERSATION
    assert "(3):" in answer.answer
    assert answer.citations == () == answer.closest
    assert all(document.title in answer.answer for document in three.documents)


@pytest.mark.parametrize(
    ("document", "question", "start"),
    [("choir", "hi", "Hello."), ("hafen", "hi", "Guten Tag."), ("choir", "Can I ask in German?", "You can ask")],
)
def test_small_talk_is_answered_in_the_askers_language_or_the_documents(three, document, question, start):
    document = next(one.id for one in three.documents if document in one.id)
    answer = three.ask(question, document=document)
    assert answer.answer.startswith(start)
    assert answer.citations == ()


def test_small_talk_is_no_topic_that_a_follow_up_leans_on(three):
    answers = talk(three, "Was wurde zur Kaimauer gesagt?", "Erzähl mir einen Witz", "Und zur Fähre?")
    assert answers[1].reason is Reason.OFF_TOPIC
    assert any("Fähre" in citation.quote for citation in answers[2].citations)
