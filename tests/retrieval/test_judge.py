"""The judge: a typed file, a probability, a state, what to cite."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from ingest.encoder import Encoder, Question
from ingest.tokens import SCALE, Fit
from protokoll.errors import ModelError
from retrieval.judge import CITED, FACTS, Judge, Limits, Logistic
from retrieval.signals import NAMES, Candidates, thread_of

VECTOR = np.zeros(384, np.float32)
SHIPPED = Path(__file__).parents[2] / "retrieval" / "data"


def signals(**changes: float) -> np.ndarray:
    return np.array([changes.get(name, 0.0) for name in NAMES], np.float32)


def candidates(*over: float) -> Candidates:
    """Statements that fit so much better than the question's bar."""
    question = Question(VECTOR, np.zeros((1, 128), np.float32), np.ones(1, np.float32), bar=25.0)
    best = np.array([[(25.0 + each) / SCALE] for each in over], np.float32)
    count = len(over)
    dense, logits = np.full(count, 0.8, np.float32), np.zeros(count, np.float32)
    return Candidates(tuple(range(count)), dense, Fit(question, best), logits)


def test_the_likelier_an_answer_the_higher_the_probability() -> None:
    judge = Judge.load()
    # As the reranker reads them: what it reads alone weighs most.
    told = ((9.0, 3.0, 1.0), (-9.0, -5.0, 0.02))
    sure, unsure = (
        judge.judge(signals(over=top, dense=8.5, read=read, read_more=more), candidates(top))
        for top, read, more in told
    )
    assert sure.answerable > unsure.answerable
    assert unsure.state == "refuse"


def test_the_shares_of_the_reasons_add_up() -> None:
    verdict = Judge.load().judge(signals(), candidates(0.0))
    assert sum(verdict.reasons.values()) == pytest.approx(1)
    assert verdict.reason == max(verdict.reasons, key=lambda each: verdict.reasons[each])


def cited(*over: float) -> list[int]:
    judge, some = Judge.load(), candidates(*over)
    return judge.cited(some, judge.chances(some))


def test_one_candidate_is_always_cited_and_never_more_than_six() -> None:
    assert cited(-29.0, -14.0, -28.0) == [1]
    assert len(cited(*[16.0] * 9)) <= 6


def test_what_is_cited_comes_best_first() -> None:
    assert cited(13.0, 15.0, -20.0)[0] == 1


def test_of_two_alike_a_follow_up_finds_what_follows_on_what_was_shown() -> None:
    judge, some = Judge.load(), candidates(5.0, 5.0, 5.0)
    some = replace(some, thread=thread_of(np.zeros(3, np.float32), (7, 40, 6), (6,)))
    chances = judge.chances(some)
    assert chances[1] < min(chances[0], chances[2])


def test_a_follow_up_on_nothing_that_was_shown_is_measured_too() -> None:
    alone = np.array([1.0, 3.0], np.float32)
    assert thread_of(alone, (0, 1), ()).tolist() == [[-2, 0, 0, 0], [0] * 4]


def test_weights_belong_to_names() -> None:
    with pytest.raises(ValueError, match="as many weights"):
        Logistic(names=("a", "b"), weights=(1.0,), offset=0.0)


@pytest.mark.parametrize("text", ["", "{}", "[]"])
def test_a_damaged_file_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / FACTS).write_text(text, encoding="utf-8")
    with pytest.raises(ModelError, match=FACTS):
        Judge.load(tmp_path)


def test_a_file_for_other_signals_is_refused(tmp_path: Path) -> None:
    facts = json.loads((SHIPPED / FACTS).read_text(encoding="utf-8"))
    facts["answer"]["names"][0] = "something"
    (tmp_path / FACTS).write_text(json.dumps(facts), encoding="utf-8")
    with pytest.raises(ModelError, match="other signals"):
        Judge.load(tmp_path)


def test_the_limits_are_in_order() -> None:
    limits = Judge.load().facts.limits
    assert isinstance(limits, Limits)
    assert 0 < limits.grey < limits.answer < 1
    assert Judge.load().facts.cite.names == CITED


def test_a_broad_question_is_known_by_its_vector() -> None:
    judge, encoder = Judge.load(), Encoder.load()
    broad, theirs, narrow = (
        encoder.questions([asked])[0].vector
        for asked in (
            "Was wurde alles zum Haushalt gesagt?",
            "Fass zusammen, was Frau Krauth berichtet hat",
            "Wie hoch ist der Zuschuss für die Turnhalle?",
        )
    )
    assert sum(judge.facts.broad.chances(broad)) > judge.facts.broad.from_ > sum(judge.facts.broad.chances(narrow))
    assert judge.wants_all_of(theirs)
    assert not judge.wants_all_of(narrow)
