"""An answer in the form that was wished: so many points, one sentence, only the numbers; what cannot be had is said."""

from collections.abc import Sequence
from dataclasses import replace

from ingest.statement import Statement
from protokoll.texts import ACTS
from retrieval.editing import with_partners
from retrieval.evidence import Evidence
from retrieval.form import Form

SHORT = 3  # statements of a short answer
POINTS = 3  # where points are wished and not how many


def shaped(evidence: Evidence, form: Form, language: str) -> Evidence:
    """Give an answer the form that was wished.

    Args:
        evidence: what was decided.
        form: as wished.
        language: of the answer.

    Returns:
        The answer with so many statements, those nearest to the question; a refusal as it is.
    """
    texts = ACTS[language]
    if form.foreign:
        evidence = replace(evidence, remarks=(*evidence.remarks, texts.foreign))
    if evidence.state != "answer" or not evidence.chosen or not form.names - {"language", "list"}:
        return evidence
    chosen, count = evidence.chosen, len(evidence.chosen)
    if "numbers" in form.names:
        with_digits = [s for s in chosen if any(sign.isdigit() for sign in s.quote)]
        return (
            trimmed(evidence, with_digits)
            if with_digits
            else replace(evidence, remarks=(*evidence.remarks, texts.no_numbers))
        )
    if "simple" in form.names:
        return replace(
            trimmed(evidence, [min(chosen, key=lambda s: len(s.quote))]), remarks=(*evidence.remarks, texts.simpler)
        )
    if "table" in form.names:
        return replace(evidence, remarks=(*evidence.remarks, texts.table))
    wanted = _wanted(form, count)
    if wanted > count:
        if wanted <= count + sum(len(part.chosen) for part in evidence.others):
            return evidence
        return replace(evidence, remarks=(*evidence.remarks, texts.fewer))
    if wanted == count:
        remark = (texts.shortest,) if "shorter" in form.names else ()
        return replace(evidence, remarks=(*evidence.remarks, *remark))
    kept = with_partners(best_first(evidence, chosen)[:wanted], chosen)
    short = trimmed(evidence, kept, more=evidence.more + count - len(kept))
    return replace(short, remarks=(*evidence.remarks, texts.most_important)) if wanted > 1 else short


def _wanted(form: Form, count: int) -> int:
    """How many statements are wished of so many."""
    if form.names & {"sentence", "quotation"}:
        return 1
    if form.most:
        return form.most
    if form.names & {"points", "sentences"}:
        return min(POINTS, count)
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


def best_first(evidence: Evidence, statements: Sequence[Statement]) -> list[Statement]:
    """Return statements of an answer, those nearest to the question first."""
    ranks = {statement.id: rank for rank, statement in enumerate(evidence.near)}
    return sorted(statements, key=lambda statement: ranks.get(statement.id, len(ranks)))
