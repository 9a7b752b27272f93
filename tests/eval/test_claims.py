"""The gate over the gold set of planted lies and true paraphrases."""

from eval.claims import judge, load_claims, rates


def test_the_set_is_large_and_in_both_languages():
    rows = load_claims()
    for language in ("de", "en"):
        assert sum(row.lang == language and row.borne for row in rows) >= 150
        assert sum(row.lang == language and not row.borne for row in rows) >= 150
    assert len({row.id for row in rows}) == len(rows)


def test_few_lies_pass_and_few_true_sentences_are_withheld():
    shown, full, withheld = rates(judge(load_claims()))
    assert full <= 0.05
    assert shown <= 0.10
    assert withheld <= 0.11
