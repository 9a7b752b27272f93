"""How well the gate tells borne claims from lies: `python -m eval.claims`.

`eval/gold/claims.jsonl` has claims close to their statements, on which the rules were written; `reworded.jsonl` has
free rewordings, by a writer who saw no gate, over documents that the reranker has learned no sentence of.

Each row is a claim with the statements that it names as its ground, in its language or the other one. Lies are of the
kinds that models tell: another number, a negation, a demand as a fact, another speaker, a name, two statements
stitched together, a cause that nobody states, a right claim beside the wrong statement.
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from protokoll.errors import GoldError
from retrieval.answer import Citation
from retrieval.llm.claims import Claim
from retrieval.llm.gate import Gate, Verdict, graded

GOLD = tuple(Path(str(files("eval") / "gold" / name)) for name in ("claims.jsonl", "reworded.jsonl"))
CURVE = (-0.5, 0.0, 0.5, 1.0, 1.5, 2.0)  # logits from which the reranker overrules what rules say


@dataclass(frozen=True)
class Row:
    """One claim of the set."""

    id: str
    lang: str
    kind: str
    borne: bool
    document: str
    claim: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True)
class Judged:
    """A claim and what the gate says."""

    row: Row
    verdict: Verdict


def load_claims(path: Path) -> list[Row]:
    """Read a set of claims.

    Args:
        path: one JSON object a line.

    Returns:
        The rows in the order of the file.

    Raises:
        GoldError: The file cannot be read or breaks the format.
    """
    try:
        return [_row(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines() if line]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise GoldError(f"The claims of {path} cannot be read: {error!r}") from error


def judge(rows: Sequence[Row]) -> list[Judged]:
    """Have the gate judge all claims; it knows the speakers of all rows."""
    gate = Gate(frozenset(_surname(one.speaker) for row in rows for one in row.citations if one.speaker))
    found = []
    for row in rows:
        claim = Claim(row.claim, tuple(range(1, len(row.citations) + 1)))
        found.append(Judged(row, gate.judge(claim, row.citations, row.lang)))
    return found


def rates(judged: Sequence[Judged]) -> tuple[float, float, float]:
    """Return the shares of lies shown at all, of lies shown as borne in full, and of true claims withheld."""
    lies = [one.verdict.grade for one in judged if not one.row.borne]
    true = [one.verdict.grade for one in judged if one.row.borne]
    shown = sum(grade != "none" for grade in lies) / max(1, len(lies))
    full = sum(grade == "full" for grade in lies) / max(1, len(lies))
    return shown, full, sum(grade == "none" for grade in true) / max(1, len(true))


def main(arguments: Sequence[str]) -> None:
    """Print rates by language, kind and document, and the curve; with --errors also every claim judged wrongly."""
    for path in GOLD:
        _report(path, judge(load_claims(path)), errors="--errors" in arguments)


def _report(path: Path, judged: Sequence[Judged], *, errors: bool) -> None:
    console = Console(width=140)
    console.print(f"[bold]{path.name}[/bold]")
    groups = {"all": judged}
    for name in ("lang", "document"):
        for value in sorted({getattr(one.row, name) for one in judged}):
            groups[value] = [one for one in judged if getattr(one.row, name) == value]
    table = Table("claims", "lies", "true", "lies shown", "… as full", "true ones withheld")
    for name, group in groups.items():
        lies = sum(not one.row.borne for one in group)
        table.add_row(name, str(lies), str(len(group) - lies), *(f"{rate:.1%}" for rate in rates(group)))
    console.print(table)
    table = Table("kind of lie", "lies", "shown", "… as full")
    for kind in sorted({one.row.kind for one in judged if not one.row.borne}):
        group = [one for one in judged if one.row.kind == kind]
        shown, full, _ = rates(group)
        table.add_row(kind, str(len(group)), f"{shown:.1%}", f"{full:.1%}")
    console.print(table)
    table = Table("rules overruled from this logit", "lies shown", "true ones withheld")
    for logit in CURVE:
        grades = [graded(one.verdict.faults, one.verdict.sure, logit) for one in judged]
        again = [Judged(one.row, replace(one.verdict, grade=grade)) for one, grade in zip(judged, grades, strict=True)]
        shown, _, withheld = rates(again)
        table.add_row(f"{logit:.1f}", f"{shown:.1%}", f"{withheld:.1%}")
    console.print(table)
    if errors:
        for one in judged:
            if one.row.borne == (one.verdict.grade == "none"):
                console.print(f"{one.row.id} {one.row.kind} {one.verdict}\n   {one.row.claim}", soft_wrap=True)


def _row(row: dict[str, Any]) -> Row:
    document = row["document"]
    cited = (
        Citation(
            number, f"{document}/{number}", document, "", tuple(told.get("section", ())), told["speaker"], None, None,
            0, len(told["text"]), told["text"], None, tuple(told["kinds"]),
        )
        for number, told in enumerate(row["statements"], 1)
    )  # fmt: skip
    return Row(row["id"], row["lang"], row["kind"], row["borne"], document, row["claim"], tuple(cited))


def _surname(speaker: str) -> str:
    return speaker.split(" (")[0].split()[-1]


if __name__ == "__main__":
    main(sys.argv[1:])
