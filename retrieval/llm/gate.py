"""The gate: what every claim of a model passes before anyone sees it.

The reranker, which has learned it from sentences over many minutes, says how surely the cited statements bear a claim.
Rules say what they see beside it: a few are final (whose words, which unit, a quotation that is none), the others can
be overruled by a surer reranker, as they fire on free rewordings too.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from ingest.document import Document
from ingest.passages import placed
from ingest.statement import fold
from protokoll.texts.llm import LLM
from retrieval.answer import Citation
from retrieval.language import detect
from retrieval.llm.claims import Claim
from retrieval.llm.words import (
    Clause,
    Source,
    bounds,
    clauses,
    content,
    has,
    names,
    numbers,
    opposites,
    places,
    rates,
    times,
)
from retrieval.reranker import Reranker
from retrieval.who import surnames

Grade = Literal["full", "partial", "none"]
MOST_CITED = 3  # statements that one sentence may rest on
FULL = 0.45  # share of a claim's words that its statements bear, from which it is shown as it is
PARTLY = 0.2  # below, it is withheld unless the reranker is sure
SHORT = 4  # words of content; of so few, one that is not borne changes the sense
MIXED = 0.12  # share of a clause that only a second statement bears, from which the two are stitched together
SOFT = frozenset({"words", "hedge", "swapped"})  # faults with which a claim is shown beside its quotation
# Faults that no score overrules. In sentences that the rules were not written on they stand three times as often in
# lies as in true ones; the others hardly more often (docs/chat-model.md).
FINAL = frozenset({"citation", "language", "quotation", "speaker", "unit", "time", "quantity"})
LEAST_SURE = -3.0  # logit of the reranker below which a claim is withheld
OVERRULES = 2.0  # from which it is shown beside its quotation, whatever other rules say
SURE = -1.0  # from which it may be shown as it is
VERBATIM = 9.0  # of a whole sentence of a statement, which nothing needs to be asked about


@dataclass(frozen=True)
class Verdict:
    """What the gate says: the grade, what is wrong in a word each, and the statements that count as its ground.

    `sure` is the reranker's logit that they bear its sense, 0 where a final fault decides.
    """

    grade: Grade
    faults: tuple[str, ...]
    rests_on: tuple[int, ...]
    sure: float = 0.0


@dataclass(frozen=True)
class _Case:
    claim: Claim
    language: str
    cited: tuple[Citation, ...]
    sources: tuple[Source, ...]
    whole: Source

    @property
    def text(self) -> str:
        return self.claim.text

    @property
    def words(self) -> list[str]:
        return [word for word in content(self.text) if word not in _frame(self.language)]

    @property
    def share(self) -> float:
        return self.whole.share(self.words)


class Gate:
    """Judges claims against the statements that they name."""

    def __init__(self, people: frozenset[str]) -> None:
        self._people = people
        self._reranker = Reranker.load()

    @classmethod
    def of(cls, documents: Sequence[Document]) -> "Gate":
        """Know the people of documents by their surnames."""
        people = {name for document in documents for name in surnames(document)}
        return cls(frozenset(name for name in people if len(name) > 1))

    def judge(self, claim: Claim, citations: Sequence[Citation], language: str) -> Verdict:
        """Judge a claim.

        Args:
            claim: a model's sentence.
            citations: the statements that the model was given, in the order of their numbers.
            language: that the claim has to be in.

        Returns:
            The verdict; with "none" the claim is not to be shown.
        """
        known = [n for n in claim.rests_on if 1 <= n <= len(citations)]
        if not known or len(known) < len(claim.rests_on) or len(known) > MOST_CITED:
            return Verdict("none", ("citation",), ())
        cited = tuple(citations[n - 1] for n in known)
        sources = tuple(Source(_words(one)) for one in cited)
        case = _Case(claim, language, cited, sources, Source(" . ".join(source.text for source in sources)))
        faults = tuple(dict.fromkeys(self._faults(case)))
        sure = 0.0 if FINAL & set(faults) else self._sure(case)  # reading takes time, and would change nothing
        return Verdict(graded(faults, sure), faults, tuple(known), sure)

    def _sure(self, case: _Case) -> float:
        """Logit that the statements bear the claim, by their own words or by their translation."""
        if any(fold(case.text).rstrip(" .") in _sentences(one) for one in case.cited):
            return VERBATIM
        grounds = [" ".join(map(_passage, case.cited))]
        if any(one.translation for one in case.cited):
            grounds.append(" ".join(_passage(one, one.translation or one.quote) for one in case.cited))
        return max(self._reranker.bears(case.text, case.language, ground) for ground in grounds)

    def _faults(self, case: _Case) -> Iterator[str]:
        if _foreign(case):
            yield "language"  # its words would fail every other test as well
            return
        yield from _quotes(case)
        yield from _numbers(case)
        yield from _named(case)
        yield from self._speaker(case)
        yield from _polarity(case)
        yield from _opposed(case)
        yield from _modality(case)
        yield from _cause(case)
        yield from _stitched(case)
        yield from _crossed(case)
        yield from _borne(case)

    def _speaker(self, case: _Case) -> Iterator[str]:
        """People who are named must be the speaker, or stand in the words; who is said to speak must be the speaker."""
        here = {name for name in self._people if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", case.text)}
        speakers = " ".join(one.speaker or "" for one in case.cited)
        words = " ".join(one.quote for one in case.cited)
        for name in sorted(here):
            if name not in speakers and (name not in words or (speakers and _speaks(name, case.text))):
                yield "speaker"


def graded(faults: Sequence[str], sure: float, overrules: float = OVERRULES) -> Grade:
    """Return the grade of a claim.

    Args:
        faults: what the rules say.
        sure: the reranker's logit.
        overrules: logit from which it overrules rules that are not final.

    Returns:
        "none" for a claim that is not to be shown.
    """
    seen = set(faults)
    if seen & FINAL or sure < LEAST_SURE or (seen - SOFT and sure < overrules):
        return "none"
    return "partial" if seen or sure < SURE else "full"


def _passage(citation: Citation, words: str = "") -> str:
    """A citation as the reranker reads it: like a passage of `ingest.passages`."""
    told = words or citation.quote
    return placed(citation.section, f"{citation.speaker}: {told}" if citation.speaker else told)


def _sentences(citation: Citation) -> list[str]:
    """The sentences of a citation; a part of one would not do: "Es ist falsch, dass …"."""
    return [part.rstrip(" .") for part in re.split(r"(?<=[.?!])\s+", fold(citation.quote))]


def _words(citation: Citation) -> str:
    """What a citation bears: its words with their translation. Where it stands and who speaks count as names only."""
    return f"{citation.quote} . {citation.translation or ''}"


def _around(case: _Case) -> str:
    return " ".join(f"{' '.join(one.section)} {one.speaker or ''} {one.page or ''} {one.title}" for one in case.cited)


def _foreign(case: _Case) -> bool:
    found = detect(case.text)
    return found.certain and found.asked != case.language


def _quotes(case: _Case) -> Iterator[str]:
    """Words in quotation marks are verbatim."""
    sources = [re.sub(r"\s+", " ", source.text) for source in case.sources]
    for words in re.findall(r"[„“»\"]([^„“”«»\"]+)[“”«\"]", case.text):
        if not any(words.strip(" .,") in source for source in sources):
            yield "quotation"


def _numbers(case: _Case) -> Iterator[str]:
    borne = numbers(case.whole.text)
    around = {number.value for number in numbers(_around(case))}
    for number in numbers(case.text):
        same = [other for other in borne if other.value == number.value]
        if not same and number.value not in around:
            yield "number"
        elif same and number.unit and all(other.unit and other.unit != number.unit for other in same):
            yield "unit"
    if times(case.text) - times(case.whole.text) - times(_around(case)):
        yield "time"
    told, held = rates(case.text), rates(case.whole.text)
    if told - held and held:
        yield "unit"
    if len({number.value for number in borne}) > 1 and _swapped(case):
        yield "swapped number"
    shared = {number.value for number in numbers(case.text)} & {number.value for number in borne}
    for bound in bounds():
        if shared and bound.search(case.whole.lower) and not bound.search(case.text.lower()):
            yield "hedge" if "only" in bound.pattern or "fast" in bound.pattern else "bound"


def _swapped(case: _Case) -> bool:
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


_OF = re.compile(r"(\d+) (?:von|of|der|of the|out of|out of the|von den) (\d+)")


def _named(case: _Case) -> Iterator[str]:
    """Countries, towns and other names stand in the statements, in the heading above them or in the speaker's name."""
    around = Source(_around(case))
    if places(case.text) - places(case.whole.text) - places(around.text):
        yield "name"
    here = places(case.text)
    for word in names(case.text, case.language):
        if not (case.whole.bears(word.lower()) or around.bears(word.lower()) or (here and places(word))):
            yield "name"


def _speaks(name: str, text: str) -> bool:
    """Say whether a sentence makes somebody the one who speaks."""
    marked = re.escape(name)
    if re.search(
        rf"(?i)\b(?:laut|according to|nach (?:ansicht|meinung|auffassung|angaben) (?:von )?)\W(?:\S+ ){{0,3}}{marked}",
        text,
    ):
        return True
    return re.match(rf"(?:\S+ ){{0,4}}{marked}(?: \([^)]*\))? {_VERB}", text) is not None


_VERB = (
    r"(?:sagt|sagte|fordert|forderte|betont|betonte|erklärt|erklärte|fragt|fragte|warnt|warnte|meint|meinte|kritisiert|"
    r"kritisierte|lehnt|lehnte|dankt|dankte|will|wollte|berichtet|berichtete|hält|hielt|begrüßt|verlangt|schlägt|weist|wies|"
    r"nennt|nannte|sieht|sah|glaubt|says|said|demands|demanded|stresses|stressed|explains|explained|asks|asked|warns|warned|thinks|"
    r"thought|criticises|criticised|rejects|rejected|thanks|thanked|wants|wanted|reports|reported|considers|considered|calls|called|"
    r"believes|believed|welcomes|welcomed|proposes|proposed|argues|argued|notes|noted|points|pointed)\b"
)


def _polarity(case: _Case) -> Iterator[str]:
    """What a claim denies its statements deny, and the other way round; of two things, the same one."""
    told, parts = clauses(case.text), [part for source in case.sources for part in source.clauses]
    denied = Source(" ".join(word for part in parts for word in part.denied))
    for clause in told:
        shares = [Source(part.text).share(clause.words) for part in parts]
        near = [part for share, part in zip(shares, parts, strict=True) if share >= max(shares) - 0.05 and share > 0]
        if clause.denied:
            if not any(part.denied for part in near) and not any(denied.bears(word) for word in clause.denied):
                yield "negation"
        elif near and all(_denies(part, clause.words) for part in near):
            yield "negation"
    held = [(word, word in clause.denied) for clause in case.whole.clauses for word in clause.words]
    flipped = set()
    for clause in told:
        for word in clause.words:
            ways = {denied for other, denied in held if Source(other).bears(word)}
            if ways and (word in clause.denied) not in ways:
                flipped.add(word in clause.denied)
    if len(flipped) > 1:  # "not A, but B" for "not B, but A"
        yield "negation"


def _denies(part: Clause, words: Sequence[str]) -> bool:
    denied = Source(" ".join(part.denied))
    return any(denied.bears(word) for word in words)


def _opposed(case: _Case) -> Iterator[str]:
    lowered = case.text.lower()
    for pair in opposites():
        for one, other in (pair, pair[::-1]):
            if one.search(lowered) and other.search(case.whole.lower) and not one.search(case.whole.lower):
                yield "opposite"


def _modality(case: _Case) -> Iterator[str]:
    """A demand stays a demand, a question a question, and what may be does not become what is."""
    words = case.whole.text
    near = _nearest(case)
    if all(set(one.kinds) == {"demand"} for one in case.cited) and not has("demand", case.text):
        yield "hedge" if has("framed", case.text) and not has("duty", near) else "modality"
    elif has("duty", near) and not has("demand", case.text):
        yield "modality"
    if (has("open", near) or all(set(one.kinds) == {"question"} for one in case.cited)) and not has(
        "question", case.text
    ):
        yield "modality"
    if has("may", near) and not has("kept", case.text):
        yield "modality"
    if has("certain", case.text) and not has("certain", words):
        yield "modality"
    if has("every", case.text) and not has("whole", words):
        yield "quantity"
    if has("demand", case.text) and not has("demand", words) and not any("demand" in one.kinds for one in case.cited):
        yield "hedge"
    if has("hedge", near) and not has("hedge", case.text) and not has("demand", case.text):
        yield "hedge"


def _nearest(case: _Case) -> str:
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


def _cause(case: _Case) -> Iterator[str]:
    """A cause that is told stands in one sentence of one statement: ground and effect."""
    if not has("cause", case.text):
        return
    causal = []
    for source in case.sources:  # "… keine Einigung. Das ist der Grund": with the sentence before
        parts = [part for part in re.split(r"(?<=[.?!])\s+", source.text) if part.strip(" .")]
        told = [f"{' '.join(parts[max(0, n - 1) : n])} {part}" for n, part in enumerate(parts)]
        causal += [both for both, part in zip(told, parts, strict=True) if has("cause", part) or _signs(part)]
    if not causal:
        yield "cause"
        return
    best = max(Source(part).share(case.words) for part in causal)
    grounds = [clause for clause in clauses(case.text) if has("cause", clause.text)]
    ground = max(Source(part).share(clause.words) for part in causal for clause in grounds) if grounds else 1.0
    if best < case.share - 0.2 or ground < 0.4:
        yield "cause"


def _signs(text: str) -> bool:
    return any(sign in text for sign in ("→", "-->", "=>"))


def _stitched(case: _Case) -> Iterator[str]:
    """No clause is joined from two statements."""
    if len(case.sources) < 2:
        return
    for clause in clauses(case.text):
        best = max(source.share(clause.words) for source in case.sources)
        if case.whole.share(clause.words) - best > MIXED:
            yield "stitched"


def _crossed(case: _Case) -> Iterator[str]:
    """Two things keep their own: "the men fourth, the women relegated" is not told the other way round."""
    for source in case.sources:
        held = [(Source(part.text), {number.value for number in numbers(part.text)}) for part in source.clauses]
        mixes = []
        for clause in clauses(case.text):
            homes = {_home(word, held) for word in clause.words} | {
                _home_of(n.value, held) for n in numbers(clause.text)
            }
            mixes.append(homes - {None})
        for place, mix in enumerate(mixes):
            if any(len(mix & other) > 1 for other in mixes[place + 1 :]):
                yield "crossed"


def _home(word: str, held: Sequence[tuple[Source, set[float]]]) -> int | None:
    """The only clause that bears a word."""
    found = [place for place, (part, _) in enumerate(held) if part.bears(word)]
    return found[0] if len(found) == 1 else None


def _home_of(value: float, held: Sequence[tuple[Source, set[float]]]) -> int | None:
    found = [place for place, (_, values) in enumerate(held) if value in values]
    return found[0] if len(found) == 1 else None


def _borne(case: _Case) -> Iterator[str]:
    idle = [source for source in case.sources if len(case.sources) > 1 and source.share(case.words) < 0.1]
    if case.share < PARTLY or idle:
        yield "content"
    elif case.share < FULL or (len(case.words) <= SHORT and case.share < 0.7):
        yield "words"


def _frame(language: str) -> frozenset[str]:
    marks = " ".join(LLM[language].kinds.values()).lower()
    return frozenset(re.findall(r"\w+", marks))
