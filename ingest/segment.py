"""Blocks become statements with their section: every word of the body in exactly one statement or heading."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import takewhile

from ingest.companions import Description, StatementEntry
from ingest.document import Section
from ingest.headings import is_agenda, shown
from ingest.kind import guess_kinds
from ingest.pieces import LONGEST, pieces
from ingest.source import Block, Role, Source, page_at
from ingest.speakers import Turn, attribute
from ingest.statement import KindSpan, Statement, slug, statement_id

TITLE_SECTION = "Titel"
ABOVE_ITEMS = -1  # level of a paragraph, which may introduce the items behind it
# Headings over what was decided and how it was voted. "Beschluss:", "Abstimmungsergebnis:" (council of a large town).
_DONE = re.compile(
    r"(?:Beschluss|Beschlussvorschlag|Beschlüsse|Abstimmungsergebnis|Abstimmung|Resolution|Decision|Vote):"
)
_VOTE = re.compile(r"Abstimmung|Vote")
# What was moved or decided, and a line that says how it was voted: "Beschluss 4.1: …", "Abstimmung: 22 Ja, 7 Nein".
_MOVED = re.compile(
    r"(?:Beschluss|Beschlussvorschlag|Antrag|Änderungsantrag|Gegenantrag|Decision|Resolution|Resolved|Motion|Amendment)\b"
)
_VOTED = re.compile(
    r"(?:Abstimmung|Abst\.|Ergebnis|Vote|Voting|Result)\w*[^.:]{0,60}:|\d{1,3}\s?(?:Ja|ja|for|in favour)\b|"
    r".*\d.*\b(?:angenommen|abgelehnt|carried|rejected|defeated|lost)\W*$"
)
LONGEST_VOTE = 160  # characters of the line
# What calls itself minutes; "Genehmigung der Niederschrift" and "Minutes of the last meeting" are items.
_MINUTES = re.compile(
    r"(?i)^(?!.*(?:genehmig|approv|\blast\b|previous|vorig|letzte))"
    r".*(?:protokoll|niederschrift|\bminutes\b|\brecord of\b|\bproceedings\b|\btranscript\b)"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True)
class Outline:
    """The statements and the sections of a document, both in the order of the text, and what did not fit."""

    statements: tuple[Statement, ...]
    sections: tuple[Section, ...]
    turns: tuple[tuple[Turn, ...], ...]
    title: str = ""
    notes: tuple[str, ...] = ()


def segment(document: str, source: Source, description: Description, translation: Mapping[str, str]) -> Outline:
    """Cut a document into statements of at most about 600 characters.

    Args:
        document: the document's id.
        source: the file as read.
        description: corrections that the layout cannot give.
        translation: German plain text → English, for statements and headings.

    Returns:
        The outline. A correction that names a statement, parent or span that the document does not have is left out,
        with a note.
    """
    turns = attribute(source, description.speakers_recorded)
    cutter = _Cutter(
        document,
        source,
        {entry.text: entry for entry in description.statements},
        translation,
        bool(description.statements),
    )
    pending: Turn | None = None
    for block, own in zip(source.blocks, turns, strict=True):
        calls = block.role is Role.SPEAKER or (block.role is Role.HEADING and _calls(source, block, own[0]))
        opens = not calls and cutter.opens_section(block)
        if pending and (calls or opens):  # "Präsident Dr. Kurz:", then the item that he calls, or the next speaker
            cutter.block(Block(pending.start, pending.end), (pending,), None)
            pending = None
        if calls:
            pending = own[0]  # its line is quoted with nothing, but stands with what is said
        elif opens:
            cutter.section(block)
        else:
            cutter.block(block, own, pending)
            pending = None
    if pending:
        cutter.block(Block(pending.start, pending.end), (pending,), None)
    cutter.notes += [f"no statement reads “{text}”, as its .toml says" for text in cutter.entries]
    title = source.seen(cutter.title.start, cutter.title.end) if cutter.title else ""
    return Outline(tuple(cutter.statements), tuple(cutter.sections), turns, title, tuple(cutter.notes))


@dataclass
class _Cutter:
    """Where the cutting stands: what was cut so far, and which items are open."""

    document: str
    source: Source
    entries: dict[str, StatementEntry]
    translation: Mapping[str, str]
    described: bool
    sections: list[Section] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    open_parents: list[tuple[int, Statement]] = field(default_factory=list)
    header: Statement | None = None
    leads_in: Statement | None = None
    label: Statement | None = None
    identities: dict[str, int] = field(default_factory=dict)
    by_id: dict[str, Statement] = field(default_factory=dict)

    def __post_init__(self) -> None:
        headings = [b for b in self.source.blocks if b.role is Role.HEADING]
        first = next((b for b in headings if b.level == 1), None)
        opening = self.source.blocks[0] if self.source.blocks else None
        if first is None and opening in headings and not is_agenda(self.source.seen(opening.start, opening.end)):
            first = next((block for block in self._top() if self._is_minutes(block)), opening)
        self.title = first
        top = self._top()
        # "# University", "## Senate", "### Minutes of the meeting held on …" are one title in three headings.
        dated = [block.end for block in top if self._is_minutes(block) and _YEAR.search(self._words(block))]
        last = max((first.start if first else 0, *dated))
        self.quoted = [first, *(block for block in top if first and block.start < last)]
        self.nested = _levels_mean_something(self.source, headings)

    def _top(self) -> list[Block]:
        """Return the headings at the top, before any text."""
        return list(takewhile(lambda block: block.role is Role.HEADING, self.source.blocks))

    def _words(self, block: Block) -> str:
        return self.source.seen(block.start, block.end)

    def _is_minutes(self, block: Block) -> bool:
        words = self._words(block)
        return bool(_MINUTES.search(words)) and not is_agenda(words)

    def opens_section(self, block: Block) -> bool:
        """Say whether a block is a heading that opens a section: the title and what stands above it are quoted."""
        return block.role is Role.HEADING and block not in self.quoted and not self.is_label(block)

    def is_label(self, block: Block) -> bool:
        """Say whether a heading only introduces what the body did ("Beschluss:"): the debate behind it is no part."""
        return block.role is Role.HEADING and bool(_DONE.fullmatch(self.source.seen(block.start, block.end)))

    def section(self, block: Block) -> None:
        words = self.source.seen(block.start, block.end)
        english = self.translation.get(words)
        level = block.level if self.nested else 2
        self.sections.append(
            Section(shown(words), slug(words), block.start, block.end, english and english.removesuffix(":"), level)
        )
        self.open_parents, self.header, self.label = [], None, None

    def block(self, block: Block, turns: tuple[Turn, ...], pending: Turn | None) -> None:
        """Cut one block; a pending line that names its speaker is joined to it."""
        if block.role not in (Role.ROW, Role.HEADER):
            self.header = self.leads_in = None
        if self.label and (turns[0].speaker or pending or self._is_over(block)):
            self.label = None
        before: Statement | None = None
        for turn in turns:
            start, lead_end = turn.start, turn.lead_end
            if pending:
                start, lead_end = pending.start, max(turn.lead_end, turn.start)
            for number, (begin, end) in enumerate(pieces(self.source, start, turn.end)):
                lead = lead_end if number == 0 and lead_end > begin else None
                before = self._add(block, turn, (begin, end), lead, before)
            pending = None

    def _add(
        self, block: Block, turn: Turn, span: tuple[int, int], lead_end: int | None, before: Statement | None
    ) -> Statement | None:
        words = self.source.seen(*span)
        if not words:
            return before
        if self._votes_on_last(block, turn, words, span):
            moved = self.statements.pop()
            del self.by_id[moved.id]
            self.identities[moved.id.partition("~")[0]] -= 1
            span, lead_end, before = (moved.start, span[1]), None, None
            words = self.source.seen(*span)
        entry = self.entries.pop(words, None)
        parent = self.by_id.get(before.parent or "") if before else self._parent(entry, block)
        lead = _lead(words, self.source.seen(span[0], lead_end)) if lead_end else 0
        statement = self._statement(words, span, block, parent, entry, spoken=bool(turn.speaker and lead))
        page = page_at(self.source.pages, lead_end or span[0])
        statement = replace(
            statement,
            translation=self.translation.get(words),
            speaker=turn.speaker.written if turn.speaker else None,
            reported=turn.reported,
            lead=lead,
            lead_end=lead_end if lead else None,
            follows=before.id if before else None,
            page=page.number if page else None,
            printed=page.printed if page else None,
        )
        self.statements.append(statement)
        self.by_id[statement.id] = statement
        self._remember(block, statement, first=before is None)
        return statement

    def _votes_on_last(self, block: Block, turn: Turn, words: str, span: tuple[int, int]) -> bool:
        """Say whether a line only records the vote on what stands directly above it: apart, either says half."""
        last = self.statements[-1] if self.statements else None
        if last is None or block.role is not Role.PARAGRAPH or turn.speaker or last.speaker or self.label:
            return False
        between = self.source.text[last.end : span[0]]
        near = not between.strip("* \n\r\t") and between.count("\n") < 3
        here = last.section == self._path() and not last.parent and not last.text.endswith(":")
        here = here and not _MOVED.match(words) and "vote" not in last.kind_names
        told = near and here and len(words) <= LONGEST_VOTE and _MOVED.match(last.text) and _VOTED.match(words)
        return bool(told and span[1] - last.start <= LONGEST)

    def _remember(self, block: Block, statement: Statement, *, first: bool) -> None:
        if self.is_label(block):
            self.label = statement
        if block.role is Role.HEADER:
            self.header = statement
        elif block.role is not Role.ROW and statement.text.endswith(":"):
            self.leads_in = statement
        if first and block.role is Role.ITEM:
            self.open_parents = [pair for pair in self.open_parents if pair[0] < block.level]
            self.open_parents.append((block.level, statement))
        elif first and block.role is not Role.NOTE:
            self.open_parents = [(ABOVE_ITEMS, statement)]

    def _parent(self, entry: StatementEntry | None, block: Block) -> Statement | None:
        """Return the parent: as corrected by hand; a table's lead-in or header; else an outer item with a colon."""
        if entry and entry.parent is not None:
            return self._named_parent(entry)
        if block.role in (Role.ROW, Role.HEADER):
            return self.leads_in or self.header
        if self.label and not self.is_label(block):
            return self.label
        if block.role is not Role.ITEM:
            return None
        # Indentation lies after page breaks, so an item that introduces nothing is nobody's parent.
        nearer = (statement for level, statement in reversed(self.open_parents) if level < block.level)
        return next((statement for statement in nearer if statement.text.endswith(":")), None)

    def _is_over(self, block: Block) -> bool:
        """Say whether what a label introduced is over: a vote is one line, a decision its paragraphs or points."""
        if self.is_label(block) or self.label is None or self.statements[-1] is self.label:
            return self.is_label(block)
        return bool(_VOTE.match(self.label.text)) or block.role is Role.STAGE

    def _named_parent(self, entry: StatementEntry) -> Statement | None:
        if not entry.parent:
            return None
        here = self.sections[-1].end if self.sections else 0
        for statement in reversed(self.statements):
            if statement.text == entry.parent and statement.start >= here:
                return statement
        self.notes.append(f"parent “{entry.parent}” of “{entry.text}” does not stand before it in its section")
        return None

    def _path(self) -> tuple[str, ...]:
        """Headings above, outermost first."""
        path: list[Section] = []
        for section in reversed(self.sections):
            if not path or section.level < path[-1].level:
                path.append(section)
        return tuple(section.title for section in reversed(path)) or (TITLE_SECTION,)

    def _statement(
        self,
        words: str,
        span: tuple[int, int],
        block: Block,
        parent: Statement | None,
        entry: StatementEntry | None,
        *,
        spoken: bool,
    ) -> Statement:
        path = self._path()
        heads = self.header if block.role is Role.ROW and self.header else parent
        above = (*heads.section, heads.text.removesuffix(":")) if heads else path
        identity = statement_id(self.document, path[-1], words)
        self.identities[identity] = repeated = self.identities.get(identity, 0) + 1
        return Statement(
            id=identity if repeated == 1 else f"{identity}~{repeated}",
            document=self.document,
            text=words,
            start=span[0],
            end=span[1],
            section=above,
            position=len(self.statements),
            # What somebody says is not done by the heading above it.
            kinds=self._kinds(words, entry, () if spoken else above, block.role),
            guessed=not self.described,
            parent=parent.id if parent else None,
            label=entry.label if entry else None,
            label_en=entry.label_en if entry else None,
            sic=self._sic(words, entry),
        )

    def _sic(self, words: str, entry: StatementEntry | None) -> int | None:
        if not entry or not entry.sic:
            return None
        if entry.sic not in words:
            self.notes.append(f"“{words[:60]}” does not contain the words marked sic: “{entry.sic}”")
            return None
        return words.index(entry.sic) + len(entry.sic)

    def _kinds(
        self, words: str, entry: StatementEntry | None, above: tuple[str, ...], role: Role
    ) -> tuple[KindSpan, ...]:
        spans = []
        for row in entry.kinds if entry else ():
            start = words.find(row.span) if row.span else 0
            if start < 0:
                self.notes.append(f"kind {row.kind} of “{words[:60]}” names words that are not in it: “{row.span}”")
                continue
            spans.append(KindSpan(row.kind, start, start + len(row.span) if row.span else len(words)))
        return tuple(spans) or guess_kinds(words, above, role)


def _calls(source: Source, block: Block, turn: Turn) -> bool:
    """Say whether a heading only names who speaks now ("**Präsidentin X:**"); one with a time opens a section too."""
    return turn.speaker is not None and source.seen(block.start, block.end).endswith(":")


def _levels_mean_something(source: Source, headings: list[Block]) -> bool:
    """Say whether the levels of headings can be believed: not where "4. Impuls" and "6. Impuls:" differ in theirs."""
    levels: dict[str, set[int]] = {}
    for block in headings:
        numbered = re.match(r"\d+[.)]?\s+(\w+)|(TOP|Punkt|Item)\b", source.seen(block.start, block.end))
        if numbered:
            levels.setdefault(numbered[1] or numbered[2], set()).add(block.level)
    return all(len(some) == 1 for some in levels.values())


def _lead(words: str, lead: str) -> int:
    """Count the characters of the words that only name the speaker; 0 where nothing would be left to quote."""
    if not lead or not words.startswith(lead) or len(words) <= len(lead):
        return 0
    return len(words) - len(words[len(lead) :].lstrip())
