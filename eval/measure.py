"""Times and memory of the real commands, each in a process of its own."""

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from urllib.request import Request, urlopen

from eval.run import clocked, commit
from protokoll.errors import ProtokollError

PATIENCE = 60.0  # seconds that a server gets to be ready
UNLIMITED = {"PROTOKOLL_RATE_LIMIT": "off", "PROTOKOLL_RATE_LIMIT_ALL": "off"}
COMMAND = (sys.executable, "-c", "from ui.cli import main; main()")


@dataclass(frozen=True)
class Server:
    """A server that answers: where, its process, and how long it took to be ready (seconds)."""

    url: str
    process: int
    ready_s: float


def timed(arguments: Sequence[str], data: Path) -> float:
    """Return the seconds that `protokoll` takes over a folder of data, in a process of its own."""
    command, environment = [*COMMAND, *arguments], _environment(data)
    run = partial(subprocess.run, command, env=environment, capture_output=True, text=True, check=False)
    done, milliseconds = clocked(run)
    if done.returncode:
        raise ProtokollError(f"protokoll {' '.join(arguments)} failed: {done.stderr.strip()[-500:]}")
    return milliseconds / 1000


@contextmanager
def serving(data: Path, environment: Mapping[str, str] = UNLIMITED) -> Iterator[Server]:
    """Start a server on a free port, yield it when it is ready, and stop it; without further settings, unlimited."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    start = time.perf_counter()
    process = subprocess.Popen(
        [*COMMAND, "serve", "--port", str(port)],
        env={**_environment(data), **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        url = f"http://127.0.0.1:{port}"
        while not _ready(url):
            if process.poll() is not None or time.perf_counter() - start > PATIENCE:
                raise ProtokollError(f"protokoll serve was not ready within {PATIENCE:.0f} s")
            time.sleep(0.02)
        yield Server(url, process.pid, time.perf_counter() - start)
    finally:
        process.terminate()
        process.wait(timeout=20)


def ask_over_http(server: Server, question: str) -> float:
    """Ask the server's API and return the milliseconds until the whole answer was there."""
    body = json.dumps({"question": question}).encode()
    request = Request(f"{server.url}/api/ask", body, {"Content-Type": "application/json"})
    return clocked(lambda: urlopen(request, timeout=30).read())[1]


def resident_mb(process: int, *, now: bool = False) -> float:
    """Return the largest memory that a process held, or what it holds now, in MB; 0 where the system does not tell."""
    held = re.search(rf"{'VmRSS' if now else 'VmHWM'}:\s*(\d+)", _told_of(process, "status"))
    return int(held[1]) * 1024 / 1e6 if held else 0.0


def has_loaded(process: int, library: str) -> bool:
    """Return whether a library's file is mapped into a process."""
    return library in _told_of(process, "maps")


def _told_of(process: int, file: str) -> str:
    """What Linux tells of a process; nothing elsewhere."""
    path = Path(f"/proc/{process}/{file}")
    return path.read_text(encoding="utf-8") if path.exists() else ""


def keep(path: Path, **found: object) -> None:
    """Write what was measured as JSON, with the time and the code's commit."""
    path.parent.mkdir(parents=True, exist_ok=True)
    made = {"created": datetime.now(UTC).isoformat(timespec="seconds"), "commit": commit()}
    path.write_text(json.dumps(made | found, indent=1), encoding="utf-8")


def _ready(url: str) -> bool:
    try:
        with urlopen(f"{url}/ready", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def _environment(data: Path) -> dict[str, str]:
    root = str(Path(__file__).parents[1])
    path = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH", ""))))
    return os.environ | {"PROTOKOLL_DATA": str(data), "PYTHONPATH": path}
