"""Files are read in a process of its own, within bounds: a file that breaks a reader costs nobody the ingest.

The worker is this module run as a program. It gets a file's ending and bytes on its standard input and gives the
source back as JSON, so that nothing it says is executed. It lives until a file makes it fail or the ingest ends.
"""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO

from pydantic import TypeAdapter, ValidationError

from ingest.source import Source
from protokoll.errors import DocumentError

LARGEST_FILE = 100_000_000  # bytes; a protocol with pictures is far below
SECONDS = 120.0  # for one file; a PDF of 400 pages takes a tenth of it
MEMORY = 1_500_000_000  # bytes of address space above what the worker needs to start
MOST_CHARACTERS = 80_000_000  # of a document's text

_SOURCE = TypeAdapter(Source)


class Worker:
    """A process that reads files one after the other; started with the first, and again after a failure."""

    def __init__(self, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self._seconds = seconds
        self._memory = memory
        self._process: subprocess.Popen[bytes] | None = None

    def read(self, ending: str, data: bytes) -> Source:
        """Read a file.

        Args:
            ending: of its name, with the dot, in lower case.
            data: its bytes.

        Returns:
            The source.

        Raises:
            DocumentError: The file cannot be read, or not within the bounds; the message says which.
        """
        if len(data) > LARGEST_FILE:
            raise DocumentError(f"is larger than {LARGEST_FILE // 10**6} MB. Split it into several files")
        process = self._running()
        late = threading.Event()

        def end() -> None:
            late.set()
            process.kill()

        watch = threading.Timer(self._seconds, end)
        watch.start()
        try:
            reply = _exchange(process, ending, data)
        finally:
            watch.cancel()
        if reply is None:
            self.close()
            raise DocumentError(self._why(late.is_set()))
        return _understood(reply)

    def _why(self, late: bool) -> str:
        if late:
            return f"could not be read within {self._seconds:g} seconds. Split it, or save it anew as PDF or .txt"
        most = self._memory // 10**6
        return f"made its reader fail (more than {most} MB of memory, or damaged). Save it anew, or as .txt"

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-m", "ingest.sandbox", str(self._memory)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # libraries complain there about each damaged object of a PDF
                env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
            )
        return self._process

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for stream in (self._process.stdin, self._process.stdout):
                if stream:
                    stream.close()
        self._process = None


@contextmanager
def worker() -> Iterator[Worker]:
    """Yield a worker that ends with the block."""
    one = Worker()
    try:
        yield one
    finally:
        one.close()


def _exchange(process: subprocess.Popen[bytes], ending: str, data: bytes) -> bytes | None:
    """Hand a file over and wait for the reply; None where the process died."""
    assert process.stdin
    assert process.stdout
    try:
        _send(process.stdin, json.dumps({"ending": ending}).encode())
        _send(process.stdin, data)
        return _receive(process.stdout, MOST_CHARACTERS * 6)
    except (OSError, ValueError):
        return None


def _understood(reply: bytes) -> Source:
    kind, content = reply[:1], reply[1:]
    if kind == b"E":
        raise DocumentError(content.decode(errors="replace")[:1_000])
    try:
        return _SOURCE.validate_json(content)
    except ValidationError as error:
        raise DocumentError("made its reader give something that is no text. Save it anew, or as .txt") from error


def _send(stream: IO[bytes], data: bytes) -> None:
    stream.write(len(data).to_bytes(8, "big") + data)
    stream.flush()


def _receive(stream: IO[bytes], most: int) -> bytes | None:
    head = stream.read(8)
    size = int.from_bytes(head, "big")
    if len(head) < 8 or size > most:
        return None
    data = stream.read(size)
    return data if len(data) == size else None


def _bound(memory: int) -> None:
    """Bound this process: memory, and no file written. Time is watched from outside."""
    try:
        import resource
    except ImportError:  # not on Windows
        return
    with open("/proc/self/statm") as file:
        used = int(file.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + memory, used + memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _read(ending: str, data: bytes) -> bytes:
    from ingest.readers import read_source

    try:
        source = read_source(ending, data)
        if len(source.text) > MOST_CHARACTERS:
            return f"Eholds more than {MOST_CHARACTERS // 10**6} million characters. Split it".encode()
        return b"S" + _SOURCE.dump_json(source)
    except DocumentError as error:
        return b"E" + str(error).encode()
    except MemoryError:
        return b"Eneeds more memory than a file is given. Split it, or save it anew as .txt"
    except Exception as error:  # the outermost of this process: a reader's own fault must not end the ingest
        return f"Ecannot be read: it is damaged, or unlike what its ending says ({type(error).__name__})".encode()


def main() -> None:
    """Read files from standard input until it ends."""
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints must not get into a reply
    sys.setrecursionlimit(3_000)
    with suppress(OSError, ValueError):  # a system without these bounds; time is still watched
        _bound(int(sys.argv[1]))
    while (head := _receive(sys.stdin.buffer, 10_000)) is not None:
        data = _receive(sys.stdin.buffer, LARGEST_FILE)
        if data is None:
            return
        _send(out, _read(json.loads(head)["ending"], data))


if __name__ == "__main__":
    main()
