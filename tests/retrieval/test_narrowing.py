"""Of a long passage an answer quotes the sentences that answer, verbatim at their offsets, and none headless."""

import pytest

from tests.retrieval.minutes import indexed

COUNCIL = """# Protokoll Ortsrat Kaltenbach, 16. Mai 2025

## Friedhof und Feuerwehr

Beim Friedhof war man sich schnell einig. Die Nachfrage nach Urnengräbern steigt, weshalb hinter der Leichenhalle ein \
Feld für Baumbestattungen angelegt wird. Eine solche Grabstelle kostet künftig 950 Euro für zwanzig Jahre. Der \
Wasserhahn am unteren Tor tropft, den Schaden behebt der Bauhof. Das **Kriegerdenkmal wird gereinigt, sobald ein \
Zuschuss** da ist.

Die Feuerwehr bekommt ein neues Löschfahrzeug. Es wird im Herbst 2026 ausgeliefert und kostet 310.000 Euro. Die \
Jugendfeuerwehr hat inzwischen 24 Mitglieder. Beim Kreiswettbewerb in Daun kam sie auf den dritten Platz. Der \
Kameradschaftsabend findet am 8. November im Gasthaus Krone statt.

## Wald

Frau Thielen erzählte, dass der Borkenkäfer im letzten Jahr 1.900 Festmeter Fichte vernichtet hat. Das Schlimmste sei \
vorbei. Für dieses Jahr rechne sie mit einer schwarzen Null, weil das Land eine Prämie zahlt. Gepflanzt werden im \
Herbst 6.500 Bäumchen auf den Kahlflächen am Hahnenkopf.
"""


council = indexed(ortsrat=COUNCIL)


@pytest.mark.parametrize(
    ("question", "quoted", "left_out"),
    [
        ("Was kostet eine Grabstelle im Feld für Baumbestattungen?", "950 Euro", "Wasserhahn"),
        ("How many members does the youth fire brigade have?", "24 Mitglieder", "310.000"),
        ("Was wird mit dem Kriegerdenkmal gemacht?", "Zuschuss da ist", "schnell einig"),
        ("Wie viele Mitglieder hat die Jugendfeuerwehr?", "24 Mitglieder", "Kameradschaftsabend"),
    ],
)
def test_of_a_long_passage_the_sentence_that_answers_is_quoted(council, question, quoted, left_out):
    answer = council.ask(question)
    first = answer.citations[0]
    assert quoted in first.quote
    assert left_out not in answer.answer
    document = council.documents[0]
    whole = next(s for s in document.statements if s.id == first.statement_id)
    assert whole.start <= first.start < first.end <= whole.end
    assert document.quote(first.start, first.end) == first.quote != whole.quote


def test_a_sentence_that_leans_on_the_one_before_brings_it_along(council):
    quote = council.ask("Wann wird das Löschfahrzeug ausgeliefert?").citations[0].quote
    assert quote.startswith("Die Feuerwehr bekommt ein neues Löschfahrzeug. Es wird im Herbst 2026 ausgeliefert")
    assert "Kameradschaftsabend" not in quote


def test_reported_speech_keeps_the_sentence_that_says_whose_it_is(council):
    quote = council.ask("Warum rechnet Frau Thielen mit einer schwarzen Null?").citations[0].quote
    assert quote.startswith("Frau Thielen erzählte")
    assert "Prämie" in quote
