"""Questions for more than a passage: a conclusion, all numbers, two sides, a contradiction, a comparison, a term."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from ingest.document import Document, Section
from ingest.packaged import read_table
from ingest.segment import TITLE_SECTION
from ingest.statement import Statement
from retrieval.answer import Reason
from retrieval.attribution import topic_of
from retrieval.deeds import subjects
from retrieval.editing import FIRST, FULL, all_of, most_important, sides
from retrieval.evidence import CLOSEST, STRUCTURED, Evidence, Group, together
from retrieval.frame import WHEN_AND_WHERE, frame_of
from retrieval.lists import KINDS, asked_list, kind_asked, names_meeting, names_title, of_list
from retrieval.matters import names
from retrieval.numbers import figures
from retrieval.polarity import SURE, judgement
from retrieval.question import Query
from retrieval.rarity import stems, weight, words
from retrieval.structure import holds_results, is_numbered, named_sections, statements_of, without_labels
from retrieval.table import table
from retrieval.terms import meaning_asked, role_asked, term_explained
from retrieval.who import surname_in, surnames

_EACH = 4  # statements of either side of a comparison
_SIDES = re.compile(
    r"\b(?:für|pro)\b.*\b(?:gegen|contra|kontra)\b|\bdafür\b.*\bdagegen\b|\bwiderspr(?:icht|ach)\b.*\bwem\b|"
    r"\bvor-? und nachteile|\bfor\b.*\bagainst\b|\bpros and cons\b|\badvantages and disadvantages|"
    r"\bwho (?:disagrees?|disagreed)\b",
    re.IGNORECASE,
)
_WHO = re.compile(
    r"\W*(?:wer|who|welche \w*(?:expert|teilnehm|redner|abgeordnet|partei)\w*|which \w*(?:expert|speaker|part)\w*)\b",
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
    """Both sides of what is asked about, named as sides; people only where the minutes record who spoke."""
    contradicting = _asks(query.asked, "contradiction")
    if not _SIDES.search(query.asked) and contradicting is None:
        return None
    topic = _topic(query.asked, "sides", "contradiction")
    if not topic:
        return None
    spoken = [s for s in document.statements if _speaks_of(s, topic) and not _of_the_head(s)]
    pro = [s for s in spoken if judgement(s) >= SURE]
    con = [s for s in spoken if judgement(s) <= -SURE]
    nameless = bool(_WHO.match(query.asked)) and document.speakers_recorded == "none"
    if pro and con:
        groups = sides(pro[:_EACH], con[:_EACH], document)
        both = Evidence(document, "answer", STRUCTURED, chosen=all_of(groups), groups=groups, aim="sides")
        if not nameless:
            return both
        unnamed = replace(both, state="refuse", confidence=1 - STRUCTURED, aim="sides_nameless")
        return replace(unnamed, reason=Reason.NOT_ATTRIBUTED)
    if nameless and spoken:
        return Evidence(document, "refuse", 1 - STRUCTURED, Reason.NOT_ATTRIBUTED, chosen=tuple(spoken[:CLOSEST]))
    return None


def _contradiction(query: Query, document: Document) -> Evidence | None:
    """What stands against each other, where the question names no topic: as it judges, or as the minutes mark it.

    Where nothing does, that is said: what is told of one thing alone is no dispute.
    """
    if _asks(query.asked, "contradiction") != ():
        return None
    evidence = Evidence(document, "answer", STRUCTURED, aim="contradiction")
    if pairs := list(_opposite(document.statements, document.statements)):
        one, other = max(pairs, key=lambda pair: abs(judgement(pair[0])) + abs(judgement(pair[1])))
        groups = sides([one], [other], document)
        return replace(evidence, chosen=all_of(groups), groups=groups)
    marks, answering = _shapes("contradiction", "marks", "answering")
    marked: dict[str, Statement] = {}
    for s in document.statements:
        before = document.statements[s.position - 1 : s.position] if answering.search(s.quote) else ()
        if not _of_the_head(s) and (before or marks.search(s.quote)):
            marked |= {one.id: one for one in (*before, s) if one.section == s.section}
    if marked:
        return _first(replace(evidence, aim="disputed"), list(marked.values()), list(marked.values())[:FIRST])
    return replace(evidence, state="refuse", confidence=0.0, reason=Reason.NOT_IN_PROTOCOL, aim="no_contradiction")


def _opposite(some: Sequence[Statement], others: Sequence[Statement]) -> Iterator[tuple[Statement, Statement]]:
    """Yield pairs that judge the same thing in opposite ways, and stand or were said in different places."""
    sure = [[(s, judged) for s in each if abs(judged := judgement(s)) >= SURE] for each in (some, others)]
    for one, first in sure[0]:
        for other, second in sure[1]:
            if first * second < 0 and _apart(one, other) and _same_name(one, other):
                yield one, other


def _comparison(query: Query, document: Document) -> Evidence | None:
    if not _COMPARING.search(query.asked):
        return None
    if people := _of_people(query, document):
        return people
    sections = named_sections(query.asked, document)
    if len(sections) == 2:
        return _of_sections(sections[0], sections[1], document)
    found = _PAIR.search(_compared(query.asked))
    return _of_things(found["one"], found["two"], document) if found else None


def _compared(question: str) -> str:
    """The question as "A und B", whatever word compares them: "vergleiche A mit B", "A vs. B"."""
    joined = re.sub(r"\s(?:versus|vs)\.?\s", " und ", question, flags=re.IGNORECASE)
    bare = re.sub(r"\s+", " ", _COMPARING.sub(" ", joined)).strip()
    return re.sub(r"^.*\b(?:zwischen|between) ", "", bare, flags=re.IGNORECASE)


def _of_sections(one: Section, other: Section, document: Document) -> Evidence | None:
    """What two sections both speak of, side by side, and what each has alone."""
    first, second = _said_under(one, document), _said_under(other, document)
    against = next(_opposite(first, second), ())
    groups: list[Group] = [*sides([against[0]], [against[1]], document)] if against else []
    used = {s.id for group in groups for s in group.statements}
    for mine, theirs, word in _shared(first, second):
        if mine.id in used or theirs.id in used or len(groups) == _EACH:
            continue
        used |= {mine.id, theirs.id}
        groups.append(Group("shared", (mine, theirs), word))
    for part, statements in ((one, first), (other, second)):
        left = [s for s in statements if s.id not in used]
        shown = most_important(left, _EACH, document)
        if shown:
            groups.append(Group("only", shown, part.title))
            used |= {s.id for s in shown}
    chosen = all_of(groups)
    rest = tuple(s for s in (*first, *second) if s.id not in used)
    return Evidence(document, "answer", STRUCTURED, chosen=chosen, groups=tuple(groups), aim="comparison", rest=rest)


def _said_under(section: Section, document: Document) -> list[Statement]:
    return [s for s in without_labels(statements_of(section, document)) if not s.text.endswith(":")]


def _shared(first: Sequence[Statement], second: Sequence[Statement]) -> Iterator[tuple[Statement, Statement, str]]:
    """Pairs of statements that share words which say much, the closest first, with the word that says most."""
    found = []
    for one in first:
        own = _nouns(one)
        for other in second:
            common = {stem: word for stem, word in own.items() if stem in _nouns(other)}
            if common:
                word = max(common.values(), key=lambda word: weight(word.lower()))
                found.append((sum(weight(w.lower()) for w in set(common.values())), one, other, word))
    for _, one, other, word in sorted(found, key=lambda row: -row[0]):
        yield one, other, word


def _nouns(statement: Statement) -> dict[str, str]:
    """Stems of the words in capitals that say much, and the words."""
    found = re.findall(r"(?<![.!?:] )\b[A-ZÄÖÜ][\w-]{2,}", statement.quote)
    return {stem: word for word in found if weight(word.lower()) > 0.45 for stem in stems(word.lower())}


def _of_people(query: Query, document: Document) -> Evidence | None:
    """What two people said, each their own words, on the topic where one is named; who said nothing is named."""
    known = surnames(document)
    pair = _PAIR.search(_compared(query.asked))
    asked = [thing.split()[-1] for thing in (pair["one"], pair["two"])] if pair else []
    places = {name: place for name in known if (place := query.asked.lower().find(name.lower())) >= 0}
    named = sorted((name for name in places if surname_in(query.asked, name)), key=lambda name: places[name])
    if not named or (len(named) < 2 and not asked):
        return None
    missing = [word for word in asked if not any(surname_in(word, name) for name in named)]
    if len(named) < 2 and not (len(missing) == 1 and missing[0][:1].isupper()):
        return None
    own_words = {word for name in named for word in words(name)} | {word.lower() for word in missing}
    topic = [word for word in topic_of(_COMPARING.sub(" ", query.asked), "") if word not in own_words]
    groups, silent = [], list(missing)
    for name in named[:2]:
        theirs = [s for s in document.statements if _own(s, name, document)]
        theirs = [s for s in theirs if not topic or names(topic, f"{s.quote} {' '.join(s.section)}")]
        if theirs:
            groups.append(Group("person", most_important(theirs, _EACH, document), name))
        else:
            silent.append(name)
    if not groups:
        return None
    chosen = all_of(groups)
    both = Evidence(document, "answer", STRUCTURED, chosen=chosen, groups=tuple(groups), aim="comparison")
    return replace(both, lacking=tuple(silent))


def _own(statement: Statement, surname: str, document: Document) -> bool:
    """Say whether a statement is recorded as somebody's, or tells what they say."""
    spoken = statement.speaker and surname_in(statement.speaker, surname)
    return bool(spoken) or any(surname_in(name, surname) for name in subjects(statement, document))


def _of_things(one: str, other: str, document: Document) -> Evidence | None:
    """What is said of two things together, and of each alone; nothing where one of them does not come up."""
    topics = [_stems_of(one), _stems_of(other)]
    if not all(topics):
        return None
    spoken = [s for s in document.statements if not _of_the_head(s) and not s.text.endswith(":")]
    of_each = [[s for s in spoken if _speaks_of(s, topic)] for topic in topics]
    if not all(of_each):
        return None
    both = [s for s in of_each[0] if s in of_each[1]]
    groups = [Group("both", most_important(both, _EACH, document))] if both else []
    for name, statements in zip((one, other), of_each, strict=True):
        alone = [s for s in statements if s not in both]
        if alone:
            ordinal = name[:1].islower() and name.split()[0].endswith("en")  # "den zweiten Bauabschnitt"
            groups.append(Group("about_it" if ordinal else "about", most_important(alone, _EACH, document), name))
    chosen = all_of(groups)
    rest = tuple(dict.fromkeys(s for each in of_each for s in each if s not in chosen))
    return Evidence(document, "answer", STRUCTURED, chosen=chosen, groups=tuple(groups), aim="comparison", rest=rest)


def _meaning(query: Query, document: Document) -> Evidence | None:
    """What the minutes say of a term's meaning: explained, written in full, used only, or the name of its sections."""
    term = meaning_asked(query.asked)
    if not term:
        return None
    own = set(stems(term.lower()))
    named = [s for s in document.sections if is_numbered(s.title) and own & set(stems(s.title.split()[-1].lower()))]
    unexplained = Evidence(document, "refuse", 1 - STRUCTURED, Reason.NOT_IN_PROTOCOL, aim="unexplained", who=term)
    if named:
        places = ", ".join((s.translation or s.title) if query.language == "en" else s.title for s in named)
        return replace(unexplained, aim="part", named=places, more=len(named))
    uses = [s for s in document.statements if _speaks_of(s, _stems_of(term)) and not s.label]
    if not uses or any(term_explained(term, s) for s in uses):
        return None
    full = [s for s in document.statements if spelled_out(term, s.quote)]
    shown = full[:1] or uses[:CLOSEST]
    groups = (Group("" if full else "used", tuple(shown)),)
    return replace(unexplained, aim="spelled_out" if full else "unexplained", chosen=tuple(shown), groups=groups)


def spelled_out(term: str, text: str) -> bool:
    """Say whether a text has words whose first letters are an abbreviation ("Public Private Partnership" for PPP)."""
    if not re.fullmatch(r"[A-ZÄÖÜ]{2,6}s?", term):
        return False
    letters = term.rstrip("s")
    shape = r"\s(?:und |and |of |für )?".join(rf"{letter}[a-zäöüß]{{2,}}\w*" for letter in letters)
    return re.search(rf"\b{shape}", text) is not None


def _role(query: Query, document: Document) -> Evidence | None:
    """An institution that the minutes name in their head or their lists."""
    name = role_asked(query.asked)
    if not name:
        return None
    named = re.compile(rf"\b{re.escape(name)}\b", re.IGNORECASE)
    lines = [s for s in document.statements if _of_the_head(s) and named.search(s.quote)]
    if not lines:
        return None
    chosen = tuple(lines)
    return Evidence(document, "answer", STRUCTURED, chosen=chosen, groups=(Group("", chosen),), aim="role", who=name)


def _all_of_a_kind(query: Query, document: Document) -> Evidence | None:
    """All demands, questions, decisions, votes or tasks; those on a topic where the question has one."""
    listed = asked_list(query.asked, document)
    if listed:
        if listed.name not in (*KINDS, "topics") or not listed.statements:
            return None
        return _list_of(listed.name, listed.statements, document)
    name, other = kind_asked(query.asked)
    topic = [wanted for word in other if (wanted := _stems_of(word))]
    if not name or not topic:
        return None
    of_kind = of_list(name, document)
    found = [s for s in of_kind if all(_speaks_of(s, one) for one in topic)]
    return _list_of(name, found, document) if len(found) > 1 else None


def _list_of(name: str, statements: Sequence[Statement], document: Document) -> Evidence:
    chosen = tuple(statements)
    return Evidence(document, "answer", STRUCTURED, chosen=chosen, near=chosen, listed=name)


def _numbers(query: Query, document: Document) -> Evidence | None:
    if _asks(query.asked, "numbers") != ():
        return None
    with_figures = [s for s in document.statements if not s.label and figures(s)]
    if not with_figures:
        return None
    return _first(Evidence(document, "answer", STRUCTURED, aim="numbers"), with_figures, with_figures[:FIRST])


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
    results = [section for section in document.sections if holds_results(section.title)]
    theses = without_labels([s for section in results[:1] for s in statements_of(section, document)])
    if theses:
        evidence = Evidence(document, "answer", STRUCTURED, aim="conclusion")
        return _first(evidence, theses, most_important(theses, FIRST, document))
    [formal] = _shapes("conclusion", "formal")
    framed = {s for name in WHEN_AND_WHERE for s in frame_of(name, document)}
    spoken = [s for s in document.statements if not (_of_the_head(s) or s in framed or formal.search(s.quote))]
    under = {s.title: [o for o in spoken if o.section[0] == s.title] for s in document.sections}
    under = {title: some for title, some in under.items() if some and not formal.search(title)}
    evidence = Evidence(document, "answer", STRUCTURED, who=document.title, named="; ".join(under))
    decided = [s for s in of_list("decision", document) if s in spoken and not formal.search(s.section[0])]
    if len(decided) > 1:
        return _first(replace(evidence, aim="results" if under else "results_bare"), decided, decided[:FIRST])
    aim = "overview"
    groups = [Group("section", most_important(some, 1, document), title) for title, some in under.items()]
    if document.speakers_recorded == "all" or len(groups) < 2:
        aim = "voices" if under else "overview"
        head = [s for s in spoken if s.section[:1] == (TITLE_SECTION,) and not s.speaker]
        head = [s for s in head if s.text not in document.title][:_EACH]
        groups = [Group("", tuple(head))] if head else []
        for name in dict.fromkeys(s.speaker for s in spoken if s.speaker and not _CHAIR.search(s.speaker)):
            said = [s for s in spoken if s.speaker == name and "?" not in s.quote]
            groups += [Group("person", most_important(said, 1, document), name)] if said else []
    if len(groups) < 2:
        return None
    groups = groups[:FULL]
    return replace(evidence, chosen=all_of(groups), groups=tuple(groups), aim=aim)


_AIMS: tuple[Callable[[Query, Document], Evidence | None], ...] = (
    _two_sides, _contradiction, _comparison, _meaning, _role, _all_of_a_kind, _numbers, _conclusion,
)  # fmt: skip


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
    """Say whether a statement is a line of the title block or of a list of people."""
    return bool(statement.label) or "participant" in statement.kind_names


def _apart(one: Statement, other: Statement) -> bool:
    return one.section[0] != other.section[0] or (one.speaker or "") != (other.speaker or "")


def _same_name(one: Statement, other: Statement) -> bool:
    """Say whether two statements speak of the same thing by a name of two words or an abbreviation."""
    names = set(re.findall(r"\b[A-ZÄÖÜ]{2,}\b(?: [A-ZÄÖÜ]\w+)?", one.quote)) - {"KI", "AI", "EU", "USA"}
    said = re.sub(r"\b(\w+?)s\b", r"\1", other.quote)
    return any(name in other.quote or name in said for name in names)


def _shapes(aim: str, *names: str) -> list[re.Pattern[str]]:
    row = read_table("retrieval", "data/aims.toml")[aim]
    return [re.compile(row[name], re.IGNORECASE) for name in names]


@cache
def _row(aim: str) -> tuple[frozenset[str], frozenset[str]]:
    row = read_table("retrieval", "data/aims.toml")[aim]
    return frozenset(row.get("words", "").split()), frozenset(row["with"].split())
