"""500 strings that have broken programs before; see tests/fixtures/hostile/SOURCE.md."""

import json

from tests.ui.served import ROOT

LINES = (ROOT / "tests/fixtures/hostile/questions.jsonl").read_text("utf-8").splitlines()
HOSTILE = [json.loads(line)["question"] for line in LINES]
