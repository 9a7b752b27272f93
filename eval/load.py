"""How many visitors a server bears: `python -m eval.load --seconds 60`.

Starts a server of its own on this machine and asks it questions of the question bank, each visitor the next one as
soon as the last is answered. Three rounds: without limits of number; with the limits as shipped, where one address is
soon refused; and with more visitors than may wait, after which a single question must be answered as before. Prints
one JSON object a round: times in milliseconds, of answers alone; memory in MB.
"""

import argparse
import asyncio
import json
import random
import time
from collections import Counter
from pathlib import Path

import httpx
import numpy as np

from eval.measure import Server, resident_mb, serving
from protokoll.settings import load_settings

PATIENCE = 30.0  # seconds that a visitor waits
VISITORS = 50


def main() -> None:
    """Run the rounds and print one JSON object for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    seconds = parser.parse_args().seconds
    bank = next(Path("corpus").glob("*.questions.jsonl"))
    questions = [json.loads(line)["question"] for line in bank.read_text("utf-8").splitlines()]
    short, data = min(10.0, seconds), load_settings().data
    with serving(data) as server:
        asyncio.run(_visit(server, f"{VISITORS} visitors", questions, VISITORS, seconds))
        asyncio.run(_visit(server, "more than may wait", questions, 4 * VISITORS, short))
        asyncio.run(_visit(server, "one visitor, after that", questions, 1, short / 2))
    with serving(data, {}) as server:
        asyncio.run(_visit(server, "limits as shipped", questions, VISITORS, short))


async def _visit(server: Server, name: str, questions: list[str], visitors: int, seconds: float) -> None:
    """Let visitors ask for some seconds, each with draws of its own, and print what came of it."""
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
    found = {
        "name": name, "visitors": visitors, "seconds": round(took, 1), "answers": len(times),
        "per_second": round(len(times) / took, 1), "p50": p50, "p95": p95, "p99": p99, "statuses": statuses,
        "without_retry_after": hasty, "memory_before": before,
        "memory_after": round(resident_mb(server.process, now=True)),
    }  # fmt: skip
    print(json.dumps(found, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
