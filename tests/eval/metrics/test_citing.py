import pytest

from eval.metrics.citing import citation_precision, citation_recall, completeness, quote_validity
from tests.eval.protocol import TEXT, answer, case, cite, document, missing, refusal

VALID = quote_validity([document()])
TWO = case(evidence=(("Kiel hat 8 Kräne",), ("zwei Häfen",)), modality=("fact", "demand"))


def test_a_verbatim_quote_is_valid():
    assert VALID(case(), answer()) == 1.0


def test_a_quote_may_fold_the_bold_marks_of_its_source():
    source = "brauchen **zwei** Häfen"
    start = TEXT.find(source)
    folded = cite(1, "brauchen zwei Häfen", start=start, end=start + len(source))
    assert VALID(case(), answer("Es heißt [1].", citations=(folded,))) == 1.0


@pytest.mark.parametrize(
    "broken",
    [
        cite(1, "Kiel hat 9 Kräne"),
        cite(1, "Kiel hat 8 Kräne", start=0, end=16),
        cite(1, "Häfen\n- Kiel"),
        cite(1, "Kiel hat 8 Kräne", document="other"),
        cite(1, "", start=3, end=3),
    ],
    ids=["changed", "elsewhere", "two statements", "unknown document", "empty"],
)
def test_a_changed_misplaced_or_stitched_quote_is_not(broken):
    assert VALID(case(), answer("Es heißt [1].", citations=(broken,))) == 0.0


def test_closest_passages_and_quotations_in_the_prose_are_checked_too():
    assert VALID(missing(), refusal(closest=(cite(None, "Kiel hat 9 Kräne"),))) == 0.0
    assert VALID(case(), answer("Es heißt: „Kiel hat [sic] 80 Kräne“ [1].")) == 0.5
    assert VALID(case(), answer("Es heißt: „Kiel hat […] Kräne“ [1].")) == 1.0


def test_a_translation_may_be_quoted():
    english = cite(1, "Kiel hat 8 Kräne", translation="Kiel has 8 cranes")
    assert VALID(case(), answer("It says “Kiel has 8 cranes” [1].", citations=(english,))) == 1.0


def test_an_answer_without_quotes_does_not_count():
    assert VALID(missing(), refusal()) is None


def test_precision_is_the_share_of_citations_with_a_gold_span():
    both = (cite(1, "Kiel hat 8 Kräne"), cite(2, "Wie viele Schiffe kommen?"))
    assert citation_precision(case(), answer(citations=both)) == 0.5


def test_precision_counts_answers_to_answerable_questions_alone():
    assert citation_precision(missing(), answer()) is None
    assert citation_precision(case(), refusal()) is None


def test_recall_is_the_share_of_groups_and_a_refusal_has_none():
    assert citation_recall(TWO, answer()) == 0.5
    assert citation_recall(TWO, refusal()) == 0.0
    assert citation_recall(missing(), answer()) is None


def test_a_quote_shows_a_longer_span_only_when_it_is_the_larger_part():
    long = case(evidence=(("Kiel hat 8 Kräne, Husum keine",),))
    assert citation_recall(long, answer()) == 1.0
    assert citation_recall(long, answer(citations=(cite(1, "8 Kräne"),))) == 0.0


def test_completeness_is_for_sections():
    assert completeness(case(kind="section"), answer()) == 1.0
    assert completeness(case(), answer()) is None
