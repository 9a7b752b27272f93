"""The gate: what every claim of a model passes before anyone sees it.

The reranker, which has learned it from sentences over many minutes, says how surely the cited statements bear a claim.
Rules say what they see beside it: a few are final (whose words, which unit, a quotation that is none), the others can
be overruled by a surer reranker, as they fire on free rewordings too.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ingest.document import Document
from ingest.passages import placed
from ingest.statement import fold
from retrieval.answer import Citation
from retrieval.llm.claims import Claim
from retrieval.llm.faults import Case, faults
from retrieval.reranker import Reranker
from retrieval.who import surnames

Grade = Literal["full", "partial", "none"]
MOST_CITED = 3  # statements that one sentence may rest on
SOFT = frozenset({"words", "hedge", "swapped"})  # faults with which a claim is shown beside its quotation
# Faults that no score overrules. In sentences that the rules were not written on they stand three times as often in
# lies as in true ones; the others hardly more often (docs/chat-model.md).
FINAL = frozenset({"citation", "language", "quotation", "speaker", "unit", "time", "quantity"})
LEAST_SURE = -3.0  # logit of the reranker below which a claim is withheld
OVERRULES = 1.3  # from which it is shown beside its quotation, whatever other rules say
SURE = -1.0  # from which it may be shown as it is
_ONLY_ASKS = re.compile(r"[^:„“”\"]+\?")
VERBATIM = 9.0  # of a whole sentence of a statement, which nothing needs to be asked about


@dataclass(frozen=True)
class Verdict:
    """What the gate says: the grade, what is wrong in a word each, and the statements that count as its ground.

    `sure` is the reranker's logit that they bear its sense, 0 where a final fault decides.
    """

    grade: Grade
    faults: tuple[str, ...]
    rests_on: tuple[int, ...]
    sure: float = 0.0


class Gate:
    """Judges claims against the statements that they name."""

    def __init__(self, people: frozenset[str]) -> None:
        self._people = people
        self._reranker = Reranker.load()

    @classmethod
    def of(cls, documents: Sequence[Document]) -> "Gate":
        """Know the people of documents by their surnames."""
        people = {name for document in documents for name in surnames(document)}
        return cls(frozenset(name for name in people if len(name) > 1))

    def judge(self, claim: Claim, citations: Sequence[Citation], language: str) -> Verdict:
        """Judge a claim.

        Args:
            claim: a model's sentence.
            citations: the statements that the model was given, in the order of their numbers.
            language: that the claim has to be in.

        Returns:
            The verdict; with "none" the claim is not to be shown.
        """
        known = [n for n in claim.rests_on if 1 <= n <= len(citations)]
        if not known or len(known) < len(claim.rests_on) or len(known) > MOST_CITED:
            return Verdict("none", ("citation",), ())
        case = Case(claim.text, language, tuple(citations[n - 1] for n in known), self._people)
        if _ONLY_ASKS.fullmatch(claim.text.strip()) and not _verbatim(case):  # the asker's question, given back
            return Verdict("none", ("asks",), tuple(known))
        found = faults(case)
        sure = 0.0 if FINAL & set(found) else self._sure(case)  # reading takes time, and would change nothing
        return Verdict(graded(found, sure), found, tuple(known), sure)

    def _sure(self, case: Case) -> float:
        """Logit that the statements bear the claim, by their own words or by their translation."""
        if _verbatim(case):
            return VERBATIM
        grounds = [" ".join(map(_passage, case.cited))]
        if any(one.translation for one in case.cited):
            grounds.append(" ".join(_passage(one, one.translation or one.quote) for one in case.cited))
        return max(self._reranker.bears(case.text, case.language, ground) for ground in grounds)


def graded(faults: Sequence[str], sure: float, overrules: float = OVERRULES) -> Grade:
    """Return the grade of a claim.

    Args:
        faults: what the rules say.
        sure: the reranker's logit.
        overrules: logit from which it overrules rules that are not final.

    Returns:
        "none" for a claim that is not to be shown.
    """
    seen = set(faults)
    if seen & FINAL or sure < LEAST_SURE or (seen - SOFT and sure < overrules):
        return "none"
    return "partial" if seen or sure < SURE else "full"


def _verbatim(case: Case) -> bool:
    """Say whether a claim is a whole sentence of a statement."""
    return any(fold(case.text).rstrip(" .") in _sentences(one) for one in case.cited)


def _passage(citation: Citation, words: str = "") -> str:
    """A citation as the reranker reads it: like a passage of `ingest.passages`."""
    told = words or citation.quote
    return placed(citation.section, f"{citation.speaker}: {told}" if citation.speaker else told)


def _sentences(citation: Citation) -> list[str]:
    """The sentences of a citation; a part of one would not do: "Es ist falsch, dass …"."""
    return [part.rstrip(" .") for part in re.split(r"(?<=[.?!])\s+", fold(citation.quote))]
