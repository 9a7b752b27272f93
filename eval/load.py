"""How many visitors a server bears: `python -m eval.load --seconds 60`.

Starts a server of its own on this machine and asks it questions of the question bank, each visitor the next one as
soon as the last is answered. Three rounds: without limits of number; with the limits as shipped, where one address is
soon refused; and with more visitors than may wait, after which a single question must be answered as before.
"""

import argparse
import asyncio
import json
import random
import time
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path

import httpx
import numpy as np

from eval.measure import Server, resident_mb, serving
from protokoll.settings import load_settings

PATIENCE = 30.0  # seconds that a visitor waits


@dataclass(frozen=True)
class Round:
    """What came of one round; times in milliseconds, of answers alone; memory in MB."""

    name: str
    visitors: int
    seconds: float
    answers: int
    per_second: float
    p50: float
    p95: float
    p99: float
    statuses: dict[str, int]
    without_retry_after: int
    memory_before: int
    memory_after: int


def main() -> None:
    """Run the rounds and print one JSON object for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--visitors", type=int, default=50)
    parser.add_argument("--questions", type=Path, default=next(Path("corpus").glob("*.questions.jsonl")))
    given = parser.parse_args()
    questions = [json.loads(line)["question"] for line in given.questions.read_text("utf-8").splitlines()]
    short, data = min(10.0, given.seconds), load_settings().data
    with serving(data) as server:
        tell(asyncio.run(visit(server, "50 visitors", questions, given.visitors, given.seconds)))
        tell(asyncio.run(visit(server, "more than may wait", questions, 4 * given.visitors, short)))
        tell(asyncio.run(visit(server, "one visitor, after that", questions, 1, short / 2)))
    with serving(data, {}) as server:
        tell(asyncio.run(visit(server, "limits as shipped", questions, given.visitors, short)))


def tell(result: Round) -> None:
    """Print a round."""
    print(json.dumps(asdict(result), ensure_ascii=False), flush=True)


async def visit(server: Server, name: str, questions: list[str], visitors: int, seconds: float) -> Round:
    """Let visitors ask for some seconds.

    Args:
        server: whom they ask.
        name: of the round.
        questions: drawn from at random, with a fixed seed for each visitor.
        visitors: how many ask at the same time.
        seconds: how long.

    Returns:
        Counts, times and memory.
    """
    before = round(resident_mb(server.process, now=True))
    times: list[float] = []
    statuses: Counter[str] = Counter()
    hasty = 0
    began = time.monotonic()

    async def one(number: int, client: httpx.AsyncClient) -> None:
        nonlocal hasty
        drawn = random.Random(number)
        while time.monotonic() - began < seconds:
            asked = time.perf_counter()
            try:
                response = await client.post("/api/ask", json={"question": drawn.choice(questions)})
            except httpx.TransportError as error:
                statuses[type(error).__name__] += 1
                continue
            statuses[str(response.status_code)] += 1
            if response.status_code == 200:
                times.append((time.perf_counter() - asked) * 1000)
                continue
            hasty += "retry-after" not in response.headers
            await asyncio.sleep(0.5)

    limits = httpx.Limits(max_connections=visitors, max_keepalive_connections=visitors)
    async with httpx.AsyncClient(base_url=server.url, timeout=PATIENCE, limits=limits) as client:
        await asyncio.gather(*(one(number, client) for number in range(visitors)))
    took = time.monotonic() - began
    p50, p95, p99 = (round(float(value), 1) for value in np.percentile(times or [0.0], [50, 95, 99]))
    return Round(
        name, visitors, round(took, 1), len(times), round(len(times) / took, 1), p50, p95, p99,
        dict(statuses), hasty, before, round(resident_mb(server.process, now=True)),
    )  # fmt: skip


if __name__ == "__main__":
    main()
