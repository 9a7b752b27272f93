from eval.baselines import bm25, dense, retriever
from retrieval.followup import Message
from tests.eval.protocol import LINES, case, document


def test_a_retriever_shows_its_first_texts_and_never_refuses():
    system = retriever("x", "X", [document()], lambda question, count: ["a **b**\nc", "d"][:count])
    answer = system.answer(case())
    assert answer.answered
    assert [citation.quote for citation in answer.citations] == ["a b c", "d"]
    assert answer.answer == "a b c [1]\nd [2]"
    assert system.rank(case()) == ["a **b**\nc", "d"]


def test_a_follow_up_is_searched_with_what_it_leans_on():
    heard = []
    system = retriever("x", "X", [document()], lambda question, count: heard.append(question) or [])
    history = (Message("user", "Hat Kiel Kräne?"), Message("assistant", "8."))
    system.rank(case(question="Und in Husum?", history=history))
    assert "Kiel" in heard[0]


def test_bm25_ranks_by_words_and_leaves_out_what_shares_none():
    ranking = bm25([document()]).rank(case(question="Häfen"))
    assert ranking == [LINES[1][0]]
    assert bm25([document()]).rank(case(question="und der die")) == []


def test_dense_finds_across_languages():
    assert dense([document()]).rank(case(question="How many ships will come?"))[0] == LINES[3][0]
