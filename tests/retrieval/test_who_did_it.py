"""Who said it, who asked for it, who replied: by the passage that was shown and what stands beside it."""

import pytest

from tests.retrieval.minutes import indexed, talk

COUNCIL = """# Betriebsrat der Kranich GmbH, Protokoll der 7. Sitzung

**Datum:** 10. April 2025

**Anwesend:** Yvonne Kratz (Vorsitzende), Jessica Thamm, Frank Seidel (Vertretung der Schwerbehinderten)

**Gäste:** Stefan Brock (Personalleiter)

## 1. Gespräch mit dem Personalleiter

Herr Brock berichtet, dass drei Kollegen aus der Retoure im Juli nach Hannover versetzt werden sollen. Frank Seidel \
verlangt, dass schwerbehinderte Kollegen davon ausgenommen werden. Herr Brock will das „wohlwollend prüfen“, zusagen \
tut er es nicht.

## 2. Bericht der Vorsitzenden

Der Umsatz lag bei 9,3 Millionen Euro. Der Geschäftsführer Dr. Kampmann habe gesagt, Kündigungen seien 2025 nicht \
geplant. Das Sommerfest ist am 23. August.

## 3. Versetzung von D. Kowalski

Die Versetzung wird zurückgestellt, denn Herr Kowalski wurde nicht gefragt. Jessica spricht mit ihm.

## 4. Beschlüsse

Beschluss 1: Die Schulung wird gebucht. Abstimmung: 7 Ja, 1 Nein.

Beschluss 2: Der Kauf der Handschuhe wird vertagt.

Beschluss 3: Die Schulung für Jessica wird bezahlt. Abstimmung: 8 Ja.

## 5. Aufgaben

| Wer | Was | Bis wann |
|---|---|---|
| Jessica | Gespräch mit D. Kowalski | 17. April |
| | Angebote für die Schulung | 30. April |
| Frank | Liste der Arbeitsplätze | 2. Mai |

## 6. Verschiedenes

Die Vorsitzende dankt allen und weist auf die Schulung im Mai hin.
"""


council = indexed(betriebsrat=COUNCIL)


def test_whoever_is_named_in_the_passage_has_said_it(council):
    answer = talk(council, "Sind Kündigungen geplant?", "wer hat das gesagt?")[-1]
    assert answer.answered
    assert "Dr. Kampmann habe gesagt" in answer.citations[0].quote


def test_whoever_called_for_it_stands_before_the_answer_to_it(council):
    asked = "Hat Herr Brock zugesagt, schwerbehinderte Kollegen auszunehmen?"
    answer = talk(council, asked, "wer hat das gefordert?")[-1]
    assert [each.quote for each in answer.citations] == [
        "Frank Seidel verlangt, dass schwerbehinderte Kollegen davon ausgenommen werden."
    ]


def test_whoever_is_called_by_the_first_name_is_named(council):
    answer = council.ask("Wer spricht mit Herrn Kowalski?")
    assert answer.reason is None
    assert any("Jessica spricht mit ihm" in each.quote for each in answer.citations)


@pytest.mark.parametrize("question", ["Fasse den Bericht der Vorsitzenden zusammen", "Bericht der Vorsitzenden"])
def test_a_heading_with_an_office_in_it_is_no_person(council, question):
    answer = council.ask(question)
    assert {each.section for each in answer.citations} == {("2. Bericht der Vorsitzenden",)}


def test_what_the_chair_said_is_asked_of_the_person(council):
    assert "Schulung" in council.ask("Was hat die Vorsitzende gesagt?").answer


@pytest.mark.parametrize(
    ("asked", "of_them", "wanted"),
    [
        ("Welche Beschlüsse wurden gefasst?", "welche davon betreffen die Schulung?", ["Beschluss 1", "Beschluss 3"]),
        ("Welche Beschlüsse wurden gefasst?", "nur die Abstimmungsergebnisse bitte", ["Beschluss 1", "Beschluss 3"]),
        ("Welche Aufgaben wurden verteilt?", "which of them are for Frank?", ["Frank | Lis"]),
        ("Welche Aufgaben wurden verteilt?", "nur die von Jessica", ["Jessica | G"]),
    ],
)
def test_some_of_a_list_are_wanted(council, asked, of_them, wanted):
    answer = talk(council, asked, of_them)[-1]
    assert [each.quote[:11] for each in answer.citations] == wanted


def test_of_a_list_nothing_is_left_where_none_has_it(council):
    answer = talk(council, "Welche Beschlüsse wurden gefasst?", "welche davon betreffen die Kantine?")[-1]
    assert not any(each.quote.startswith("Beschluss") for each in answer.citations) or answer.confidence < 0.9


def test_a_row_without_its_first_cell_shows_the_others_under_their_columns(council):
    answer = council.ask("Bis wann sollen Angebote für die Schulung vorliegen?")
    assert "„Angebote für die Schulung“ – Bis wann: „30. April“" in answer.answer


FEES = """# Niederschrift des Zweckverbands, 13. November 2025

**Anwesend:** Bürgermeisterin Annegret Pohl, Herr Gerd Löffler, Frau Sabine Traut

## TOP 1 Genehmigung der Niederschrift

Abstimmung: 22 Ja, 0 Nein, 2 Enthaltungen (Herr Löffler, Frau Traut)

## TOP 2 Gebühren

Die Mengengebühr soll von 2,98 auf 3,42 Euro steigen. Herr Löffler erklärt, das sei den Bürgern nicht zu vermitteln. \
Er beantragt, die Erhöhung auf zwei Stufen zu verteilen.

Abstimmung über den Antrag von Herrn Löffler: 5 Ja, 24 Nein. Der Antrag ist abgelehnt.

Beschluss 15: Die Verbandsversammlung beschließt die Gebühren. Abstimmung: 24 Ja, 5 Nein (Herr Löffler)

Bürgermeisterin Pohl eröffnet die Aussprache zum Haushalt, da Frau Traut die Sitzung verlassen müsse.
"""


fees = indexed(gebuehren=FEES)


@pytest.mark.parametrize(
    "question", ["Wie viele stimmten für den Antrag von Herrn Löffler?", "How many voted for Mr Löffler's motion?"]
)
def test_somebodys_motion_is_not_what_else_they_voted_on(fees, question):
    [only] = fees.ask(question).citations
    assert only.quote.startswith("Abstimmung über den Antrag")


def test_he_is_whoever_the_question_before_names(fees):
    answer = talk(fees, "How many voted for Mr Löffler's motion?", "what did he propose exactly?")[-1]
    assert any("auf zwei Stufen" in each.quote for each in answer.citations)
    assert not any("24 Ja" in each.quote for each in answer.citations)


def test_of_two_votes_on_a_matter_both_are_told(fees):
    answer = talk(fees, "Wie hoch ist die Mengengebühr künftig?", "Wie wurde darüber abgestimmt?")[-1]
    quoted = " ".join(each.quote for each in answer.citations)
    assert "24 Nein" in quoted
    assert "24 Ja" in quoted
    assert "22 Ja" not in quoted


def test_nobody_is_denied_where_the_topic_was_debated(council):
    answer = council.ask("Was sagte Herr Brock zu Menschen mit Behinderung?")
    assert "keine Aussage fest" not in answer.answer


def test_the_reply_is_whoever_speaks_next(fees):
    answer = talk(fees, "Was hat Herr Löffler beantragt?", "what was the reply?")[-1]
    assert not any("22 Ja" in each.quote for each in answer.citations)
