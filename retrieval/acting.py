"""What is done with the answer before: who said that, where does it stand, shorter, more, in English, is it true."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ingest.document import Document
from ingest.statement import Statement
from protokoll.texts import ACTS, ANSWERS, ActTexts
from retrieval.aims import opposed
from retrieval.answer import Reason
from retrieval.attribution import names_somebody
from retrieval.deeds import deed_asked, does
from retrieval.evidence import Evidence
from retrieval.form import Rank, shaped, trimmed
from retrieval.nearby import PERSON, Cited, Decide, Read, following, kinds_in, ranking
from retrieval.places import dated, enumerate_words, place
from retrieval.question import Query
from retrieval.rarity import weight, words
from retrieval.turn import TALK, Act, Turn
from retrieval.turns import words_of
from retrieval.who import says, surname_in, surnames

BESIDE = 2  # statements between what was asked and the answer to it
AROUND = 5  # statements shown as the context of one
LISTED = 10  # documents that are named; the others are counted
SHOWN = 3  # statements about which something is told; more would bury the sentence
_WHOLE = ("more", "wording")  # acts after which passages stand whole
SHAPES = {"points", "numbers", "table", "sentence", "simpler"}  # of an answer, each in the place of another


@dataclass(frozen=True)
class _Before:
    """The answer that is acted on: what was decided, and its statements in the order of their markers."""

    evidence: Evidence
    cited: tuple[Statement, ...]
    asked: Query
    rank: Rank

    @property
    def language(self) -> str:
        return self.asked.language

    @property
    def texts(self) -> ActTexts:
        return ACTS[self.language]

    @property
    def document(self) -> Document:
        return self.evidence.document

    def citing(self, statements: Sequence[Statement], *remarks: str, more: int = 0) -> Evidence:
        """An answer with these statements under our own sentences."""
        return replace(trimmed(self.evidence, statements, more=more), remarks=remarks)

    def first(self, *remarks: str) -> Evidence:
        """An answer with the first few of its statements, the others counted."""
        return self.citing(self.cited[:SHOWN], *remarks, more=max(0, len(self.cited) - SHOWN))

    def again(self, *remarks: str) -> Evidence:
        """The answer once more, under our own sentences."""
        return replace(self.evidence, remarks=remarks)


def answered(
    turn: Turn, asked: Sequence[Document], documents: Sequence[Document], decide: Decide, cited: Cited, read: Read
) -> Evidence:
    """Decide about a turn.

    Args:
        turn: as understood.
        asked: the documents that are asked, at least one, for what concerns none of their statements.
        documents: all that there are.
        decide: decides about a question, by some documents first.
        cited: returns the statements of an answer in the order of their markers.
        read: says how surely statements of one document answer a question, a logit each.

    Returns:
        The evidence, in the form that was wished.
    """
    language = turn.query.language
    if turn.act is None:
        found, _ = following((*turn.past, turn.query), decide, cited)
        return shaped(found, turn.form, language, ranking(turn.query, asked[0], read))
    if turn.act.name in TALK:
        return _talk(turn.act.name, language, asked, documents)
    if turn.act.form.foreign:
        return _said(ACTS[language].foreign, asked[0])
    if turn.last is None:
        whole = ACTS[language].summary
        evidence = decide(Query(whole, whole, language, understood=whole), ())
    else:
        evidence, _ = following(turn.past, decide, cited)
    # A point is one of the answer, not of the point before it; and so is a list.
    instead = {"nth": {"nth"}} | dict.fromkeys(SHAPES, SHAPES | {"shorter"})
    done = [act for act in turn.done if act.name not in instead.get(turn.act.name, ()) and not act.form.foreign]
    question = turn.last or turn.query
    for act in (*done, turn.act):
        rank = ranking(question, evidence.document, read)
        evidence = _act(act, _Before(evidence, cited(evidence), question, rank), decide)
    return evidence


def _talk(name: str, language: str, asked: Sequence[Document], documents: Sequence[Document]) -> Evidence:
    texts, document = ANSWERS[language], asked[0]
    own = {"ok": ACTS[language].ok, "unhappy": ACTS[language].unhappy}
    if name in own:
        return _said(own[name], document)
    if name == "off_topic":
        return Evidence(document, "refuse", 0.0, Reason.OFF_TOPIC)
    if name == "documents":
        titles = [f"{one.title}{dated(one)}" for one in documents]
        more = len(titles) - LISTED
        lines = [f"- {title}" for title in titles[:LISTED]]
        lines += [texts.documents_more.format(count=more)] if more > 0 else []
        told = "\n".join((texts.talk[name].format(count=len(titles)), *lines))
        return replace(_said(told, document), named=told)
    if name == "abilities" and len({one.speakers_recorded for one in asked}) > 1:
        return _said(f"{texts.talk[name]} {texts.recorded['some']}", document)
    return Evidence(document, "refuse", 0.0, Reason.CONVERSATION, talk=name)


def _said(sentence: str, document: Document) -> Evidence:
    """One of our sentences is all there is to say."""
    return Evidence(document, "refuse", 0.0, Reason.CONVERSATION, talk="", remarks=(sentence,))


def _act(act: Act, before: _Before, decide: Decide) -> Evidence:
    if act.name in ("language", "translate"):
        foreign = before.language != before.document.language and before.cited
        bare = foreign and not any(statement.translation for statement in before.cited)
        return before.again(*((before.texts.untranslated,) if bare else ()))
    if act.name == "repeat":
        return before.again()
    if act.name == "counter":
        return _counter(before, decide)
    if act.name == "more" and (person := _person_meant(act.message, before)):
        return _further(before.texts.said.format(name=person), before, decide)
    if not before.cited:
        return _said(before.texts.nothing_cited, before.document)
    if act.name in _DOING:
        told = _DOING[act.name](act, before)
        return replace(told, about="") if act.name in _WHOLE else told
    return shaped(before.evidence, replace(act.form, names=act.form.names | {act.name}), before.language, before.rank)


def _who(act: Act, before: _Before) -> Evidence:
    """Who said it, or did what is asked, where that is recorded; a list of people is no answer to it."""
    document = before.document
    if deed := deed_asked(act.message):
        beside = [s for s in document.statements if any(_stands_by(s, one) for one in before.cited)]
        for some in (before.cited, beside):  # "Seidel verlangt …" stands before what Brockmeyer says to it
            if done := [s for s in some if does(s, deed, document)]:
                return before.citing(done)
    spoken = [statement for statement in before.cited if statement.speaker]
    if not spoken and document.speakers_recorded != "none":
        spoken = [statement for statement in before.cited if names_somebody(statement, document)]
    if spoken:
        return before.citing(spoken)
    topic = tuple(statement for statement in before.cited if "participant" not in statement.kind_names)[:SHOWN]
    return Evidence(document, "refuse", before.evidence.confidence, Reason.NOT_ATTRIBUTED, topic)


def _stands_by(statement: Statement, other: Statement) -> bool:
    return statement.section == other.section and abs(statement.position - other.position) <= BESIDE


def _where(_: Act, before: _Before) -> Evidence:
    places = [place(statement, before.document, before.language) for statement in before.cited[:SHOWN]]
    named = enumerate_words(list(dict.fromkeys(filter(None, places))), ANSWERS[before.language])
    return before.first(*((before.texts.where.format(places=named),) if named else ()))


def _wording(_: Act, before: _Before) -> Evidence:
    shown = before.cited[:SHOWN]
    if before.language == before.document.language or not any(statement.translation for statement in shown):
        return before.first(before.texts.wording)
    quote = ANSWERS[before.document.language].quote
    quotes = " · ".join(quote.format(words=statement.quote) for statement in shown)
    return before.first(before.texts.original.format(quotes=quotes))


def _more(_: Act, before: _Before) -> Evidence:
    """What belongs to the answer and was not shown; else what stands around its best statement."""
    statements = before.document.statements
    best = before.rank(before.cited)[0]
    under = [s for s in statements if s.parent == best.id]
    near = [s for s in statements if s.section == best.section and abs(s.position - best.position) <= AROUND]
    topic = [s for s in before.evidence.near if "participant" not in s.kind_names]
    fitting = dict.fromkeys(s for s in (*under, *near, *topic) if s not in before.cited and s.kind_names != ("label",))
    further = sorted(list(fitting)[:AROUND], key=lambda s: s.position)
    if not further:
        return before.citing(before.cited[:SHOWN], before.texts.no_more)
    return before.citing(further, before.texts.more)


def _person_meant(message: str, before: _Before) -> str:
    """Return whose further words are wanted ("Was hat sie sonst noch gesagt?"), "" where nobody's or it is not sure."""
    if not PERSON.search(message) or not says(message):
        return ""
    spoken = {statement.speaker for statement in before.cited}
    if len(spoken) == 1 and (speaker := spoken.pop()):
        return speaker
    named = {name for name in surnames(before.document) for s in before.cited if surname_in(s.quote, name)}
    return named.pop() if len(named) == 1 else ""


def _kind(act: Act, before: _Before) -> Evidence:
    """Only the statements of the kind asked for; what the statements are, where several kinds are asked for."""
    asked, texts = words_of(act.message), before.texts
    wanted = kinds_in(asked)
    if len(wanted) == 1:
        fitting = [s for s in before.cited if wanted[0] in s.kind_names]
        return before.citing(fitting) if fitting else before.again(texts.none_of_kind)
    named = [texts.kinds[kind] for kind in before.cited[0].kind_names if kind in texts.kinds]
    remarks = [texts.kind.format(kinds=enumerate_words(named, ANSWERS[before.language]))] if named else []
    return before.citing(before.cited[:1], *remarks)


def _nth(act: Act, before: _Before) -> Evidence:
    """One point of the answer, or two of them, with what stands under each."""
    cited = before.cited
    points = cited[1:] if len(cited) > 2 and cited[0].quote.rstrip().endswith(":") else cited  # what it introduces
    numbers = ordinals(act.message, len(points)) or [act.form.most or 1]
    if max(numbers) > len(points):
        return before.again(before.texts.point_missing)
    chosen = [points[number - 1] for number in numbers]
    under = [s for s in before.document.statements for one in chosen if s.parent == one.id and s not in chosen]
    return before.citing(list(dict.fromkeys([*chosen, *under[:AROUND]])))


def _counter(before: _Before, decide: Decide) -> Evidence:
    """Ask for both sides of the topic; where none opposes the other for sure, show what comes near."""
    found = _further(before.texts.for_and_against.format(topic=topic_of(before.asked)), before, decide)
    if found.aim.startswith("sides") or (found.state != "answer" and not found.note):
        return found
    if marked := [s for s in dict.fromkeys((*before.cited, *found.chosen, *found.near)) if opposed(s)]:
        return before.citing(marked[:SHOWN])
    shown = [s for s in (*found.chosen, *found.near) if s not in before.cited and "participant" not in s.kind_names]
    closest = tuple(dict.fromkeys(shown))[:SHOWN]
    return Evidence(found.document, "grey", found.confidence, Reason.NOT_IN_PROTOCOL, closest=closest, near=found.near)


def _further(question: str, before: _Before, decide: Decide) -> Evidence:
    """What is decided about a question of our own that goes on about what was asked."""
    return decide(Query(question, question, before.language, understood=question), (before.document.id,))


def topic_of(query: Query) -> str:
    """Return what a question is about: its words that say something, in order."""
    said = [word.strip("?.,:;!\"'()") for word in f"{query.before} {query.mended}".split()]
    short = [word.isupper() and len(word) > 1 for word in said]
    telling = [
        word
        for word, own, after in zip(said, short, [False, *short], strict=False)
        # "AI Act": what follows an abbreviation in capitals belongs to its name.
        if words(word) and (weight(word.lower()) >= 0.4 or own or (after and word[:1].isupper()))
    ]
    return " ".join(dict.fromkeys(telling)) or query.mended.strip("?")


def ordinals(message: str, count: int) -> list[int]:
    """Return the numbers of the points that a message means ("der zweite", "the last one" of so many), in its order."""
    starts = (
        ("erst", "first", "1st"), ("zweit", "second", "2nd"), ("dritt", "third", "3rd"), ("viert", "fourth", "4th"),
        ("fünft", "fifth", "5th"), ("sechst", "sixth", "6th"),
    )  # fmt: skip
    rows = [*enumerate(starts, 1), (count, ("letzt", "last"))]
    found = (number for word in words_of(message) for number, row in rows if word.startswith(row))
    return list(dict.fromkeys(found))


_DOING: dict[str, Callable[[Act, _Before], Evidence]] = {
    "who": _who, "where": _where, "wording": _wording, "more": _more, "kind": _kind,
    "nth": _nth,
    "true": lambda _, before: before.again(before.texts.not_checked),
    "link": lambda _, before: before.first(before.texts.link),
}  # fmt: skip
