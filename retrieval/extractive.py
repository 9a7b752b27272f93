"""Evidence becomes a draft composed of the document's own statements."""

from collections.abc import Sequence

from ingest.document import Document
from ingest.statement import Statement
from protokoll.texts import ANSWERS, AnswerTexts
from retrieval.answer import Citation, Reason
from retrieval.draft import Draft
from retrieval.evidence import Evidence
from retrieval.places import kinds_in_words, marks_in_words, place
from retrieval.question import LONGEST_QUESTION, Query


def write(query: Query, evidence: Evidence, contact: str, *, several: bool = False) -> Draft:
    """Compose the answer.

    Args:
        query: what was asked.
        evidence: what was decided.
        contact: the editors' address, "" for none.
        several: there are other documents, so that an answer names its own.

    Returns:
        A draft, not yet verified.
    """
    writer = _Writer(evidence.document, query.language)
    texts = writer.texts
    if evidence.state == "answer":
        paragraphs = [writer.statements(evidence), *(texts.lacking.format(part=part) for part in evidence.lacking)]
    else:
        paragraphs = [_refusal(query, evidence, texts), *writer.despite(evidence)]
        if contact and evidence.reason in (Reason.NOT_IN_PROTOCOL, Reason.NOT_ATTRIBUTED, Reason.FALSE_PREMISE):
            paragraphs.append(texts.contact.format(contact=contact))
    if several and (evidence.state == "answer" or evidence.chosen):
        paragraphs.insert(0, texts.document.format(title=evidence.document.title, date=dated(evidence.document)))
    if evidence.left_out:
        paragraphs.append(texts.other_documents.format(count=evidence.left_out))
    if query.foreign:
        paragraphs.insert(0, texts.foreign)
    return Draft(
        text="\n\n".join(paragraph for paragraph in paragraphs if paragraph),
        citations=tuple(writer.citations),
        closest=tuple(cite(statement, evidence.document, None) for statement in evidence.closest),
    )


def cite(statement: Statement, document: Document, marker: int | None) -> Citation:
    """Return the citation of a whole statement."""
    return Citation(
        marker=marker,
        statement_id=statement.id,
        document=document.id,
        title=document.title,
        section=statement.section,
        speaker=statement.speaker,
        page=statement.page,
        printed=statement.printed,
        start=statement.quote_start,
        end=statement.end,
        quote=statement.quote,
        translation=statement.translation,
        kinds=statement.kind_names,
    )


def dated(document: Document) -> str:
    """Return a document's date as it stands behind its title, "" where it has none."""
    return f" ({document.date:%d.%m.%Y})" if document.date else ""


def _refusal(query: Query, evidence: Evidence, texts: AnswerTexts) -> str:
    if not query.asked:
        return texts.empty
    if query.too_long:
        return texts.too_long.format(limit=LONGEST_QUESTION)
    if evidence.state == "grey":
        return texts.grey
    if evidence.note:
        first = evidence.who[:1] if evidence.note == "silent" else evidence.who[:1].upper()
        said = getattr(texts, evidence.note).format(name=first + evidence.who[1:])
        return f"{said} {texts.closest}" if evidence.closest else said
    if evidence.state == "untrusted":
        return texts.untrusted
    if evidence.reason is Reason.NOT_IN_PROTOCOL and evidence.closest:
        return f"{texts.not_in_protocol} {texts.closest}"
    by_reason = {
        Reason.NOT_ATTRIBUTED: _unattributed(evidence, texts),
        Reason.FALSE_PREMISE: texts.false_premise,
        Reason.OFF_TOPIC: texts.off_topic,
        Reason.UNCLEAR: texts.unclear,
        Reason.CONVERSATION: _talk(evidence, texts),
    }
    return by_reason.get(evidence.reason or Reason.NOT_IN_PROTOCOL, texts.not_in_protocol)


def _unattributed(evidence: Evidence, texts: AnswerTexts) -> str:
    recorded = evidence.document.speakers_recorded != "none"
    return texts.not_attributed_here if recorded else texts.not_attributed


def _talk(evidence: Evidence, texts: AnswerTexts) -> str:
    said = texts.talk[evidence.talk]
    return f"{said} {texts.recorded[evidence.document.speakers_recorded]}" if evidence.talk == "abilities" else said


class _Writer:
    """Numbers the citations in the order in which the text quotes them."""

    def __init__(self, document: Document, language: str) -> None:
        self.document = document
        self.language = language
        self.texts = ANSWERS[language]
        self.citations: list[Citation] = []
        self._told = False  # the opening has said who speaks, or what all of the list is

    def statements(self, evidence: Evidence) -> str:
        """The chosen statements under one opening."""
        chosen = evidence.chosen
        if len(chosen) == 1 and not evidence.listed:
            return f"{self._opening(chosen[0])} {self._quoted(chosen[0])}{self._bracketed(chosen[0])}."
        lines = [self._list_opening(evidence), *self._grouped(chosen, whole=evidence.whole)]
        further = [self.texts.further.format(count=evidence.more)] if evidence.more else []
        return "\n".join([*lines, *(f"\n{words}" for words in further)])

    def despite(self, evidence: Evidence) -> list[str]:
        """What can be cited although the question has no answer: the person's role, the topic, the contradiction."""
        paragraphs = []
        if evidence.persons:
            lines = " · ".join(self._quoted(line) for line in evidence.persons)
            paragraphs.append(f"{self.texts.role} {lines}.")
        if evidence.chosen:
            premise = evidence.reason is Reason.FALSE_PREMISE
            opening = self.texts.premise_record if premise else self.texts.topic
            quotes = [f"- {self._marked(s)}{self._bracketed(s)}" for s in evidence.chosen]
            paragraphs.append("\n".join([opening, *quotes]))
        return paragraphs

    def _opening(self, statement: Statement) -> str:
        if "participant" in statement.kind_names:
            return self.texts.lists
        if statement.label:
            return self.texts.names
        if statement.speaker and not speaks_for_itself(statement):
            return self.texts.said.format(speaker=statement.speaker)
        if statement.guessed and set(statement.kind_names) <= {"claim", "fact", "quotation", "label"}:
            return self.texts.plainly
        return self.texts.records.format(kinds=kinds_in_words(statement, self.texts))

    def _list_opening(self, evidence: Evidence) -> str:
        count = len(evidence.chosen)
        spoken = self.texts.counts.get(count, str(count))
        if evidence.listed:
            self._told = evidence.listed != "speakers"
            return self.texts.lists_of[evidence.listed].format(count=count + evidence.more)
        if evidence.who and len({s.speaker for s in evidence.chosen}) == 1 and evidence.chosen[0].speaker:
            self._told = True
            text = self.texts.all_said if evidence.everything else self.texts.said_list
            return text.format(speaker=evidence.who, count=count + evidence.more)
        if all("participant" in statement.kind_names for statement in evidence.chosen):
            everybody = count == sum("participant" in s.kind_names for s in self.document.statements)
            return self.texts.people.format(count=spoken) if everybody else self.texts.some_people
        if not evidence.whole:
            return self.texts.places.format(count=spoken)
        headings = {statement.section[0] for statement in evidence.chosen}
        if len(headings) > 1:
            return self.texts.several_sections.format(count=spoken)
        section = self._place(evidence.chosen[0]).split(", ")[0]
        return self.texts.whole.format(section=section, count=spoken)

    def _grouped(self, statements: Sequence[Statement], *, whole: bool) -> list[str]:
        """One line a statement; where it stands is said where it changes."""
        lines, last = [], ""
        for statement in statements:
            where = self._place(statement)
            if whole:
                where = where.partition(", ")[2]
            if where and where != last:
                lines.append(f"\n{where}:")
            last = where
            lines.append(f"- {self._marked(statement)}")
        return lines

    def _bracketed(self, statement: Statement) -> str:
        where = self._place(statement)
        return f" ({where})" if where else ""

    def _place(self, statement: Statement) -> str:
        return place(statement, self.document, self.language)

    def _marked(self, statement: Statement) -> str:
        """The quotation with who said it and what it is before it, so that a demand is reported as a demand."""
        if statement.speaker and not speaks_for_itself(statement) and not self._told:
            return f"{statement.speaker}: {self._quoted(statement)}"
        mark = "" if self._told else marks_in_words(statement, self.texts)
        return f"{mark[:1].upper()}{mark[1:]}: {self._quoted(statement)}" if mark else self._quoted(statement)

    def _quoted(self, statement: Statement) -> str:
        self.citations.append(cite(statement, self.document, len(self.citations) + 1))
        translated = self.language == "en" and statement.translation is not None
        words = statement.translation if translated else _with_sic(statement)
        texts = self.texts if translated else ANSWERS[self.document.language]
        return f"{texts.quote.format(words=words)} [{len(self.citations)}]"


def speaks_for_itself(statement: Statement) -> bool:
    """Say whether the quoted words name their speaker themselves, as reported speech does ("Frau B. fragt, ob …")."""
    name = (statement.speaker or "").split(" (")[0].split()
    return statement.reported and bool(name) and name[-1] in statement.quote


def _with_sic(statement: Statement) -> str:
    at = statement.sic
    return statement.quote if at is None else f"{statement.text[statement.lead:at]} [sic]{statement.text[at:]}"
