import dataclasses

import pytest

from retrieval.followup import Message
from tests.eval.gold_rules import Balance, normalised, overlap, validate
from tests.eval.protocol import case, document, missing

ANY = Balance(questions=0, per_kind=0, unanswerable=(0, 1))


def _english(german, **changes):
    twin = {"id": german.pair + "en", "lang": "en", "question": f"{german.question} in English"}
    return german.model_copy(update={**twin, **changes})


def _breaches(german, balance=ANY, **english):
    return validate([german, _english(german, **english)], document(), balance)


def test_a_sound_pair_passes():
    assert _breaches(case()) == []
    assert _breaches(missing()) == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"evidence": (("Kiel hat 9 Kräne",),)}, "in no single statement: group 1, span 1"),
        ({"evidence": (("Häfen Kiel hat 8 Kräne",),)}, "in no single statement"),
        ({"evidence": ((),)}, "is empty"),
        ({"evidence": (), "modality": ()}, "answerable without evidence"),
        ({"modality": ()}, "0 modalities for 1 evidence groups"),
        ({"modality": ("opinion",)}, "unknown modality opinion"),
        ({"nuggets": ("Stadt",)}, "nugget 1 stands in the question"),
        ({"kind": "joke"}, "unknown kind joke"),
        ({"kind": "missing"}, "the reason of kind missing is not_in_protocol, not None"),
        ({"kind": "partial"}, "`lacking`"),
        ({"lacking": "x"}, "`lacking`"),
        ({"answerable": False}, "answerable is False with reason None"),
        ({"question": " "}, "the question is empty"),
        ({"question": "wie viele kräne"}, "stands in the question bank too"),
        ({"history": (Message("assistant", "Ja?"),)}, "does not alternate"),
    ],
)
def test_each_breach_is_named(changes, said):
    breaches = _breaches(case(**changes))
    assert any(said in breach and breach.startswith("p1") for breach in breaches)


def test_the_span_may_carry_bold_marks_of_the_source():
    assert _breaches(case(evidence=(("brauchen **zwei** Häfen",),))) == []


def test_the_twins_must_both_exist_and_agree():
    assert "p1: not one German and one English question" in validate([case()], document(), ANY)
    assert any("differ between the languages" in found for found in _breaches(case(), modality=("claim",)))


def test_a_question_asked_twice_is_found_unless_its_history_differs():
    again = case(id="p2de", pair="p2", question="WOMIT  lädt man in der Stadt aus")
    breaches = validate([case(), _english(case()), again, _english(again)], document(), ANY)
    assert "p2de: the same question as p1de" in breaches
    later = again.model_copy(update={"history": (Message("user", "Kiel?"), Message("assistant", "Ja."))})
    assert validate([case(), _english(case()), later, _english(again, question="?x")], document(), ANY) == []


def test_size_kinds_and_share_of_unanswerable_are_balanced():
    breaches = _breaches(case(), Balance(questions=4, per_kind=1, unanswerable=(0.28, 0.4)))
    assert "2 questions, at least 4 are needed" in breaches
    assert "kind topic: 0 questions, at least 1 are needed" in breaches
    assert "0.00 of the questions are unanswerable, not 0.28 to 0.4" in breaches


def test_half_of_the_attribution_questions_name_no_surname():
    named = missing(kind="attribution", reason="not_attributed", question="Was sagte Frau Lang?")
    balance = dataclasses.replace(ANY, nameless_attribution=0.5)
    assert "0 of 2 attribution questions name no surname, half are needed" in _breaches(named, balance)


def test_messages_never_hold_the_question():
    breaches = _breaches(case(evidence=(("fehlt",),), nuggets=("Stadt",)))
    assert not any("lädt" in breach for breach in breaches)


def test_questions_in_two_sets_are_found():
    assert overlap([case(id="x", question="Womit lädt man in der Stadt aus")], [case()]) == ["x"]
    assert overlap([missing(question="Neu?")], [case()]) == []


def test_equality_ignores_case_and_punctuation():
    assert normalised("Was ist „KI“?") == normalised("was ist ki")
