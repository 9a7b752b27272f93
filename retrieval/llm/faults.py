"""What rules find wrong with a claim beside the statements that it rests on: each fault in a word.

They compare words, numbers, names, denials and moods of both; a word may stand in either language.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from ingest.verbs import says
from protokoll.texts.llm import LLM
from retrieval.answer import Citation
from retrieval.language import detect
from retrieval.llm.words import Source, clauses, content, has, names, numbers, opposites, places, rates, rows, times

FULL = 0.45  # share of a claim's words that its statements bear, from which it is shown as it is
PARTLY = 0.2  # below, it is withheld unless the reranker is sure
SHORT = 4  # words of content; of so few, one that is not borne changes the sense
MIXED = 0.12  # share of a clause that only a second statement bears, from which the two are stitched together
# Verbs by which somebody takes a stand, beside those of saying in ingest/speakers.toml.
_STANDS = re.compile(
    r"\s*(?:\([^()]*\))?\s*(?:(?:lehn|dank|woll)te?|will|hält|hielt|schlägt|weist|wies|sah|thank(?:s|ed)|wanted|"
    r"(?:demand|reject|consider|call|point)(?:s|ed)|stresses|criticise[sd]|welcome[sd])\b"
)
_COUNT = re.compile(r"\s*(?:TOP|Punkt|Item)?\s*\d{1,3}(?:\.\d{1,2})*[.):]?(?:\s+(?=\D)|$)")  # the number of an item
_OF = re.compile(r"(\d+) (?:von|of|der|of the|out of|out of the|von den) (\d+)")


@dataclass(frozen=True)
class Case:
    """A claim, the language that it has to be in, what it names as its ground, and surnames of all who may be named.

    A statement bears by its words and their translation; where it stands and who speaks count as names only.
    """

    text: str
    language: str
    cited: tuple[Citation, ...]
    people: frozenset[str]

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """The statements."""
        return tuple(Source(f"{one.quote} . {one.translation or ''}") for one in self.cited)

    @cached_property
    def whole(self) -> Source:
        """The statements together."""
        return Source(" . ".join(source.text for source in self.sources))

    @cached_property
    def around(self) -> Source:
        """What stands around the statements."""
        places = (f"{' '.join(one.section)} {one.speaker or ''} {one.page or ''} {one.title}" for one in self.cited)
        return Source(" ".join(places))

    @cached_property
    def words(self) -> list[str]:
        """The claim's words of content, without those that tell of which kind it is."""
        kinds = re.findall(r"\w+", " ".join(LLM[self.language].kinds.values()).lower())
        return [word for word in content(self.text) if word not in kinds]

    def only(self, kind: str) -> bool:
        """Say whether all statements are of one kind alone."""
        return all(set(one.kinds) == {kind} for one in self.cited)


def faults(case: Case) -> tuple[str, ...]:
    """Return what the rules say of a claim, each fault once."""
    found = detect(case.text)
    if found.certain and found.asked != case.language:
        return ("language",)  # its words would fail every other test as well
    return tuple(dict.fromkeys(fault for rule in _RULES for fault in rule(case)))


def _quotes(case: Case) -> Iterator[str]:
    """Words in quotation marks are verbatim."""
    sources = [re.sub(r"\s+", " ", source.text) for source in case.sources]
    for words in re.findall(r"[„“»\"]([^„“”«»\"]+)[“”«\"]", case.text):
        if not any(words.strip(" .,") in source for source in sources):
            yield "quotation"


def _numbers(case: Case) -> Iterator[str]:
    told, borne = numbers(case.text), numbers(case.whole.text)
    around = {number.value for number in numbers(_around_without_counts(case))}
    for number in told:
        same = [other for other in borne if other.value == number.value]
        if not same and number.value not in around:
            yield "number"
        elif same and number.unit and all(other.unit and other.unit != number.unit for other in same):
            yield "unit"
    if times(case.text) - times(case.whole.text) - times(case.around.text):
        yield "time"
    held = rates(case.whole.text)
    if held and rates(case.text) - held:
        yield "unit"
    values = {number.value for number in borne}
    if len(values) > 1 and _swapped(case):
        yield "swapped number"
    if values & {number.value for number in told}:
        for table, fault in (("bounds", "bound"), ("soft_bounds", "hedge")):
            if any(bound.search(case.whole.lower) and not bound.search(case.text.lower()) for bound in rows(table)):
                yield fault


def _swapped(case: Case) -> bool:
    """Each number keeps its company: "75 % … 19 %" told the other way round is a lie, and so is "43 of 27"."""
    pairs = {(one, other) for one, other in _OF.findall(case.whole.lower)}
    if any((other, one) in pairs for one, other in _OF.findall(case.text.lower())):
        return True
    held = _companies(case.whole.text)
    for told, values in _companies(case.text):
        words = content(told)
        if len(values) != 1 or not words:
            continue
        own = [Source(text).share(words) for text, others in held if others & values]
        foreign = [Source(text).share(words) for text, others in held if not others & values]
        if own and foreign and max(foreign) > max(own) + 0.3:
            return True
    return False


def _around_without_counts(case: Case) -> str:
    """What stands around, without the number of an item that is not spoken of: "5. Impuls" bears no five chairs."""
    found = []
    for part in (heading for one in case.cited for heading in one.section):
        count = _COUNT.match(part)
        spoken = count and any(word in case.text.lower() for word in re.findall(r"[^\W\d]{3,}", part.lower()))
        found.append(part[count.end() :] if count and not spoken else part)
    return " ".join([*found, *(f"{one.speaker or ''} {one.page or ''} {one.title}" for one in case.cited)])


def _companies(text: str) -> list[tuple[str, set[float]]]:
    """The numbers of a text with the words around them; a clause without one goes with the number before, or after."""
    found: list[tuple[str, set[float]]] = []
    waiting = ""
    for part in re.split(r"[,;:]\s|(?<=[.?!])\s+|\s[–-]\s|\s→\s|\s(?:und|and|while|während|aber|but)\s", text):
        values = {number.value for number in numbers(part)}
        if values:
            found.append((f"{waiting} {part}".strip(), values))
            waiting = ""
        elif found:
            found[-1] = (f"{found[-1][0]} {part}", found[-1][1])
        else:
            waiting = f"{waiting} {part}"
    return found


def _named(case: Case) -> Iterator[str]:
    """Countries, towns and other names stand in the statements, in the heading above them or in the speaker's name."""
    here = places(case.text)
    if here - places(case.whole.text) - places(case.around.text):
        yield "name"
    for word in names(case.text, case.language):
        lower = word.lower()
        if not (case.whole.bears(lower) or case.around.bears(lower) or (here and places(word))):
            yield "name"


def _speaker(case: Case) -> Iterator[str]:
    """People who are named must be the speaker, or stand in the words; who is said to speak must be the speaker."""
    speakers = " ".join(one.speaker or "" for one in case.cited)
    words = " ".join(one.quote for one in case.cited)
    for name in case.people:
        if name in speakers or not re.search(rf"(?<!\w){re.escape(name)}(?!\w)", case.text):
            continue
        if name not in words or (speakers and _speaks(name, case.text)):
            yield "speaker"


def _speaks(name: str, text: str) -> bool:
    """Say whether a sentence makes somebody the one who speaks."""
    marked = re.escape(name)
    said = r"laut|according to|nach (?:ansicht|meinung|auffassung|angaben) (?:von )?"
    if re.search(rf"(?i)\b(?:{said})\W(?:\S+ ){{0,3}}{marked}", text):
        return True
    subject = re.match(rf"(?:\S+ ){{0,4}}{marked}", text)
    return subject is not None and bool(says(text[subject.end() :]) or _STANDS.match(text, subject.end()))


def _polarity(case: Case) -> Iterator[str]:
    """What a claim denies its statements deny, and the other way round; of two things, the same one."""
    told, parts = clauses(case.text), [part for source in case.sources for part in source.clauses]
    for clause in told:
        shares = [Source(part.text).share(clause.words) for part in parts]
        near = [part for share, part in zip(shares, parts, strict=True) if share >= max(shares) - 0.05 and share > 0]
        if clause.denied:
            denied = [word for part in parts for word in part.denied]
            if not any(part.denied for part in near) and not _shared(clause.denied, denied):
                yield "negation"
        elif near and all(_shared(clause.words, part.denied) for part in near):
            yield "negation"
    held = [(Source(word), word in clause.denied) for clause in case.whole.clauses for word in clause.words]
    flipped = set()
    for clause in told:
        for word in clause.words:
            ways = {denied for other, denied in held if other.bears(word)}
            if ways and (word in clause.denied) not in ways:
                flipped.add(word in clause.denied)
    if len(flipped) > 1:  # "not A, but B" for "not B, but A"
        yield "negation"


def _shared(words: Iterable[str], others: Iterable[str]) -> bool:
    source = Source(" ".join(others))
    return any(source.bears(word) for word in words)


def _opposed(case: Case) -> Iterator[str]:
    lowered = case.text.lower()
    for pair in opposites():
        for one, other in (pair, pair[::-1]):
            if one.search(lowered) and other.search(case.whole.lower) and not one.search(case.whole.lower):
                yield "opposite"


def _modality(case: Case) -> Iterator[str]:
    """A demand stays a demand, a question a question, and what may be does not become what is."""
    near, demanded = _nearest(case), has("demand", case.text)
    if case.only("demand") and not demanded:
        yield "hedge" if has("framed", case.text) and not has("duty", near) else "modality"
    elif has("duty", near) and not demanded:
        yield "modality"
    if (has("open", near) or case.only("question")) and not has("question", case.text):
        yield "modality"
    if has("every", case.text) and not has("whole", case.whole.text):
        yield "quantity"
    if demanded and not has("demand", case.whole.text) and not any("demand" in one.kinds for one in case.cited):
        yield "hedge"
    if has("hedge", near) and not has("hedge", case.text) and not demanded:
        yield "hedge"


def _nearest(case: Case) -> str:
    """The clauses of the statements that share most with the claim, each with the one that governs it."""
    parts = [clause.text for source in case.sources for clause in source.clauses]
    shares = [Source(part).share(case.words) for part in parts]
    best = max(shares, default=0.0)
    near = []
    for place, (share, part) in enumerate(zip(shares, parts, strict=True)):
        if share >= best - 0.1:
            governed = place and re.match(r"(?i)(?:dass|that|ob|whether|wie|how|zu|to)\b", part)
            near += [parts[place - 1], part] if governed else [part]
    return " ".join(near)


def _cause(case: Case) -> Iterator[str]:
    """A cause that is told stands in one sentence of one statement: ground and effect."""
    if not has("cause", case.text):
        return
    causal = []
    for source in case.sources:  # "… keine Einigung. Das ist der Grund": with the sentence before
        parts = [part for part in re.split(r"(?<=[.?!])\s+", source.text) if part.strip(" .")]
        causal += [
            Source(f"{' '.join(parts[max(0, n - 1) : n])} {part}")
            for n, part in enumerate(parts)
            if has("cause", part) or re.search("→|-->|=>", part)
        ]
    grounds = [clause.words for clause in clauses(case.text) if has("cause", clause.text)]
    borne = max((part.share(case.words) for part in causal), default=-1.0)
    ground = max((part.share(words) for part in causal for words in grounds), default=1.0)
    if borne < case.whole.share(case.words) - 0.2 or ground < 0.4:
        yield "cause"


def _stitched(case: Case) -> Iterator[str]:
    """No clause is joined from two statements."""
    for clause in clauses(case.text):
        if case.whole.share(clause.words) - max(source.share(clause.words) for source in case.sources) > MIXED:
            yield "stitched"


def _crossed(case: Case) -> Iterator[str]:
    """Two things keep their own: "the men fourth, the women relegated" is not told the other way round."""
    for source in case.sources:
        held = [(Source(part.text), {number.value for number in numbers(part.text)}) for part in source.clauses]
        homes = []
        for clause in clauses(case.text):
            bearing = [{place for place, (part, _) in enumerate(held) if part.bears(word)} for word in clause.words]
            values = [number.value for number in numbers(clause.text)]
            bearing += [{place for place, (_, own) in enumerate(held) if value in own} for value in values]
            homes.append({place for only in bearing if len(only) == 1 for place in only})
        if any(len(one & other) > 1 for one, other in combinations(homes, 2)):
            yield "crossed"


def _borne(case: Case) -> Iterator[str]:
    share = case.whole.share(case.words)
    idle = len(case.sources) > 1 and any(source.share(case.words) < 0.1 for source in case.sources)
    if share < PARTLY or idle:
        yield "content"
    elif share < FULL or (len(case.words) <= SHORT and share < 0.7):
        yield "words"


_RULES = (
    _quotes, _numbers, _named, _speaker, _polarity, _opposed, _modality, _cause, _stitched, _crossed, _borne,
)  # fmt: skip
