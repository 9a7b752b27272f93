"""Figures for Prometheus, behind a setting: answers, refusals by reason, latency; never a question's words."""

import os
from hmac import compare_digest

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.process_collector import ProcessCollector

from protokoll.settings import Settings
from retrieval.answer import Answer
from ui.problems import Problem
from ui.shared import FOLDER

PATH = "/metrics"
_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Figures:
    """What is counted while a server runs, whatever index it answers from."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self._answers = Counter(
            "protokoll_answers",
            "Questions answered or refused, by outcome (answered, grey: refused with the closest passages, refused)",
            ("outcome", "language"),
            registry=self._registry,
        )
        self._refusals = Counter(
            "protokoll_refusals", "Questions refused, by reason", ("reason",), registry=self._registry
        )
        self._turned_away = Counter(
            "protokoll_turned_away",
            "Requests that got a problem instead, by its code",
            ("code",),
            registry=self._registry,
        )
        self._seconds = Histogram(
            "protokoll_answer_seconds", "Time to an answer", buckets=_SECONDS, registry=self._registry
        )
        self._taken_over = Counter(
            "protokoll_indexes_opened", "Indexes opened since the start", registry=self._registry
        )

    def note(self, answer: Answer) -> None:
        """Count an answer or a refusal."""
        outcome = "answered" if answer.answered else "grey" if answer.closest else "refused"
        self._answers.labels(outcome, answer.language).inc()
        if answer.reason is not None:
            self._refusals.labels(str(answer.reason)).inc()
        self._seconds.observe(answer.timings_ms.get("total", 0.0) / 1000)

    def turn_away(self, code: str) -> None:
        """Count a problem."""
        self._turned_away.labels(code).inc()

    def open_index(self) -> None:
        """Count an index that was opened."""
        self._taken_over.inc()

    def shown(self) -> bytes:
        """Return all figures in Prometheus' text format; with several workers, those of all together."""
        if FOLDER not in os.environ:
            return generate_latest(self._registry)
        together = CollectorRegistry()
        MultiProcessCollector(together)  # type: ignore[no-untyped-call]
        return generate_latest(together)


def figure_routes(settings: Settings, figures: Figures) -> APIRouter:
    """Return the route that shows the figures to whoever has the token; without one in the settings there is nothing.

    Args:
        settings: `metrics_token` counts.
        figures: to be shown.

    Returns:
        A router; a wrong token leaves it as "nothing at this address".
    """
    router = APIRouter(include_in_schema=False)
    token = settings.metrics_token.get_secret_value()

    @router.get(PATH)
    async def metrics(request: Request) -> Response:
        given = request.headers.get("authorization", "").removeprefix("Bearer ").encode()
        if not token or not compare_digest(given, token.encode()):
            raise Problem("not_found")
        return Response(figures.shown(), headers={"Content-Type": CONTENT_TYPE_LATEST, "Cache-Control": "no-store"})

    return router
