"""Conversations are read, played with the real answers as history, scored turn by turn, gated and reported."""

import dataclasses
import json

import pytest

from eval import evaluate as module
from eval.conversation.expectations import Seen, scores
from eval.conversation.play import play
from eval.conversation.script import Expect, Line, load_conversations
from eval.evaluate import BARS, Wish, evaluate
from eval.figures import values
from eval.gate import read_bars
from eval.page import page
from protokoll.errors import GoldError
from protokoll.settings import Settings
from retrieval.answer import Reason
from tests.eval.conftest import system
from tests.eval.gold_rules import known, validate_conversations
from tests.eval.protocol import answer, case, cite, document, refusal

CRANES = "Kiel hat 8 Kräne"
HARBOURS = "Wir brauchen zwei Häfen"
TALK = {
    "id": "c1de",
    "lang": "de",
    "document": "probe",
    "turns": [
        {"kind": "start", "question": "Wie viele Kräne?", "expect": {"answered": True, "cites": [[CRANES]]}},
        {"kind": "second", "question": "Was wird gefordert?", "expect": {"cites": [[HARBOURS]], "alters": False}},
        {"kind": "thanks", "question": "Danke", "expect": {"answered": False, "reason": ["conversation"]}},
    ],
}
ELSEWHERE = {**TALK, "id": "c2de", "document": "elsewhere"}


def _answers(asked):
    """Answer as a chatbot that takes a second question for a follow-up of the first."""
    if asked.question == "Danke":
        return refusal(Reason.CONVERSATION)
    if asked.question == "Was wird gefordert?" and not asked.history:
        return answer("„Wir brauchen zwei Häfen“ [1].", citations=(cite(1, HARBOURS, statement_id="probe/text/1"),))
    return answer()


@pytest.fixture
def gold(tmp_path):
    path = tmp_path / "talks.jsonl"
    path.write_text("".join(json.dumps(talk) + "\n" for talk in (TALK, ELSEWHERE)), encoding="utf-8")
    return path


@pytest.fixture
def talks(gold):
    return play(lambda: system(answer=_answers), load_conversations(gold), gold)


def _scores(expect: Expect, given, **seen):
    return scores(Seen(Line(kind="form", question="Kürzer", expect=expect), case(), given, **seen))


def test_every_turn_is_asked_with_the_answers_that_came_before_it(talks):
    assert [one.case.id for one in talks.asked] == ["c1de.1", "c1de.2", "c1de.3"]
    assert [turn.content for turn in talks.asked[1].case.history] == ["Wie viele Kräne?", answer().answer]
    assert talks.extra["left out, document not indexed"] == "1"


def test_figures_count_whole_turns_and_kinds_of_expectations(talks):
    found = {name: figure["all"] for name, figure in values(talks).items()}
    assert found["expected"] == pytest.approx(2 / 3)
    assert found["unaltered"] == 0.0
    assert found["expects_cites"] == 0.5
    assert found["courtesy"] == found["expects_reason"] == 1.0
    assert "separation" not in found
    assert "p95_ms" in found


def test_a_wish_about_the_form_is_measured_by_the_answer_before():
    long, short = answer(), answer("Acht Kräne [1].")
    assert _scores(Expect(shorter=True), short, before=long)["form_wish"] == 1.0
    assert _scores(Expect(shorter=True), long, before=long)["form_wish"] == 0.0
    assert _scores(Expect(more=True), long, before=long)["expects_form"] == 0.0
    both = answer(citations=(cite(1, CRANES), cite(2, HARBOURS, statement_id="probe/text/1")))
    second = answer(citations=(cite(1, HARBOURS, statement_id="probe/text/1"),))
    assert _scores(Expect(point=2), second, before=both)["expects_form"] == 1.0
    assert _scores(Expect(most_characters=10), long)["expects_form"] == 0.0
    assert _scores(Expect(most_characters=900), second, before=long)["form_wish"] == 0.0  # not what was to be shortened


def test_what_must_not_be_said_or_cited_and_what_is_lacking_count():
    found = _scores(Expect(cites_not=(CRANES,), says_not=("lang sagte",), lacking="werft"), answer())
    assert (found["expects_cites_not"], found["expects_says_not"], found["expects_lacking"]) == (0.0, 1.0, 0.0)
    assert _scores(Expect(lacking="werft"), answer(unanswered=("die Werft",)))["expects_lacking"] == 1.0
    assert _scores(Expect(language="en"), answer())["expects_language"] == 0.0


def test_the_command_reports_gates_and_keeps_conversations(gold, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(module, "ours", lambda settings: system(answer=_answers))
    bars = tmp_path / "bars.toml"
    bars.write_text("[modality]\nfloor = 1\n[conversations.unaltered]\nfloor = 0.9\n", encoding="utf-8")
    wish = Wish(gold=str(gold), conversations=True, gate=bars, report=tmp_path, save=tmp_path / "run.json")
    assert not evaluate(Settings(), wish)
    assert "missed" in capsys.readouterr().out
    html = (tmp_path / "talks.html").read_text(encoding="utf-8")
    assert "answered otherwise than without the conversation before it" in html
    assert "Kinds of turns" in html
    assert "Risk and coverage" not in html
    evaluate(Settings(), Wish(gold=str(gold), conversations=True, compare=tmp_path / "run.json"))
    assert "No question changed" in capsys.readouterr().out


def test_single_turns_of_the_packaged_set_stay_unseen_unless_asked_for(talks):
    hidden = dataclasses.replace(talks, origin=dataclasses.replace(talks.origin, blind=True))
    assert "Was wird gefordert?" not in page([hidden], [], reveal=False)
    assert "Was wird gefordert?" in page([hidden], [], reveal=True)


def test_conversations_about_no_document_of_the_index_are_an_error(gold):
    elsewhere = load_conversations(gold)[1:]
    with pytest.raises(GoldError, match="holds none of the documents"):
        play(lambda: system(answer=_answers), elsewhere, gold)


def test_bars_for_conversations_must_be_there(tmp_path):
    (tmp_path / "bars.toml").write_text("[modality]\nfloor = 1", encoding="utf-8")
    with pytest.raises(GoldError, match="no bars for conversations"):
        read_bars(tmp_path / "bars.toml", turns=True)
    assert {bar.name for bar in read_bars(BARS, turns=True)} >= {"expected", "unaltered", "attribution_errors"}


@pytest.mark.parametrize(
    ("turn", "said"),
    [
        ({"expect": {"says": ["("]}}, "does not compile"),
        ({"expect": {"reason": ["tired"]}}, "turns.0.expect.reason.0"),
        ({"expect": {"answred": True}}, "Extra inputs"),
        ({"kind": "joke"}, "turns.0.kind"),
    ],
)
def test_a_broken_line_is_named_with_its_file_number_and_field(tmp_path, turn, said):
    path = tmp_path / "talks.jsonl"
    broken = {**TALK, "turns": [{**TALK["turns"][0], **turn}]}
    path.write_text(f"{json.dumps(TALK)}\n{json.dumps(broken)}\n", encoding="utf-8")
    with pytest.raises(GoldError, match=r"talks\.jsonl:2: ") as caught:
        load_conversations(path)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("number", "turn", "said"),
    [
        (0, {"expect": {"cites": [["Kiel hat 9 Kräne"]]}}, "turn 1: a span is in no single statement"),
        (0, {"expect": {"shorter": True}}, "turn 1: the first turn is measured by one before it"),
        (0, {"expect": {}}, "turn 1: nothing is expected"),
        (1, {"expect": {"answered": True}}, "turn 2: a complete second question comes after another"),
        (2, {"expect": {"answered": False, "cites": [[CRANES]]}}, "turn 3: refused with passages"),
    ],
)
def test_each_breach_is_named(tmp_path, number, turn, said):
    path = tmp_path / "talks.jsonl"
    turns = [{**line, **turn} if n == number else line for n, line in enumerate(TALK["turns"])]
    path.write_text(json.dumps({**TALK, "turns": turns}), encoding="utf-8")
    conversations = load_conversations(path)
    breaches = validate_conversations(conversations, {"probe": document()})
    assert any(said in breach for breach in breaches)
    assert any("at least 130 are needed" in breach for breach in breaches)
    assert known(conversations, ["wie viele kräne"]) == ["c1de.1"]
