"""How well the gate tells borne claims from lies: `python -m eval.claims`.

`eval/gold/claims.jsonl` has claims close to their statements, on which the rules were written; `reworded.jsonl` has
free rewordings, by a writer who saw no gate, over documents that the reranker has learned no sentence of.

Each row is a claim with the statements that it names as its ground, in its language or the other one. Lies are of the
kinds that models tell: another number, a negation, a demand as a fact, another speaker, a name, two statements
stitched together, a cause that nobody states, a right claim beside the wrong statement.
"""

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.table import Table

from eval.cases import GoldRow, Language, gold_path, read_rows
from retrieval.answer import Citation
from retrieval.llm.claims import Claim
from retrieval.llm.gate import Gate, Verdict, graded

GOLD = gold_path("claims"), gold_path("reworded")
CURVE = (-0.5, 0.0, 0.5, 1.0, 1.5, 2.0)  # logits from which the reranker overrules what rules say


class Ground(GoldRow):
    """A statement that a claim names as its ground."""

    text: str
    speaker: str | None
    kinds: tuple[str, ...]
    section: tuple[str, ...] = ()


class Row(GoldRow):
    """One claim of the set."""

    id: str
    lang: Language
    kind: str
    borne: bool
    document: str
    claim: str
    statements: tuple[Ground, ...]

    @property
    def citations(self) -> list[Citation]:
        """Its ground, cited."""
        return [
            Citation(
                number, f"{self.document}/{number}", self.document, "", ground.section, ground.speaker, None, None,
                0, len(ground.text), ground.text, None, ground.kinds,
            )
            for number, ground in enumerate(self.statements, 1)
        ]  # fmt: skip


Judged = tuple[Row, Verdict]


def load_claims(path: Path) -> list[Row]:
    """Return the claims of a set in the order of the file."""
    return read_rows(Row, path)


def judge(rows: Sequence[Row]) -> list[Judged]:
    """Have the gate judge all claims; it knows the speakers of all rows."""
    gate = Gate(frozenset(_surname(one.speaker) for row in rows for one in row.statements if one.speaker))
    claims = [Claim(row.claim, tuple(range(1, len(row.statements) + 1))) for row in rows]
    return [(row, gate.judge(claim, row.citations, row.lang)) for row, claim in zip(rows, claims, strict=True)]


def rates(judged: Sequence[Judged]) -> tuple[float, float, float]:
    """Return the shares of lies shown at all, of lies shown as borne in full, and of true claims withheld."""
    lies = [verdict.grade for row, verdict in judged if not row.borne]
    true = [verdict.grade for row, verdict in judged if row.borne]
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
        for value in sorted({getattr(row, name) for row, _ in judged}):
            groups[value] = [one for one in judged if getattr(one[0], name) == value]
    table = Table("claims", "lies", "true", "lies shown", "… as full", "true ones withheld")
    for name, group in groups.items():
        lies = sum(not row.borne for row, _ in group)
        table.add_row(name, str(lies), str(len(group) - lies), *(f"{rate:.1%}" for rate in rates(group)))
    console.print(table)
    table = Table("kind of lie", "lies", "shown", "… as full")
    for kind in sorted({row.kind for row, _ in judged if not row.borne}):
        group = [one for one in judged if one[0].kind == kind]
        shown, full, _ = rates(group)
        table.add_row(kind, str(len(group)), f"{shown:.1%}", f"{full:.1%}")
    console.print(table)
    table = Table("rules overruled from this logit", "lies shown", "true ones withheld")
    for logit in CURVE:
        again = [(row, replace(told, grade=graded(told.faults, told.sure, logit))) for row, told in judged]
        shown, _, withheld = rates(again)
        table.add_row(f"{logit:.1f}", f"{shown:.1%}", f"{withheld:.1%}")
    console.print(table)
    if errors:
        for row, verdict in judged:
            if row.borne == (verdict.grade == "none"):
                console.print(f"{row.id} {row.kind} {verdict}\n   {row.claim}", soft_wrap=True)


def _surname(speaker: str) -> str:
    return speaker.split(" (")[0].split()[-1]


if __name__ == "__main__":
    main(sys.argv[1:])
