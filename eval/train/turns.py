"""Learn what a message is to a conversation, and say how well: `python -m eval.train.turns` writes data/turns.json.

Leaning is learned from the follow-ups of the teaching material and of the question bank against questions that stand
alone; what is wrong with those labels (bank follow-ups that are complete) costs recall, not complete questions. The
threshold is the probability that twelve complete questions in a thousand exceed, out of fold; folds are whole
documents. The vocabulary of acts is that of `eval/data/turns/acts.txt`, on which their rows are measured as well. Talk
is told from questions by their vectors.
"""

import json
import random
import sys
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

from eval.train.sources import FORUM
from eval.train.teaching import read_questions
from ingest.corpus import read_document
from ingest.encoder import Encoder
from retrieval.plain import Wordbook, made_plain
from retrieval.turns import BRIEF, Turns, lean_signals, stem, words_of

TARGET = Path("retrieval/data/turns.json")
ACTS = Path("eval/data/turns/acts.txt")
COMPLETE = Path("eval/data/turns/complete.txt")
WRITTEN = Path("eval/data/turns/messages.txt")
TALK = Path("eval/data/turns/talk.txt")
TALKS_FROM = 0.7
QUESTIONS = 4000  # against which talk is learned; each of it counts three times
COUNTED = 30  # times that each of those is counted
KEPT = 0.98  # share of complete questions that must stay unaltered; of many in the bank only their writer knows
NEW = frozenset({"fact", "reason", "decision", "vote", "task", "opinion", "missing", "twisted", "wrong-person"})
LATER = 5  # times that a later question about something new is counted; there are six times as many that lean
SEEN = 3  # messages in which a signal stands at least, to be learned
ALONE_SHARE = 0.3  # of the questions that stand alone; there are twenty of them for each that leans

Message = tuple[str, str, bool]  # the document or topic it belongs to, the message, whether it leans


def main() -> None:
    """Learn, write the file, print the figures."""
    messages = list(_messages(random.Random(7)))
    leans, leans_from, told = _leans(messages)
    vocabulary = sorted({stem(word) for _, text in _sections(ACTS) for word in words_of(text)})
    talk = _talk([text for _, text, _ in messages])
    learned = Turns.model_validate({"leans": leans, "leans_from": leans_from, "vocabulary": vocabulary} | talk)
    in_order = {name: talk[name] for name in ("talked", "briefly")}
    content = learned.model_dump(mode="json") | {"vocabulary": vocabulary} | in_order
    TARGET.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")
    sys.stdout.write(f"{told}\n{_told_acts(learned, messages)}\n{TARGET}: {TARGET.stat().st_size:,} bytes\n")


def _messages(chance: random.Random) -> Iterator[Message]:
    """Messages written for this, questions of the teaching material and of the bank, made plain."""
    for number, (_, line) in enumerate(_sections(COMPLETE)):
        yield from [(f"complete {number % 10}", line, False)] * COUNTED
    for number, (group, text) in enumerate(_sections(WRITTEN)):
        yield f"written {number // 10 % 20}", text, group == "leans"
    book = Wordbook()
    for question in read_questions():
        leans = bool(question.history) and question.kind == "followup"
        alone = not question.history and question.kind != "conversation"
        if question.history and question.kind in NEW:
            yield from [(question.document, made_plain(question.question, book).text, False)] * LATER
        if leans or (alone and chance.random() < ALONE_SHARE):
            yield question.document, made_plain(question.question, book).text, leans
    for banked in read_document(FORUM).questions:
        plain = made_plain(banked.question, book).text
        if banked.kind in ("conversation", "off-topic"):
            continue
        if banked.before:
            yield f"bank {zlib.crc32(banked.before.encode()) % 20}", plain, True
        elif chance.random() < ALONE_SHARE / 3:
            yield f"bank {chance.randrange(20)}", plain, False


def _leans(messages: Sequence[Message]) -> tuple[dict[str, object], float, str]:
    signals = [lean_signals(text) for _, text, _ in messages]
    counts = Counter(name for each in signals for name in each)
    vectoriser = DictVectorizer()
    rows = vectoriser.fit_transform([{n: v for n, v in each.items() if counts[n] >= SEEN} for each in signals])
    wanted = np.array([leans for _, _, leans in messages])
    model = LogisticRegression(C=0.3, max_iter=500)
    documents = [each for each, _, _ in messages]
    found = cross_val_predict(model, rows, wanted, groups=documents, cv=GroupKFold(5), method="predict_proba")[:, 1]
    asked = ~wanted & np.array([not each.startswith("complete") for each in documents])
    limit = round(float(np.quantile(found[asked], KEPT)), 3)
    source = np.array([each.split()[0] if " " in each else "teaching" for each in documents])
    told = "\n".join(
        [
            f"leaning, out of fold, from {limit}: {np.mean(found[asked] <= limit):.3f} of all {np.sum(asked)} kept",
            *(_told(name, found[source == name] > limit, wanted[source == name]) for name in dict.fromkeys(source)),
        ]
    )
    model.fit(rows, wanted)
    weights = dict(zip(vectoriser.get_feature_names_out(), np.round(model.coef_[0], 2).tolist(), strict=True))
    kept = {name: [0.0, weight] for name, weight in weights.items() if abs(weight) >= 0.05}
    offset = [0.0, round(float(model.intercept_[0]), 2)]
    return {"classes": ["alone", "leans"], "offset": offset, "weights": kept}, limit, told


def _talk(questions: Sequence[str]) -> dict[str, object]:
    """What tells talk from questions: the small talk of acts, and what is written for this."""
    acts = [(act, text) for act, text in _sections(ACTS) if act in ("hello", "thanks", "bye", "abilities")]
    known = list(dict.fromkeys(questions))
    asked = [("question", text) for text in random.Random(3).sample(known, min(QUESTIONS, len(known)))]
    rows = [*_sections(TALK), *acts, *asked]
    encoder = Encoder.load()
    parts = [[text for _, text in rows[start : start + 64]] for start in range(0, len(rows), 64)]
    vectors = np.stack([question.vector for part in parts for question in encoder.questions(part)])
    kinds = np.array([kind for kind, _ in rows])
    model = LogisticRegression(C=30, max_iter=1000)
    model.fit(vectors, kinds, sample_weight=np.where(kinds == "question", 1.0, 3.0))
    weights = {str(place): row for place, row in enumerate(np.round(model.coef_.T, 2).tolist())}
    offset, classes = np.round(model.intercept_, 2).tolist(), model.classes_.tolist()
    said = [words_of(text) for kind, text in rows if kind != "question"]
    talked = sorted({stem(word) for words in said for word in words})
    briefly = sorted({stem(word) for words in said if len(words) <= BRIEF for word in words})
    talks = {"classes": classes, "offset": offset, "weights": weights}
    return {"talks": talks, "talks_from": TALKS_FROM, "talked": talked, "briefly": briefly}


def _told(name: str, recognised: NDArray[np.bool_], wanted: NDArray[np.bool_]) -> str:
    kept = f"{name}: {np.mean(~recognised[~wanted]):.3f} of {np.sum(~wanted)} complete questions kept"
    if not any(wanted):
        return kept
    return f"{kept}, {np.mean(recognised[wanted]):.3f} of {np.sum(wanted)} follow-ups recognised"


def _told_acts(turns: Turns, messages: Sequence[Message]) -> str:
    acts = list(_sections(ACTS))
    missed = [f"{text} ({act}, {turns.act(text) or 'question'})" for act, text in acts if turns.act(text) != act]
    alone = [text for _, text, leans in messages if not leans]
    taken = [f"{text} ({turns.act(text)})" for text in alone if turns.act(text)]
    return (
        f"acts: {1 - len(missed) / len(acts):.3f} of {len(acts)} as written, not {'; '.join(missed)}\n"
        f"{len(taken)} of {len(alone)} complete questions taken for one: {'; '.join(taken)}"
    )


def _sections(file: Path) -> Iterator[tuple[str, str]]:
    """Yield the lines of a file, made plain, with the name in brackets above them."""
    book, name = Wordbook(), ""
    for line in file.read_text("utf-8").splitlines():
        if line.startswith("["):
            name = line.strip("[] ")
        elif line.strip() and not line.startswith("#"):
            yield name, made_plain(line, book).text


if __name__ == "__main__":
    main()
