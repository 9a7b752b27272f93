"""The gate over the gold sets of planted lies and true paraphrases."""

from eval.claims import GOLD, judge, load_claims, rates

CLOSE, REWORDED = GOLD


def test_the_set_is_large_and_in_both_languages():
    rows = load_claims(CLOSE)
    for language in ("de", "en"):
        assert sum(row.lang == language and row.borne for row in rows) >= 150
        assert sum(row.lang == language and not row.borne for row in rows) >= 150
    assert len({row.id for row in rows}) == len(rows)


def test_few_lies_pass_and_few_true_sentences_are_withheld():
    shown, full, withheld = rates(judge(load_claims(CLOSE)))
    assert full <= 0.025
    assert shown <= 0.10
    assert withheld <= 0.11


def test_of_free_rewordings_few_lies_are_shown_as_borne():
    shown, full, withheld = rates(judge(load_claims(REWORDED)))
    assert full <= 0.08
    assert shown <= 0.29  # what is shown beside the statement's own words included
    assert withheld <= 0.62
