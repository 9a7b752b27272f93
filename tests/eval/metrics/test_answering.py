from dataclasses import replace

import pytest

from eval.metrics.answering import answer_language, modality, nugget_recall, said_lacking, truthfulness
from eval.metrics.citing import attribution_errors
from tests.eval.protocol import LINES, answer, case, cite, document, missing, refusal

ERRORS = attribution_errors([document()])
DEMAND = case(evidence=(("zwei Häfen",),), modality=("demand",))


def test_nuggets_are_looked_for_in_the_answer():
    assert nugget_recall(case(nuggets=(r"\b8\b", "husum")), answer()) == 0.5
    assert nugget_recall(case(), refusal()) == 0.0
    assert nugget_recall(case(nuggets=()), answer()) is None


@pytest.mark.parametrize(
    ("language", "text", "right"),
    [
        ("de", "Das Protokoll hält fest: “the cranes of the town” [1].", 1.0),
        ("en", "Das Protokoll hält fest: [1].", 0.0),
        ("de", "The minutes record this [1].", 0.0),
    ],
)
def test_the_language_is_that_of_the_own_words(language, text, right):
    assert answer_language(case(), answer(text, language=language)) == right


def test_nonsense_has_no_language():
    assert answer_language(missing(kind="nonsense", reason="unclear"), answer(language="en")) is None


def _cited(text, quote="Wir brauchen zwei Häfen", kinds=("demand",)):
    return answer(text, citations=(cite(1, quote, kinds),))


def test_a_demand_must_be_called_one():
    assert modality(DEMAND, _cited("Gefordert wird: „Wir brauchen zwei Häfen“ [1].")) == 1.0
    assert modality(DEMAND, _cited("Das Protokoll hält fest: „Wir brauchen zwei Häfen“ [1].")) == 0.0
    assert modality(DEMAND, _cited("Forderungen:\n- „Wir brauchen zwei Häfen“ [1]")) == 1.0


def test_a_fact_may_be_called_nothing_but_no_demand():
    assert modality(case(), answer("„Kiel hat 8 Kräne“ [1]")) == 1.0
    assert modality(case(), answer("Gefordert wird: „Kiel hat 8 Kräne“ [1]")) == 0.0


def test_where_it_stands_is_no_word_about_what_it_is():
    assert modality(case(), answer("„Kiel hat 8 Kräne“ [1] (6. Impuls, Frage der Herausforderungen).")) == 1.0


def test_the_kinds_of_the_citation_must_hold_the_label():
    assert modality(DEMAND, _cited("Gefordert wird: „Wir brauchen zwei Häfen“ [1].", kinds=("fact",))) == 0.0


def test_modality_counts_shown_evidence_alone():
    assert modality(case(), answer(citations=())) is None
    assert modality(missing(), answer()) is None


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Das Protokoll hält fest: „Kiel hat 8 Kräne“ [1].", 0.0),
        ("Ada Lang: „Kiel hat 8 Kräne“ [1].", 1.0),
        ("Jemand sagte: „Kiel hat 8 Kräne“ [1].", 1.0),
        ("Was Ada Lang beitrug, ist nicht festgehalten. „Kiel hat 8 Kräne“ [1].", 0.0),
    ],
)
def test_a_cited_sentence_may_name_nobody(text, count):
    assert ERRORS(case(), answer(text)) == count


def test_the_line_in_the_list_may_name_its_person():
    own = cite(1, LINES[0][0], ("participant",))
    assert ERRORS(case(), answer("Dr. Ada Lang war Leiterin [1].", citations=(own,))) == 0.0
    assert ERRORS(case(), answer("Ohne Quelle.")) is None


def test_a_long_heading_that_names_its_movers_says_where_not_who():
    heading = "Gesetzentwurf der Abgeordneten Dr. Ada Lang, Dr. Otto Klein u. a. zum Artenschutz in allen Häfen"
    own = replace(cite(1, LINES[1][0]), section=(heading,))
    told = f"„{own.quote}“ [1] (Gesetzentwurf der Abgeordneten Dr. Ada Lang, Dr. Otto …)."
    assert ERRORS(case(), answer(told, citations=(own,))) == 0.0
    assert ERRORS(case(), answer(f"Ada Lang: {told}", citations=(own,))) == 1.0


def test_the_missing_half_must_be_said():
    half = case(kind="partial", lacking="kost")
    assert said_lacking(half, answer(unanswered=("was es gekostet hat",))) == 1.0
    assert said_lacking(half, answer()) == 0.0
    assert said_lacking(half, refusal(unanswered=("was es gekostet hat",))) == 0.0
    assert said_lacking(case(), answer()) is None


@pytest.mark.parametrize(
    ("asked", "given", "score"),
    [
        (case(), answer(), 1.0),
        (case(nuggets=("fehlt",)), answer(), 0.0),
        (case(), refusal(), 0.0),
        (case(), answer(citations=(cite(1, "Wie viele Schiffe kommen?"),)), -1.0),
        (missing(), refusal(), 1.0),
        (missing(), answer(), -1.0),
    ],
)
def test_truthfulness_punishes_the_wrong_more_than_the_missing(asked, given, score):
    assert truthfulness(asked, given) == score
