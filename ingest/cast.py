"""The people of a file and how it writes who speaks: gathered first, so that the second reading knows everybody."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ingest.document import Speaker
from ingest.kind import is_task
from ingest.labels import Label, label_at, line_starts, rules, unnumbered
from ingest.names import Named, forms, is_party, mentions, names_a_thing, parse
from ingest.participants import Line, below, listed, state_of
from ingest.people import People, initials
from ingest.pieces import sentence_ends
from ingest.roles import roles, titled, with_name
from ingest.source import Block, Role, Source
from ingest.verbs import says, verbs
from ingest.view import View, view

FEW_BOLD = 3  # labels in bold that are people beyond doubt, from which other names in bold are people too
_TELLS = re.compile(r"(?:^|[.;:,?!] |\b(?:and|und) )([A-ZÄÖÜ]{2,3}) [a-zäöü]{2}")
_ARTICLE = re.compile(r"\b((?i:the|an?|der|die|das|dem|den|des|im|vom|zur|zum|eine?)) ([A-ZÄÖÜ]{2,3})\b")
_MEANS = re.compile(r"\b([A-ZÄÖÜ]\w+) \(([A-ZÄÖÜ]{2,3})\)")
_TIME = re.compile(r"\s*[(\[]?\b\d{1,2}:\d\d(?::\d\d)?\b[)\]]?\s*$")
_NEW_CHAIR = re.compile(
    r"übergibt (?:den )?Vorsitz|übernimmt (?:(?:den )?Vorsitz|die Sitzungsleitung)|takes? the chair"
)
# Somebody of no name; "Publikum, Frau in der 3. Reihe" and "Publikum, Mann hinten" are two.
_CROWD = re.compile(
    r"Publikum|Zuhörer|Zuschauer|Teilnehmer|Bürger|Unbekannt|Sprecher(?:in)? \d|Audience|Unknown|Speaker \d"
)
# Spoken rather than reported: the first person, an address, a question, a call.
SPOKEN = re.compile(
    r"(?i:\b(?:ich|wir|uns|mir|mich|mein(?:e[nmrs]?)?|unser(?:e[nmrs]?)?|we|my|our|us|sehr geehrte)\b)|\bI\b|[?!]|"
    r"(?<=[a-zäöü,] )(?:Sie|Ihnen|Ihre?[nmrs]?)\b|^(?:Herr|Frau) [A-ZÄÖÜ]\w+[,!]|^Danke|^Ja[.,]|^Nein[.,]"
)


class Cast:
    """What the first reading of a file gives.

    `labels` are those of each block, `headings` the headings that are speakers (by number of the block), `lists` says
    which blocks list people, `tasks` which give somebody a task ("Alt: Angebote einholen"), `verbatim` whether what
    stands after labels is spoken in the first person.
    """

    def __init__(self, source: Source, recorded: bool | None) -> None:
        self.recorded = recorded
        self.views = [view(source, block.start, block.end) for block in source.blocks]
        texts = [flat(seen.text) for seen in self.views]
        self.paths = list(_paths(source.blocks, texts))
        self.lists = list(_lists(source.blocks, texts, self.paths))
        self.silent = recorded is False or any(rules().silent.search(text) for text in texts)
        self.verbatim = self.counted = False
        if self.silent:
            return
        self.labels = [list(_labels(block, v)) for block, v in zip(source.blocks, self.views, strict=True)]
        self.tasks = [
            bool(own) and _is_task(block, v.text, path, own[0])
            for block, v, path, own in zip(source.blocks, self.views, self.paths, self.labels, strict=True)
        ]
        self.labels = [[] if task else own for task, own in zip(self.tasks, self.labels, strict=True)]
        self.counted = self._counts_questions()
        self.headings = _speaking_headings(source.blocks, texts)
        self.weak = self._recurring() | self._in_bold()
        self.verbatim = self._is_verbatim()
        self.roles = roles(texts)
        self.people = self._people(source, texts)
        self.short = self.people.short()
        self.first = {label.named.speaker.surname for own in self.labels for label in own if label.named}

    def _people(self, source: Source, texts: Sequence[str]) -> People:
        listing = listed(
            Line(text, path)
            for text, path, there in zip(texts, self.paths, self.lists, strict=True)
            if there or state_of(text)
        )
        inline = (label for seen in self.views for label in inline_labels(seen.text) if label.told)
        evident = (label for own in (*self.labels, inline) for label in own if self._evident(label))
        named = [label.named for label in evident if label.named]
        named += self.headings.values()
        named += [n for block in source.blocks if block.speaker and (n := parse(block.speaker))]
        met = [n for text in texts for n in mentions(text)]
        for seen in self.views:
            bold = (parse(seen.text[a:b]) for a, b in seen.bold if b - a < 60 and says(seen.text[b:]))
            met += [n for n in bold if n and n.speaker.given and not n.alone]
        by_role = re.compile(rf"(?<![\w-]){with_name(self.roles)}")
        met += [n for text in texts for match in by_role.finditer(text) if (n := titled(match[0], self.roles))]
        people = People(dict.fromkeys(named), listing, dict.fromkeys(met), self.roles)
        people.initials = _initials(people, texts)
        people.several_chairs = any(_NEW_CHAIR.search(text) for text in texts)
        return people

    def _counts_questions(self) -> bool:
        """Say whether numbers before names run through the document as those of questions: "Q4" may be a quarter."""
        counted = [
            self.views[number].text[label.end :]
            for number, own in enumerate(self.labels)
            for label in own
            if label.counted and label.named
        ]
        return len(counted) > 2 and 2 * sum(bool(SPOKEN.search(words)) for words in counted) > len(counted)

    def _recurring(self) -> set[str]:
        """Given and family name that stand before a colon: more than once, or in capitals as others do."""
        counts: dict[str, int] = {}
        for own in self.labels:
            for label in own:
                certain = self.counted or not label.counted
                if certain and label.named and label.named.speaker.given and not label.named.alone:
                    counts[label.words] = counts.get(label.words, 0) + 1
        found = {words for words, count in counts.items() if count > 1 or self.recorded}
        # Where speakers are told by capitals, somebody who speaks once is told so, too: "MARISOL VEGA:".
        if sum(words.isupper() for words in found) > 1:
            found |= {words for words in counts if words.isupper()}
        return found

    def _in_bold(self) -> set[str]:
        """Given and family name in bold before a colon, where others who speak are told so: "**Sabine Trautmann:**"."""
        bold = [
            label.named
            for seen, own in zip(self.views, self.labels, strict=True)
            for label in own
            if label.named and any(a == label.start and b >= a + len(label.words) for a, b in seen.bold)
        ]
        if sum(strong(named) for named in bold) < FEW_BOLD:
            return set()
        return {named.speaker.written for named in bold if named.speaker.given and not named.alone}

    def _is_verbatim(self) -> bool:
        """Say whether most of what stands after labels is spoken."""
        said = [self._after(number) for number in self.headings]
        for number, own in enumerate(self.labels):
            for label, following in zip(own, [*own[1:], None], strict=False):
                if label.named and (strong(label.named) or bracketed(label)):
                    words = self.views[number].text[label.end : following.start if following else None]
                    said.append(words if words.strip() else self._after(number))
        spoken = sum(bool(SPOKEN.search(words)) for words in said)
        # One "FG: we are in month 21" in minutes makes no verbatim record.
        return spoken >= (1 if self.recorded else 3) and spoken >= 0.4 * len(said)

    def _after(self, number: int) -> str:
        return self.views[number + 1].text if number + 1 < len(self.views) else ""

    def who(self, label: Label | None) -> Speaker | None:
        """Return the person of a label, where the evidence suffices.

        Args:
            label: as read; None for no label.

        Returns:
            The person, written in the fullest form; None for a label that nothing says to be a person.
        """
        named = label.named if label else None
        if label is None or named is None or (names_a_thing(label.words) and not label.told):
            return None  # "Antrag Nowak (Biotonne): 4 Ja, 3 Nein" are nobody's words
        if person := self.people.find(named):
            return person.speaker
        if not named.alone and (short := self.short.get(named.speaker.surname)) and not named.speaker.given:
            return short.speaker
        return named.speaker if self._evident(label) else None

    def _evident(self, label: Label) -> bool:
        """Say whether a label is a person by itself, whoever else is known."""
        named = label.named
        if named is None:
            return False
        told = label.told and (self.counted or not label.counted) and bool(named.speaker.given or bracketed(label))
        told = told or (label.quoted and bool(named.speaker.given) and label.words.endswith(")"))
        return strong(named) or told or label.words in self.weak or (bracketed(label) and self.verbatim)

    def inline(self, label: Label) -> bool:
        """Say whether a label may stand within a paragraph: an office or a bare surname, of who begins others, too."""
        named = label.named
        told = named and (named.speaker.role or (label.words == named.speaker.surname and self.who(label)))
        return bool(named and told and named.speaker.surname in self.first)


def _initials(people: People, texts: Sequence[str]) -> frozenset[str]:
    """Return the initials by which a document tells of its people: "DR reported that …", "SL asked …".

    It is one that does so where two or more are; "the EU", "Data Register (DR)" and a party are something else.
    """
    known = {word: person.speaker.surname for person in people.everybody() for word in initials(person.speaker)}
    found = {word for text in texts for word in _TELLS.findall(text) if word in known}
    whole = " ".join(texts)
    found -= {word for word in found if forms().office.fullmatch(word) or is_party(word)}
    found -= {word for _, word in _ARTICLE.findall(whole)}
    found -= {word for name, word in _MEANS.findall(whole) if name != known.get(word)}
    return frozenset(found) if len(found) > 1 else frozenset()


def inline_labels(text: str) -> Iterator[Label]:
    """Yield labels at the starts of sentences within a paragraph: "… gesunken? Antwort Tabert: Das Autohaus habe …".

    Args:
        text: a block as seen.

    Yields:
        The labels, whoever they name.
    """
    for start in sentence_ends(text, 0, len(text)) if ":" in text else ():
        if label := label_at(text, start):
            yield label


def strong(named: Named) -> bool:
    """Say whether words are a person beyond doubt: an office, a title, a form of address or a known party is there."""
    return named.office or bool(named.speaker.party)


def bracketed(label: Label) -> bool:
    """Say whether a label is a name with a group in brackets: "Jürgen Brettschneider (Bürgerunion)"."""
    named = label.named
    return bool(named and (named.speaker.given or label.told) and re.search(r"[(\[][^\d()]+[)\]]$", label.words))


def flat(text: str) -> str:
    """Fold white space; a line that begins with a label ("Anwesend: …") is kept apart from the one before."""
    return re.sub(r"\s+", " ", re.sub(r"\n\s*(?=[A-ZÄÖÜ][^:\n]{0,40}:\s)", " · ", text)).strip()


def _labels(block: Block, seen: View) -> Iterator[Label]:
    """Yield the labels at the starts of lines."""
    if block.role in (Role.PARAGRAPH, Role.ITEM, Role.SPEAKER) and ":" in seen.text:
        for start in line_starts(seen.text):
            if label := label_at(seen.text, start):
                yield label


def _is_task(block: Block, text: str, path: tuple[str, ...], label: Label) -> bool:
    """Say whether a label names who has to do something: an item, or one sentence, below a heading of tasks."""
    words = text[label.end :].strip()
    spoken = SPOKEN.search(words) or verbs().subjunctive.search(words)
    several = block.role is not Role.ITEM and any(True for _ in sentence_ends(words, 0, len(words)))
    return not (label.start or spoken or several) and is_task(words, path)


def _paths(blocks: Sequence[Block], texts: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield the heading above each block, and the header of its table."""
    heading: tuple[str, ...] = ()
    header = ""
    for block, text in zip(blocks, texts, strict=True):
        if block.role is Role.HEADING:
            heading = (text,)
        if block.role is Role.HEADER:
            header = text
        elif block.role is not Role.ROW:
            header = ""
        yield (*heading, header) if header and block.role is Role.ROW else heading


def _lists(blocks: Sequence[Block], texts: Sequence[str], paths: Sequence[tuple[str, ...]]) -> Iterator[bool]:
    """Yield whether each block lists people; those below "Eingeladene Sachverständige:" do."""
    found = below(
        [
            Line(text if block.role is not Role.HEADING or state_of(text) else "", path)
            for block, text, path in zip(blocks, texts, paths, strict=True)
        ]
    )
    for block, (there, _) in zip(blocks, found, strict=True):
        yield there and block.role is not Role.HEADING


def _speaking_headings(blocks: Sequence[Block], texts: Sequence[str]) -> dict[int, Named]:
    """Return the headings that are speakers: those with a time, or a level of headings most of which are names."""
    headings = [(n, block.level, texts[n]) for n, block in enumerate(blocks) if block.role is Role.HEADING]
    timed = {n: _TIME.sub("", words) for n, _, words in headings if _TIME.search(words)}
    if len(timed) >= 2:
        return {
            n: (not _CROWD.match(words) and parse(words)) or Named(Speaker(words, words)) for n, words in timed.items()
        }
    found: dict[int, Named] = {}
    for level in {level for _, level, _ in headings}:
        same = [(n, parse(unnumbered(words))) for n, other, words in headings if other == level]
        names = {n: named for n, named in same if named and (named.office or named.speaker.given)}
        # Headings in capitals look like names ("PLANNING APPLICATIONS"), but whoever speaks does so more than once.
        written = Counter(texts[n] for n in names)
        if all(words.isupper() for words in written) and max(written.values(), default=0) == 1:
            continue
        if len(names) >= 3 and len(names) >= 0.6 * len(same):
            found |= names
    return found
