"""When and where a meeting was, its agenda, an item by its number, rows of a table, votes of somebody."""

import pytest

from retrieval.answer import Reason
from retrieval.evidence import Evidence
from retrieval.extractive import given, write
from retrieval.frame import frame_of
from retrieval.lists import asked_list
from retrieval.question import Query
from retrieval.verify import faults
from tests.retrieval.minutes import asking, minutes

MEETING = """# Niederschrift über die 14. Sitzung des Bauausschusses der Gemeinde Seeried

Datum: 17. September 2026
Ort: Rathaus, Sitzungssaal
Beginn: 18:00 Uhr
Ende: 20:35 Uhr
Vorsitz: Erste Bürgermeisterin Petra Lang

Anwesend: Gemeinderätin Eva Huber (CSU), Gemeinderat Max Vogl (Freie Wähler), Gemeinderätin Ines Sailer (SPD)

## TOP 1 Genehmigung der Tagesordnung

Die Tagesordnung wird ohne Einwände genehmigt.

## TOP 2 Neubau der Kindertagesstätte am Mühlweg

Bürgermeisterin Lang führt aus, die Kosten seien von 4,2 auf 5,1 Millionen Euro gestiegen.

Gemeinderätin Huber (CSU) verlangt vor der Ausschreibung eine zweite Schätzung.

Beschluss: Der Neubau wird mit höchstens 5,1 Millionen Euro weiterverfolgt.
Abstimmung: 4 Ja, 1 Nein (Huber)

| Gewerk | Schätzung 2025 | Schätzung 2026 |
|---|---|---|
| Rohbau | 1,6 Mio. Euro | 2,1 Mio. Euro |
| Dach | 0,6 Mio. Euro | 0,7 Mio. Euro |
| Außenanlagen | 0,3 Mio. Euro | 0,4 Mio. Euro |

## TOP 3 Verkehrsberuhigung in der Seestraße

Gemeinderat Vogl ist gegen Bodenschwellen, weil sie den Rettungsdienst behinderten.

Beschluss: Tempo 30 wird für ein Jahr auf Probe eingeführt.
Abstimmung: einstimmig

## TOP 4 Verschiedenes

Die nächste Sitzung findet am 15. Oktober 2026 im Feuerwehrhaus statt und beginnt um 19:00 Uhr.
"""
TOLD = """# Bericht aus dem Kreistag

Der Kreistag kam am 3. März 2025 in der Aula der Realschule zusammen.

Landrätin Heck eröffnete die Sitzung um 17 Uhr. Der Haushalt wurde vertagt.

Im Anschluss sprach der Kämmerer über die Umlage, die um zwei Punkte steigt.

Um 19.40 Uhr schloss die Landrätin die Sitzung.
"""


@pytest.fixture(scope="module")
def meeting(tmp_path_factory):
    return asking(tmp_path_factory.mktemp("meeting"), {"bau": MEETING})


def quotes(answer):
    return [citation.quote for citation in answer.citations]


NEW_BUILDING = (
    "Beschluss: Der Neubau wird mit höchstens 5,1 Millionen Euro weiterverfolgt. Abstimmung: 4 Ja, 1 Nein (Huber)"
)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Wann endete die Sitzung?", ["Ende: 20:35 Uhr"]),
        ("Um wie viel Uhr begann die Sitzung?", ["Beginn: 18:00 Uhr"]),
        ("When did the meeting start?", ["Beginn: 18:00 Uhr"]),
        ("Wie lange dauerte die Sitzung?", ["Beginn: 18:00 Uhr", "Ende: 20:35 Uhr"]),
        ("Wo fand die Sitzung statt?", ["Ort: Rathaus, Sitzungssaal"]),
        ("Where was the meeting held?", ["Ort: Rathaus, Sitzungssaal"]),
        ("Wann war die Sitzung?", ["Datum: 17. September 2026", "Beginn: 18:00 Uhr", "Ende: 20:35 Uhr"]),
        ("Wann hat die Sitzung angefangen und wann war sie zu Ende?", ["Beginn: 18:00 Uhr", "Ende: 20:35 Uhr"]),
        ("When did the meeting start and end?", ["Beginn: 18:00 Uhr", "Ende: 20:35 Uhr"]),
        ("When did it end?", ["Ende: 20:35 Uhr"]),
        ("When did the committee meet?", ["Datum: 17. September 2026", "Beginn: 18:00 Uhr", "Ende: 20:35 Uhr"]),
        (
            "Wann und wo fand die Sitzung statt?",
            ["Datum: 17. September 2026", "Ort: Rathaus, Sitzungssaal", "Beginn: 18:00 Uhr", "Ende: 20:35 Uhr"],
        ),
        (
            "Was wurde zu TOP 3 beschlossen?",
            ["Beschluss: Tempo 30 wird für ein Jahr auf Probe eingeführt. Abstimmung: einstimmig"],
        ),
        ("Wie wurde bei TOP 2 abgestimmt?", [NEW_BUILDING]),
        ("Was kostet das Dach?", ["Dach | 0,6 Mio. Euro | 0,7 Mio. Euro"]),
        ("Wie hat Frau Huber abgestimmt?", [NEW_BUILDING]),
    ],
)
def test_the_line_that_says_it_is_the_answer(meeting, question, expected):
    assert quotes(meeting.ask(question)) == expected


@pytest.mark.parametrize("question", ["Was stand auf der Tagesordnung?", "Welche Themen wurden besprochen?"])
def test_the_agenda_is_told_by_its_sections(meeting, question):
    answer = meeting.ask(question)
    assert answer.answer.count("\n- ") == 4
    assert "TOP 3 Verkehrsberuhigung in der Seestraße" in answer.answer


def test_an_item_that_is_not_on_the_agenda_is_refused(meeting):
    assert meeting.ask("Was wurde unter TOP 7 beschlossen?").reason is Reason.FALSE_PREMISE


def test_how_a_party_voted_is_not_told_from_a_result(meeting):
    assert meeting.ask("Wie hat die SPD abgestimmt?").reason is Reason.NOT_ATTRIBUTED


@pytest.mark.parametrize("question", ["Was meint die Opposition?", "What does the opposition think?"])
def test_a_group_that_nobody_names_does_not_speak(meeting, question):
    answer = meeting.ask(question)
    assert answer.reason is Reason.NOT_IN_PROTOCOL
    assert "pposition" in answer.answer


def test_what_follows_an_office_need_not_be_a_name(meeting):
    answer = meeting.ask("Hat die Bürgermeisterin Tempo 30 gefordert?")
    assert "Von der Bürgermeisterin hält das Protokoll dazu keine Aussage fest." in answer.answer


def test_somebody_who_says_nothing_on_it_is_told_of_with_the_right_article():
    evidence = Evidence(minutes(MEETING), "refuse", 0.1, Reason.NOT_IN_PROTOCOL, who="die Ministerin", note="silent")
    draft = write(Query("Was sagte sie zum Wetter?", "Was sagte sie zum Wetter?", "de"), evidence, "")
    assert draft.text == "Von der Ministerin hält das Protokoll dazu keine Aussage fest."
    assert faults(draft, evidence.document, given(evidence, "")) == []


def test_a_meeting_told_in_sentences():
    document = minutes(TOLD)
    told = {name: [s.text for s in frame_of(name, document)] for name in ("begin", "end", "place")}
    assert [text[:30] for text in told["begin"]] == ["Landrätin Heck eröffnete die S"]
    assert told["end"] == ["Um 19.40 Uhr schloss die Landrätin die Sitzung."]
    assert told["place"] == ["Der Kreistag kam am 3. März 2025 in der Aula der Realschule zusammen."]


@pytest.mark.parametrize(
    "question",
    ["Wann war das?", "Wo steht das?", "Wann endet die Probezeit?", "Wie lange gilt Tempo 30?", "Wo wird gespart?"],
)
def test_other_times_and_places_are_not_the_meetings(question):
    assert asked_list(question, minutes(MEETING)) is None


HEADING = "Minutes of the meeting held on Tuesday 4 March 2025 at 2.15 pm in the Corn Exchange"
HEADED = f"""# Tillbridge Digital Forum

### {HEADING}

**Present:** Ms Ada Wren (Chair); Mr Sol Pike

## 1 Minutes of the last meeting

The minutes of the meeting of 3 December 2024 at 6 pm in the library were approved.

## 2 Digital service points

Ms Wren reported that two digital service points had opened.

## 3 Next meeting

The next meeting begins at 5 pm on 10 June 2025 in the Town Hall.

The meeting closed at 4.40 pm.
"""


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("When did the meeting start?", [HEADING]),
        ("Where was this meeting?", [HEADING]),
        ("When did the forum meet?", [HEADING, "The meeting closed at 4.40 pm."]),
        ("When did the meeting end?", ["The meeting closed at 4.40 pm."]),
    ],
)
def test_a_heading_tells_when_and_where_and_never_the_next_or_the_last_meeting(question, told):
    listed = asked_list(question, minutes(HEADED))
    assert listed is not None
    assert [s.text for s in listed.statements] == told


def test_what_is_not_recorded_of_both_that_is_asked_is_named():
    question = "Wann hat die Sitzung begonnen und wann war sie zu Ende?"
    listed = asked_list(question, minutes(MEETING.replace("Ende:", "Punkte:")))
    assert listed is not None
    assert [s.text for s in listed.statements] == ["Beginn: 18:00 Uhr"]
    assert listed.lacking == ("ende",)


def test_behind_another_question_it_is_not_the_meeting():
    assert asked_list("When did it end?", minutes(MEETING), "How long was the pilot?") is None
    assert asked_list("When did it end?", minutes(MEETING), "When did the meeting start?") is not None
