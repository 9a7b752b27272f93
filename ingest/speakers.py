"""Who is speaking where: labels hold until somebody else speaks; reported speech holds for its sentences."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from ingest.cast import SPOKEN, Cast, inline_labels
from ingest.document import Speaker
from ingest.labels import Label, label_at, line_starts, rules, stages
from ingest.names import parse
from ingest.reported import Reporter
from ingest.shapes import ends_sentence
from ingest.source import Block, Role, Source
from ingest.view import View

_NO_BODY = (Role.HEADING, Role.HEADER, Role.ROW, Role.STAGE, Role.NOTE, Role.CONTENTS, Role.SPEAKER)
# What looks like a name before a colon and is a speaker making his points.
_POINTS = re.compile(
    r"(?:Erstens|Zweitens|Drittens|Viertens|Fünftens|Nein|Ja|Also|Fazit|Zitat|Kurzum|Fakt|Nur|Oder|Und|Denn|Beispiel|Stichwort|"
    r"Punkt|Thema|First|Second|Third|Finally|Zu|Zur|Zum|Bei|Beim|Im|In|An|Auf|Für|Mit|Nach|Von|Vor|On|For|To|As)\b"
)
# A page's foot that a reader left in the text.
_FOOT = re.compile(r"\W*(?:(?:Seite|S\.|Page|p\.|Bl\.) ?\d+(?: ?(?:von|of|/) ?\d+)?|[–-] ?\d+ ?[–-])\W*")
_ITALICS = re.compile(r"\*(?!\*)[^*]+\*|_(?!_)[^_]+_")
_ANSWER = re.compile(r"(?:Antwort|A|Answer)(?:\s*\d+)?")
_ANSWERS = re.compile(r"(?:beantworte\w*|antworte\w*)\b[^.:]{0,60}\bwie folgt:?$|\bwie folgt (?:be)?antworte\w*:?$")


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
        For each block its turns: consecutive, covering the block but for white space, never none. The turn of a
        heading has a speaker where the heading is one ("## Anke Jäger (0:01:56)").
    """
    return tuple(_Scribe(source, Cast(source, recorded)).turns())


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


@dataclass(frozen=True)
class _Now:
    """Who has the floor. `holds`: beyond the block. `asked`: only what stands after "Antwort:" is theirs."""

    speaker: Speaker | None = None
    holds: bool = False
    reported: bool = False
    asked: bool = False


@dataclass(frozen=True)
class _Piece:
    """A stretch of a view from `start` on; the words begin at `lead_end`. `fixed`: nobody's, whatever it reads."""

    start: int
    lead_end: int
    now: _Now = _Now()
    fixed: bool = False


class _Scribe:
    """Goes through the blocks and notes who has the floor."""

    def __init__(self, source: Source, cast: Cast) -> None:
        self.source, self.cast = source, cast
        self.now = _Now()
        if not cast.silent:
            self.reporter = Reporter(cast.people, cast.who)

    def turns(self) -> Iterator[tuple[Turn, ...]]:
        for number, block in enumerate(self.source.blocks):
            if self.cast.silent:
                body = block.role not in _NO_BODY and not self.cast.lists[number]
                yield (Turn(block.start, block.end, None, block.start, body=body),)
            else:
                yield tuple(self._block(number, block))

    def _block(self, number: int, block: Block) -> Iterator[Turn]:
        seen = self.cast.views[number]
        if block.speaker:
            yield self._given(block, block.speaker)
        elif block.role is Role.HEADING:
            yield self._heading(number, block)
        elif block.role is Role.SPEAKER and not self.cast.lists[number]:
            yield self._own_line(block, seen)
        elif block.role in _NO_BODY or self.cast.lists[number] or self.cast.tasks[number]:
            listed = self.cast.lists[number] or self.cast.tasks[number]
            if block.role in (Role.HEADER, Role.ROW):
                self.now = _Now()  # below it "She said …" may go on with whom the minutes told of before
            if _breaks(seen.text) if block.role is Role.STAGE else listed:
                self._floor(_Now())
            yield Turn(block.start, block.end, None, block.start, body=False)
        else:
            yield from self._paragraph(number, block, seen)

    def _floor(self, now: _Now) -> _Now:
        """Give the floor; what was reported before does not go on."""
        self.reporter.forget()
        self.now = now
        return now

    def _given(self, block: Block, written: str) -> Turn:
        """A block whose format says who speaks."""
        named = parse(written)
        person = self.cast.people.find(named) if named else None
        self._floor(_Now())
        speaker = person.speaker if person else Speaker(written, named.speaker.surname if named else written)
        return Turn(block.start, block.end, speaker, block.start, body=block.role not in _NO_BODY)

    def _heading(self, number: int, block: Block) -> Turn:
        named = self.cast.headings.get(number)
        if named is None:
            self._floor(_Now())
            return Turn(block.start, block.end, None, block.start, body=False)
        person = self.cast.people.find(named)
        now = self._floor(self._speech(person.speaker if person else named.speaker, holds=True))
        return Turn(block.start, block.end, now.speaker, block.end, body=False)

    def _own_line(self, block: Block, seen: View) -> Turn:
        label = label_at(seen.text.rstrip().rstrip(":") + ":", 0)
        speaker = self.cast.who(label)
        self._floor(self._speech(speaker, holds=True))
        return Turn(block.start, block.end, speaker, block.end if speaker else block.start, body=False)

    def _speech(self, speaker: Speaker | None, *, holds: bool) -> _Now:
        return _Now(speaker, holds and speaker is not None, reported=not self.cast.verbatim)

    def _paragraph(self, number: int, block: Block, seen: View) -> Iterator[Turn]:
        found = list(self._pieces(number, block, seen))
        ends = [piece.start for piece in found[1:]] + [len(seen.text)]
        for piece, end in zip(found, ends, strict=True):
            if seen.text[piece.start : end].strip():
                yield from self._spoken(seen, piece, end, number, item=block.role is Role.ITEM)
        if _ANSWERS.search(seen.text.rstrip()):
            last = found[-1].now.speaker or self.reporter.chain.person
            self._floor(_Now(last, holds=True, asked=True))
        elif not self.now.holds:
            self.now = _Now()

    def _pieces(self, number: int, block: Block, seen: View) -> Iterator[_Piece]:
        """Cut a paragraph where a label, a bracket or a line of the minutes begins."""
        text = seen.text
        labels = {label.start: label for label in (*self.cast.labels[number], *self._inline(text))}
        brackets = dict(stages(text))
        after = set(brackets.values())
        inside, minutes = 0, False
        for cut in sorted({0, *line_starts(text), *brackets, *after, *labels}):
            if cut < inside or not text[cut:].strip():
                continue
            if _FOOT.fullmatch(text[cut:].partition("\n")[0]):
                yield _Piece(cut, cut, fixed=True)
                after.add(cut + len(text[cut:].partition("\n")[0]))
            elif cut in brackets:
                inside = brackets[cut]
                if _breaks(text[cut:inside]):
                    self._floor(_Now())
                yield _Piece(cut, cut, fixed=True)
            elif piece := self._opening(text, cut, labels.get(cut), block):
                inside, minutes = piece.lead_end, piece.now.speaker is None
                yield piece
            elif cut == 0 or cut in after or (minutes and ends_sentence(text[:cut].rstrip())):
                minutes = False
                yield _Piece(cut, cut, _Now() if self._aside(block) else self._going_on(text[cut:]))

    def _opening(self, text: str, cut: int, label: Label | None, block: Block) -> _Piece | None:
        """Return what begins with a label or a line of the minutes; None where what was said goes on."""
        named = label.named if label else None
        minutes = bool(rules().ends.match(text, cut)) and not (label and named and (named.office or label.counted))
        if label and label.keeps:
            return _Piece(cut, cut, fixed=True)
        if label and self.now.asked and label.named is None and _ANSWER.fullmatch(label.words):
            return _Piece(cut, label.end, _Now(self.now.speaker, reported=self.now.reported))
        speaker = None if minutes else self.cast.who(label)
        if label and speaker:
            inside = label.words == speaker.surname and cut not in set(line_starts(text))
            holds = self.cast.verbatim and block.role is not Role.ITEM and not inside
            return _Piece(cut, label.end, self._floor(self._speech(speaker, holds=holds)))
        line = text[cut:].partition("\n\n")[0]
        if not label and self.now.holds and len(line) < 400 and not SPOKEN.search(line) and self.reporter.tells(line):
            self._floor(_Now())
            return _Piece(cut, cut)
        if not label and self.now.holds and cut == 0 and not SPOKEN.search(text) and self.reporter.opens(text):
            self._floor(_Now())  # the minutes tell of somebody else: "Kollegin Nguyen (Labor) will wissen, ob …"
            return _Piece(cut, cut)
        # Some other name before a colon: who was speaking has stopped, whoever it is that goes on.
        if minutes or (label and not _POINTS.match(label.words)):
            if not self.now.asked:
                self._floor(_Now())
            return _Piece(cut, cut)
        return None

    def _going_on(self, words: str) -> _Now:
        """Return whose words a stretch without a label is, by who has the floor."""
        now = self.now
        if now.asked or (now.speaker and _addresses(now.speaker, words)):
            return _Now()
        return now

    def _aside(self, block: Block) -> bool:
        """Say whether a paragraph stands in italics as a whole, as what is told about a table or a scene does."""
        return bool(_ITALICS.fullmatch(self.source.text[block.start : block.end].strip()))

    def _inline(self, text: str) -> Iterator[Label]:
        """Yield labels within a paragraph: "… vier Monate? Landrat Dr. Quenzel: Weil von neun Stellen …"."""
        yield from (label for label in inline_labels(text) if self.cast.inline(label))

    def _spoken(self, seen: View, piece: _Piece, end: int, number: int, *, item: bool) -> Iterator[Turn]:
        end = piece.start + len(seen.text[piece.start : end].rstrip())
        start, stop = seen.at[piece.start], seen.at[end - 1] + 1
        lead = min(seen.at[min(piece.lead_end, len(seen.text))], stop)
        now = piece.now
        if piece.fixed or (now.speaker and not now.reported):
            yield Turn(start, stop, now.speaker, lead, body=not piece.fixed)
            return
        section = " ".join(self.cast.paths[number])
        words = seen.text[piece.lead_end : end]
        spoken = bool(SPOKEN.search(words)) and not self.reporter.is_reported(words)
        for said in self.reporter.read(seen.text, piece.start, end, (now.speaker, piece.lead_end), section, item=item):
            a, b = seen.at[said.start], seen.at[said.end - 1] + 1
            own = said.speaker is not None and not (spoken and said.speaker == now.speaker)
            yield Turn(a, b, said.speaker, min(seen.at[min(said.lead, len(seen.text))], b), reported=own)


def _breaks(words: str) -> bool:
    """Say whether a bracket ends what was said: "(Unterbrechung …)", "(Schluss: 12:47 Uhr)"."""
    return bool(rules().breaks.match(words.strip(" ([")))


def _addresses(speaker: Speaker, words: str) -> bool:
    """Say whether words speak to the speaker: "Vielen Dank, Frau Stadträtin Brandt" is the chair, not Brandt."""
    thanks = r"\b(?:Dank|Danke|Bitte|Wort)\b[^.?!]{0,30}\b(?:Frau|Herrn?)\s(?:\w+\s){0,2}"
    return bool(re.search(rf"{thanks}{re.escape(speaker.surname)}\b", words))
