"""An answer in the form that was wished: so many points, one sentence, only the numbers; what cannot be had is said."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from ingest.pieces import sentence_ends
from ingest.statement import Statement
from protokoll.texts import ACTS
from retrieval.editing import with_partners
from retrieval.evidence import Evidence, Group
from retrieval.figures import figures_in
from retrieval.form import Form

SHORT = 3  # statements of a short answer

Rank = Callable[[Sequence[Statement]], Sequence[Statement]]


def shaped(evidence: Evidence, form: Form, language: str, rank: Rank) -> Evidence:
    """Give an answer the form that was wished.

    Args:
        evidence: what was decided.
        form: as wished.
        language: of the answer.
        rank: puts statements in order, the one that answers the question best first.

    Returns:
        The answer with so many statements, those nearest to the question; a refusal as it is.
    """
    texts = ACTS[language]
    if form.foreign:
        evidence = _remarked(evidence, texts.foreign)
    if evidence.state != "answer" or not evidence.chosen or not form.names - {"language", "list"}:
        return evidence
    chosen, count = evidence.chosen, len(evidence.chosen)
    if "numbers" in form.names:
        having = tuple(s for s in chosen if figures_in(s.quote))
        if not having:
            return _remarked(evidence, texts.no_numbers)
        return replace(trimmed(evidence, having), groups=(Group("", having),), aim="figures")
    if form.names & {"simple", "simpler"}:
        return _remarked(trimmed(evidence, [min(chosen, key=lambda s: len(s.quote))]), texts.simpler)
    if "table" in form.names:
        return _remarked(evidence, texts.table)
    wanted = _wanted(form, count)
    if "sentences" in form.names and any(any(sentence_ends(s.quote, 0, len(s.quote))) for s in chosen):
        evidence = _remarked(evidence, texts.whole)
    if wanted > count:
        enough = wanted <= count + sum(len(part.chosen) for part in evidence.others)
        return evidence if enough else _remarked(evidence, texts.fewer)
    if wanted == count:
        evidence = _remarked(evidence, texts.shortest) if "shorter" in form.names else evidence
        alone = "points" in form.names and count == 1 and not evidence.others
        return _remarked(evidence, texts.one_point) if alone else evidence
    kept = with_partners(rank(chosen)[:wanted], chosen)
    short = trimmed(evidence, [s for s in chosen if s in kept], more=evidence.more + count - len(kept))
    return _remarked(short, texts.most_important) if wanted > 1 else short


def _remarked(evidence: Evidence, remark: str) -> Evidence:
    return replace(evidence, remarks=(*evidence.remarks, remark))


def _wanted(form: Form, count: int) -> int:
    """How many statements are wished of so many."""
    if form.names & {"sentence", "quotation"}:
        return 1
    if form.most:
        return form.most
    if form.names & {"points", "sentences"}:
        return count
    return min(SHORT, (count + 1) // 2)


def trimmed(evidence: Evidence, statements: Sequence[Statement], *, more: int = 0) -> Evidence:
    """Return an answer with these statements alone, in no particular order of an editor's.

    Args:
        evidence: of a whole answer.
        statements: to cite, in order.
        more: how many are not shown.

    Returns:
        The answer.
    """
    return Evidence(
        evidence.document, "answer", evidence.confidence, chosen=tuple(statements), near=evidence.near,
        lacking=evidence.lacking,
        more=more, remarks=evidence.remarks,
    )  # fmt: skip
