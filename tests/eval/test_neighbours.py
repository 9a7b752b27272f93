import json

import pytest

from eval.baselines import chosen
from eval.cases import sampled
from eval.neighbours import main, writing
from protokoll.errors import ProtokollError
from protokoll.settings import Settings
from retrieval.followup import Message
from tests.eval.protocol import LINES, case, document, missing
from tests.retrieval.llm.server import misbehaving

TEXTS = [text for text, _ in LINES]


@pytest.fixture
def asked():
    """Ask a question of a neighbour whose chat model says the given text; returns the answer and the prompt."""

    def ask(text, **changes):
        with misbehaving(text) as server:
            settings = Settings(llm="openai:qwen", llm_url=server.url)
            search = lambda question, count, document: TEXTS[:count]  # noqa: E731
            answer = writing("x", "X", settings, [document()], search).answer(case(**changes))
            return answer, server.requests[0]["messages"][0]["content"]

    return ask


def test_the_model_is_given_the_texts_and_its_words_are_the_answer(asked):
    answer, prompt = asked("Kiel hat 8 Kräne.")
    assert prompt.startswith("You are an assistant for question-answering tasks.")
    assert "\n\n".join(TEXTS) in prompt
    assert answer.answered
    assert answer.answer == "Kiel hat 8 Kräne."
    assert [citation.quote for citation in answer.citations] == TEXTS


def test_a_follow_up_is_asked_with_what_it_leans_on(asked):
    history = (Message("user", "Hat Kiel Kräne?"), Message("assistant", "8."))
    assert "Question: Hat Kiel Kräne? Und in Husum?" in asked("Nein.", question="Und in Husum?", history=history)[1]


@pytest.mark.parametrize(
    "text",
    ["I don't know.", "The context does not mention it.", "Ich weiß es nicht.", "Das ist nicht angegeben.", " "],
)
def test_a_refusal_is_told_by_its_words(asked, text):
    answer, _ = asked(text)
    assert not answer.answered
    assert not answer.citations
    assert [citation.quote for citation in answer.closest] == TEXTS


def test_a_neighbour_who_writes_needs_a_chat_model():
    with pytest.raises(ProtokollError, match="ours-retriever-chat: set a chat model"):
        chosen(["ours-retriever-chat"], Settings())
    assert not {"tutorial-chat", "ours-retriever-chat"} & set(chosen(["all"], Settings()))


def test_our_retriever_searches_the_document_that_is_asked(pipeline, settings):
    with misbehaving("x") as server:
        written = settings.model_copy(update={"llm": "openai:qwen", "llm_url": server.url})
        system = chosen(["ours-retriever-chat"], written)["ours-retriever-chat"]()
        of = pipeline.documents[0].id
        assert len(system.answer(case(document=of)).citations) == 5


def test_what_became_of_saved_answers_is_counted(asked, tmp_path, capsys):
    told = [
        (case(), "Kiel hat 8 Kräne, Husum keine."),
        (case(), "Husum hat 70 Kräne."),
        (missing(), "Ich weiß es nicht."),
    ]
    rows = [{"case": one.model_dump(), "answer": asked(text)[0].to_json(), "wall_ms": 1500.0} for one, text in told]
    run = {"origin": {"title": "X"}, "figures": {"peak_mb": {"all": 9.0}}, "asked": rows}
    (tmp_path / "run.json").write_text(json.dumps(run), encoding="utf-8")
    main([str(tmp_path / "run.json")])
    cells = [cell.strip() for cell in capsys.readouterr().out.splitlines()[-2].split("│")[1:-1]]
    assert cells == ["X", "1", "1", "0", "0", "1", "0", "1", "2", "1.5", "9"]


def test_a_sample_keeps_pairs_and_shares_and_lies_in_every_larger_one():
    cases = [
        make(id=f"{n}{lang}", pair=str(n), lang=lang)
        for n in range(40)
        for make in ((case,) if n % 4 else (missing,))
        for lang in ("de", "en")
    ]
    few, more = sampled(cases, 16), sampled(cases, 32)
    assert len(few) == 16
    assert sum(one.answerable for one in few) == 12
    assert all(one in more for one in few)
    assert sampled(cases, 0) == cases
