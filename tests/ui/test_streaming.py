"""An answer that is still being written, over HTTP; a chat model's sentences come one by one."""

import json
import time
from dataclasses import replace

import httpx
from fastapi import FastAPI

from protokoll.settings import Settings
from retrieval.answer import Answer
from tests.ui.served import running
from ui.api import routes
from ui.desk import Desk


class Growing:
    """A pipeline whose answer grows until nobody waits any more."""

    def __init__(self, most):
        self.most = most
        self.freed = False

    def stream(self, question, *, engine=None, left=lambda: False, **rest):
        first = Answer(question, "de", "Wortlaut", answered=True)
        try:  # freed while it writes, or between two sentences, where the generator is closed
            yield first
            for count in range(0 if engine else self.most):
                time.sleep(0.02)
                if left():
                    return
                yield replace(first, answer=f"{count + 1} Sätze", engine="llm:tiny")
        finally:
            self.freed = True


def app_of(pipeline):
    app = FastAPI()
    app.include_router(routes(Settings(), Desk(pipeline, frozenset()), ()))
    return app


def post(url, **fields):
    return httpx.stream("POST", f"{url}/api/ask", json=fields, headers={"Accept": "text/event-stream"}, timeout=20)


def test_the_extractive_answer_comes_first_and_the_prose_follows():
    with running(app_of(Growing(2))) as url, post(url, question="Jülich") as response:
        events = [block.split("\n", 1) for block in response.read().decode().strip().split("\n\n")]
    assert [name for name, _ in events] == ["event: answer"] * 3 + ["event: done"]
    told = [json.loads(data.removeprefix("data: ")) for _, data in events[:-1]]
    assert [one["engine"] for one in told] == ["extractive", "llm:tiny", "llm:tiny"]
    assert told[-1]["answer"] == "2 Sätze"


def test_the_minutes_own_words_can_be_asked_for():
    with running(app_of(Growing(2))) as url, post(url, question="Jülich", engine="extractive") as response:
        assert response.read().decode().count("event: answer") == 1


def test_a_visitor_who_stops_frees_the_model():
    pipeline = Growing(10_000)
    with running(app_of(pipeline)) as url:
        with post(url, question="Jülich") as response:
            next(response.iter_lines())
        until = time.monotonic() + 60
        while not pipeline.freed and time.monotonic() < until:
            time.sleep(0.05)
    assert pipeline.freed
