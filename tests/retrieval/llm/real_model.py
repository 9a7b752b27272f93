"""A real, small and often wrong model behind the real gate; run by `make test-llm`, not collected otherwise."""

import json
import re

import httpx
import pytest
from fastapi import FastAPI

from protokoll.settings import Settings
from retrieval.llm.doctor import examine
from retrieval.llm.words import numbers
from retrieval.llm.writer import Writer
from retrieval.question import Query
from tests.retrieval.llm import qwen
from tests.retrieval.llm.test_misbehaving import extractive
from tests.retrieval.minutes import minutes
from tests.ui.served import running
from ui.api import routes
from ui.desk import Desk

FORUM = minutes("""# Expertengespräch

## TOP 1 Modelle

- China hat 8 eigene Sprachmodelle entwickelt.
- 75 % schätzen die Bedeutung von Sprachmodellen als sehr hoch ein, aber nur 19 % haben eigene Rechenkapazitäten.
- Das Zentrum in Jülich kann frühestens im Herbst geöffnet werden.
- Wie bekommen Startups Zugang zu Jülich?
- Es gibt keine Einigung mit dem Land.
- Wir müssen Talente besser bezahlen.
""")
ROWS = (0, 1, 2, 3, 4, 5)
QUESTIONS = {
    "de": ("Was steht zu Modellen und Jülich?", "Fasse das in drei kurzen Sätzen zusammen."),
    "en": ("What do the minutes say about models and Jülich?", "Summarise this in three short sentences."),
}


class Always:
    """A pipeline whose judge always takes the same statements; all else is real."""

    def __init__(self, writer):
        self.writer = writer

    def stream(self, question, *, language=None, engine=None, left=lambda: False, **rest):
        answer = extractive(FORUM, ROWS)
        answer = type(answer)(**{**vars(answer), "language": language, "question": question})
        yield answer
        yield from self.writer.write(Query(question, question, language), answer, left)


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    with qwen.serving() as url:
        yield Settings(llm="openai:qwen", llm_url=url, llm_seconds=600, data=tmp_path_factory.mktemp("data"))


def test_the_doctor_finds_it_well(model):
    assert examine(model).problem == ""


@pytest.mark.parametrize("language", ["de", "en"])
def test_nothing_unsupported_gets_through_over_http(model, language):
    app = FastAPI()
    app.include_router(routes(Settings(), Desk(Always(Writer(model, [FORUM])), frozenset(), writing=1200), ()))
    borne = {number.value for text in FORUM.statements for number in numbers(text.text)}
    written = 0
    with running(app) as url:
        for question in QUESTIONS[language]:
            fields = {"question": question, "language": language}
            heard = httpx.post(f"{url}/api/ask", json=fields, headers={"Accept": "text/event-stream"}, timeout=900)
            told = [json.loads(line[6:]) for line in heard.text.splitlines() if line.startswith("data: {")]
            assert told[0]["engine"] == "extractive"
            last = told[-2]
            print(json.dumps(last["grades"], ensure_ascii=False, indent=1), last["withheld"], last["fallback"])
            assert last["engine"] == "llm:qwen" or last["fallback"]
            written += len(last["grades"])
            for graded in last["grades"]:
                assert {number.value for number in numbers(graded["text"])} <= borne | {1.0}
                assert graded["markers"]
            assert not re.search(r"as soon as possible|spätestens im Herbst", last["answer"])
    assert written
