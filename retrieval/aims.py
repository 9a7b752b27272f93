"""Questions for more than a passage: a conclusion, all numbers, two sides, a contradiction, a comparison, a term."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from itertools import combinations

from ingest.document import Document
from ingest.labels import label_at
from ingest.packaged import read_table
from ingest.segment import TITLE_SECTION
from ingest.statement import Statement
from retrieval.answer import Reason
from retrieval.attribution import topic_of
from retrieval.deeds import subjects
from retrieval.editing import FIRST, FULL, all_of, formalities, most_important, sides
from retrieval.evidence import CLOSEST, STRUCTURED, Evidence, Group, together
from retrieval.figures import figures
from retrieval.frame import WHEN_AND_WHERE, frame_of
from retrieval.lists import asked_list, names_meeting, names_title, of_list
from retrieval.matters import names
from retrieval.polarity import SURE, judgement
from retrieval.question import Query
from retrieval.rarity import stems, words
from retrieval.structure import holds_results, named_sections, statements_of, without_labels
from retrieval.table import table
from retrieval.terms import meaning_asked, spelled_out, term_explained
from retrieval.who import surname_in, surnames

_SPEECH = 80  # characters from which it tells something: "Eleven feet of my yard is the yard." does not
_EACH = 4  # statements of either side of a comparison
_SIDES = re.compile(
    r"\b(?:für|pro)\b.*\b(?:gegen|contra|kontra)\b|\bdafür\b.*\bdagegen\b|\bwiderspr(?:icht|ach)\b.*\bwem\b|"
    r"\bvor-? und nachteile|\bfor\b.*\bagainst\b|\bpros and cons\b|\badvantages and disadvantages|"
    r"\bwho (?:disagrees?|disagreed)\b",
    re.IGNORECASE,
)
_COMPARING = re.compile(
    r"\b(?:vergleich\w*|unterschied(?:e|en|s)?|unterscheide\w*|compar\w+|differ\w*|versus|vs)\b", re.IGNORECASE
)
_CHAIR = re.compile(r"(?i)vorsitz|chair|präsident|president|moderat")
_ARTICLE = r"(?:(?:der|die|das|den|dem|the) )?"
_THING = r"[^\W\d_][\w-]*(?: [A-ZÄÖÜ\d][\w-]*){0,2}"
_PAIR = re.compile(rf"{_ARTICLE}(?P<one>{_THING}),? (?:und|mit|and|with|to) {_ARTICLE}(?P<two>{_THING})")


def aimed(query: Query, documents: Sequence[Document]) -> Evidence | None:
    """Answer a question for more than a passage.

    Args:
        query: the question.
        documents: that may be asked.

    Returns:
        The evidence, a part a document; None where the question wants something in particular, or no document has it.
    """
    if query.before or not query.usable:
        return None
    for aim in _AIMS:
        parts = [part for document in documents if (part := aim(query, document))]
        if parts:
            return together(parts)
    return None


def _two_sides(query: Query, document: Document) -> Evidence | None:
    """Both sides of what is asked about, named as sides; that nobody is named is told by retrieval.holders."""
    if not _SIDES.search(query.asked) and _asks(query.asked, "contradiction") is None:
        return None
    topic = _topic(query.asked, "sides", "contradiction")
    spoken = [s for s in document.statements if _speaks_of(s, topic) and not _of_the_head(s)]
    pro = [s for s in spoken if judgement(s) >= SURE][:_EACH]
    con = [s for s in spoken if judgement(s) <= -SURE][:_EACH]
    return _grouped("sides", sides(pro, con, document), document) if pro and con else None


def _contradiction(query: Query, document: Document) -> Evidence | None:
    """What stands against each other, where the question names no topic: as it judges, or as the minutes mark it.

    Where nothing does, that is said: what is told of one thing alone is no dispute.
    """
    if _asks(query.asked, "contradiction") != ():
        return None
    if pair := _opposite(document):
        return _grouped("contradiction", sides(pair[:1], pair[1:], document), document)
    marks, answering = _shapes("contradiction", "marks", "answering")
    marked: dict[str, Statement] = {}
    for s in document.statements:
        before = document.statements[s.position - 1 : s.position] if answering.search(s.quote) else ()
        if not _of_the_head(s) and (before or marks.search(s.quote)):
            marked |= {one.id: one for one in (*before, s) if one.section == s.section}
    if marked:
        return _first(_grouped("disputed", (), document), list(marked.values()), list(marked.values())[:FIRST])
    return Evidence(document, "refuse", 0.0, Reason.NOT_IN_PROTOCOL, aim="no_contradiction")


def opposed(statement: Statement) -> bool:
    """Say whether a statement tells by itself that something was disputed: "Gegenrede: …", "Dem wurde entgegnet"."""
    return any(shape.search(statement.quote) for shape in _shapes("contradiction", "marks", "answering"))


def _opposite(document: Document) -> tuple[Statement, ...]:
    """The two statements of different places that judge one thing by its name in the most opposite ways, if any do."""
    sure = [(judged, s, _names_in(s)) for s in document.statements if abs(judged := judgement(s)) >= SURE]
    pairs = [
        (abs(first - second), (one, other))
        for (first, one, names_), (second, other, others) in combinations(sure, 2)
        if first * second < 0 and names_ & others and (one.section[0], one.speaker) != (other.section[0], other.speaker)
    ]
    return max(pairs, key=lambda pair: pair[0], default=(0.0, ()))[1]


def _names_in(statement: Statement) -> frozenset[str]:
    """Names of one or two words that begin with an abbreviation: "AI Act", also of "AI Acts"."""
    bare = re.sub(r"\b(\w+?)s\b", r"\1", statement.quote)
    return frozenset(re.findall(r"\b[A-ZÄÖÜ]{2,}\b(?: [A-ZÄÖÜ]\w+)?", bare)) - {"KI", "AI", "EU", "USA"}


def _comparison(query: Query, document: Document) -> Evidence | None:
    """What is said of two things, each by itself: by two people, under two headings, on two topics."""
    if not _COMPARING.search(query.asked):
        return None
    found = _PAIR.search(_compared(query.asked))
    pair = (found["one"], found["two"]) if found else ()
    if people := _of_people(query, pair, document):
        return people
    sections = named_sections(query.asked, document)
    if len(sections) == 2:
        said = [(one.title, without_labels(statements_of(one, document))) for one in sections]
        groups = [Group("section", most_important(some, FIRST, document), title) for title, some in said]
        return _grouped("comparison", groups, document, rest=[s for _, some in said for s in some])
    return _of_things(pair, document) if pair else None


def _compared(question: str) -> str:
    """The question as "A und B", whatever word compares them: "vergleiche A mit B", "A vs. B"."""
    joined = re.sub(r"\s(?:versus|vs)\.?\s", " und ", question, flags=re.IGNORECASE)
    bare = re.sub(r"\s+", " ", _COMPARING.sub(" ", joined)).strip()
    return re.sub(r"^.*\b(?:zwischen|between) ", "", bare, flags=re.IGNORECASE)


def _of_people(query: Query, pair: Sequence[str], document: Document) -> Evidence | None:
    """What two people said, each their own words, on the topic where one is named; who said nothing is named."""
    small = query.asked.lower()
    named = sorted(
        (name for name in surnames(document) if surname_in(query.asked, name)), key=lambda n: small.find(n.lower())
    )
    missing = [word for word in (one.split()[-1] for one in pair) if not any(surname_in(word, name) for name in named)]
    if not named or (len(named) < 2 and not (len(missing) == 1 and missing[0][:1].isupper())):
        return None
    people = {word for name in (*named, *missing) for word in words(name)}
    topic = [word for word in topic_of(_COMPARING.sub(" ", query.asked), "") if word not in people]
    groups, silent = [], list(missing)
    for name in named[:2]:
        theirs = [s for s in document.statements if _own(s, name, document)]
        theirs = [s for s in theirs if not topic or names(topic, f"{s.quote} {' '.join(s.section)}")]
        if theirs:
            groups.append(Group("person", most_important(theirs, _EACH, document), name))
        else:
            silent.append(name)
    return replace(_grouped("comparison", groups, document), lacking=tuple(silent)) if groups else None


def _own(statement: Statement, surname: str, document: Document) -> bool:
    """Say whether a statement is recorded as somebody's, or tells what they say."""
    spoken = statement.speaker and surname_in(statement.speaker, surname)
    return bool(spoken) or any(surname_in(name, surname) for name in subjects(statement, document))


def _of_things(pair: Sequence[str], document: Document) -> Evidence | None:
    """What is said of two things together, and of each alone; nothing where one of them does not come up."""
    spoken = [s for s in document.statements if not _of_the_head(s) and not s.text.endswith(":")]
    of_each = [[s for s in spoken if _speaks_of(s, _stems_of(thing))] for thing in pair]
    if not all(of_each):
        return None
    both = [s for s in of_each[0] if s in of_each[1]]
    groups = [Group("both", most_important(both, _EACH, document))] if both else []
    for name, statements in zip(pair, of_each, strict=True):
        if alone := [s for s in statements if s not in both]:
            ordinal = name[:1].islower() and name.split()[0].endswith("en")  # "den zweiten Bauabschnitt"
            groups.append(Group("about_it" if ordinal else "about", most_important(alone, _EACH, document), name))
    return _grouped("comparison", groups, document, rest=[s for each in of_each for s in each])


def _meaning(query: Query, document: Document) -> Evidence | None:
    """Where the minutes use a term and nowhere say what it means, that is said, with where they use it."""
    term = meaning_asked(query.asked)
    uses = [s for s in document.statements if term and _speaks_of(s, _stems_of(term)) and not s.label]
    if term and (told := tuple(s for s in document.statements if spelled_out(term, s))):
        return Evidence(document, "answer", STRUCTURED, chosen=told[:1], near=told[:1])
    if not uses or any(term_explained(term, s) for s in uses):
        return None
    used = _grouped("unexplained", [Group("used", tuple(uses[:CLOSEST]))], document)
    return replace(used, state="refuse", confidence=1 - STRUCTURED, reason=Reason.NOT_IN_PROTOCOL, who=term)


def _numbers(query: Query, document: Document) -> Evidence | None:
    if _asks(query.asked, "numbers") != ():
        return None
    with_figures = [s for s in document.statements if not s.label and figures(s)]
    if not with_figures:
        return None
    return _first(_grouped("numbers", (), document), with_figures, with_figures[:FIRST])


def _first(evidence: Evidence, statements: Sequence[Statement], most: Sequence[Statement]) -> Evidence:
    """All of the statements up to FULL, else the given ones, the others behind them."""
    shown = tuple(statements if len(statements) <= FULL else most)
    kept = {s.id for s in shown}
    rest = tuple(s for s in statements if s.id not in kept)
    return replace(evidence, chosen=shown, groups=(Group("", shown),), rest=rest)


def _conclusion(query: Query, document: Document) -> Evidence | None:
    """The theses or the summary that the minutes have; else what was decided; else the weightiest of each section."""
    other = _asks(query.asked, "conclusion")
    if other is None or not all(names_title(word, document) or names_meeting(word, document) for word in other):
        return None
    if (listed := asked_list(query.asked, document)) and listed.statements:  # "Welche Themen wurden besprochen?"
        return None
    results = [section for section in document.sections if holds_results(section.title)]
    theses = without_labels([s for section in results[:1] for s in statements_of(section, document)])
    if theses:
        return _first(_grouped("conclusion", (), document), theses, most_important(theses, FIRST, document))
    formal = formalities()
    framed = {s for name in WHEN_AND_WHERE for s in frame_of(name, document)}
    spoken = [s for s in document.statements if not (_of_the_head(s) or s in framed or formal.search(s.quote))]
    under = {s.title: [o for o in spoken if o.section[0] == s.title] for s in document.sections}
    under = {title: some for title, some in under.items() if some and not formal.search(title)}
    decided = [s for s in of_list("decision", document) if s in spoken and not formal.search(s.section[0])]
    if len(decided) > 1:
        evidence = replace(_grouped("results" if under else "results_bare", (), document), who=document.title)
        return _first(replace(evidence, named="; ".join(under)), decided, decided[:FIRST])
    aim = "overview"
    groups = [Group("section", most_important(some, 1, document), title) for title, some in under.items()]
    if document.speakers_recorded == "all" or len(groups) < 2:
        aim = "voices" if under else "overview"
        head = [s for s in spoken if s.section[:1] == (TITLE_SECTION,) and not s.speaker]
        # "Zuruf: Für Sie vielleicht!" says nothing of a meeting.
        head = [s for s in head if len(s.quote) >= _SPEECH and not label_at(s.quote, 0)]
        head = [s for s in head if s.text not in document.title][:_EACH]
        groups = [Group("", tuple(head))] if head else []
        for name in dict.fromkeys(s.speaker for s in spoken if s.speaker and not _CHAIR.search(s.speaker)):
            said = [s for s in spoken if s.speaker == name and "?" not in s.quote and len(s.quote) >= _SPEECH]
            groups += [Group("person", most_important(said, 1, document), name)] if said else []
    if len(groups) < 2:
        return None
    return replace(_grouped(aim, groups[:FULL], document), who=document.title, named="; ".join(under))


_AIMS: tuple[Callable[[Query, Document], Evidence | None], ...] = (
    _two_sides, _contradiction, _comparison, _meaning, _numbers, _conclusion,
)  # fmt: skip


def _grouped(aim: str, groups: Sequence[Group], document: Document, *, rest: Sequence[Statement] = ()) -> Evidence:
    """An answer of groups; `rest` are statements behind them, those of the groups among them or not."""
    chosen = all_of(groups)
    rest = tuple(dict.fromkeys(s for s in rest if s not in chosen))
    return Evidence(document, "answer", STRUCTURED, chosen=chosen, groups=tuple(groups), aim=aim, rest=rest)


def _asks(question: str, aim: str) -> tuple[str, ...] | None:
    """The words of a question beyond those that ask for an aim; None where it does not ask for it."""
    asked = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", question.lower().replace("tl;dr", "tldr"))
    cues, around = _row(aim)
    if not any(word in cues for word in asked):
        return None
    return tuple(word for word in asked if word not in cues and word not in around and word not in table()["with"])


def _topic(question: str, *aims: str) -> list[set[str]]:
    """Stems of each word that says what a question is about."""
    around = {word for aim in aims for words in _row(aim) for word in words} | table()["with"]
    return _stems_of(" ".join(word for word in words(question) if word not in around))


def _stems_of(text: str) -> list[set[str]]:
    """Stems of each word, with those of other names of the same thing."""
    return [{stem for name in _names_of(word) for stem in stems(name)} for word in words(text)]


def _names_of(word: str) -> tuple[str, ...]:
    rows = read_table("retrieval", "data/aims.toml")["same"]["names"]
    return next((tuple(row.split()) for row in rows if word in row.split()), (word,))


def _speaks_of(statement: Statement, topic: Sequence[set[str]]) -> bool:
    """Say whether a statement has all words of a topic, in either language."""
    texts = [statement.quote, statement.translation or ""]
    said = {stem for text in texts for word in words(text) for stem in stems(word)}
    return bool(topic) and all(wanted & said for wanted in topic)


def _of_the_head(statement: Statement) -> bool:
    """Say whether a statement is a line of the title block or of a list of people, or "[Laughter]"."""
    return bool(statement.label) or "participant" in statement.kind_names or statement.kind_names == ("label",)


def _shapes(aim: str, *names: str) -> list[re.Pattern[str]]:
    row = read_table("retrieval", "data/aims.toml")[aim]
    return [re.compile(row[name], re.IGNORECASE) for name in names]


@cache
def _row(aim: str) -> tuple[frozenset[str], frozenset[str]]:
    row = read_table("retrieval", "data/aims.toml")[aim]
    return frozenset(row.get("words", "").split()), frozenset(row["with"].split())
