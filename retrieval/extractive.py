"""Evidence becomes a draft composed of the document's own statements."""

import re
from dataclasses import replace

from ingest.document import Document
from protokoll.texts import ANSWERS, AnswerTexts
from retrieval.answer import Draft, Reason
from retrieval.citing import cite
from retrieval.evidence import LIKELY, Evidence
from retrieval.holders import told_by_bodies
from retrieval.places import dated
from retrieval.prose import Writer
from retrieval.question import LONGEST_QUESTION, Query
from retrieval.telling import dative

_SAYS_WHAT_IT_IS = re.compile(r"(?i)\w*(?:protokoll|niederschrift|mitschrift|sitzungsbericht)|(?:the )?minutes\b")


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
    writer = Writer(evidence.document, query.language)
    texts = writer.texts
    if evidence.state == "answer":
        perhaps = texts.perhaps if evidence.confidence < LIKELY else ""
        paragraphs = [perhaps, writer.told(evidence), *(texts.lacking.format(part=part) for part in evidence.lacking)]
    else:
        if evidence.asked and evidence.state == "grey":
            evidence = replace(evidence, chosen=evidence.closest, closest=())
        said = writer.aimed(evidence) if evidence.aim else _refusal(query, evidence, texts)
        paragraphs = [said, *writer.despite(evidence)]
        if contact and evidence.reason in (Reason.NOT_IN_PROTOCOL, Reason.NOT_ATTRIBUTED, Reason.FALSE_PREMISE):
            paragraphs.append(texts.contact.format(contact=contact))
    if several and (evidence.state == "answer" or evidence.chosen):
        paragraphs.insert(0, _headed(evidence.document, query.language))
    if evidence.asked:
        paragraphs.insert(0, evidence.asked)
    if evidence.left_out:
        others = texts.other_documents if evidence.counted else texts.more_documents
        paragraphs.append(others.format(count=evidence.left_out))
    paragraphs = [*evidence.remarks, *paragraphs]
    if query.foreign:
        paragraphs.insert(0, texts.foreign)
    return Draft(
        text="\n\n".join(paragraph for paragraph in paragraphs if paragraph),
        citations=tuple(writer.citations),
        closest=tuple(cite(statement, evidence.document, None) for statement in evidence.closest),
        further=tuple(cite(statement, evidence.document, None) for statement in evidence.rest),
    )


def given(evidence: Evidence, contact: str) -> tuple[str, ...]:
    """Return the words of an answer that need no source: the asker's own, the editors' address, what was counted.

    Args:
        evidence: what the answer is written from.
        contact: the editors' address, "" for none.

    Returns:
        Words that the verifier leaves out.
    """
    more = evidence.more + len(evidence.rest)
    counts = (len(evidence.chosen) + more, more, len(evidence.groups), evidence.left_out, LONGEST_QUESTION)
    spoken = (texts.counts[count] for texts in ANSWERS.values() for count in counts if count in texts.counts)
    speaks = any(statement.speaker == evidence.who for statement in evidence.chosen)
    who = evidence.who if evidence.note or evidence.aim or speaks else ""
    asked = (evidence.asked, evidence.named, who, _capital(who), dative(who), *evidence.lacking)
    asked = (evidence.asked.rstrip(":?"), *asked)
    things = (group.value for group in evidence.groups if group.name in ("about", "about_it", "person"))
    title = f"{evidence.document.title}{dated(evidence.document)}"
    words = (title, contact, *asked, *things, *spoken, *(str(count) for count in counts if count))
    return tuple(sorted(words, key=len, reverse=True))  # a list of titles holds the title


def _headed(document: Document, language: str) -> str:
    """Return the line that names an answer's document; a title that says what it is needs no word before it."""
    title = f"{document.title}{dated(document)}"
    own = document.language == language and _SAYS_WHAT_IT_IS.match(title)
    return title if own else ANSWERS[language].document.format(title=title)


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def _refusal(query: Query, evidence: Evidence, texts: AnswerTexts) -> str:
    if not query.asked:
        return texts.empty
    if query.too_long:
        return texts.too_long.format(limit=LONGEST_QUESTION)
    if evidence.state == "grey":
        return texts.grey
    if evidence.note:
        name = dative(evidence.who) if evidence.note == "silent" else _capital(evidence.who)
        said = getattr(texts, evidence.note).format(name=name)
        return f"{said} {texts.closest}" if evidence.closest else said
    if evidence.state == "untrusted":
        return texts.untrusted
    if evidence.reason is Reason.NOT_IN_PROTOCOL and evidence.closest:
        return f"{texts.not_in_protocol} {texts.closest}"
    if evidence.reason is Reason.CONVERSATION:
        return _talk(evidence, texts)
    by_reason = {
        Reason.NOT_ATTRIBUTED: _unattributed(evidence, texts),
        Reason.FALSE_PREMISE: texts.false_premise,
        Reason.OFF_TOPIC: texts.off_topic,
        Reason.UNCLEAR: texts.unclear,
    }
    return by_reason.get(evidence.reason or Reason.NOT_IN_PROTOCOL, texts.not_in_protocol)


def _unattributed(evidence: Evidence, texts: AnswerTexts) -> str:
    if evidence.document.speakers_recorded != "none" or told_by_bodies(evidence.document.statements):
        return texts.not_attributed_here
    return texts.not_attributed if evidence.document.participants else texts.not_attributed_bare


def _talk(evidence: Evidence, texts: AnswerTexts) -> str:
    if not evidence.talk:
        return ""  # a remark says it all
    said = texts.talk[evidence.talk]
    return f"{said} {texts.recorded[evidence.document.speakers_recorded]}" if evidence.talk == "abilities" else said
