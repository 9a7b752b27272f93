"""A turn of a conversation, understood: made plain, completed from what came before, or an act on the answer before.

Nothing is kept between turns. What came before is read from the questions of the history; the answer before is found by
asking its question again.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from retrieval.followup import DASH, Message, Topic, followed, leans, topics_of
from retrieval.form import NONE, Form, count_in, only_wished, wished
from retrieval.language import Lexicon, detect
from retrieval.plain import Wordbook, made_plain, visible
from retrieval.question import LONGEST_QUESTION, Query
from retrieval.spelling import Spelling
from retrieval.turns import Turns, words_of

# Acts that need no answer before.
TALK = frozenset({"thanks", "ok", "bye", "hello", "abilities", "documents", "off_topic", "unhappy"})
SUMMING = frozenset({"shorter", "sentence", "points", "simpler"})  # without one, of the whole document
MOST_BEFORE = 8  # earlier questions that are read
RECALLED = 3  # of them whose answers may count, each for the one behind it
# A message that is nothing but a form asks for the answer before in that form.
_ACTS = (
    ("language", "language"), ("sentence", "sentence"), ("sentences", "points"), ("points", "points"), ("numbers",
    "numbers"), ("simple", "simpler"),
    ("short", "shorter"), ("table", "table"), ("list", "points"),
)  # fmt: skip
# A completed question as it was shown: "Hat China eigene Sprachmodelle? – Und die USA?"
_SHOWN = re.compile(rf"(?P<before>.{{8,}}?[?.\w]){DASH}(?P<question>\S.*)")


@dataclass(frozen=True)
class Act:
    """What is done with the answer before: its name, the form it is wished in, and the message."""

    name: str
    form: Form = NONE
    message: str = ""


@dataclass(frozen=True)
class Turn:
    """A turn: the query, and the form that the answer is wished in.

    `act` is what is done with an answer, None for a question; `past` are the questions before, oldest first, the last
    one that of the answer, and `done` what was done with it already.
    """

    query: Query
    form: Form = NONE
    act: Act | None = None
    past: tuple[Query, ...] = ()
    done: tuple[Act, ...] = ()

    @property
    def last(self) -> Query | None:
        """The question of the answer before, None where there is none."""
        return self.past[-1] if self.past else None


@dataclass(frozen=True)
class Words:
    """What the documents say of words: their languages, how typing errors are mended, how they are written.

    `talk` says what a message is that is no question to minutes (`Turns.talk`), "" for a question.
    """

    lexicon: Lexicon
    spelling: Spelling
    book: Wordbook
    talk: Callable[[str], str] = lambda _: ""


def understand(question: str, history: Sequence[Message], language: str | None, default: str, words: Words) -> Turn:
    """Understand a turn.

    Args:
        question: as typed; anything.
        history: earlier messages, oldest first.
        language: the answer's language where the asker chose one; a wish in the message counts more.
        default: the language of a question that could be either, such as a bare name.
        words: of the documents.

    Returns:
        The turn.
    """
    typed = visible(question)
    if len(typed) > LONGEST_QUESTION:
        return Turn(Query(typed, "", language or default, typed=typed))
    earlier = [visible(message.content)[:LONGEST_QUESTION] for message in history if message.role == "user"]
    earlier, alone = earlier[-MOST_BEFORE:], typed
    if shown := _SHOWN.fullmatch(typed):
        earlier, alone = [*earlier, shown["before"]], shown["question"]
    found = detect(alone, words.lexicon, default=default, earlier=earlier)
    english = found.code == "en"
    texts = (words.spelling.named(text) for text in (*earlier, alone))
    *before, plain = (made_plain(text, words.book, english=english) for text in texts)
    topics: list[Topic] = []
    done: list[Act] = []
    for message in before:
        act, form, rest = _read(message.text, words.talk)
        if act is None:
            topics.append(_understood(rest, message.told, topics))
            done = []
        elif act.name not in TALK and topics:
            done.append(act)
    act, form, rest = _read(plain.text, words.talk)
    spoken = form.answered_in or language or found.code
    past = tuple(_query(topic, spoken, words) for topic in topics[-RECALLED:])
    # Without an answer before it, an act is a question like any other, or asks for the whole document in a form.
    if act is not None and (act.name in TALK or act.name in SUMMING or topics):
        query = Query(plain.text, plain.text, spoken, typed=typed, understood=plain.text)
        return Turn(query, form, act, past, tuple(done))
    query = _query(_understood(rest, plain.told, topics), spoken, words)
    return Turn(replace(query, typed=typed, foreign=not found.answered), form, past=past)


def carried(question: str, history: Sequence[Message]) -> str:
    """Return the earlier question without which a message cannot be asked again, as a link to it takes it along.

    Args:
        question: as typed.
        history: earlier messages, oldest first.

    Returns:
        What a follow-up leans on, and what an act ("auf Englisch bitte") is done with; "" where nothing is needed.
    """
    texts = [text for message in history if message.role == "user" and (text := message.content.strip())]
    topics = topics_of(text for text in texts if _read(text)[0] is None)
    act, _, rest = _read(question.strip())
    if act is None:
        return followed(rest, topics).base
    return topics[-1].text if topics and act.name not in TALK else ""


def _read(text: str, talk: Callable[[str], str] = lambda _: "") -> tuple[Act | None, Form, str]:
    """Tell an act from a question; the question comes without the words for its form."""
    form, rest = wished(text)
    turns = Turns.load()
    name = turns.act(text)
    in_form = next((act for wish, act in _ACTS if wish in form.names), name)
    if form != NONE and only_wished(words_of(rest)):
        name = in_form
    elif form != NONE and not name:
        name = turns.act(rest)
        if name in ("shorter", "repeat", "more", "translate"):  # "Fasse das in drei Punkten zusammen"
            name = in_form
    name = name or ("" if form.names - {"language"} else talk(text))
    form = NONE if name in TALK else form  # "Can I ask in German?" asks that in English
    counted = replace(form, most=form.most or count_in(text)) if name in ("points", "nth") else form
    return (Act(name, counted, text) if name else None), form, rest or text


def _understood(text: str, told: str, topics: Sequence[Topic]) -> Topic:
    """Complete a question from the conversation, or from what the asker told before it in the same message."""
    if told and not topics and leans(text):
        return Topic(text, told, told)
    return followed(text, topics)


def _query(topic: Topic, language: str, words: Words) -> Query:
    mended = words.spelling.mend(topic.question[:LONGEST_QUESTION])
    return Query(
        topic.question, mended, language, topic.before, understood=topic.shown, instead=topic.instead, root=topic.root
    )
