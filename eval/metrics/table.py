"""All metrics in the order of the report."""

from collections.abc import Sequence
from dataclasses import dataclass

from eval.metrics import answering, citing, finding, refusing
from eval.metrics.citing import Answering
from ingest.document import Document


@dataclass(frozen=True)
class Metric:
    """How a metric is called and read.

    `of` scores an answer, `ranks` a ranking; conversations, and what needs the documents, are scored elsewhere.
    `by_construction` says why the extractive engine cannot fail it, where that is so: such a figure guards
    against a broken build, and tells nothing about the quality of the answers. `heated`: it is shown kind by kind.
    """

    name: str
    title: str
    group: str
    of: Answering | None = None
    ranks: finding.Ranking | None = None
    heated: bool = False
    lower_is_better: bool = False
    by_construction: str = ""


VERIFIED = "the verifier withholds every answer that would fail it"
METRICS = (
    Metric("recall@1", "Evidence at rank 1", "Finding", ranks=finding.recall_at(1), heated=True),
    Metric("recall@3", "Evidence within 3", "Finding", ranks=finding.recall_at(3)),
    Metric("recall@5", "Evidence within 5", "Finding", ranks=finding.recall_at(5), heated=True),
    Metric("recall@10", "Evidence within 10", "Finding", ranks=finding.recall_at(10)),
    Metric("recall_600", "Evidence within 600 characters read", "Finding", ranks=finding.recall_within(600)),
    Metric("ndcg@10", "nDCG@10", "Finding", ranks=finding.ndcg),
    Metric("quote_validity", "Quotes verbatim", "Citing", by_construction=VERIFIED),
    Metric("citation_precision", "Citation precision", "Citing", citing.citation_precision, heated=True),
    Metric("citation_recall", "Citation recall", "Citing", citing.citation_recall, heated=True),
    Metric("completeness", "Section questions complete", "Citing", citing.completeness),
    Metric("nugget_recall", "Nuggets in the answer", "Answering", answering.nugget_recall, heated=True),
    Metric("truthfulness", "Truthfulness (CRAG, -1 to 1)", "Answering", answering.truthfulness, heated=True),
    Metric("answer_language", "Answer in the asker's language", "Answering", answering.answer_language, heated=True),
    Metric("modality", "Modality as labelled by hand", "Answering", answering.modality, heated=True),
    Metric(
        "attribution_errors",
        "Statements given to a person",
        "Answering",
        lower_is_better=True,
        by_construction=VERIFIED,
    ),
    Metric("said_lacking", "Said what is lacking", "Answering", answering.said_lacking),
    Metric("refusal_precision", "Refusal precision", "Refusing", refusing.refusal_precision),
    Metric("refusal_recall", "Refusal recall", "Refusing", refusing.refusal_recall, heated=True),
    Metric("over_refusal", "Over-refusal", "Refusing", refusing.over_refusal, heated=True, lower_is_better=True),
    Metric("right_reason", "Refused for the right reason", "Refusing", refusing.right_reason, heated=True),
    Metric("refusal_evidence", "Evidence beside a refusal", "Refusing", refusing.refusal_evidence),
    Metric("expected", "Turns with all that is expected", "Conversing", heated=True),
    Metric("unaltered", "Complete second questions unaltered", "Conversing", heated=True),
    Metric("topic_recall", "Topic recall", "Conversing"),
    Metric("followup_recall", "Follow-up recall", "Conversing"),
    Metric("unanswerable_refused", "Unanswerable follow-ups refused", "Conversing"),
    Metric("who_said", "Who said it: all as expected", "Conversing"),
    Metric("courtesy", "Thanks and greetings as expected", "Conversing"),
    Metric("language_wish", "Language wishes as expected", "Conversing"),
    Metric("form_wish", "Form wishes as expected", "Conversing"),
    Metric("expects_answered", "Answered or not", "Expectations", heated=True),
    Metric("expects_reason", "Reason of a refusal", "Expectations", heated=True),
    Metric("expects_language", "Language", "Expectations", heated=True),
    Metric("expects_cites", "Passages cited", "Expectations", heated=True),
    Metric("expects_cites_not", "Passages that must not be cited", "Expectations", heated=True),
    Metric("expects_says", "What the answer says", "Expectations", heated=True),
    Metric("expects_says_not", "What it must not say", "Expectations", heated=True),
    Metric("expects_form", "Length, point, kept to the last answer", "Expectations", heated=True),
    Metric("expects_lacking", "The missing half is named", "Expectations"),
    # Figures of a whole run, not of single questions.
    Metric("risk_area", "Area under the risk–coverage curve", "Run", lower_is_better=True),
    Metric("separation", "Answerable against not, area under the ROC curve", "Run"),
    Metric("p50_ms", "Warm answer, median (ms)", "Run", lower_is_better=True),
    Metric("p95_ms", "Warm answer, 95th percentile (ms)", "Run", lower_is_better=True),
    Metric("cold_ms", "Opening and first answer (ms)", "Run", lower_is_better=True),
    Metric("peak_mb", "Peak memory of the process (MB)", "Run", lower_is_better=True),
)
BY_NAME = {metric.name: metric for metric in METRICS}
RANKING = {metric.name: metric.ranks for metric in METRICS if metric.ranks}


def of_answers(documents: Sequence[Document]) -> dict[str, Answering]:
    """Return the metrics of answers over these documents by name: two need the text or the participants."""
    return {metric.name: metric.of for metric in METRICS if metric.of} | {
        "quote_validity": citing.quote_validity(documents),
        "attribution_errors": citing.attribution_errors(documents),
    }
