"""Whatever a model, a document or a visitor writes, is judged: nothing raises."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.answer import Citation
from retrieval.form import count_in, wished
from retrieval.llm.claims import Claim
from retrieval.llm.gate import Gate
from retrieval.llm.words import numbers

# Signs that Python calls digits though they are no decimal number: "10⁵ Fahrten" made the gate fail.
TEXTS = st.text(st.sampled_from("0123456789²³⁵①½٣.,:%€-/ abcdeinzwMioPunkteSätze„“\n"), max_size=60)


def cited(quote):
    return Citation(
        marker=1, statement_id="d/1", document="d", title="", section=("TOP 1",), speaker="Frau Kaya", page=None,
        printed=None, start=0, end=len(quote), quote=quote, translation=None, kinds=("claim",),
    )  # fmt: skip


@pytest.mark.parametrize(("text", "values"), [("10⁵ Fahrten", [10]), ("⁵ Prozent", []), ("5² Meter", [5]), ("①", [])])
def test_raised_and_circled_digits_are_no_numbers(text, values):
    assert [number.value for number in numbers(text)] == values


@given(TEXTS, TEXTS)
@settings(max_examples=60)
def test_any_claim_over_any_words_gets_a_verdict(claim, quote):
    verdict = Gate(frozenset({"Kaya"})).judge(Claim(claim, (1,)), [cited(quote)], "de")
    assert verdict.grade in ("full", "partial", "none")


@given(TEXTS)
def test_a_form_is_read_from_any_message(text):
    wished(text)
    count_in(text)


def test_a_whole_sentence_of_a_statement_is_shown_as_it_is_and_a_part_is_not():
    gate, quote = Gate(frozenset()), "Der Radweg kostet 200.000 Euro. Es ist falsch, dass die Brücke gesperrt wird."
    whole = gate.judge(Claim("Der Radweg kostet 200.000 Euro.", (1,)), [cited(quote)], "de")
    part = gate.judge(Claim("Die Brücke wird gesperrt.", (1,)), [cited(quote)], "de")
    assert whole.grade == "full"
    assert part.grade != "full"


def test_the_number_of_an_item_bears_no_count():
    gate, ground = Gate(frozenset()), cited("Die Strategie war gut, es gab mehr Professuren.")
    told = ("Es gab 1 neue Professur.", "Unter TOP 1 hieß es, es gab mehr Professuren.")
    found = ["number" in gate.judge(Claim(text, (1,)), [ground], "de").faults for text in told]
    assert found == [True, False]
