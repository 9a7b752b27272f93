"""Who is speaking where: labels hold until somebody else speaks; reported speech holds for its sentences."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from ingest.document import Speaker
from ingest.labels import Label, label_at, line_starts, rules, stages
from ingest.names import Named, mentions, parse
from ingest.participants import Line, is_list, listed
from ingest.people import People
from ingest.reported import Reporter
from ingest.source import Block, Role, Source
from ingest.view import View, view

_TIME = re.compile(r"\s*[(\[]?\b\d{1,2}:\d\d(?::\d\d)?\b[)\]]?\s*$")
# Spoken rather than reported: the first person, an address, a question, a call.
_SPOKEN = re.compile(
    r"(?i:\b(?:ich|wir|uns|mir|mich|mein(?:e[nmrs]?)?|unser(?:e[nmrs]?)?|we|my|our|us|sehr geehrte)\b)|\bI\b|"
    r"[?!]|(?<=[a-zäöü,] )(?:Sie|Ihnen|Ihre?[nmrs]?)\b|^(?:Herr|Frau) [A-ZÄÖÜ]\w+[,!]|^Danke|^Ja[.,]|^Nein[.,]"
)
_NEW_CHAIR = re.compile(r"übergibt (?:den )?Vorsitz|übernimmt (?:den )?(?:Vorsitz|die Sitzungsleitung)")
_NO_BODY = (Role.HEADING, Role.HEADER, Role.ROW, Role.STAGE, Role.NOTE, Role.CONTENTS, Role.SPEAKER)


@dataclass(frozen=True)
class Turn:
    """A stretch of one block, [start, end) of the document's text, by one speaker.

    `lead_end` is where the words after the speaker's label begin; `start` without a label. `reported`: the minutes
    report it in their own words. `body`: False for headings, stage directions, tables and lists of people.
    """

    start: int
    end: int
    speaker: Speaker | None
    lead_end: int
    reported: bool = False
    body: bool = True


def attribute(source: Source, recorded: bool | None) -> tuple[tuple[Turn, ...], ...]:
    """Tell who speaks in each block of a file.

    Args:
        source: the file as read.
        recorded: False = nobody is given anything; None = found out; True = weaker evidence is believed (a given and
            a family name before a colon that stands there once).

    Returns:
        For each block its turns: consecutive, covering the block but for white space, never none.
    """
    return tuple(_Scribe(source, recorded).turns())


def recorded_in(turns: Sequence[Sequence[Turn]]) -> Literal["all", "some", "none"]:
    """Tell how much of a document's body has a speaker.

    Args:
        turns: as `attribute` gives them.

    Returns:
        all from four fifths of the characters on; none where nothing has.
    """
    body = [turn for own in turns for turn in own if turn.body]
    spoken = sum(turn.end - turn.start for turn in body if turn.speaker)
    whole = sum(turn.end - turn.start for turn in body)
    return "none" if not spoken else "all" if spoken >= 0.8 * whole else "some"


@dataclass
class _Now:
    """Who holds the floor, and since what: `holds` beyond the block; `answers`: only "Antwort:" is theirs."""

    speaker: Speaker | None = None
    holds: bool = False
    reported: bool = False
    answers: bool = False
    answering: bool = False


@dataclass
class _Piece:
    """A stretch [start, end) of a view; `floor`: nobody spoke there but the floor's holder goes on."""

    start: int
    lead_end: int
    speaker: Speaker | None = None
    reported: bool = False
    fixed: bool = False  # nobody's for certain: no reported speech is looked for


class _Scribe:
    """Reads a file twice: who there is, then who speaks."""

    def __init__(self, source: Source, recorded: bool | None) -> None:
        self.source, self.recorded = source, recorded
        self.views = [view(source, block.start, block.end) for block in source.blocks]
        self.paths = list(_paths(source.blocks, self.views))
        self.silent = recorded is False or any(rules().silent.search(_flat(v.text)) for v in self.views)
        lists = [is_list(_flat(v.text), path) for v, path in zip(self.views, self.paths, strict=True)]
        self.lists = [found and b.role is not Role.HEADING for found, b in zip(lists, source.blocks, strict=True)]
        self.now = _Now()
        if self.silent:
            return
        people = listed(
            Line(_flat(v.text), path) for v, path, there in zip(self.views, self.paths, lists, strict=True) if there
        )
        self.labels = [list(self._labels(block, v)) for block, v in zip(source.blocks, self.views, strict=True)]
        self.headings = _speaking_headings(source.blocks, self.views)
        named = [label.named for own in self.labels for label in own if label.named and _strong(label.named)]
        named += [heading for heading in self.headings.values() if heading]
        named += [n for block in source.blocks if block.speaker and (n := parse(block.speaker))]
        self.people = People(named, people, [n for v in self.views for n in mentions(_flat(v.text))])
        self.people.several_chairs = any(_NEW_CHAIR.search(v.text) for v in self.views)
        self.short = self.people.short()
        self.weak = self._recurring()
        self.verbatim = False
        self.verbatim = self._is_verbatim()
        self.reporter = Reporter(self.people)

    def turns(self) -> Iterator[tuple[Turn, ...]]:
        for number, block in enumerate(self.source.blocks):
            if self.silent:
                body = block.role not in _NO_BODY and not self.lists[number]
                yield (Turn(block.start, block.end, None, block.start, body=body),)
            else:
                yield tuple(self._block(number, block, self.views[number]))

    def _labels(self, block: Block, seen: View) -> Iterator[Label]:
        if block.role in (Role.PARAGRAPH, Role.ITEM, Role.SPEAKER):
            for start in line_starts(seen.text):
                if label := label_at(seen.text, start):
                    yield label

    def _recurring(self) -> set[str]:
        """Given and family name that stand before a colon more than once: "Stefan Korb:"."""
        counts: dict[str, int] = {}
        for own in self.labels:
            for label in own:
                if label.named and label.named.speaker.given and not label.named.alone:
                    counts[label.words] = counts.get(label.words, 0) + 1
        return {words for words, count in counts.items() if count > 1 or self.recorded}

    def _is_verbatim(self) -> bool:
        """Say whether what stands after labels is mostly spoken in the first person."""
        spoken = 0
        total = 0
        for number, heading in self.headings.items():
            said = self.views[number + 1].text if number + 1 < len(self.views) else ""
            total += bool(heading)
            spoken += bool(_SPOKEN.search(said))
        for number, own in enumerate(self.labels):
            text = self.views[number].text
            for label, following in zip(own, [*own[1:], None], strict=False):
                if self._who(label) is None:
                    continue
                said = text[label.end : following.start if following else None]
                if not said.strip() and number + 1 < len(self.views):
                    said = self.views[number + 1].text
                total += 1
                spoken += bool(_SPOKEN.search(said))
        return total > 0 and spoken >= 0.4 * total

    def _who(self, label: Label) -> Speaker | None:
        """Return the person of a label, where the evidence suffices."""
        named = label.named
        if named is None:
            return None
        if person := self.people.find(named):
            return person.speaker
        if not named.alone and (short := self.short.get(named.speaker.surname)) and not named.speaker.given:
            return short.speaker
        if _strong(named) or label.told or label.words in self.weak or (self.verbatim and _bracketed(label)):
            return named.speaker
        return None

    def _block(self, number: int, block: Block, seen: View) -> Iterator[Turn]:
        if block.speaker:
            named = parse(block.speaker)
            person = self.people.find(named) if named else None
            speaker = person.speaker if person else Speaker(block.speaker, block.speaker)
            self.now = _Now()
            yield Turn(block.start, block.end, speaker, block.start, body=block.role not in _NO_BODY)
        elif block.role is Role.HEADING:
            yield self._heading(number, block)
        elif block.role is Role.SPEAKER:
            yield self._own_line(number, block, seen)
        elif block.role in _NO_BODY or self.lists[number]:
            if self.lists[number] or (block.role is Role.STAGE and rules().breaks.match(seen.text.strip(" (["))):
                self.now = _Now()
            yield Turn(block.start, block.end, None, block.start, body=False)
        else:
            yield from self._paragraph(number, block, seen)

    def _heading(self, number: int, block: Block) -> Turn:
        named = self.headings.get(number)
        self.now = _Now()
        if named is None:
            return Turn(block.start, block.end, None, block.start, body=False)
        person = self.people.find(named)
        self.now = _Now(person.speaker if person else named.speaker, holds=True)
        return Turn(block.start, block.end, self.now.speaker, block.end, body=False)

    def _own_line(self, number: int, block: Block, seen: View) -> Turn:
        label = label_at(seen.text.rstrip().rstrip(":") + ":", 0)
        speaker = self._who(label) if label else None
        self.now = _Now(speaker, holds=True)
        return Turn(block.start, block.end, speaker, block.end if speaker else block.start, body=False)

    def _paragraph(self, number: int, block: Block, seen: View) -> Iterator[Turn]:
        found = list(self._pieces(number, block, seen))
        ends = [piece.start for piece in found[1:]] + [len(seen.text)]
        pieces = [p for p, end in zip(found, ends, strict=True) if seen.text[p.start : end].strip()]
        ends = [piece.start for piece in pieces[1:]] + [len(seen.text)]
        for piece, end in zip(pieces, ends, strict=True):
            yield from self._spoken(seen, piece, end)
        if not self.now.holds:
            self.now = _Now()

    def _pieces(self, number: int, block: Block, seen: View) -> Iterator[_Piece]:
        """Cut a paragraph where a label, a bracket or a line of the minutes begins."""
        text, now = seen.text, self.now
        labels = {label.start: label for label in self.labels[number]}
        brackets = dict(stages(text))
        cuts = sorted({0, *line_starts(text), *brackets, *brackets.values()})
        inside = 0
        for cut in cuts:
            if cut < inside or cut >= len(text.rstrip()) or (cut and not text[cut:].strip()):
                continue
            label = labels.get(cut)
            speaker = self._who(label) if label else None
            if cut in brackets:
                inside = brackets[cut]
                if rules().breaks.match(text, cut + 1):
                    self.now = now = _Now()
                yield _Piece(cut, cut, fixed=True)
            elif label and label.keeps:
                yield _Piece(cut, cut, fixed=True)
            elif label and speaker:
                holds = self.verbatim and block.role is not Role.ITEM
                said = text[label.end :]
                reported = not self.verbatim and not _SPOKEN.search(said)
                self.now = now = _Now(speaker, holds, reported)
                yield _Piece(cut, label.end, speaker, reported)
            elif (label and (label.named is None or _bracketed(label))) or self._is_minutes(text, cut):
                self.now = now = _Now()
                yield _Piece(cut, cut)
            elif cut == 0 or cut in brackets.values():
                yield _Piece(cut, cut, now.speaker, now.reported)

    def _is_minutes(self, text: str, start: int) -> bool:
        """Say whether a line of the minutes themselves begins here."""
        return bool(rules().ends.match(text, start))

    def _spoken(self, seen: View, piece: _Piece, end: int) -> Iterator[Turn]:
        words = seen.text[piece.start : end]
        end = piece.start + len(words.rstrip())
        start, stop = seen.at[piece.start], seen.at[end - 1] + 1 if end else seen.at[end]
        if piece.speaker or piece.fixed:
            lead = seen.at[piece.lead_end] if piece.lead_end < len(seen.at) else stop
            yield Turn(start, stop, piece.speaker, min(lead, stop), piece.reported, body=not piece.fixed)
        else:
            yield from (
                Turn(seen.at[a], seen.at[b - 1] + 1, speaker, seen.at[lead], reported=speaker is not None)
                for a, b, speaker, lead in self.reporter.read(seen.text, piece.start, end)
            )


def _strong(named: Named) -> bool:
    return named.office or bool(named.speaker.party)


def _bracketed(label: Label) -> bool:
    """Say whether a label is a full name with a group in brackets: "Jürgen Brettschneider (Bürgerunion)"."""
    return bool(label.named and label.named.speaker.given and re.search(r"[(\[][^\d()]+[)\]]$", label.words))


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _paths(blocks: Sequence[Block], views: Sequence[View]) -> Iterator[tuple[str, ...]]:
    """Yield the heading above each block, and the header of its table."""
    heading: tuple[str, ...] = ()
    header = ""
    for block, seen in zip(blocks, views, strict=True):
        if block.role is Role.HEADING:
            heading = (_flat(seen.text),)
        if block.role is Role.HEADER:
            header = _flat(seen.text)
        elif block.role is not Role.ROW:
            header = ""
        yield (*heading, header) if header and block.role is Role.ROW else heading


def _speaking_headings(blocks: Sequence[Block], views: Sequence[View]) -> dict[int, Named]:
    """Return the headings that are speakers: those with a time, or a level of headings most of which are names."""
    headings = [(n, block.level, _flat(views[n].text)) for n, block in enumerate(blocks) if block.role is Role.HEADING]
    timed = {n: _TIME.sub("", words) for n, _, words in headings if _TIME.search(words)}
    if len(timed) >= 2:
        return {n: _anybody(words) for n, words in timed.items()}
    found: dict[int, Named] = {}
    for level in {level for _, level, _ in headings}:
        same = [(n, parse(words)) for n, other, words in headings if other == level]
        names = {n: named for n, named in same if named and (named.office or named.speaker.given)}
        if len(names) >= 3 and len(names) >= 0.6 * len(same):
            found |= names
    return found


def _anybody(words: str) -> Named:
    """Read a heading that is a speaker whatever it says: "Publikum, Frau in der 3. Reihe" is somebody of no name."""
    return parse(words) or Named(Speaker(words, words))
