"""All metrics in the order of the report."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from eval.cases import Case
from eval.metrics.answer_language import answer_language
from eval.metrics.attribution_errors import attribution_errors
from eval.metrics.citation_precision import citation_precision
from eval.metrics.citation_recall import citation_recall
from eval.metrics.completeness import completeness
from eval.metrics.modality import modality
from eval.metrics.ndcg import ndcg
from eval.metrics.nugget_recall import nugget_recall
from eval.metrics.over_refusal import over_refusal
from eval.metrics.quote_validity import quote_validity
from eval.metrics.recall import recall_at
from eval.metrics.recall_read import recall_within
from eval.metrics.refusal_evidence import refusal_evidence
from eval.metrics.refusal_precision import refusal_precision
from eval.metrics.refusal_recall import refusal_recall
from eval.metrics.right_reason import right_reason
from eval.metrics.said_lacking import said_lacking
from eval.metrics.truthfulness import truthfulness
from ingest.document import Document
from retrieval.answer import Answer


@dataclass(frozen=True)
class Metric:
    """How a metric is called and read.

    `by_construction` says why the extractive engine cannot fail it, where that is so: such a figure guards
    against a broken build, and tells nothing about the quality of the answers.
    """

    name: str
    title: str
    group: str
    lower_is_better: bool = False
    by_construction: str = ""


VERIFIED = "the verifier withholds every answer that would fail it"
METRICS = (
    Metric("recall@1", "Evidence at rank 1", "Finding"),
    Metric("recall@3", "Evidence within 3", "Finding"),
    Metric("recall@5", "Evidence within 5", "Finding"),
    Metric("recall@10", "Evidence within 10", "Finding"),
    Metric("recall_600", "Evidence within 600 characters read", "Finding"),
    Metric("ndcg@10", "nDCG@10", "Finding"),
    Metric("quote_validity", "Quotes verbatim", "Citing", by_construction=VERIFIED),
    Metric("citation_precision", "Citation precision", "Citing"),
    Metric("citation_recall", "Citation recall", "Citing"),
    Metric("completeness", "Section questions complete", "Citing"),
    Metric("nugget_recall", "Nuggets in the answer", "Answering"),
    Metric("truthfulness", "Truthfulness (CRAG, -1 to 1)", "Answering"),
    Metric("answer_language", "Answer in the asker's language", "Answering"),
    Metric("modality", "Modality as labelled by hand", "Answering"),
    Metric("attribution_errors", "Statements given to a person", "Answering", True, VERIFIED),
    Metric("said_lacking", "Said what is lacking", "Answering"),
    Metric("refusal_precision", "Refusal precision", "Refusing"),
    Metric("refusal_recall", "Refusal recall", "Refusing"),
    Metric("over_refusal", "Over-refusal", "Refusing", lower_is_better=True),
    Metric("right_reason", "Refused for the right reason", "Refusing"),
    Metric("refusal_evidence", "Evidence beside a refusal", "Refusing"),
    Metric("expected", "Turns with all that is expected", "Conversing"),
    Metric("unaltered", "Complete second questions unaltered", "Conversing"),
    Metric("topic_recall", "Topic recall", "Conversing"),
    Metric("followup_recall", "Follow-up recall", "Conversing"),
    Metric("unanswerable_refused", "Unanswerable follow-ups refused", "Conversing"),
    Metric("who_said", "Who said it: all as expected", "Conversing"),
    Metric("courtesy", "Thanks and greetings as expected", "Conversing"),
    Metric("language_wish", "Language wishes as expected", "Conversing"),
    Metric("form_wish", "Form wishes as expected", "Conversing"),
    Metric("expects_answered", "Answered or not", "Expectations"),
    Metric("expects_reason", "Reason of a refusal", "Expectations"),
    Metric("expects_language", "Language", "Expectations"),
    Metric("expects_cites", "Passages cited", "Expectations"),
    Metric("expects_cites_not", "Passages that must not be cited", "Expectations"),
    Metric("expects_says", "What the answer says", "Expectations"),
    Metric("expects_says_not", "What it must not say", "Expectations"),
    Metric("expects_form", "Length, point, kept to the last answer", "Expectations"),
    Metric("expects_lacking", "The missing half is named", "Expectations"),
)
BY_NAME = {metric.name: metric for metric in METRICS}
OTHER = {  # figures of a whole run, not of single questions; lower is better but for separation
    "risk_area": "Area under the risk–coverage curve",
    "separation": "Answerable against not, area under the ROC curve",
    "p50_ms": "Warm answer, median (ms)",
    "p95_ms": "Warm answer, 95th percentile (ms)",
    "cold_ms": "Opening and first answer (ms)",
    "peak_mb": "Peak memory of the process (MB)",
}
RANKING: Mapping[str, Callable[[Case, Sequence[str]], float | None]] = {
    **{f"recall@{k}": recall_at(k) for k in (1, 3, 5, 10)},
    "recall_600": recall_within(600),
    "ndcg@10": ndcg,
}
PLAIN: Mapping[str, Callable[[Case, Answer], float | None]] = {
    "citation_precision": citation_precision,
    "citation_recall": citation_recall,
    "completeness": completeness,
    "nugget_recall": nugget_recall,
    "truthfulness": truthfulness,
    "answer_language": answer_language,
    "modality": modality,
    "said_lacking": said_lacking,
    "refusal_precision": refusal_precision,
    "refusal_recall": refusal_recall,
    "over_refusal": over_refusal,
    "right_reason": right_reason,
    "refusal_evidence": refusal_evidence,
}


def title(name: str) -> str:
    """Return what a figure is called in reports."""
    return OTHER[name] if name in OTHER else BY_NAME[name].title


def answering(documents: Sequence[Document]) -> dict[str, Callable[[Case, Answer], float | None]]:
    """Return the metrics of answers over these documents: two need the text or the participants."""
    by_id = {document.id: document for document in documents}
    return {
        **PLAIN,
        "quote_validity": quote_validity(by_id),
        "attribution_errors": attribution_errors(documents),
    }
