"""Whom a question asks about: names, parties and offices in both languages, matched with those who speak."""

import pytest

from ingest.document import Document
from retrieval.attribution import topic_of
from retrieval.who import asks_who, who_is_asked
from tests.retrieval.minutes import COUNCIL, FORUM, minutes


@pytest.fixture(scope="module")
def council() -> Document:
    return minutes(COUNCIL)


def speakers(question: str, document: Document) -> set[str | None]:
    who = who_is_asked(question, document)
    assert who is not None
    return {document.statements[row].speaker for row in who.rows}


@pytest.mark.parametrize(
    ("question", "surname"),
    [
        ("Was sagte Stadträtin Lenz zum Radweg?", "Lenz"),
        ("Was sagte Mira Lenz zum Radweg?", "Lenz"),
        ("was sagt lenz zum radweg", "Lenz"),
        ("Was ist Lenz' Meinung zum Radweg?", "Lenz"),
        ("What did Stadtrat Baum say about the bridge?", "Baum"),
        ("What is Otto Baum's position on the bridge?", "Baum"),
        ("Was hält Herr Baum vom Radweg?", "Baum"),
        ("Was sagte der Bürgermeister?", "Brandt"),
        ("What did the mayor say?", "Brandt"),
        ("Was forderte die Vertreterin der Liberalen?", "Huth"),
        ("Welche Position hat die FDP zum Radweg?", "Huth"),
        ("Was fordern die Grünen?", "Lenz"),
        ("Was sagte die CDU zur Brücke?", "Baum"),
        ("Was sagte Stadtrat Baum (CDU) zur Brücke?", "Baum"),
    ],
)
def test_only_the_words_of_the_one_asked_for_count(council: Document, question: str, surname: str) -> None:
    assert {name and name.split(" (")[0].split()[-1] for name in speakers(question, council)} == {surname}


@pytest.mark.parametrize(
    "question",
    [
        "Was sagte Angela Merkel zum Radweg?",
        "Was sagte Herr Schulze zum Radweg?",
        "What did Ms Jones say about the cycle path?",
        "Was sagte Anke Lenz zum Radweg?",  # Mira Lenz speaks
        "Was sagte Herr Lenz zum Radweg?",  # she is Stadträtin
        "Was sagte Stadtrat Vogt zum Radweg?",  # excused
        "Was sagte Stadtrat Kern zum Radweg?",  # there, but silent
        "Was sagte Stadtrat Baum (SPD) zur Brücke?",  # he is of the CDU
    ],
)
def test_nobody_elses_words_stand_in_for_somebody_who_did_not_speak(council: Document, question: str) -> None:
    who = who_is_asked(question, council)
    assert who is not None
    assert not who.spoke
    assert {council.statements[row].speaker for row in who.rows} <= {None}


@pytest.mark.parametrize(
    "question",
    [
        "Was wurde zum Radweg gesagt?",
        "Was sagt das Protokoll zum Radweg?",
        "Wie viel Geld gibt es?",
        "Wer sagte, dass die Brücke wichtiger ist?",
        "What was said about the bridge?",
        "Was sagten die Experten?",
        "Welche Kritik gab es am Radweg?",
    ],
)
def test_a_question_for_nobodys_words_is_not_restricted(council: Document, question: str) -> None:
    assert who_is_asked(question, council) is None


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("Wer sagte, dass die Brücke wichtiger ist?", True),
        ("Who argued for the bridge?", True),
        ("Von wem stammt die Aussage zur Brücke?", True),
        ("Welche Partei fordert den Radweg?", True),
        ("Wer leitete die Sitzung?", False),
        ("Was sagte Lenz?", False),
    ],
)
def test_a_question_for_the_speaker_is_told(question: str, asks: bool) -> None:
    assert asks_who(question) == asks


@pytest.mark.parametrize(
    ("question", "name", "topic"),
    [
        ("Was hat Frau Lenz gesagt?", "Frau Lenz", False),
        ("What did Otto Baum say?", "Otto Baum", False),
        ("Was sagte die FDP in der Sitzung?", "FDP", False),
        ("Was sagte Lenz zum Radweg?", "Lenz", True),
        ("What did Baum say about the bridge?", "Baum", True),
    ],
)
def test_the_topic_is_what_is_left_without_the_person(question: str, name: str, topic: bool) -> None:
    assert bool(topic_of(question, name)) == topic


def test_where_nobody_is_recorded_nobody_has_rows() -> None:
    who = who_is_asked("Was sagte Frau Weber zur Flotte?", minutes(FORUM))
    assert who is not None
    assert who.rows == ()
    assert len(who.lines) == 1
