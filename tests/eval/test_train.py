"""Training: what is drawn to learn from, what the losses reward, and a judge that learns from readings."""

import pytest
import torch

from eval.train import product
from eval.train.judge import fit, fit_reasons
from eval.train.late import HEADS, TOKENS, LateLoss, scores, words_of
from eval.train.lessons import QUESTIONS, lessons
from eval.train.lists import Ranked, lists, sentences
from eval.train.readings import Reading, read
from eval.train.report import figures, judged
from eval.train.teaching import Asked, Question, Taught, joined, read_sentences, taught
from ingest.encoder import Encoder
from retrieval.answer import Reason
from retrieval.judge import Facts, Judge
from retrieval.reranker import Reranker


@pytest.fixture(scope="module")
def one() -> Taught:
    return next(taught(("dev",)))


@pytest.fixture(scope="module")
def readings(one: Taught) -> list[Reading]:
    few = Taught(one.minutes, one.document, one.asked[:40])
    return list(read(few, Encoder.load(), Reranker.load()))


def test_every_question_stands_in_one_lesson_with_all_passages(one: Taught) -> None:
    drawn = lessons([one], seed=1)
    usable = [each for each in one.asked if each.right or not each.question.answerable]
    assert sum(len(lesson.questions) for lesson in drawn) == len(usable)
    assert all(len(lesson.questions) <= 2 * QUESTIONS for lesson in drawn)
    assert {lesson.labels.shape[1] for lesson in drawn} == {len(one.document.statements)}


def test_some_answers_are_hidden_and_other_seeds_hide_others(one: Taught) -> None:
    hidden = [sum((lesson.labels < 0).any(1).sum() for lesson in lessons([one], seed)) for seed in range(4)]
    assert min(hidden) > 0
    assert len(set(hidden)) > 1


def test_a_list_has_right_and_wrong_passages(one: Taught) -> None:
    ranked = Ranked.of(Taught(one.minutes, one.document, one.asked[:10]), Encoder.load())
    for drawn in lists([ranked], seed=0):
        assert len(drawn.passages) == len(drawn.labels) > sum(drawn.labels)


def test_joined_statements_are_found_by_the_same_questions(one: Taught) -> None:
    ranked = Ranked.of(Taught(one.minutes, one.document, one.asked[:10]), Encoder.load())
    longer = ranked.joined(60)
    assert len(longer.document.statements) < len(ranked.document.statements)
    assert [s.text for s in joined(one.document, 0).statements] == [s.text for s in one.document.statements]
    for before, after in zip(ranked.asked, longer.asked, strict=True):
        told = {one.document.statements[row].quote for row in before.right}
        words = " ".join(longer.document.statements[row].text for row in after.right)
        assert all(quote in words for quote in told)


def test_a_sentence_is_taught_with_its_ground() -> None:
    document = next(one for one in taught(("train",)) if one.minutes.name == read_sentences()[0].document)
    drawn = sentences([Ranked(document.document, (), ())], seed=0)
    own = [each for each in read_sentences() if each.document == document.minutes.name]
    assert len(drawn) == len(own)
    assert sum(each.labels[0] for each in drawn) == sum(each.borne for each in own)
    assert all(label == 0 for each in drawn for label in each.labels[1:])


def test_the_marks_around_a_text_are_no_words_of_it() -> None:
    assert words_of(torch.tensor([[1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 1, 0]])).tolist() == [
        [0, 0, 0, 1, 1, 0],
        [0, 0, 0, 1, 0, 0],
    ]


def reading_of(rows: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Texts of two words (n, 2, TOKENS) as the encoder gives them."""
    heads = torch.zeros(len(rows), 6, HEADS)
    heads[:, 3:5, :TOKENS] = rows
    return heads[..., :TOKENS], heads, torch.ones(len(rows), 6, dtype=torch.long)


def test_a_passage_with_the_question_s_words_fits_best() -> None:
    words = torch.eye(TOKENS)
    question = reading_of(words[None, [0, 1]])
    told = reading_of(torch.stack([words[[0, 1]], words[[0, 2]], words[[3, 4]]]))
    [[both, half, none]] = scores(question, told).tolist()
    assert both == pytest.approx(50)
    assert half == pytest.approx(25)
    assert none == pytest.approx(0)


def test_the_loss_falls_when_the_right_passage_fits() -> None:
    loss = LateLoss.__new__(LateLoss)
    torch.nn.Module.__init__(loss)
    words = torch.eye(TOKENS)
    parts = {
        "query": reading_of(words[None, [0, 1]]),
        "document": reading_of(torch.stack([words[[0, 1]], words[[3, 4]]])),
    }
    loss._read = lambda features: parts[features["task"]]  # type: ignore[method-assign]
    features = [{"task": "query"}, {"task": "document"}]
    right, wrong, gone = (float(loss(features, torch.tensor([row]))) for row in ([1, 0], [0, 1], [-1, 0]))
    assert right < wrong
    assert gone < wrong


def test_a_judge_is_learned_and_read_back(readings: list[Reading], one: Taught) -> None:
    facts = fit(readings, [], fit_reasons(_with_reasons(readings)), "a few questions")
    again = Facts.model_validate_json(facts.model_dump_json())
    assert again == facts
    found = figures(judged(readings, Judge(again)))
    assert found["area"] > 0.6
    assert 0 < found["over-refusal"] < 0.2
    assert {Reason.NOT_IN_PROTOCOL, Reason.OFF_TOPIC} <= set(facts.reasons.reasons)


def _with_reasons(readings: list[Reading]) -> list[Reading]:
    """Readings of unanswerable questions of at least two reasons: a document's first forty may have one alone."""
    question = Question(
        document="d", language="de", question="Wie wird das Wetter?", kind="off-topic", answerable=False
    )
    first = readings[0]
    other = Reading("d", Asked(question, (), ()), first.candidates, first.signals, -first.vector)
    return [*readings, other]


def test_the_product_and_the_judge_alone_are_asked_the_same(one: Taught) -> None:
    few = one.asked[:12]
    done = product.ask([Taught(one.minutes, one.document, few)])
    assert [each.asked for each in done] == [*few]
    counts = product.figures(done, "product")
    assert counts["questions"] == product.figures(done, "judge")["questions"] == 12
    cited = [row for each in done for row in (*each.product, *each.judge)]
    assert cited
    assert all(0 <= row < len(one.document.statements) for row in cited)
    perfect = [product.Done(each.asked, each.asked.right, each.asked.right) for each in done]
    assert {name: value for name, value in product.figures(perfect, "product").items() if name != "questions"} == {
        "exact": 1, "citation recall": 1, "citation precision": 1, "refusal recall": 1, "over-refusal": 0,
    }  # fmt: skip
