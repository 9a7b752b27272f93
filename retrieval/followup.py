"""A question that leans on the conversation is completed from it; one that is complete is left as it is.

Whether a question leans is learned (`retrieval.turns`). How it is completed: what it puts in the place of something
("Und in den USA?") is put there; else the question it leans on stands before it. What was completed is shown and can
be asked again.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from retrieval.rarity import stems, weight, words
from retrieval.structure import names_by_number
from retrieval.turns import Turns

BARE = 2  # words that cannot be a question by themselves if they say little
PERHAPS = 0.4  # probability of leaning from which the documents of the answer before are asked first
SAYS_LITTLE = 0.45  # rarity below which a word does
LONGEST_BEFORE = 500  # characters of the questions that a follow-up leans on
DASH = " – "  # between a question and the follow-up on it, as they are shown
_PREPOSITIONS = (
    ("in", "im", "ins"), ("zu", "zum", "zur", "über", "bezüglich"), ("von", "vom"), ("bei", "beim"), ("an", "am"),
    ("für",), ("mit",), ("gegen",), ("aus",), ("auf",), ("about", "on", "regarding"), ("for",), ("from",), ("of",),
    ("at",), ("with",), ("by",), ("to",),
)  # fmt: skip
_TOPICAL = tuple(row for row in _PREPOSITIONS if {"zu", "von", "about", "of"} & set(row))
_ARTICLES = r"der|die|das|den|dem|des|the|ein|eine|einen|einem|einer|an?"
_THING = re.compile(
    r"(?:(?:nein|nee|no|nope)[,.]?\s+)?(?:(?P<and>und|aber|oder|and|but|or)\s+)?"
    r"(?P<meant>(?:ich\s+)?mein(?:te?|e)?\s+|i\s+(?:actually\s+)?mean(?:t)?\s+|(?:was|wie)\s+(?:ist|sieht|steht)\s+(?:es\s+|das\s+)?(?:aus\s+)?(?=(?:mit|bei|in|um)\s)|"
    r"(?:what|how)\s+about\s+|gilt\s+das\s+auch\s+(?=für\s))?"
    rf"(?:(?P<preposition>{'|'.join(p for row in _PREPOSITIONS for p in row)}|um)\s+)?(?P<article>(?:{_ARTICLES})\s+)?"
    r"(?P<thing>[\w.&/-]+(?:\s+[\w.&/-]+){0,3}?)(?:,?\s+(?:auch|too|also|denn|dann|as\s+well))?\W*",
    re.IGNORECASE,
)
# Words that show that what follows "und" is more than a thing.
_NO_THING = frozenset({
    "wer", "was", "wo", "wann", "warum", "wieso", "weshalb", "wozu", "wie", "welche", "welcher", "welches", "wen",
    "wem", "woher", "wohin", "wofür", "womit", "who", "what", "where", "when", "why", "how", "which", "whose",
    "whom", "jetzt", "heute", "dann", "sonst", "weiter", "mehr", "now", "today", "then", "else", "more", "danke",
    "thanks", "ist", "sind", "war", "waren", "hat", "haben", "hatte", "wird", "werden", "wurde", "soll", "kann",
    "muss", "gibt", "gab", "macht", "kommt", "geht", "gilt", "is", "are", "were", "does", "do", "did", "has", "have",
    "had", "can", "could", "should", "will", "would", "er", "sie", "es", "ihn", "ihm", "ihnen", "he", "she", "it",
    "they", "them", "him", "her", "that", "this", "these", "those", "da", "dort", "there", "hier", "here", "nicht",
    "not", "gemeint", "los", "passiert", "geplant", "gesagt", "meant", "said", "das", "damit", "dazu", "davon",
    "daran", "dafür", "dagegen", "dabei", "darüber", "danach", "one", "ones", "rest", "andere", "anderen", "anderer",
    "others", "letzte", "last", "answer", "reply", "response", "reason", "result", "outcome", "vote", "decision",
    "antwort", "erwiderung", "reaktion", "grund", "begründung", "ergebnis", "abstimmung", "beschluss",
})  # fmt: skip
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NAME = r"[A-ZÄÖÜ0-9][\w.-]*(?:\s+[A-ZÄÖÜ0-9][\w.-]*){0,3}"
_VERBS = (
    "hat|haben|hatte|ist|sind|war|waren|wird|wurde|soll|sollte|kann|muss|will|steht|stand|spielt|macht|sagt|sagte|meint|meinte|fordert|forderte|"
    "liegt|kommt|bekommt|braucht|gilt|findet|fand|plant|verdient|zahlt|did|does|do|is|are|was|were|has|have|can|should|will|would"
)
_SUBJECT = re.compile(rf"\b(?i:{_VERBS})\s+(?P<np>(?:(?:{_ARTICLES})\s+)?{_NAME})")
_ENGLISH_VERB = re.compile(r"(?i:is|are|was|were|do|does|did|has|have|can|should|will|would)\b")
_NOBODY = re.compile(r"(?i)\b(?:protokoll|minutes|dokument|document|text|experten|experts)\b")
REPLY = re.compile(
    r"(?i)\b(?:antwort\w*|geantwortet|erwider\w*|entgegn\w*|darauf(?:hin)?|repl(?:y|ied|ies)|answer(?:s|ed)?|"
    r"respon(?:d|ded|se))\b"
)
# "Which of them are for Gareth?", "nur die zum Radweg".
OF_THEM = re.compile(
    r"\b(?:of (?:them|these|those)|davon|darunter|von (?:ihnen|diesen|denen))\b|"
    r"^\W*(?:und |and )?(?:bitte |please )?(?:nur|only|just) (?:die|das|den|the|those|these)(?: ones?)?\b",
    re.IGNORECASE,
)
# "Wie ging die Abstimmung aus?": the one on what was spoken of; "Welche Abstimmungen gab es?" wants all.
_THE_VOTE = re.compile(
    r"(?i)\b(?:die abstimmung|das \w*ergebnis|der (?:beschluss|antrag)|the (?:vote|result|outcome|motion|decision))\b"
)
_CONTRACTED = re.compile(r"(?i)(?:zum|zur|vom|im|am|beim)\b")
_POINTS_BACK = re.compile(
    r"(?i)\b(?:it|this|that|they|them|he|she|er|sie|es|das|dies\w*|da(?:zu|von|für|gegen|mit|rüber|ran|rauf|bei))\b"
)
_PARTICIPLE = re.compile(r"[a-zäöüß]*ge[a-zäöüß]+(?:t|en)")  # "mit abgestimmt": no thing behind "mit" either
_JOINED = re.compile(r"(?i)(?:und|oder|and|or)\b")  # "Was spricht für und was gegen …": no thing behind "für"
_BACK = re.compile(
    r"(?:(?:und|and|jetzt|now|let's|kommen wir)\s+)?"
    r"(?:zurück|nochmals?|noch\s+(?:ein)?mal|wieder|(?:(?:coming|go|going)\s+)?back|again|returning)\s+"
    r"(?:zu|zum|zur|to|on)\s+"
    rf"(?:(?:{_ARTICLES})\s+)?(?P<name>[\w .&/-]{{2,50}}?)(?:\s*[:,.–-]\s+(?P<rest>.+)|\W*)",
    re.IGNORECASE,
)  # fmt: skip


@dataclass(frozen=True)
class Message:
    """An earlier message of the conversation."""

    role: Literal["user", "assistant"]
    content: str


@dataclass(frozen=True)
class Topic:
    """A question as it is understood: `before` what it is read together with, `base` the question that it leaned on.

    All are "" where there is none; a question in which something was put in another's place has a base and no before,
    and `instead` is (what was put there, what stood there). `root` is the complete question that all of them go back
    to; without a base, whose documents are asked first.
    """

    question: str
    before: str = ""
    base: str = ""
    instead: tuple[str, str] = ("", "")
    root: str = ""

    @property
    def text(self) -> str:
        """All of it, as a further question leans on it: of a long conversation its first question and the last."""
        before = (self.root or self.before) if self.before else ""
        return f"{before} {self.question}".strip()[-LONGEST_BEFORE:]

    @property
    def complete(self) -> str:
        """The complete question that a further one goes back to."""
        return self.root if self.base else self.text

    @property
    def shown(self) -> str:
        """The completed question, as it is shown, shared and can be asked again."""
        return f"{self.before}{DASH}{self.question}" if self.before else self.question


def followed(question: str, topics: Sequence[Topic]) -> Topic:
    """Complete a question from the conversation, if it leans on it.

    Args:
        question: made plain.
        topics: the questions before it, as understood, oldest first.

    Returns:
        The question as it is understood.
    """
    if not topics:
        return Topic(question)
    if back := _BACK.fullmatch(question):
        return _returned(question, back["name"], back["rest"] or "", topics)
    last = topics[-1]
    if names_by_number(question) and not _POINTS_BACK.search(question):  # "Wurde TOP 7 vertagt?", "und These 16?"
        return Topic(re.sub(r"(?i)^(?:und|and)\s+", "", question), root=last.complete)
    found = _THING.fullmatch(question.strip())
    # A bare thing is a new topic; with "und", "ich meine" or a preposition it is put in another's place.
    put = found and (found["and"] or found["meant"] or found["preposition"])
    if found and (not put or _NO_THING & set(found["thing"].lower().split())):
        found = None
    if found and (replaced := _replaced(found, last)):
        return replaced
    thing = found["thing"] if found else ""
    if leans(question) or any(sign.isdigit() for sign in thing):  # "Im Jahr 2022?"
        return Topic(question, last.text, last.text, (thing, ""), root=last.complete)
    # "Who abstained?" stands alone, and yet means the meeting that was spoken of.
    pointing = any(shape.search(question) for shape in (_THE_VOTE, REPLY, OF_THEM))
    meant = pointing or Turns.load().leaning(question) >= PERHAPS
    return Topic(question, root=last.complete if meant else "")


def leaned_on(question: str, history: Sequence[Message]) -> str:
    """Return the earlier question that a question leans on.

    Args:
        question: as asked, cleaned.
        history: earlier messages, oldest first.

    Returns:
        The earlier question, "" where the question stands for itself.
    """
    asked = (message.content.strip() for message in history if message.role == "user")
    return followed(question, topics_of(filter(None, asked))).base


def topics_of(questions: Iterable[str]) -> list[Topic]:
    """Return the questions of a conversation as they are understood, oldest first."""
    topics: list[Topic] = []
    for question in questions:
        topics.append(followed(question, topics))
    return topics


def leans(question: str) -> bool:
    """Say whether a question needs the conversation to be understood."""
    asked = words(question)
    if 0 < len(asked) <= BARE and all(weight(word) < SAYS_LITTLE for word in asked):  # "why?", "Warum nicht?"
        return True
    if asked and REPLY.fullmatch(asked[-1]):  # "What did Councillor Baum reply?"
        return True
    turns = Turns.load()
    return turns.leaning(question) >= turns.leans_from


def _replaced(found: re.Match[str], last: Topic) -> Topic | None:
    """Return the earlier question with the thing of a follow-up in the place of its own, None where none fits."""
    base = last.question
    preposition = (found["preposition"] or "").lower()
    thing = f"{found['article'] or ''}{found['thing']}"
    if (year := _YEAR.search(thing)) and (stood := _YEAR.search(base)):
        return _put(year[0], last, stood.span())
    if preposition and (slot := _after(base, _family(preposition))):
        return _put(f"{found['preposition']} {thing}", last, slot.span())
    if preposition and not found["meant"]:
        return None
    head = re.search(rf"\b{re.escape(found['thing'].split()[-1])}\b", base)
    if head and len(found["thing"].split()) > 1:  # "Nein, ich meinte die amerikanische Industrie"
        return _put(found["thing"], last, head.span())
    subject = next((one for one in _SUBJECT.finditer(base) if _is_subject(one, base)), None)
    slot = subject or next((one for row in _TOPICAL if (one := _after(base, row, named=True))), None)
    # "zum Sommerfest" has its article: "zum die nächste Versammlung" would be no German.
    if slot and slot is not subject and found["article"] and _CONTRACTED.match(slot[0]):
        return None
    if slot is None or any(map(str.isdigit, thing)) != any(map(str.isdigit, slot["np"])):
        return None  # "Was ist mit Parzelle 17?" puts no number in a person's place
    return _put(thing, last, slot.span("np"))


def _put(thing: str, last: Topic, place: tuple[int, int]) -> Topic:
    base, (start, end) = last.question, place
    if explained := re.match(r"\s*\([^()]*\)", base[end:]):  # "KI-Gesetz (AI Act)" is one thing
        end += explained.end()
    return Topic(f"{base[:start]}{thing}{base[end:]}", last.before, last.text, (thing, base[start:end]), last.complete)


def _is_subject(found: re.Match[str], base: str) -> bool:
    """Say whether a name behind a verb is all of the subject: of "Is US industry as strong …" it is half."""
    if _NOBODY.search(found["np"]):
        return False
    behind = re.match(r"\s+([a-z]+)", base[found.end() :])
    if not behind or not _ENGLISH_VERB.match(found[0]) or behind[1].endswith(("ed", "ing")):
        return True
    return weight(behind[1]) < SAYS_LITTLE


def _family(preposition: str) -> tuple[str, ...]:
    return next((row for row in _PREPOSITIONS if preposition in row), (preposition,))


def _after(base: str, prepositions: Sequence[str], *, named: bool = False) -> re.Match[str] | None:
    """Return where the last of these prepositions stands in a question with what follows it (`np`)."""
    shapes = _slots(tuple(prepositions))
    for shape in shapes[:1] if named else shapes:
        if places := [found for found in shape.finditer(base) if _is_thing(found["np"])]:
            return places[-1]
    return None


def _is_thing(behind: str) -> bool:
    """Say whether what follows a preposition is a thing that another may stand for."""
    return not (_NOBODY.search(behind) or _JOINED.match(behind) or _PARTICIPLE.fullmatch(behind))


@cache
def _slots(prepositions: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A preposition with a name or noun in capitals behind it, and with words up to the end or the next small word."""
    either = "|".join(prepositions)
    noun = rf"(?:(?:{_ARTICLES})\s+)?(?:[a-zäöüß-]+(?:en|er|es|em|e)\s+){{0,2}}{_NAME}"
    stop = r"(?=\s+(?:in|on|at|for|by|to|of|and|und|is|are|was|were|that|said|gesagt|erwähnt|gemeint|steht)\b"
    stop += r"|\s*[?,.:]|$)"
    words_behind = rf"(?:(?:{_ARTICLES})\s+)?[\w-]+(?:\s+[\w-]+){{0,3}}?"
    return (
        re.compile(rf"\b(?i:{either})\s+(?P<np>{noun})"),
        re.compile(rf"\b(?:{either})\s+(?P<np>{words_behind}){stop}", re.IGNORECASE),
    )


def _returned(question: str, name: str, rest: str, topics: Sequence[Topic]) -> Topic:
    """Go back to the earlier question that has a name; where none has, the name is the topic."""
    wanted = _stems([name])
    earlier = next((topic for topic in reversed(topics) if wanted & _stems([topic.text])), None)
    if not rest:
        return earlier or Topic(name)
    before = earlier.text if earlier else name
    return Topic(rest[:1].upper() + rest[1:], before, before, root=earlier.complete if earlier else name)


def _stems(texts: Iterable[str]) -> set[str]:
    return {stem for text in texts for word in words(text) if len(word) > 2 for stem in stems(word)}
