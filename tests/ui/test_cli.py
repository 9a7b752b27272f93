"""The command line: data on stdout, messages on stderr, exit codes 0, 1 and 2, never a traceback."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from protokoll import __version__
from protokoll.settings import Settings
from retrieval.pipeline import Pipeline

ROOT = Path(__file__).parents[2]


@pytest.fixture
def run(settings: Settings, pipeline: Pipeline):
    """Run `protokoll` with the index of the tests (which `pipeline` has made)."""

    def call(*arguments: str, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("PROTOKOLL_")}
        chosen = {"PROTOKOLL_DATA": str(settings.data), "PROTOKOLL_CORPUS": str(settings.corpus)} | environment
        done = subprocess.run(
            [sys.executable, "-c", "from ui.cli import main; main()", *arguments],
            env=inherited | chosen,
            cwd=ROOT,
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return done

    return call


def test_the_version_is_that_of_the_package(run) -> None:
    assert run("--version").stdout == f"protokoll {__version__}\n"


def test_a_question_is_answered_for_people(run) -> None:
    done = run("ask", "What was said about Jülich GPU access?")
    assert done.returncode == 0
    assert "Jülich is the only supercomputing centre" in " ".join(done.stdout.split())
    assert "[1] 5. Impuls, Infrastruktur" in done.stdout
    assert "Machine translation, not reviewed" in done.stdout
    assert "\x1b[" not in done.stdout


def test_a_question_is_answered_for_programs(run) -> None:
    answer = json.loads(run("ask", "--json", "Jülich").stdout)
    assert list(answer) == [
        "question",
        "language",
        "answer",
        "answered",
        "reason",
        "unanswered",
        "citations",
        "confidence",
        "closest",
        "further",
        "suggestions",
        "engine",
        "grades",
        "withheld",
        "fallback",
        "prompt",
        "index",
        "understood",
        "timings_ms",
    ]
    assert list(answer["citations"][0]) == [
        "marker",
        "statement_id",
        "document",
        "title",
        "section",
        "speaker",
        "page",
        "printed",
        "start",
        "end",
        "quote",
        "translation",
        "kinds",
    ]


def test_a_refusal_is_an_answer_and_exits_with_0(run) -> None:
    assert run("ask", "Wie wird das Wetter morgen?").returncode == 0


def test_a_batch_keeps_order_and_ids_and_goes_on_past_bad_lines(run) -> None:
    lines = [
        '{"question": "Jülich", "id": "a"}',
        "{",
        '{"id": 2}',
        '{"question": "", "id": 3}',
        '{"question": "Danke", "id": 4, "document": "nope"}',
        '{"question": "Heilbronn", "id": "z", "language": "en"}',
    ]
    done = run("ask", "--batch", "-", stdin="\n".join(lines) + "\n")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row.get("id") for row in rows] == ["a", None, None, 3, 4, "z"]
    assert ["error" in row for row in rows] == [False, True, True, False, True, False]
    assert rows[3]["reason"] == "unclear"
    assert rows[5]["language"] == "en"
    assert "line 2" in done.stderr
    assert done.returncode == 1


def test_a_batch_file_with_a_byte_order_mark_and_history_is_read(run, tmp_path: Path) -> None:
    row = {
        "question": "Und in Frankreich?",
        "history": [
            {"role": "user", "content": "Hat China eigene Sprachmodelle entwickelt?"},
            {"role": "assistant", "content": "…"},
        ],
    }
    path = tmp_path / "questions.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(row).encode() + b"\n")
    done = run("ask", "--batch", str(path))
    assert "Frankreich" in json.loads(done.stdout)["citations"][0]["quote"]


def test_a_missing_batch_file_is_named(run) -> None:
    done = run("ask", "--batch", "nowhere.jsonl")
    assert done.returncode == 1
    assert "nowhere.jsonl cannot be read" in done.stderr


@pytest.mark.parametrize(
    "arguments", [["ask"], ["ask", "x", "--batch", "y"], ["ask", "x", "--language", "fr"], ["fly"]]
)
def test_wrong_use_exits_with_2(run, arguments: list[str]) -> None:
    assert run(*arguments).returncode == 2


def test_a_misspelt_setting_is_named_with_the_right_one(run) -> None:
    done = run("documents", PROTOKOLL_DATEN="x")
    assert done.returncode == 2
    assert "Unknown setting PROTOKOLL_DATEN; did you mean PROTOKOLL_DATA?" in done.stderr


def test_a_card_that_is_none_is_told_before_anything_is_loaded(run, tmp_path: Path) -> None:
    done = run("serve", PROTOKOLL_CARD="/etc/hostname", PROTOKOLL_DATA=str(tmp_path))
    assert "/etc/hostname is no quality card" in done.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LANGUAGE", "klingonisch"),
        ("RATE_LIMIT", "viel"),
        ("RATE_LIMIT", "0/minute"),
        ("RATE_LIMIT_ALL", "3"),
        ("TRUSTED_PROXIES", "proxy.one"),
    ],
)
def test_a_value_that_cannot_be_used_is_named_by_every_command(run, name: str, value: str) -> None:
    done = run("documents", **{f"PROTOKOLL_{name}": value})
    assert done.returncode == 2
    assert f"PROTOKOLL_{name} cannot be used" in done.stderr


def test_limits_and_networks_that_can_be_read_stop_nothing(run) -> None:
    usable = {"RATE_LIMIT": "5/second;300/hour", "RATE_LIMIT_ALL": "off", "TRUSTED_PROXIES": "10.0.0.0/8, 192.0.2.1"}
    assert run("documents", **{f"PROTOKOLL_{name}": value for name, value in usable.items()}).returncode == 0


def test_asking_without_an_index_says_which_command_makes_one(run, tmp_path: Path) -> None:
    done = run("ask", "x", PROTOKOLL_DATA=str(tmp_path))
    assert done.returncode == 1
    assert "Run: protokoll ingest" in done.stderr


def test_documents_are_listed_with_id_date_format_counts_and_title(run) -> None:
    [line] = run("documents").stdout.splitlines()
    identity, date, kind, statements, _, speakers, questions, title = line.split("\t")
    assert (identity, date, kind) == ("zukunftsforum-ki-2024-02-22", "2024-02-22", "Markdown")
    assert (statements, speakers) == ("128", "0")
    assert int(questions) > 4000
    assert title.startswith("Künstliche Intelligenz")


def test_a_second_ingest_says_that_nothing_changed(run) -> None:
    done = run("ingest")
    assert done.returncode == 0
    assert "already up to date" in done.stderr


def test_the_command_line_loads_nothing_heavy() -> None:
    heavy = "{'torch', 'gradio', 'chromadb', 'sklearn', 'langchain_core', 'fastapi'}"
    check = f"import sys, ui.cli; found = {heavy} & set(sys.modules); assert not found, found"
    subprocess.run([sys.executable, "-c", check], cwd=ROOT, check=True)


def test_asking_loads_neither_torch_nor_a_chat_model(settings: Settings, pipeline: Pipeline) -> None:
    check = (
        "import sys; from protokoll.settings import Settings; from pathlib import Path;"
        "from retrieval.pipeline import Pipeline;"
        f"Pipeline.open(Settings(data=Path({str(settings.data)!r}))).ask('Jülich');"
        "heavy = {'torch', 'sentence_transformers', 'sklearn', 'wordfreq', 'retrieval.llm', 'openai'};"
        "assert not heavy & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", check], cwd=ROOT, check=True)


@pytest.fixture
def own(run, tmp_path: Path):
    """Run `protokoll` on a small corpus of its own."""
    (tmp_path / "corpus").mkdir()
    folders = {"PROTOKOLL_DATA": str(tmp_path / "data"), "PROTOKOLL_CORPUS": str(tmp_path / "corpus")}
    return lambda *arguments, **environment: run(*arguments, **folders | environment)


def test_a_command_tells_what_it_did_and_no_old_notes(own, tmp_path: Path) -> None:
    corpus, lone = tmp_path / "corpus", tmp_path / "2024-05-13.md"
    (corpus / "2024-05-12.md").write_text("# Rat\n\nDie Halle hat Asbest.\n")
    (corpus / "alt.doc").write_bytes(b"\xd0\xcf")
    lone.write_text("# Beirat\n\nDer Beirat tagt.\n")
    told = own("ingest").stderr
    assert "Left out: alt.doc" in told
    assert "read 1/1" in told  # no terminal: lines instead of bars
    added = own("add", str(lone)).stderr
    assert "2024-05-13.md: 2 statements" in added
    assert "alt.doc" not in added
    assert "2024-05-12.md" not in added
    (tmp_path / "zweimal.md").write_text(lone.read_text())
    twice = own("add", str(tmp_path / "zweimal.md")).stderr
    assert "The same text, indexed each time: 2024-05-13.md, zweimal.md" in twice
    removed = own("remove", "zweimal").stderr
    assert "Taken out: zweimal" in removed
    assert "alt.doc" not in removed
    listed = own("documents")
    assert "Left out: 1 file(s); --json says which and why." in listed.stderr
    assert "alt.doc" not in listed.stderr
    assert "alt.doc" in own("documents", "--json").stdout
    nothing = own("documents", "Asbest")
    assert nothing.stdout == ""
    assert "No document fits. Words are looked for in title, body" in nothing.stderr
    assert "No document fits" not in own("documents", "beirat", "2024-05").stderr


@pytest.mark.parametrize("written", ["01.01.2024", "2024-13-01", "gestern", "20240101"])
def test_a_day_in_another_form_is_told_the_form(run, written: str) -> None:
    done = run("documents", "--since", written)
    assert done.returncode == 2
    assert "a day looks like 2024-01-31" in " ".join(done.stderr.split())
    assert run("documents", "--since", "2024-01-01").returncode == 0


def test_a_check_of_companions_needs_no_package_of_a_chat_model(settings: Settings, pipeline: Pipeline) -> None:
    lacking = "import sys; sys.modules.update(langchain=None, purgatory=None); from ui.cli import main; main()"
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PROTOKOLL_")}

    def call(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        folders = {"PROTOKOLL_DATA": str(settings.data), "PROTOKOLL_CORPUS": "elsewhere"}
        return subprocess.run(
            [sys.executable, "-c", lacking, *arguments],
            env=inherited | folders | environment, cwd=ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip

    checked = call("prepare", pipeline.documents[0].id, "--check")
    assert (checked.returncode, checked.stderr) == (0, "")
    wanted = call("ask", "Jülich", PROTOKOLL_LLM="ollama:qwen3")
    assert wanted.returncode == 2
    assert wanted.stderr.startswith("protokoll: A chat model needs the package")
