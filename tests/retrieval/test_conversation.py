"""What follows a first answer: new questions, acts on the answer before, thanks."""

import re

import pytest

from retrieval.answer import Answer, Reason
from retrieval.pipeline import Pipeline
from tests.retrieval.minutes import talk


def cited(answer: Answer) -> list[str]:
    return [citation.statement_id for citation in answer.citations]


@pytest.mark.parametrize(
    "before", ["Wie viele Sprachmodelle hat China entwickelt?", "Was sagt das Protokoll zu Heilbronn?"]
)
def test_a_complete_question_is_answered_as_if_nothing_had_been_said(pipeline: Pipeline, before: str) -> None:
    alone = pipeline.ask("Wer hat teilgenommen?")
    answer = talk(pipeline, before, "Wer hat teilgenommen?")[-1]
    assert cited(answer) == cited(alone)
    assert answer.understood == "Wer hat teilgenommen?"


def test_the_answer_before_is_acted_on(pipeline: Pipeline) -> None:
    first, thanks, where, true, shorter, english, who, french = talk(
        pipeline, "Was steht im 5. Impuls?", "Danke!", "Wo steht das?", "Stimmt das?", "als drei Punkte",
        "Auf Englisch bitte", "who said that?", "Translate this into French",
    )  # fmt: skip
    assert (thanks.reason, thanks.citations) == (Reason.CONVERSATION, ())
    assert "5. Impuls" in where.answer
    assert set(cited(where)) <= set(cited(first))
    assert "nicht geprüft" in true.answer
    assert (shorter.answered, len(shorter.citations)) == (True, 3)
    assert set(cited(shorter)) <= set(cited(first))
    assert (english.language, cited(english)) == ("en", cited(shorter))
    assert who.reason is Reason.NOT_ATTRIBUTED
    assert not any("participant" in citation.kinds for citation in who.citations)
    assert french.answer == "Answers are given in German and English only."


@pytest.mark.parametrize("wish", ["Gibt es einen Link zu dieser Stelle?", "Is there a link to this?"])
def test_who_wants_a_link_is_told_where_it_is(pipeline: Pipeline, wish: str) -> None:
    first, linked = talk(pipeline, "Was steht im 5. Impuls?", wish)
    assert linked.answered
    assert set(cited(linked)) <= set(cited(first))


def test_more_is_what_was_not_shown(pipeline: Pipeline) -> None:
    first, more = talk(pipeline, "Was sagt das Protokoll zu Heilbronn?", "mehr dazu")
    assert more.answered == first.answered
    assert not set(cited(more)) & set(cited(first))


@pytest.mark.parametrize(
    "question",
    [
        "Wer ist für und wer gegen den AI Act?",
        "Who is for and who is against the AI Act?",
        "Welche Experten kritisieren den AI Act?",
    ],
)
def test_who_holds_an_opinion_is_never_answered_with_people(pipeline: Pipeline, question: str) -> None:
    answer = pipeline.ask(question)
    assert answer.reason is Reason.NOT_ATTRIBUTED
    assert not any("participant" in citation.kinds for citation in answer.citations)


@pytest.mark.parametrize("question", ["Danke!", "Tschüss", "Wie wird das Wetter morgen in Kassel?"])
def test_nothing_is_suggested_after_thanks_goodbyes_and_other_matters(pipeline: Pipeline, question: str) -> None:
    assert pipeline.ask(question).suggestions == ()


@pytest.mark.parametrize(
    "typed", ["WER HAT TEILGENOMMEN?", "Guten Tag, wer hat teilgenommen?", "**Wer hat teil\u00adgenommen?** 🙏"]
)
def test_how_a_question_is_typed_does_not_matter(pipeline: Pipeline, typed: str) -> None:
    answer = pipeline.ask(typed)
    assert cited(answer) == cited(pipeline.ask("Wer hat teilgenommen?"))
    assert re.sub(r"\W", "", answer.question) == re.sub(r"\W", "", typed.replace("\u00ad", ""))
