import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import pytest

from protokoll.errors import ServeError
from protokoll.settings import Settings
from tests.ui.served import ROOT
from ui.server import serve, unlinked

PATIENCE = 120  # seconds: a hanging server, not a slow machine


@contextmanager
def serving(data, *options, **settings):
    """A server process; yields it with its address as soon as it has been started."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    environment = os.environ | {"PROTOKOLL_DATA": str(data), "PROTOKOLL_CORPUS": str(ROOT / "corpus")} | settings
    command = [sys.executable, "-c", "from ui.cli import main; main()", "serve", "--port", str(port)]
    command += options
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True,
    )
    try:
        yield process, f"http://127.0.0.1:{port}"
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # with its workers, which hold the pipes
        process.communicate()


def status(address):
    try:
        return httpx.get(address, timeout=5).status_code
    except httpx.TransportError:
        return 0


def wait_for(address, wanted, seconds):
    began = time.monotonic()
    while status(address) not in wanted:
        assert time.monotonic() - began < seconds, f"{address} did not answer {wanted} within {seconds} s"
        time.sleep(0.05)
    return time.monotonic() - began


def test_a_busy_port_is_told_before_anything_is_loaded(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]
        with pytest.raises(ServeError, match=rf"Cannot listen on 127\.0\.0\.1:{port} .*--port"):
            serve(Settings(data=tmp_path), "127.0.0.1", port)


def test_an_address_of_another_machine_is_told():
    with pytest.raises(ServeError, match=r"Cannot listen on 192\.0\.2\.1:7860"):
        serve(Settings(), "192.0.2.1", 7860)


def test_without_an_index_it_ends_with_the_reason(tmp_path):
    with serving(tmp_path) as (process, _):
        _, said = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "protokoll ingest" in said
    assert "Traceback" not in said


def test_it_listens_at_once_and_is_ready_when_it_can_answer(pipeline):
    with serving(ROOT / "data") as (process, address):
        wait_for(address + "/health", {200}, 8)
        assert status(address + "/ready") == 503
        early = httpx.post(address + "/api/ask", json={"question": "Jülich"})
        assert early.status_code == 503
        assert early.json()["error"]["code"] == "starting"
        assert early.headers["retry-after"]
        wait_for(address + "/ready", {200}, PATIENCE)
        answer = httpx.post(address + "/api/ask", json={"question": "Jülich"}, timeout=20)
        assert answer.json()["citations"]
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=15)
        assert process.returncode in (0, -signal.SIGTERM)


def test_the_server_imports_no_torch(pipeline):
    program = (
        "import sys; from protokoll.settings import load_settings; from retrieval.pipeline import Pipeline; "
        "from ui.server import create_app; create_app(load_settings(), Pipeline.open(load_settings())); "
        "print(sorted({'torch', 'sentence_transformers', 'sklearn'} & set(sys.modules)))"
    )
    environment = os.environ | {"PROTOKOLL_DATA": str(ROOT / "data")}
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_a_document_is_added_and_taken_out_while_the_server_answers(tmp_path):
    (tmp_path / "corpus").mkdir()
    january = tmp_path / "corpus" / "januar.md"
    january.write_text("# Rat\n\n## Januar\n\n- Die Brücke wird saniert\n", encoding="utf-8")
    march = tmp_path / "maerz.md"
    march.write_text("# Rat\n\n## März\n\n- Das Freibad öffnet im Mai\n", encoding="utf-8")
    environment = os.environ | {
        "PROTOKOLL_DATA": str(tmp_path / "data"),
        "PROTOKOLL_CORPUS": str(tmp_path / "corpus"),
        "PROTOKOLL_RATE_LIMIT": "off",
    }

    def command(*arguments):
        program = [sys.executable, "-c", "from ui.cli import main; main()", *arguments]
        done = subprocess.run(program, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stderr

    command("ingest")
    with serving(tmp_path / "data", PROTOKOLL_RATE_LIMIT="off") as (_, address):
        wait_for(address + "/ready", {200}, 240)
        statuses, over = [], threading.Event()

        def visit():
            while not over.is_set():
                got = httpx.post(address + "/api/ask", json={"question": "Was ist mit der Brücke?"}, timeout=30)
                statuses.append(got.status_code)
                time.sleep(0.2)

        visitor = threading.Thread(target=visit)
        visitor.start()
        try:
            assert "maerz.md: 2 statements" in command("add", str(march))
            wait_for(address + "/api/documents/maerz", {200}, 240)
            found = httpx.post(address + "/api/ask", json={"question": "Freibad"}, timeout=30).json()
            assert "Freibad" in json.dumps(found, ensure_ascii=False)
            assert "Taken out: maerz" in command("remove", "maerz")
            wait_for(address + "/api/documents/maerz", {404}, 240)
        finally:
            over.set()
            visitor.join()
    assert set(statuses) == {200}


def test_workers_share_the_limits_and_the_figures(pipeline):
    before = set((ROOT / "data").glob("workers-*"))  # of a server that was killed
    settings = {"PROTOKOLL_RATE_LIMIT": "4/hour", "PROTOKOLL_METRICS_TOKEN": "geheim"}
    with serving(ROOT / "data", "--workers", "2", **settings) as (process, address):
        wait_for(address + "/ready", {200}, 240)
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()

        def asked():
            return httpx.post(address + "/api/ask", json={"question": "Jülich"}, timeout=30).status_code

        wait_until = time.monotonic() + 120
        statuses = [asked()]
        while statuses.count(200) < 4 and time.monotonic() < wait_until:
            statuses.append(asked())  # 503 from a worker that is still loading
        assert statuses.count(200) == 4
        assert 200 not in [asked() for _ in range(6)]
        shown = httpx.get(address + "/metrics", headers={"Authorization": "Bearer geheim"}, timeout=10).text
        counted = re.findall(r"^protokoll_answers_total\{.*\} (\S+)$", shown, re.MULTILINE)
        assert sum(map(float, counted)) == 4
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=120)
    assert len(children) >= 2
    began = time.monotonic()
    while any(Path(f"/proc/{child}").exists() for child in children):
        assert time.monotonic() - began < PATIENCE
        time.sleep(0.1)
    assert set((ROOT / "data").glob("workers-*")) <= before


@pytest.mark.parametrize(
    ("address", "given", "told"),
    [
        ("127.0.0.1", {}, ""),
        ("0.0.0.0", {}, "PROTOKOLL_IMPRINT_URL and PROTOKOLL_PRIVACY_URL"),
        ("::", {"privacy_url": "/privacy"}, "PROTOKOLL_IMPRINT_URL"),
        ("127.0.0.1", {"public_url": "https://frag.forum.example", "imprint_url": "/imprint"}, "PROTOKOLL_PRIVACY_URL"),
        ("0.0.0.0", {"imprint_url": "/imprint", "privacy_url": "/privacy"}, ""),
    ],
)
def test_what_a_page_for_the_public_lacks_is_told_at_the_start(address, given, told):
    assert unlinked(Settings(**given), address) == told
