import threading
from functools import partial

import anyio
import pytest

from ui import desk
from ui.desk import Ask, Desk
from ui.problems import Problem


class Stuck:
    """A pipeline that answers only when it is let go."""

    def __init__(self):
        self.go = threading.Event()

    def ask(self, question, **rest):
        self.go.wait(5)
        return question


@pytest.fixture
def stuck():
    pipeline = Stuck()
    yield pipeline
    pipeline.go.set()


def test_a_pause_is_told_in_the_editors_words(serve_app):
    response = serve_app(paused="Wegen Wartung bis 14 Uhr geschlossen.").post("/api/ask", json={"question": "Jülich"})
    assert response.status_code == 503
    assert response.json()["error"] == {"code": "paused", "message": "Wegen Wartung bis 14 Uhr geschlossen."}


def test_an_answer_that_takes_too_long_is_given_up(stuck, monkeypatch):
    monkeypatch.setattr(desk, "SECONDS", 0.1)
    with pytest.raises(Problem, match="slow"):
        anyio.run(Desk(stuck, frozenset()).ask, Ask(question="?"))


def test_when_too_many_wait_the_next_is_sent_away(stuck, monkeypatch):
    monkeypatch.setattr(desk, "WAITING", 3)
    refused = []

    async def ask(table):
        try:
            await table.ask(Ask(question="?"))
        except Problem as problem:
            refused.append(problem.code)

    async def rush():
        table = Desk(stuck, frozenset())
        async with anyio.create_task_group() as group:
            for _ in range(20):
                group.start_soon(partial(ask, table))
                await anyio.sleep(0.01)
            stuck.go.set()

    anyio.run(rush)
    assert refused
    assert set(refused) == {"busy"}


def test_a_stuck_question_delays_nobody(stuck):
    async def both():
        table = Desk(stuck, frozenset())
        async with anyio.create_task_group() as group:
            group.start_soon(table.ask, Ask(question="?"))
            await anyio.sleep(0.05)
            with anyio.fail_after(1):
                assert await anyio.to_thread.run_sync(lambda: "quick") == "quick"
            stuck.go.set()

    anyio.run(both)
