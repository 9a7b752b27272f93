"""The prose of an answer: the document's own statements, and between them the words that say what they are."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from ingest.document import Document
from ingest.segment import TITLE_SECTION
from ingest.statement import Statement
from protokoll.texts import ANSWERS
from retrieval.answer import Citation, Reason
from retrieval.citing import cite
from retrieval.evidence import Evidence
from retrieval.figures import figures_in
from retrieval.lists import KINDS as COUNTED
from retrieval.lists import OUTCOMES
from retrieval.places import place
from retrieval.rows import cells
from retrieval.structure import holds_results
from retrieval.telling import (
    ACTS,
    acts,
    all_acts,
    concern,
    dative,
    grouped,
    introduced,
    speaking,
    speaks_for_itself,
    spoken_act,
)

_SAYS_WHAT_IT_DOES = re.compile(  # "Beschluss: Der Antrag …" needs no "Beschlossen wurde" before it
    r"(?i:Beschl[uü]ss\w*|Abstimmung\w*|Abst\.|Antrag|Auftrag|Aufgabe|Frage|Forderung|Empfehlung|TO ?-?DO|Decision|"
    r"Resolution|Resolved|Agreed|Vote|Action|Question|Recommendation)(?:\s+(?:(?:über|on|zu|Nr\.?|No\.?)\s+)?[^:.]{1,60})?\s*:"
)
_WEIGHED = ("demand", "question")  # of these lists the most important come first; the others keep their order
_TOLD = {  # what the opening of such an answer says that its statements do
    "results": ("decision",), "results_bare": ("decision",), "conclusion": ("record", "demand", "question"),
}  # fmt: skip
SHORT = 90  # characters; so short a quotation stands first, as the answer, and what it is behind it
FROM = 3  # statements from which those that do the same stand under one line


class Writer:
    """Numbers the citations in the order in which the text quotes them."""

    def __init__(self, document: Document, language: str) -> None:
        self.document = document
        self.language = language
        self.texts = ANSWERS[language]
        self.citations: list[Citation] = []

    def told(self, evidence: Evidence) -> str:
        """What is answered: the answer first, its statements as proof, and how many more there are."""
        parts = [self.texts.short[evidence.short]] if evidence.short else []
        if evidence.aim:
            parts.append(self.aimed(evidence))
        elif len(evidence.chosen) == 1 and not evidence.listed:
            parts.append(self._alone(evidence.chosen[0], answered=bool(evidence.short)))
        else:
            parts.append(self._several(evidence))
        if more := evidence.more + len(evidence.rest):
            counted = self.texts.counts.get(more, str(more))
            further = self.texts.further_one if more == 1 else self.texts.further.format(count=counted)
            parts.append(f"\n{further}")
        lists = bool(evidence.aim or len(evidence.chosen) > 1 or evidence.listed)
        return ("\n" if lists else " ").join(part for part in parts if part)

    def despite(self, evidence: Evidence) -> list[str]:
        """What can be cited although the question has no answer: the person's role, the topic, the contradiction."""
        paragraphs = []
        if evidence.persons:
            lines = " · ".join(self._quoted(line) for line in evidence.persons)
            paragraphs.append(f"{self.texts.role} {lines}.")
        if evidence.chosen and not evidence.aim:
            premise = evidence.reason is Reason.FALSE_PREMISE
            opening = self.texts.premise_record if premise else self.texts.topic
            opening = self.texts.lists_of["votes"] if evidence.note == "not_voted" else opening
            above = [] if evidence.state == "grey" else [opening]
            paragraphs.append("\n".join([*above, *self._items(evidence.chosen, ())]))
        return paragraphs

    def aimed(self, evidence: Evidence) -> str:
        """An answer of several groups under an opening of its kind."""
        count = len(evidence.chosen) + len(evidence.rest) + evidence.more
        section, of_all = self._section(evidence.chosen) if evidence.chosen else ("", "")
        opening = self.texts.aims[evidence.aim].format(
            count=self.texts.counts.get(count, str(count)), section=evidence.named or section, term=evidence.who
        )
        of_all = of_all if evidence.aim == "conclusion" else ""
        told = _TOLD.get(evidence.aim, ())
        lines = [opening] if opening else []
        for group in evidence.groups:
            value = self._heading(group.value) if group.name == "section" else group.value
            heading = self.texts.groups[group.name].format(value=value) if group.name else ""
            under = value if group.name == "section" else of_all
            lines += [f"\n{heading}" if lines else heading] if heading else []
            lines += self._items(group.statements, told, under=under, numbers=evidence.aim in ("numbers", "figures"))
        return "\n".join(lines)

    def _heading(self, title: str) -> str:
        found = next((s for s in self.document.sections if s.title == title), None)
        return (found.translation if found and self.language == "en" else None) or title

    def _alone(self, statement: Statement, *, answered: bool) -> str:
        if "participant" in statement.kind_names:
            return f"{self.texts.lists} {self._placed(statement)}."
        if statement.label or answered:
            return f"{self._placed(statement)}."
        if _SAYS_WHAT_IT_DOES.match(statement.text):
            return f"{self.texts.plainly} {self._placed(statement)}."
        if statement.speaker and not speaks_for_itself(statement):
            return f"{self._by_speaker(statement)} {self._placed(statement)}."
        done = acts(statement)
        if done != ("record",):
            return f"{introduced(done, self.texts)} {self._placed(statement)}."
        before, after = self._record(statement)
        if len(self._words(statement)) <= SHORT:
            where = self._place(statement)
            return f"{self._quoted(statement)} – {after}{f' ({where})' if where else ''}."
        return f"{before} {self._placed(statement)}."

    def _by_speaker(self, statement: Statement) -> str:
        texts = self.texts
        own = {"question": texts.asked_by, "demand": texts.demanded_by}
        shape = texts.reported_by if statement.reported else own.get(spoken_act(statement), texts.said)
        return shape.format(speaker=statement.speaker)

    def _record(self, statement: Statement) -> tuple[str, str]:
        """What stands before a long quotation, and behind a short one."""
        if statement.guessed:
            return self.texts.plainly, self.texts.plainly_after
        if set(statement.kind_names) == {"claim"}:
            return self.texts.claims, self.texts.claim_after
        return self.texts.records, self.texts.record_after

    def _several(self, evidence: Evidence) -> str:
        opening, told, under = self._opening(evidence)
        places = {self._place(statement) for statement in evidence.chosen}
        if not under and opening.endswith(":") and len(evidence.chosen) >= FROM and len(places) == 1 and all(places):
            [under] = places  # said once, not behind every line
            opening = f"{opening.removesuffix(':')} ({under}):"
        lines = [opening] if opening else []
        for done, statements in self._in_groups(evidence):
            if done and done != told and not all(_SAYS_WHAT_IT_DOES.match(s.text) for s in statements):
                line = grouped(done, statements, self.texts)
                lines.append(f"\n{line}" if lines else line)
            lines += self._items(statements, done or told, under=under, speakers=not self._one_speaker(evidence))
        return "\n".join(lines)

    def _in_groups(self, evidence: Evidence) -> list[tuple[tuple[str, ...], list[Statement]]]:
        """The statements by what they do; in the order of the document where people speak, or a list is wanted."""
        chosen = list(evidence.chosen)
        people = any(s.speaker or "participant" in s.kind_names for s in chosen)
        if evidence.listed or people or len(chosen) < FROM or self._results(evidence):
            return [((), chosen)]
        blocks = [(concern(block[0]), block) for block in _blocks(chosen)]
        counts = Counter(one for one, _ in blocks)
        if len(counts) == 1 and len({acts(s) for s in chosen}) == 1:
            return [(acts(chosen[0]), chosen)]
        if max(counts.values()) == 1:
            return [((), chosen)]
        groups = [[s for one, block in blocks if one == name for s in block] for name in ACTS if counts[name]]
        return [(all_acts(group), group) for group in groups]

    def _results(self, evidence: Evidence) -> bool:
        """Whether all of the theses are shown: their opening says what they do."""
        return evidence.whole and holds_results(evidence.chosen[0].section[0])

    def _one_speaker(self, evidence: Evidence) -> bool:
        speakers = {s.speaker for s in evidence.chosen}
        return bool(evidence.who) and len(speakers) == 1 and None not in speakers

    def _opening(self, evidence: Evidence) -> tuple[str, tuple[str, ...], str]:
        """The first line, what it has told of the statements, and under which heading it says that they stand."""
        chosen, texts = evidence.chosen, self.texts
        total = len(chosen) + evidence.more + len(evidence.rest)
        spoken = texts.counts.get(total, str(total))
        if evidence.listed:
            return self._opening_of_list(evidence, total)
        if self._one_speaker(evidence):
            text = texts.all_said if evidence.everything else texts.said_list
            speaker = dative(evidence.who) if self.language == "de" else evidence.who
            return text.format(speaker=speaker, count=spoken), (), ""
        if all("participant" in statement.kind_names for statement in chosen):
            everybody = total == sum("participant" in s.kind_names for s in self.document.statements)
            everybody = everybody and total == len(self.document.participants)  # a line may name several
            return (texts.people.format(count=spoken) if everybody else texts.some_people), (), ""
        kinds = {acts(statement) for statement in chosen}
        same = next(iter(kinds)) if len(kinds) == 1 else ()
        if not evidence.whole:
            if same == ("record",) and not any(s.speaker for s in chosen):
                plain = any(s.guessed for s in chosen)
                return (texts.plainly if plain else texts.records), same, ""
            return "", (), ""
        headings = {statement.section[0] for statement in chosen}
        if any(s.guessed for s in chosen):  # nobody has looked whether the section is cut as it is printed
            if len(headings) > 1:
                return texts.plainly, same, ""
            section, place_of_all = self._section(chosen)
            shape = texts.under_first if evidence.rest else texts.under
            return shape.format(section=section), same, place_of_all
        things = texts.counted[same[0] if len(same) == 1 else "record"]
        if self._results(evidence) and not same:
            things = texts.theses
            same = all_acts(chosen)
        if len(headings) > 1:
            return texts.several_sections.format(count=spoken, things=things), same, ""
        section, place_of_all = self._section(chosen)
        shape = texts.whole_first if evidence.rest else texts.whole
        return shape.format(section=section, count=spoken, things=things), same, place_of_all

    def _opening_of_list(self, evidence: Evidence, total: int) -> tuple[str, tuple[str, ...], str]:
        first = self.texts.lists_of[evidence.listed]
        told = "decision" if evidence.listed in OUTCOMES else evidence.listed
        if evidence.listed == "demand" and any(s.guessed for s in evidence.chosen):
            first = self.texts.lists_of["demand_like"]
        if evidence.listed in COUNTED and not any(s.guessed for s in evidence.chosen):  # a cue alone may miss some
            first = f"{first.removesuffix(':')} ({total}):"
        if evidence.rest and told in _WEIGHED:
            first = f"{first.removesuffix(':')}. {self.texts.most_important}"
        if evidence.named:
            first = f"{first} ‘{evidence.named}’"
        return first, (told if told in COUNTED else "record",), ""

    def _items(
        self,
        statements: Sequence[Statement],
        told: Sequence[str],
        *,
        under: str = "",
        speakers: bool = True,
        numbers: bool = False,
    ) -> Iterator[str]:
        """One line a statement, with where it stands.

        Args:
            statements: in order; those that another introduces stand behind it, indented.
            told: what the line above has said that they do; for others it is said before the quotation.
            under: the heading that the line above has named.
            speakers: say who speaks.
            numbers: begin with the numbers that a statement gives.

        Yields:
            Lines.
        """
        shown: dict[str, Statement] = {}
        for statement in statements:
            parent = shown.get(statement.parent or "")
            shown[statement.id] = statement
            where = "" if parent else self._place(statement)
            where = where.removeprefix(under).removeprefix(", ") if under else where
            before = self._before(statement, told, speakers=speakers)
            if numbers and (found := figures_in(self._words(statement))):
                before = f"{', '.join(found)}: "
            yield f"{'  ' if parent else ''}- {before}{self._quoted(statement)}{f' ({where})' if where else ''}"

    def _before(self, statement: Statement, told: Sequence[str], *, speakers: bool) -> str:
        if "participant" in statement.kind_names or statement.label or _SAYS_WHAT_IT_DOES.match(statement.text):
            return ""
        if statement.speaker and not speaks_for_itself(statement):
            return f"{speaking(statement, self.texts)} " if speakers else ""
        done = acts(statement)
        if set(done) <= {"record", *told} or (told and told[0] in done and told[0] != "record"):
            return ""
        return f"{introduced(done, self.texts)} "

    def _placed(self, statement: Statement) -> str:
        where = self._place(statement)
        return f"{self._quoted(statement)}{f' ({where})' if where else ''}"

    def _place(self, statement: Statement) -> str:
        return place(statement, self.document, self.language)

    def _section(self, statements: Sequence[Statement]) -> tuple[str, str]:
        """The innermost heading that statements have in common, and their place down to it."""
        headings = {TITLE_SECTION, *(section.title for section in self.document.sections)}
        shared = takewhile(lambda titles: len({*titles}) == 1, zip(*(s.section for s in statements), strict=False))
        common = tuple(titles[0] for titles in shared if titles[0] in headings)
        if not common:
            return "", ""
        above = replace(statements[0], section=common, label=None, label_en=None, page=None, printed=None)
        return self._heading(common[-1]), self._place(above)

    def _words(self, statement: Statement) -> str:
        return (statement.translation if self.language == "en" else "") or _with_sic(statement)

    def _quoted(self, statement: Statement) -> str:
        self.citations.append(cite(statement, self.document, len(self.citations) + 1))
        translated = self.language == "en" and statement.translation
        texts = self.texts if translated else ANSWERS[self.document.language]
        words = self._words(statement)
        if row := cells(statement, words):
            quoted = _in_columns([(column, texts.quote.format(words=cell)) for column, cell in row])
        else:
            quoted = texts.quote.format(words=words)
        return f"{quoted} [{len(self.citations)}]"


def _blocks(statements: Sequence[Statement]) -> list[list[Statement]]:
    """Statements with those that they introduce."""
    blocks: list[list[Statement]] = []
    for statement in statements:
        if blocks and statement.parent in {s.id for s in blocks[-1]}:
            blocks[-1].append(statement)
        else:
            blocks.append([statement])
    return blocks


def _in_columns(row: Sequence[tuple[str, str]]) -> str:
    """A row of a table as a sentence: what it is about, and each further cell behind the name of its column."""
    [(column, first), *others] = row
    told = "; ".join(f"{name}: {cell}" if name else cell for name, cell in others)
    named = first if re.search(r"[^\W\d_]{3}", first) or not column else f"{column}: {first}"  # "Nr.: 71"
    return f"{named} – {told}" if told else named


def _with_sic(statement: Statement) -> str:
    at = statement.sic
    return statement.quote if at is None else f"{statement.text[statement.lead : at]} [sic]{statement.text[at:]}"
