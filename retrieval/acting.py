"""What is done with the answer before: who said that, where does it stand, shorter, more, in English, is it true.

A question that leans on the one before it is looked for near the answer of that one before it is answered by the same.
"""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ingest.document import Document, together
from ingest.statement import Statement
from protokoll.texts import ACTS, ANSWERS, ActTexts
from retrieval.answer import Reason
from retrieval.attribution import topic_of as topic_words
from retrieval.deeds import beside, deed_asked, does, outcome_asked, subjects, table, told
from retrieval.editing import with_replies
from retrieval.evidence import CLOSEST, STRUCTURED, Evidence
from retrieval.followup import BARE, REPLY
from retrieval.matters import has, matters
from retrieval.places import dated, enumerate_words, place
from retrieval.question import Query
from retrieval.rarity import weight, words
from retrieval.shaping import Rank, shaped, trimmed
from retrieval.turn import TALK, Act, Turn
from retrieval.turns import words_of
from retrieval.votes import vote_asked
from retrieval.who import asks_who, says, surname_in, surnames

AROUND = 5  # statements shown as the context of one
LISTED = 10  # documents that are named; the others are counted
SHOWN = 3  # statements about which something is told; more would bury the sentence
_WHOLE = ("more", "wording")  # acts after which passages stand whole
SHAPES = {"points", "numbers", "table", "sentence", "simpler"}  # of an answer, each in the place of another
FEW = 6  # statements cited before, near which a further question is looked for; more are a list
BEHIND = 2  # statements behind the paragraph of one that are near it
AHEAD = 0.8  # logit by which what is near must answer the words of a follow-up better than what was shown
ANSWERS_IT = -0.5  # logit from which it does
REQUESTED = -1.5  # the same, where what was shown only asks for something
REFUSED = 0.0  # the same, where nothing was found at all
SURELY = 1.0  # the same of what only asks, where it answers
NAMES = 0.5  # rarity from which a word names something
PROBABLY = 0.52  # that there is an answer, as judged with the question before it
CONCRETE = 0.4  # the same of a word that a task has too
SELDOM = 4  # times that it stands in the document
SHORT = 4  # letters of a word that hardly names a task
SURE = 0.5  # logit with the question before it from which what was shown answers the follow-up too
# Words by which a kind of statement is asked for (beginnings).
_KINDS = (
    ("demand", ("forder", "gefordert", "demand", "demanded")), ("question", ("frage", "fragen", "question")),
    ("decision", ("beschl", "decid", "decision")),
    ("fact", ("tatsache", "fakt", "feststell", "fact", "observ")), ("claim", ("meinung", "einschätz", "opinion",
    "assess")), ("quotation", ("zitat", "quot")),
)  # fmt: skip

_BREAK = re.compile(r"\n\s*(?:\n|[-*•]|\d+[.)]\s)")
_DUTY = re.compile(r"(?i)\b(?:wer|wann|frist|who|when|deadline)\b")
_PERSON = re.compile(r"\b(?:er|sie|he|she)\b", re.IGNORECASE)
_HANDS_OVER = re.compile(r"(?i)(?=.*\b(?:bitte|danke?|thanks?|please)\b).{0,60}")  # "Danke. Frau Wolters, bitte."

Read = Callable[[str, Sequence[Statement]], Sequence[float]]
Decide = Callable[[Query], Evidence]
Cited = Callable[[Evidence], tuple[Statement, ...]]
_Trail = tuple[tuple[Document, tuple[Statement, ...]], ...]  # what the answers before have shown


@dataclass(frozen=True)
class _Before:
    """The answer that is acted on: what was decided, and its statements in the order of their markers."""

    evidence: Evidence
    cited: tuple[Statement, ...]
    language: str
    rank: Rank

    @property
    def texts(self) -> ActTexts:
        return ACTS[self.language]

    @property
    def document(self) -> Document:
        return self.evidence.document

    def citing(self, statements: Sequence[Statement], *remarks: str, more: int = 0) -> Evidence:
        """An answer with these statements under our own sentences."""
        return replace(trimmed(self.evidence, statements, more=more), remarks=remarks)

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
        decide: decides about a question.
        cited: returns the statements of an answer in the order of their markers.
        read: says how surely statements of one document answer a question, a logit each.

    Returns:
        The evidence, in the form that was wished.
    """
    language = turn.query.language
    if turn.act is None:
        found, _ = _following((*turn.past, turn.query), decide, cited, read)
        return shaped(found, turn.form, language, _ranking(turn.query, asked[0], read))
    if turn.act.name in TALK:
        return _talk(turn.act.name, language, asked, documents)
    if turn.act.form.foreign or turn.act.name == "foreign":
        return _said(ACTS[language].foreign, asked[0])
    if turn.last is None:
        whole = ACTS[language].summary
        evidence = decide(Query(whole, whole, language, understood=whole))
        rank = _ranking(turn.query, asked[0], read)
        return _act(turn.act, _Before(evidence, cited(evidence), language, rank), decide, turn.query)
    evidence, _ = _following(turn.past, decide, cited, read)
    # A point is one of the answer, not of the point before it; and so is a list.
    instead = {"nth": {"nth"}} | dict.fromkeys(SHAPES, SHAPES | {"shorter"})
    done = [act for act in turn.done if act.name not in instead.get(turn.act.name, ())]
    for act in (*done, turn.act):
        rank = _ranking(turn.last, evidence.document, read)
        evidence = _act(act, _Before(evidence, cited(evidence), language, rank), decide, turn.last)
    return evidence


def _following(queries: Sequence[Query], decide: Decide, cited: Cited, read: Read) -> tuple[Evidence, _Trail]:
    """Decide about the last of some questions; with what was shown for each of those that it leans on, oldest first."""
    *earlier, query = queries
    evidence = decide(query)
    if not earlier or not query.root or evidence.others or evidence.reason is Reason.CONVERSATION:
        return evidence, ()
    before, trail = _following(earlier, decide, cited, read)
    if shown := tuple(s for s in cited(before) if "participant" not in s.kind_names):
        trail = (*trail, (before.document, shown))
    if trail and len(trail[-1][1]) <= FEW:
        evidence = _further_on(query, evidence, trail, read)
    return evidence, trail


def _further_on(query: Query, evidence: Evidence, trail: _Trail, read: Read) -> Evidence:
    document, shown = trail[-1]
    alone = not query.before and not query.instead[0] and not _PERSON.search(query.mended)
    if alone and any(weight(word) > NAMES for word in words(query.mended)):
        return evidence
    known = {statement for _, each in trail for statement in each}
    done, reply = _outcome(query, document, shown), _reply(query, document, shown)
    if reply or (done and not {*evidence.chosen} <= {*done}) or (done and evidence.state != "answer"):
        return _told(query, document, reply or done, STRUCTURED)
    person = _person(query, shown)
    theirs = tuple(s for s in evidence.chosen if s.speaker == person)
    if person and theirs and not evidence.aim:
        evidence = replace(evidence, chosen=theirs)
    repeated = evidence.state == "answer" and {*evidence.chosen} <= known
    nobody = evidence.reason is Reason.NOT_ATTRIBUTED and document.speakers_recorded == "none"
    if evidence.note or nobody or (evidence.state == "answer" and not repeated):
        return evidence
    return _near(query, evidence, document, shown, read)


def _told(query: Query, document: Document, chosen: Sequence[Statement], confidence: float) -> Evidence:
    found = with_replies(chosen, document)
    return Evidence(document, "answer", confidence, chosen=found, near=found, about=query.mended)


def _outcome(query: Query, document: Document, shown: Sequence[Statement]) -> list[Statement]:
    """What was decided on the matter that was spoken of, where a question asks for it and names none itself."""
    named = [w for w in words(query.mended) if weight(w) > NAMES and w not in beside() and not outcome_asked(w)]
    decided = outcome_asked(query.mended) or re.match(table()["words"]["decided"], query.mended, re.IGNORECASE)
    if not decided or named or vote_asked(query.mended):
        return []
    of = [matter for matter in matters(document) if {*shown} & {*matter.statements}]
    done = [s for s in of[0].statements if {"decision", "vote"} & {*s.kind_names}] if len(of) == 1 else []
    return done if len(done) <= SHOWN else []


def _reply(query: Query, document: Document, shown: Sequence[Statement]) -> list[Statement]:
    """What somebody else says behind what was shown, where a question asks for the reply to it."""
    topic = [word for word in words(REPLY.sub("", query.mended)) if weight(word) > NAMES]
    if not REPLY.search(query.mended) or not (query.before or not topic):
        return []
    asked = [s for s in shown if _asks(s, document)] or [shown[-1]]
    named = [name for name in surnames(document) if surname_in(query.mended, name)]
    behind = document.statements[asked[-1].position + 1 :][:AROUND]
    for statement in (s for s in behind if _is_near(s, asked[-1], document) and not s.quote.endswith("?")):
        people = (statement.speaker, *subjects(statement, document))
        if any(people) and statement.speaker != (asked[-1].speaker or ""):
            by = " ".join(filter(None, people))
            return [statement] if not named or any(surname_in(by, name) for name in named) else []
    return []


def _near(query: Query, evidence: Evidence, document: Document, shown: Sequence[Statement], read: Read) -> Evidence:
    """Look for an answer near what was shown; the same is no answer once more unless it is clearly the best."""
    repeated = evidence.state == "answer"
    around = _around(query, shown, document)
    before = dict.fromkeys([*shown, *(evidence.chosen if repeated else ())])
    both = [*before, *(s for s in around if s not in before)]
    own = dict(zip(both, read(query.mended, both), strict=True))
    asked = all(_asks(s, document) for s in before) and deed_asked(query.mended) not in ("ask", "request")
    telling = [s for s in before if (own[s] > SURELY or not asked) and _tells(query, s, document)]
    least = max((own[s] + AHEAD for s in telling), default=REQUESTED)
    least = max(least, REQUESTED if asked else ANSWERS_IT if repeated else REFUSED)
    better = sorted((s for s in around if own[s] >= least and s not in before), key=lambda s: -own[s])[:2]
    if len(better) == 2 and not shown[-1].position < better[1].position < better[0].position:
        better = better[:1] if _BREAK.search(_between(better[0], better[1], document)) else better
    if repeated and not better and not {*evidence.chosen} & {*shown}:  # of two answers before, the last one counts
        better = [s for s in shown if own[s] >= max(ANSWERS_IT, *(own[each] for each in evidence.chosen))][:1]
    if better:
        chosen = sorted(better, key=lambda s: s.position)
        return _told(query, document, chosen, max(0.5, 1 / (1 + math.exp(-own[better[0]]))))
    if not repeated or evidence.confidence >= STRUCTURED:
        return evidence
    answers = max(own[s] for s in before) >= ANSWERS_IT or evidence.confidence >= PROBABLY
    joined = dict(zip(both, read(together(query.before or query.root, query.mended), both), strict=True))
    best = max(joined[s] for s in before)
    if close := [s for s in around if joined[s] > max(0.0, best - 1) and s not in before]:
        return replace(evidence, chosen=tuple(sorted((*evidence.chosen, *close[:2]), key=lambda s: s.position)))
    who = asks_who(query.mended) and any(_tells(query, s, document) for s in evidence.chosen)
    if who or answers or best >= SURE:
        return evidence
    if rather := [s for s in around if own[s] >= ANSWERS_IT and s not in before][:1]:
        return _told(query, document, rather, 0.5)
    return Evidence(
        document, "refuse", evidence.confidence, Reason.NOT_IN_PROTOCOL, closest=tuple(shown[:CLOSEST]),
        near=evidence.near, note="nothing_more",
    )  # fmt: skip


def _around(query: Query, shown: Sequence[Statement], document: Document) -> list[Statement]:
    """What stands near what was shown: in its paragraph, behind it, under it; of whoever "she" is, and tasks named."""
    person = _person(query, shown)
    known = surnames(document)
    wanted = [word for word in topic_words(query.mended, "") if len(word) > SHORT]
    if _DUTY.search(query.mended):
        named = {w for s in shown for w in words(s.quote) if weight(w) > CONCRETE and w.title() not in known}
        wanted += [word for word in named if document.text.lower().count(word) <= SELDOM]
    # "Bis wann?" would take any date: of the next paragraph it takes none.
    behind = BEHIND if len(words(query.mended)) > BARE else 0
    found = []
    for s in document.statements:
        row = " | " in s.quote
        near = any(_is_near(s, one, document, behind) for one in shown) and not row
        if person:
            near = s.speaker == person
        task = "task" in s.kind_names and any(has(word, s.quote.lower()) for word in wanted)
        says_it = not {"participant", "label"} & {*s.kind_names} and not _HANDS_OVER.fullmatch(s.quote)
        if (near or task) and says_it and s not in shown and _tells(query, s, document):
            found.append(s)
    return found[: 2 * AROUND]


def _tells(query: Query, statement: Statement, document: Document) -> bool:
    """Say whether a statement can answer who somebody is, where that is asked: it names somebody, or has a speaker."""
    named = statement.speaker or any(surname_in(statement.quote, name) for name in surnames(document))
    return bool(named) or not asks_who(query.mended)


def _person(query: Query, shown: Sequence[Statement]) -> str:
    """Who "he" is: whoever alone has spoken in what was shown, "" where a question has no such word."""
    people = {None if s.reported else s.speaker for s in shown}
    return (people.pop() if len(people) == 1 and _PERSON.search(query.mended) else None) or ""


def _is_near(statement: Statement, one: Statement, document: Document, behind: int = BEHIND) -> bool:
    if statement.parent == one.id:
        return True
    first, last = sorted((statement, one), key=lambda s: s.position)
    if first.section != last.section or last.position - first.position > AROUND:
        return False
    return 0 < statement.position - one.position <= behind or not _BREAK.search(_between(first, last, document))


def _between(one: Statement, other: Statement, document: Document) -> str:
    return document.text[min(one.end, other.end) : max(one.start, other.start)]


def _ranking(query: Query, document: Document, read: Read) -> Rank:
    """Order statements by how surely they answer a question; whoever only asks comes last."""

    def rank(statements: Sequence[Statement]) -> list[Statement]:
        sure = dict(zip(statements, read(query.text, statements), strict=True))
        return sorted(statements, key=lambda s: (s.document == document.id and _asks(s, document), -sure[s]))

    return rank


def _asks(statement: Statement, document: Document) -> bool:
    """Say whether somebody asks for something in a statement, an answer or a deed, and nothing else is told in it."""
    asking = {*does(statement, "ask", document), *does(statement, "request", document)}
    return statement.quote.endswith("?") or len(asking) == len(list(told(statement, document)))


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


def _act(act: Act, before: _Before, decide: Decide, asked: Query) -> Evidence:
    if act.form.foreign:
        return before.evidence
    if act.name in ("german", "english", "language", "translate"):
        foreign = before.language != before.document.language and before.cited
        bare = foreign and not any(statement.translation for statement in before.cited)
        return before.again(*((before.texts.untranslated,) if bare else ()))
    if act.name == "repeat":
        return before.again()
    if act.name == "counter":
        return _counter(before, decide, asked)
    if act.name == "more" and (person := _person_meant(act.message, before)):
        return decide(_further(before.texts.said.format(name=person), asked, before.language))
    if not before.cited:
        return _said(before.texts.nothing_cited, before.document)
    if act.name in _DOING:
        told = _DOING[act.name](act, before)
        return replace(told, about="") if act.name in _WHOLE else told
    return shaped(before.evidence, replace(act.form, names=act.form.names | {act.name}), before.language, before.rank)


def _who(act: Act, before: _Before) -> Evidence:
    """Who said it, or did what is asked, where that is recorded; a list of people is no answer to it."""
    deed = deed_asked(act.message)
    if deed and (done := [s for s in before.cited if does(s, deed, before.document)]):
        return before.citing(done)
    spoken = [statement for statement in before.cited if statement.speaker]
    if spoken:
        return before.citing(spoken)
    topic = tuple(statement for statement in before.cited if "participant" not in statement.kind_names)[:SHOWN]
    return Evidence(before.document, "refuse", before.evidence.confidence, Reason.NOT_ATTRIBUTED, topic)


def _where(_: Act, before: _Before) -> Evidence:
    shown = before.cited[:SHOWN]
    places = [place(statement, before.document, before.language) for statement in shown]
    named = enumerate_words(list(dict.fromkeys(filter(None, places))), ANSWERS[before.language])
    remarks = (before.texts.where.format(places=named),) if named else ()
    return before.citing(shown, *remarks, more=len(before.cited) - len(shown))


def _wording(_: Act, before: _Before) -> Evidence:
    shown = before.cited[:SHOWN]
    remarks = [before.texts.wording]
    if before.language != before.document.language and any(statement.translation for statement in shown):
        quote = ANSWERS[before.document.language].quote
        quotes = " · ".join(quote.format(words=statement.quote) for statement in shown)
        remarks = [before.texts.original.format(quotes=quotes)]
    return before.citing(shown, *remarks, more=len(before.cited) - len(shown))


def _true(_: Act, before: _Before) -> Evidence:
    return before.again(before.texts.not_checked)


def _more(_: Act, before: _Before) -> Evidence:
    """What belongs to the answer and was not shown; else what stands around its best statement."""
    statements = before.document.statements
    best = before.rank(before.cited)[0]
    under = [s for s in statements if s.parent == best.id]
    near = [s for s in statements if s.section == best.section and abs(s.position - best.position) <= AROUND]
    topic = [s for s in before.evidence.near if "participant" not in s.kind_names]
    fitting = dict.fromkeys(s for s in (*under, *near, *topic) if s not in before.cited and s.kind_names != ("label",))
    further = sorted(list(fitting)[:AROUND], key=lambda s: s.position)
    return (
        before.citing(further, before.texts.more)
        if further
        else before.citing(before.cited[:SHOWN], before.texts.no_more)
    )


def _person_meant(message: str, before: _Before) -> str:
    """Return whose further words are wanted ("Was hat sie sonst noch gesagt?"), "" where nobody's or it is not sure."""
    if not _PERSON.search(message) or not says(message):
        return ""
    spoken = {statement.speaker for statement in before.cited}
    if len(spoken) == 1 and (speaker := spoken.pop()):
        return speaker
    named = {name for name in surnames(before.document) for s in before.cited if surname_in(s.quote, name)}
    return named.pop() if len(named) == 1 else ""


def _simpler(_: Act, before: _Before) -> Evidence:
    return before.citing([min(before.cited, key=lambda s: len(s.quote))], before.texts.simpler)


def _link(_: Act, before: _Before) -> Evidence:
    shown = before.cited[:SHOWN]
    return before.citing(shown, before.texts.link, more=len(before.cited) - len(shown))


def _kind(act: Act, before: _Before) -> Evidence:
    """Only the statements of the kind asked for; what the statements are, where several kinds are asked for."""
    asked = words_of(act.message)
    wanted = [kind for kind, starts in _KINDS if any(word.startswith(starts) for word in asked)]
    if len(wanted) == 1:
        fitting = [s for s in before.cited if wanted[0] in s.kind_names]
        return before.citing(fitting) if fitting else before.again(before.texts.none_of_kind)
    named = [before.texts.kinds[kind] for kind in before.cited[0].kind_names if kind in before.texts.kinds]
    remarks = [before.texts.kind.format(kinds=enumerate_words(named, ANSWERS[before.language]))] if named else []
    return before.citing(before.cited[:1], *remarks)


def _nth(act: Act, before: _Before) -> Evidence:
    """One point of the answer, or two of them, with what stands under each."""
    points = _points(before.cited)
    numbers = ordinals(act.message, len(points)) or [act.form.most or 1]
    if max(numbers) > len(points):
        return before.again(before.texts.point_missing)
    chosen = [points[number - 1] for number in numbers]
    under = [s for s in before.document.statements for one in chosen if s.parent == one.id and s not in chosen]
    return before.citing(list(dict.fromkeys([*chosen, *under[:AROUND]])))


def _points(cited: Sequence[Statement]) -> Sequence[Statement]:
    """The points of an answer: without the line that introduces them."""
    return cited[1:] if len(cited) > 2 and cited[0].quote.rstrip().endswith(":") else cited


def _counter(before: _Before, decide: Decide, asked: Query) -> Evidence:
    """Ask for both sides of the topic; where none opposes the other for sure, show what comes near."""
    found = decide(_further(before.texts.for_and_against.format(topic=topic_of(asked)), asked, before.language))
    if found.aim.startswith("sides") or (found.state != "answer" and not found.note):
        return found
    shown = [s for s in (*found.chosen, *found.near) if s not in before.cited and "participant" not in s.kind_names]
    closest = tuple(dict.fromkeys(shown))[:SHOWN]
    return Evidence(found.document, "grey", found.confidence, Reason.NOT_IN_PROTOCOL, closest=closest, near=found.near)


def _further(question: str, asked: Query, language: str) -> Query:
    """A question of our own that goes on about what was asked."""
    return Query(question, question, language, understood=question, root=asked.root or asked.text)


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
    "who": _who, "where": _where, "wording": _wording, "true": _true, "more": _more, "simpler": _simpler, "link": _link,
    "kind": _kind, "nth": _nth,
}  # fmt: skip
