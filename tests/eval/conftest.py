import dataclasses

import pytest

from eval.cases import Case
from eval.run import Run, run_cases
from eval.system import System
from tests.eval.protocol import LINES, answer, case, cite, document, missing, refusal

CASES = [
    case(),
    case(id="p1en", lang="en", question="What <b>unloads</b> there?"),
    missing(id="p2de", pair="p2", question="Was kostet ein Kran?"),
    missing(id="p2en", pair="p2", lang="en", question="What does a crane cost?"),
]
GIVEN = {
    "p1de": answer(),
    "p1en": answer("The minutes record: “x <i>y</i>” [1].", language="en", citations=(cite(1, "zwei Häfen"),)),
    "p2de": refusal(),
    "p2en": answer("It says [1].", language="en", confidence=0.4),
}
TEXTS = [text for text, _ in LINES]


def system(**changes) -> System:
    def given(asked: Case):
        return GIVEN[asked.id]

    whole = System("ours", "Ours", (document(),), "abc", given, lambda asked: TEXTS)
    return dataclasses.replace(whole, **changes)


@pytest.fixture
def gold(tmp_path):
    path = tmp_path / "own.jsonl"
    path.write_text("{}", encoding="utf-8")
    return path


@pytest.fixture
def run(gold) -> Run:
    return run_cases(system, CASES, gold)


@pytest.fixture
def blind(tmp_path) -> Run:
    path = tmp_path / "test.jsonl"
    path.write_text("{}", encoding="utf-8")
    return run_cases(system, CASES, path)
