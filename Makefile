# The five doors for people and CI alike: chat, test, lint, eval, bench. `make judge` retrains encoder and judge.
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 7860
BIN := .venv/bin
export PROTOKOLL_CORPUS ?= corpus
export PROTOKOLL_DATA ?= data

.PHONY: chat test test-llm lint eval bench judge index

chat: .venv/chat index
	$(BIN)/protokoll serve --host $(HOST) --port $(PORT)

test: .venv/all index
	$(BIN)/python -m tests.browser.install
	$(BIN)/pytest -n auto --maxprocesses 4 --dist loadfile

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

judge: .venv/all
	$(BIN)/python -m eval.train.encoder
	$(BIN)/python -m eval.train.export encoder
	$(BIN)/python -m eval.train.judge

index: | .venv/chat
	$(BIN)/protokoll ingest

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; name one: make PYTHON=python3.12 …")'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --upgrade pip

.venv/chat: pyproject.toml | .venv/bin/python
	$(BIN)/pip install --quiet -e .
	touch $@

.venv/all: pyproject.toml | .venv/chat
	$(BIN)/pip install --quiet -e '.[sentence-transformers,openai,test,evaluation,lint]'
	touch $@
