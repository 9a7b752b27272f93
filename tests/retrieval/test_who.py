"""Whom a question asks about: names, parties and offices in both languages, matched with those who speak."""

import pytest

from ingest.document import Document
from retrieval.attribution import topic_of
from retrieval.matters import touches
from retrieval.pipeline import Pipeline
from retrieval.who import asks_who
from retrieval.whom import who_is_asked
from tests.retrieval.minutes import COUNCIL, FORUM, asking, minutes

BOARD = """# Harbour Board of Tarrock

### Minutes of the meeting held on 2 April 2025

**Present:** Mrs Edith Marlowe (Chair); Mr Colin Prentice (Deputy Chair); Captain Rhys Gower (Harbour Master);
Ms Fay Linden (Director of Works); Mr Tom Asquith (Secretary)

## 3 Dredging

The Harbour Master reported that the channel had lost forty centimetres of depth since the autumn. Ms Linden asked
whether the dredger could be hired before June. The Harbour Master replied that it could not.

The Deputy Chair criticised the delay. The Chair accepted the report.

## 4 Moorings

The Secretary recommended that the fee rise by £12. Mr Prentice objected to the increase because the pontoons had not
been repaired. Mr Asquith asked whether visitors would pay more. Captain Gower said that they would.

## 5 Other business

Jenny Strand, a resident, complained about the noise of the fish market. The levy of Brineworth was not discussed.
"""
HEARING = """# Anhörung zur Wärmeplanung

Donnerstag, 14. November 2024

Vorsitz: Abg. Birgit Allmendinger

Abg. Lukas Brandstetter (CDU): Herr Professor Seidl, wie teuer würde eine Bürgschaft für den
Landeshaushalt? Und an Herrn Hauck: Würden Sie heute noch einmal bohren?

Prof. Dr. Konrad Seidl (TH Marlberg): Wir reden über etwa 95 Millionen Euro, verteilt auf fünfzehn Jahre.

Dipl.-Ing. Rüdiger Hauck (Stadtwerke Brettental): Kurz und knapp: ja. Aber nur im Verbund mit den Nachbarstädten.

Abg. Nora Feldkamp (GRÜNE): Ich habe eine Nachfrage zur Lithiumgewinnung. Ist das realistisch, Herr Professor Seidl?

Prof. Dr. Konrad Seidl (TH Marlberg): Da wäre ich vorsichtig. Im Dauerbetrieb hat es hierzulande noch niemand gezeigt.

Abg. Moritz Halm (SPD): Das überzeugt mich nicht.

Abg. Petra Hald (SPD): Mich auch nicht, und die Gemeinden warten.
"""


@pytest.fixture(scope="module")
def heard(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    return asking(tmp_path_factory.mktemp("heard"), {"board": BOARD, "hearing": HEARING})


@pytest.mark.parametrize(
    ("question", "quoted"),
    [
        ("What did Captain Gower say about the depth of the channel?", "The Harbour Master reported"),
        ("What did the Harbour Master say about the dredger?", "The Harbour Master replied that it could not."),
        ("What did Mr Asquith say about the fee?", "The Secretary recommended"),
        ("What did Mr Prentice say about the delay?", "The Deputy Chair criticised the delay."),
        ("What did the Deputy Chair say about the increase?", "Mr Prentice objected to the increase"),
        ("Was sagte Professor Seidl zur Lithiumgewinnung?", "Da wäre ich vorsichtig."),
        ("What does Professor Seidl think about lithium?", "Da wäre ich vorsichtig."),
    ],
)
def test_words_count_under_office_and_name_and_by_the_question_put(heard: Pipeline, question: str, quoted: str) -> None:
    answer = heard.ask(question)
    assert answer.answered
    assert quoted in " | ".join(citation.quote for citation in answer.citations)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What did the Chair say about the delay?", "come closest"),  # her deputy did, in the same item
        ("What did Jenny Strand say about moorings?", "no statement by Jenny Strand"),  # she speaks of the market
        ("Was sagte Herr Hauck zur Bürgschaft?", "Von Herrn Hauck"),  # that part of the question was put to Seidl
        ("Was sagte Herr Hauck zur Kurzarbeit?", "Von Herrn Hauck"),
        ("What did Mr Hauck say about nuclear power?", "come closest"),
        ("Was sagte Herr Hals zu den Gemeinden?", "Herr Hals kommt im Protokoll nicht zu Wort"),  # Halm or Hald
    ],
)
def test_what_others_say_on_a_topic_is_not_theirs(heard: Pipeline, question: str, said: str) -> None:
    answer = heard.ask(question)
    assert not answer.answered
    assert said in answer.answer


def test_an_institution_is_nobody_who_speaks() -> None:
    board = minutes(BOARD)
    assert who_is_asked("What levy did Brineworth report?", board) is None
    assert who_is_asked("What did Jones report?", board) is not None


def test_a_word_does_not_stand_in_a_text_by_a_frequent_beginning() -> None:
    assert not touches("kurzarbeit", "kurz und knapp: ja.")
    assert touches("klimaschutzgesetz", "der klimaschutz kostet geld.")


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
