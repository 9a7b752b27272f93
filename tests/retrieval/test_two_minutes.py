"""Two documents that nobody prepared, side by side: a council with speakers, a talk whose title quotes something."""

import pytest

from retrieval.answer import Reason
from retrieval.reranker import Reranker
from retrieval.structure import under_label
from tests.retrieval.minutes import asking, minutes

COUNCIL = """# Niederschrift über die Sitzung des Bauausschusses der Stadt Kleinau

Datum: 12. November 2024

## Anwesend

- Dr. Fatma Yildirim (SPD)
- Jonas Pfeffer (FDP)
- Sabine Krey (Freie Wähler)

## TOP 1 Sanierung der Mühlenbrücke

Dipl.-Ing. Anna Reuschle: Die Sanierung der Mühlenbrücke kostet nach heutiger Schätzung 1,85 Millionen Euro.

Dr. Fatma Yildirim: Wir sind für die Sanierung, weil sie nur sechs Monate Sperrung bedeutet.

Jonas Pfeffer: Wer heute flickt, zahlt in 25 Jahren doppelt. Die FDP wird der Sanierung nicht zustimmen.

Frau Krey: Die Kita Wiesenweg braucht keine Photovoltaikanlage.

Abstimmung: 4 Ja-Stimmen, 1 Nein-Stimme, 1 Enthaltung
"""
TALK = """# Fachgespräch „Holzbau – Bauen für morgen“

Datum: 7. Mai 2023

## Lage

- Ein Holzhaus kostet 400.000 Euro.
- In Deutschland gibt es 30 Sägewerke, die Bauholz liefern.
- In Kiel steht das höchste Holzhaus.
"""


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    return asking(tmp_path_factory.mktemp("two"), {"rat": COUNCIL, "holz": TALK})


def test_warming_reads_for_real_in_both_languages(both, monkeypatch):
    read, scores = [], Reranker.scores

    def reading(reranker, question, some):
        read.append(question)
        return scores(reranker, question, some)

    monkeypatch.setattr(Reranker, "scores", reading)
    both.warm()
    assert {question.split()[0] for question in read} == {"Was", "What"}


def test_a_title_that_quotes_something_withholds_nothing(both):
    answer = both.ask("Was kostet ein Holzhaus?")
    assert [citation.quote for citation in answer.citations] == ["Ein Holzhaus kostet 400.000 Euro."]
    assert answer.answer.startswith("Protokoll: Fachgespräch „Holzbau – Bauen für morgen“ (07.05.2023)")


def test_a_degree_with_a_hyphen_withholds_nothing(both):
    answer = both.ask("Was kostet die Sanierung der Mühlenbrücke?")
    assert answer.answered
    assert "Dipl.-Ing. Anna Reuschle" in answer.answer
    assert "1,85 Millionen" in answer.citations[0].quote
    assert answer.answer.startswith("Niederschrift")  # says what it is by itself


def test_a_topic_is_told_of_the_document_that_has_it_alone(both):
    answer = both.ask("Was wurde zu Kiel gesagt?")
    assert {citation.document for citation in answer.citations} <= {"holz"}
    assert any("Kiel" in citation.quote for citation in answer.citations)


@pytest.mark.parametrize(
    ("question", "language"),
    [("Wer enthielt sich bei der Mühlenbrücke?", "de"), ("Who voted against the bridge?", "en")],
)
def test_who_voted_is_never_told_from_what_somebody_announced(both, question, language):
    answer = both.ask(question)
    assert answer.reason is Reason.NOT_ATTRIBUTED
    assert answer.language == language
    assert [citation.quote for citation in answer.citations] == [
        "Abstimmung: 4 Ja-Stimmen, 1 Nein-Stimme, 1 Enthaltung"
    ]
    assert "Pfeffer" not in answer.answer


def test_a_party_that_only_the_list_names_is_heard(both):
    answer = both.ask("Was sagen die Freien Wähler zur Kita?")
    assert answer.answered
    assert {citation.speaker for citation in answer.citations} == {"Sabine Krey"}


def test_a_country_is_no_language(both):
    answer = both.ask("How many sawmills are there in Germany?")
    assert answer.language == "en"
    assert answer.understood == "How many sawmills are there in Germany?"
    assert both.ask("Wie viele Sägewerke gibt es in Deutschland?").understood.endswith("in Deutschland?")
    assert both.ask("Wie viele Sägewerke gibt es? Auf Englisch bitte.").language == "en"


def test_what_is_withheld_says_so_and_shows_what_was_found(both, monkeypatch):
    monkeypatch.setattr("retrieval.answering.faults", lambda *_: ["a quotation is not verbatim"])
    answer = both.ask("Was kostet ein Holzhaus?")
    assert (answer.answered, answer.reason) == (False, Reason.WITHHELD)
    assert answer.closest[0].quote == "Ein Holzhaus kostet 400.000 Euro."


def test_a_list_is_given_by_its_label(tmp_path):
    text = (
        "# Fachgespräch Geothermie\n\n## Für und Wider\n\n"
        "- Argumente für die Geothermie:\n  - Der Bedarf an Fläche ist gering.\n  - Sie liefert auch im Winter.\n"
        "- Bedenken:\n  - Leichte Erdbeben sind möglich.\n  - Es fehlen Bohrfirmen.\n"
    )
    document = minutes(text, "geothermie.md")

    def given(question):
        return [statement.text for statement in under_label(question, document)]

    against = ["Bedenken:", "Leichte Erdbeben sind möglich.", "Es fehlen Bohrfirmen."]
    assert given("Welche Bedenken gab es gegen die Geothermie?") == against
    assert given("Welche Argumente für die Geothermie wurden genannt?")[0] == "Argumente für die Geothermie:"
    assert given("Welche Bedenken gibt es gegen Windräder?") == []
    assert given("Was spricht für die Geothermie?") == []


def test_a_list_is_that_of_the_body_that_the_question_names(both):
    answer = both.ask("Wer war im Bauausschuss anwesend?")
    assert {citation.document for citation in answer.citations} == {"rat"}
    assert len(answer.citations) == 3
