"""The verbatim record of a hearing as a text file: who is in its lists, who speaks, how the chair takes a vote."""

import pytest

from tests.retrieval.minutes import indexed

HEARING = """Landtag Südmark
Ausschuss für Kultur

Wortprotokoll der 12. Sitzung
(öffentliche Anhörung)

am Mittwoch, dem 5. März 2025, 10:00 Uhr

Vorsitz: Abg. Rita Holm (CDU)

Anwesende Mitglieder des Ausschusses:
CDU: Rita Holm (Vorsitzende), Jens Wübben
SPD: Dr. Miriam Aksoy
AfD: Günter Prass
FDP: Sebastian von Rahn
Entschuldigt: Wiebke Ommen (SPD)

Sachverständige:
Prof. Dr. Hartmut Eller, Technische Universität Süd
Gesine Tjark, Landesverband der Museen
Ole Brün, Besucherinitiative „Offene Türen“

(Beginn: 10:02 Uhr)

Vorsitzende Rita Holm (CDU): Ich eröffne die Sitzung. Herr Professor Eller, bitte.

Prof. Dr. Hartmut Eller (TU Süd): Im Land gibt es 84 Museen. Elf davon haben keine Heizung.

Gesine Tjark (Landesverband der Museen): Den freien Eintritt am Sonntag lehnen wir ab. Er ist für kleine Häuser nicht \
zu leisten.

Ole Brün (Besucherinitiative „Offene Türen“): Ich verteidige den freien Eintritt am Sonntag ausdrücklich. Viele \
Familien kommen sonst nie.

Vorsitzende Rita Holm (CDU): Frau Dr. Aksoy hat beantragt, das Museum in Bergen zu besichtigen. Wer ist für die \
Besichtigung? – Das sind die SPD und der Kollege Wübben. Wer ist dagegen? – Die AfD. Enthaltungen? – Der Kollege von \
Rahn. Damit ist das bei zwei Jastimmen, einer Gegenstimme und einer Enthaltung angenommen.
"""


hearing = indexed(**{"anhoerung.txt": HEARING})


def test_everybody_on_the_lists_was_there_and_nobody_else(hearing):
    quoted = [each.quote for each in hearing.ask("Wer war anwesend?").citations]
    names = ["Holm", "Aksoy", "Prass", "Rahn", "Eller", "Tjark", "Brün"]
    assert [name for name in names if not any(name in quote for quote in quoted)] == []
    assert not any("Ommen" in quote for quote in quoted)


@pytest.mark.parametrize("question", ["Welche Sachverständigen waren da?", "Sachverständige?"])
def test_a_list_stands_below_the_line_that_names_it(hearing, question):
    quoted = [each.quote for each in hearing.ask(question).citations]
    assert quoted[0] == "Sachverständige:"
    assert [quote.split(",")[0] for quote in quoted[1:]] == ["Prof. Dr. Hartmut Eller", "Gesine Tjark", "Ole Brün"]


def test_what_is_called_by_a_name_in_quotation_marks_speaks_for_itself(hearing):
    answer = hearing.ask("Was sagt Herr Brün zum freien Eintritt?")
    assert [each.speaker for each in answer.citations] == ["Ole Brün (Besucherinitiative „Offene Türen“)"]
    assert "verteidige" in answer.citations[0].quote


@pytest.mark.parametrize(
    "question", ["Wer hat gegen die Besichtigung gestimmt?", "who was against?", "Wer hat sich enthalten?"]
)
def test_the_vote_that_the_chair_takes_aloud_is_one(hearing, question):
    answer = hearing.ask(question)
    assert answer.answered
    assert any("Die AfD. Enthaltungen? – Der Kollege von Rahn" in each.quote for each in answer.citations)


def test_a_keyword_is_answered_by_what_has_it(hearing):
    assert all("Heizung" in each.quote for each in hearing.ask("Heizung?").citations)


@pytest.mark.parametrize("question", ["Jülich", "Was wurde zu Jülich gesagt?", "Was sagt es über Heilbronn?"])
def test_what_the_minutes_never_name_is_not_answered(hearing, question):
    assert not hearing.ask(question).answered
