"""Questions that name the time of a meeting are answered from the minutes of that time."""

import pytest

from retrieval.followup import Message
from retrieval.when import meant_by_time
from tests.retrieval.minutes import asking, minutes

PAGE = """# Niederschrift der Sitzung des Gemeinderates vom {day}

## TOP 1 Radweg

Der Gemeinderat beschließt, den Radweg {what}.

## TOP 2 Hallenbad

Das Hallenbad bleibt {bath}.
"""
DAYS = {
    "a": ("2. März 2018", "zu planen", "offen"),
    "b": ("14. Mai 2021", "aufzuschieben", "zu"),
    "c": ("11. März 2024", "zu bauen", "an drei Tagen offen"),
}
TEXTS = {name: PAGE.format(day=day, what=what, bath=bath) for name, (day, what, bath) in DAYS.items()}


@pytest.mark.parametrize(
    ("question", "meant", "surely"),
    [
        ("Was wurde in der letzten Sitzung zum Radweg beschlossen?", "c", True),
        ("What was decided at the most recent meeting?", "c", True),
        ("Was war in der vorletzten Sitzung Thema?", "b", True),
        ("Was wurde im März zum Radweg gesagt?", "ac", False),
        ("Was wurde im März 2018 beschlossen?", "a", False),
        ("What was decided on 14 May 2021?", "b", False),
        ("Was sagte der Rat seit 2020 zum Radweg?", "bc", False),
        ("Was wurde zwischen 2018 und 2021 entschieden?", "ab", False),
        ("Was wurde vor 2020 beschlossen?", "a", False),
        ("Wer sprach in der Sitzung vom 11.03.2024?", "c", True),
        ("Was soll 2024 fertig sein?", "", False),  # of what was said
        ("What may the council decide?", "", False),
        ("Was wurde 1990 beschlossen?", "", False),  # nothing is of this year: all are asked
    ],
)
def test_a_time_chooses_documents(question, meant, surely):
    found = meant_by_time(question, [minutes(text, f"{name}.md") for name, text in TEXTS.items()])
    assert (found.documents if found else (), bool(found and found.surely)) == (tuple(meant), surely)


@pytest.fixture(scope="module")
def council(tmp_path_factory):
    return asking(tmp_path_factory.mktemp("council"), TEXTS)


@pytest.mark.parametrize(
    ("question", "document"),
    [
        ("Was wurde in der letzten Sitzung zum Radweg beschlossen?", "c"),
        ("Was wurde im März 2018 zum Radweg beschlossen?", "a"),
        ("What was decided about the cycle path in May 2021?", "b"),
    ],
)
def test_the_answer_comes_from_the_minutes_of_that_time(council, question, document):
    answer = council.ask(question)
    assert answer.answered
    assert {citation.document for citation in answer.citations} == {document}


def test_the_course_of_things_is_told_in_order_of_time(council):
    answer = council.ask("Wie hat sich der Beschluss zum Radweg entwickelt?")
    assert answer.answered
    assert list(dict.fromkeys(citation.document for citation in answer.citations)) == ["a", "b", "c"]


def test_what_was_said_on_a_topic_is_told_of_every_document_the_latest_first(council):
    answer = council.ask("Was wurde zum Radweg beschlossen?")
    assert list(dict.fromkeys(citation.document for citation in answer.citations)) == ["c", "b", "a"]


def test_where_no_document_speaks_of_what_a_follow_up_put_in_its_place_the_answer_is_a_refusal(council):
    history = [Message("user", "Was wurde zum Radweg beschlossen?"), Message("assistant", "Ihn zu bauen.")]
    answer = council.ask("Und zum Fußweg?", history=history)
    assert answer.understood == "Was wurde zum Fußweg beschlossen?"
    assert not answer.answered
