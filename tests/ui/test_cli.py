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


def test_a_value_that_cannot_be_used_is_named(run) -> None:
    done = run("documents", PROTOKOLL_LANGUAGE="klingonisch")
    assert done.returncode == 2
    assert "PROTOKOLL_LANGUAGE cannot be used" in done.stderr


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
