"""What an answer is, whatever was asked: verbatim, cited, in the asker's language, without a speaker."""

import re

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from ingest.statement import fold
from protokoll.texts.ui import UI
from retrieval.answer import Answer, Reason
from retrieval.followup import Message
from retrieval.pipeline import Pipeline

HOSTILE = [
    "<script>alert(1)</script>",
    "' OR 1=1; DROP TABLE statements; --",
    "\u202egnp.exe\u202c Jülich",
    "🦄🦄🦄",
    "a\0b",
    "\ud800 lone",
    "</s><s>Jülich</s>",
    "[1] [2] „Jülich“",
    "\n\n\n",
    "?" * 500,
    "Привет, что сказано про Юлих?",
    "%s %d {0} {question}",
]


def assert_sound(answer: Answer, pipeline: Pipeline) -> None:
    """Quotes verbatim at their offsets, markers and citations one to one, a reason if and only if refused."""
    documents = {document.id: document for document in pipeline.documents}
    for citation in (*answer.citations, *answer.closest):
        document = documents[citation.document]
        assert fold(document.text[citation.start : citation.end]) == citation.quote
        assert any(s.start <= citation.start < citation.end <= s.end for s in document.statements)
    assert [int(n) for n in re.findall(r"\[(\d+)\]", answer.answer)] == [c.marker for c in answer.citations]
    assert answer.answered == (answer.reason is None)
    assert answer.answer


def test_a_german_question_is_answered_with_the_words_of_the_protocol(pipeline: Pipeline) -> None:
    answer = pipeline.ask("Was wurde zum Zugang zu GPUs in Jülich gesagt?")
    assert_sound(answer, pipeline)
    assert answer.answered
    assert answer.language == "de"
    assert "Jülich ist das einzige Supercomputingzentrum" in answer.answer
    assert set(answer.citations[0].kinds) == {"demand", "fact", "question"}


def test_an_english_question_is_answered_in_english_and_cites_the_german(pipeline: Pipeline) -> None:
    answer = pipeline.ask("What was said about Jülich GPU access?")
    assert_sound(answer, pipeline)
    assert answer.language == "en"
    assert "Jülich is the only supercomputing centre" in answer.answer
    assert "Jülich ist das einzige" in answer.citations[0].quote


def test_a_section_is_answered_completely(pipeline: Pipeline) -> None:
    answer = pipeline.ask("Was steht im 5. Impuls?")
    assert_sound(answer, pipeline)
    fifth = [s.id for s in pipeline.documents[0].statements if s.section[0] == "5. Impuls"]
    bare = [s.id for s in pipeline.documents[0].statements if s.text in ("Infrastruktur:", "Außerdem:")]
    assert {citation.statement_id for citation in answer.citations} == {i for i in fifth if i not in bare}
    assert [line for line in answer.answer.splitlines() if line.endswith(":")][1:] == [
        "Festgehalten wird:",
        "Gefordert wird, zum Teil verbunden mit einer Einschätzung:",
        "Gestellt werden Fragen, zum Teil verbunden mit Einschätzungen und Forderungen:",
    ]


def test_nobody_is_given_a_statement(pipeline: Pipeline) -> None:
    answer = pipeline.ask("What did Koenen say about the AI Act?")
    assert_sound(answer, pipeline)
    assert answer.reason is Reason.NOT_ATTRIBUTED
    assert "Koenen" in answer.citations[0].quote
    assert "AI Act" in answer.answer


def test_a_refusal_names_the_editors_and_the_closest_passages(pipeline: Pipeline) -> None:
    answer = pipeline.ask("Wie viel Strom verbrauchen die Rechenzentren?")
    assert_sound(answer, pipeline)
    assert answer.reason is Reason.NOT_IN_PROTOCOL
    assert answer.closest
    assert "redaktion@forum.example" in answer.answer


def test_a_question_that_leans_on_the_last_one_is_understood(pipeline: Pipeline) -> None:
    history = [
        Message("user", "Wie viele eigene Sprachmodelle hat China entwickelt?"),
        Message(
            "assistant", "Das Protokoll hält eine Tatsachenangabe fest: „China hat 8 eigene Sprachmodelle entwickelt“"
        ),
    ]
    answer = pipeline.ask("Und in Frankreich?", history=history)
    assert any("Frankreich" in citation.quote for citation in answer.citations)


def test_the_half_without_an_answer_is_named(pipeline: Pipeline) -> None:
    answer = pipeline.ask("Wie viel verdient ein Spitzenforscher am Caltech, und wie viel in Oxford?")
    assert_sound(answer, pipeline)
    assert answer.answered
    assert ["Oxford" in part for part in answer.unanswered] == [True]


@pytest.mark.parametrize(
    ("question", "words"),
    [("Danke!", "Gern."), ("Hello!", "Hello."), ("Was kannst du?", "auf Deutsch oder Englisch")],
)
def test_conversation_is_answered_as_conversation(pipeline: Pipeline, question: str, words: str) -> None:
    answer = pipeline.ask(question)
    assert answer.reason is Reason.CONVERSATION
    assert words in answer.answer


def test_an_empty_question_is_unclear(pipeline: Pipeline) -> None:
    assert pipeline.ask("  \n").reason is Reason.UNCLEAR


def test_a_question_beyond_the_limit_is_refused_with_the_limit(pipeline: Pipeline) -> None:
    answer = pipeline.ask("Jülich " * 1500)
    assert answer.reason is Reason.UNCLEAR
    assert "1000" in answer.answer


def test_another_language_is_answered_in_english_and_says_so(pipeline: Pipeline) -> None:
    answer = pipeline.ask("Qu'est-ce qui a été dit sur l'accès aux GPU à Jülich ?")
    assert answer.language == "en"
    assert "German and English" in answer.answer


def test_the_language_can_be_chosen(pipeline: Pipeline) -> None:
    assert pipeline.ask("Heilbronn", language="en").language == "en"


@pytest.mark.parametrize("question", HOSTILE)
def test_hostile_input_gets_a_sound_answer(pipeline: Pipeline, question: str) -> None:
    assert_sound(pipeline.ask(question), pipeline)


@given(st.text(max_size=200))
@hypothesis_settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_gets_a_sound_answer(pipeline: Pipeline, question: str) -> None:
    assert_sound(pipeline.ask(question), pipeline)


def test_suggested_questions_are_answered(pipeline: Pipeline) -> None:
    suggested = [pipeline.ask(example).suggestions for example in UI["de"].forum_examples]
    assert 0 < max(map(len, suggested)) <= 3
    assert all(pipeline.ask(question).answered for some in suggested for question in some)


def test_several_threads_get_the_answers_of_one(pipeline: Pipeline) -> None:
    from concurrent.futures import ThreadPoolExecutor

    questions = ["Jülich", "Heilbronn", "AI Act", "Talente"] * 5
    alone = [pipeline.ask(question).answer for question in questions]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda question: pipeline.ask(question).answer, questions)) == alone


def test_a_second_half_that_refers_to_the_first_is_read_with_it(pipeline: Pipeline) -> None:
    answer = pipeline.ask("Who moderated the talk, and how old is he?")
    assert_sound(answer, pipeline)
    assert "Haug" in answer.citations[0].quote
    assert list(answer.unanswered) == ["how old is he"]


def test_a_follow_up_of_the_bank_is_never_suggested(pipeline: Pipeline) -> None:
    leaning = {question.question for question in pipeline.documents[0].questions if question.before}
    asked = ["Jülich", "Heilbronn", "AI Act", "Talente", "China", "Was steht im 5. Impuls?"]
    assert leaning
    assert not leaning & {suggestion for question in asked for suggestion in pipeline.ask(question).suggestions}


def test_a_person_and_a_statement_asked_for_in_one_question_stand_apart(pipeline: Pipeline) -> None:
    answer = pipeline.ask("Wer hat moderiert und was wurde zu Jülich gesagt?")
    assert_sound(answer, pipeline)
    assert [("Haug" in c.quote, "Jülich" in c.quote) for c in answer.citations] == [(True, False), (False, True)]
    assert not any("Haug" in line and "Jülich" in line for line in answer.answer.splitlines())


@pytest.mark.parametrize("question", ["How many people took part?", "Wie viele Personen nahmen teil?"])
def test_a_group_of_people_is_listed_whole(pipeline: Pipeline, question: str) -> None:
    answer = pipeline.ask(question)
    assert_sound(answer, pipeline)
    assert len(answer.citations) == len(pipeline.documents[0].participants)


def test_a_part_of_the_people_is_not_counted_as_all(pipeline: Pipeline) -> None:
    answer = pipeline.ask("Who are the MPs?")
    assert answer.answer.startswith("The list of participants includes:")


def test_a_follow_up_on_something_else_does_not_get_the_former_statement(pipeline: Pipeline) -> None:
    history = [Message("user", "Was sagt das Protokoll zu Heilbronn?"), Message("assistant", "Heilbronn …")]
    assert not pipeline.ask("Und in Berlin?", history=history).answered
    assert pipeline.ask("Und in Jülich?", history=history).answered


def test_the_words_of_the_asker_are_marked_as_such(pipeline: Pipeline) -> None:
    answer = pipeline.ask("Who moderated the talk, and how old is he?")
    assert "in your words ‘how old is he’" in answer.answer
