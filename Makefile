# The five doors for people and CI alike: chat, test, lint, eval, bench. Beside them: `make index` (part of most), `make
# test-llm` (a real chat model, fetched once), `make bench-archive` (thousands of documents), `make judge` (trains encoder,
# reranker and judge again; `python -m eval.train.turns` what a message is to a conversation) and `make lock` (pins anew
# what `requirements/` holds: exact versions with their hashes, for every platform).
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 7860
BIN := .venv/bin
export PROTOKOLL_CORPUS ?= corpus
export PROTOKOLL_DATA ?= data

LOCKED := $(BIN)/pip install --quiet --no-deps --require-hashes -r
UV := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header pyproject.toml

.PHONY: chat test test-llm lint eval bench bench-archive judge index lock

chat: .venv/chat index
	$(BIN)/protokoll serve --host $(HOST) --port $(PORT)

test: .venv/all index
	$(BIN)/python -m tests.browser.install
	$(BIN)/pytest -n 3 --dist loadfile

test-llm: .venv/all
	$(BIN)/python -m tests.retrieval.llm.qwen
	$(BIN)/pytest --timeout 1200 -s tests/retrieval/llm/real_model.py

lint: .venv/all
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pydoclint protokoll ingest retrieval ui eval

eval: .venv/all index
	$(BIN)/protokoll eval --report reports/eval --gate eval/bars.toml
	$(BIN)/protokoll eval --conversations --report reports/eval --gate eval/bars.toml

bench: .venv/all index
	$(BIN)/python -m eval.bench

bench-archive: .venv/all
	$(BIN)/python -m eval.archive

judge: .venv/all
	$(BIN)/python -m eval.train.encoder
	$(BIN)/python -m eval.train.export encoder
	$(BIN)/python -m eval.train.reranker
	$(BIN)/python -m eval.train.export reranker
	$(BIN)/python -m eval.train.judge

index: | .venv/chat
	$(BIN)/protokoll ingest

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; name one: make PYTHON=python3.12 …")'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --upgrade pip

.venv/chat: pyproject.toml requirements/run.txt | .venv/bin/python
	$(LOCKED) requirements/run.txt
	$(BIN)/pip install --quiet --no-deps -e .
	touch $@

# torch has a build for each kind of machine, so that its version is pinned and its file is not.
.venv/all: pyproject.toml requirements/work.txt | .venv/chat
	$(LOCKED) requirements/work.txt
	$(BIN)/pip install --quiet torch==2.13.0
	touch $@

lock:
	$(UV) --output-file requirements/run.txt
	$(UV) --extra sentence-transformers --extra openai --extra test --extra evaluation --extra lint \
		--constraint requirements/run.txt --output-file requirements/work.txt \
		--override requirements/without-torch.txt \
		$$(sed -n 's/^\([a-z0-9_.-]*\)==.*/--no-emit-package \1/p' requirements/run.txt)
