"""The page: Gradio takes the question and hands the answer to the elements under `ui/static`."""

import base64
import json
from collections.abc import Mapping
from functools import partial
from secrets import token_hex
from typing import Any

import gradio as gr
from pydantic import ValidationError

from protokoll.texts.ui import UI
from retrieval.followup import Message
from retrieval.turn import carried
from ui.desk import HISTORY_LENGTH, QUESTION_LENGTH, Ask, Desk
from ui.limits import Limits
from ui.log import LOGGER
from ui.problems import Problem

SESSIONS = 20  # that Gradio remembers, though nothing is in them: 29 kB each, and 10,000 unless told otherwise
PLAIN: dict[str, Any] = {"queue": False, "show_progress": "hidden", "api_visibility": "private"}
OTHER = {"de": "English", "en": "Deutsch"}  # what the language switch says while a language is on


def build_page(desk: Desk, limits: Limits, examples: Mapping[str, tuple[str, ...]]) -> gr.Blocks:
    """Return the page.

    Args:
        desk: answers the questions.
        limits: counts them, as for the API.
        examples: questions to begin with, as many in each language.

    Returns:
        Blocks without queue, state or storage: each question is one request that carries its history, and its
        answer leaves through `outbox`, a button that nobody sees. A caption is plain text to Gradio: it is put on
        the page as a text node, with neither eval (gr.HTML, js=) nor innerHTML (Markdown) between.
    """
    texts = UI["de"]
    page: gr.Blocks = gr.Blocks(title=texts.title, analytics_enabled=False, fill_width=True)
    with page:
        with gr.Row(elem_id="stage"):
            with gr.Column(elem_id="desk"):
                with gr.Column(elem_id="masthead"):
                    language = gr.Button(OTHER["de"], elem_id="language", size="sm")
                with gr.Column(elem_id="scroll"):
                    gr.Column(elem_id="opening")
                    with gr.Column(elem_id="examples"):
                        starters = tuple(gr.Button(words, size="sm") for words in examples["de"])
                    gr.Column(elem_id="conversation")
                with gr.Row(elem_id="asking"):
                    question = gr.Textbox(
                        label=texts.question,
                        placeholder=texts.placeholder,
                        lines=1,
                        max_lines=5,
                        elem_id="question",
                        scale=1,
                    )
                    ask = gr.Button(texts.ask, variant="primary", elem_id="ask", scale=0)
                    anew = gr.Button(texts.anew, elem_id="anew", scale=0)
                inbox = gr.Textbox("[]", visible="hidden", elem_id="inbox")
                scope = gr.Textbox("", visible="hidden", elem_id="scope")
                outbox = gr.Button("", visible="hidden", elem_id="outbox")
            gr.Column(elem_id="reading")

        async def answer(question: str, history: str, scope: str, shown: str, request: gr.Request) -> str:
            return _packed(await _answer(desk, limits, (question, history, scope), shown, request))

        with_it = [inbox, scope, language]  # the conversation so far, the only document to ask, the language that is on
        for starter in starters:
            starter.click(answer, [starter, *with_it], outbox, **PLAIN)
        for event in (ask.click, question.submit):
            event(answer, [question, *with_it], outbox, **PLAIN)
        renamed = [question, ask, anew, *starters]
        language.click(partial(_rename, examples), language, [language, *renamed], **PLAIN)
    page.state_session_capacity = SESSIONS
    return page


async def _answer(
    desk: Desk, limits: Limits, asked: tuple[str, str, str], shown: str, request: gr.Request
) -> Mapping[str, Any]:
    """Return the answer's fields, or the problem's; `asked` are question, history and the only document or ""."""
    question, history, scope = asked
    try:
        limits.count(request.client.host if request.client else "")
        ask = Ask(question=question, history=json.loads(history)[-HISTORY_LENGTH:], document=scope or None)
        answer = (await desk.ask(ask)).to_json()
        earlier = [Message(role=line.role, content=line.content) for line in ask.history]
        return answer | {"after": carried(question, earlier)}  # a link to the question takes it along
    except Problem as problem:
        return problem.body(_shown(shown))
    except (ValidationError, ValueError, TypeError):
        return Problem("question_too_long", {"limit": QUESTION_LENGTH}).body(_shown(shown))
    except Exception:  # Gradio's event loop is the outermost here; it would show a box with English words
        LOGGER.exception("broken")
        return Problem("broken").body(_shown(shown))


def _packed(fields: Mapping[str, Any]) -> str:
    """Return the fields as base64, which no translation or markup of Gradio's touches.

    Two equal replies would look like one to the page, which waits for the caption to change: hence the token.
    """
    return base64.b64encode(json.dumps({**fields, "reply": token_hex(4)}).encode()).decode()


def _shown(switch: str) -> str:
    """Return the language that is on, from what the switch says."""
    return "en" if switch == OTHER["en"] else "de"


def _rename(examples: Mapping[str, tuple[str, ...]], switch: str) -> list[Any]:
    """Return the controls' words in the other language."""
    language = "de" if _shown(switch) == "en" else "en"
    texts = UI[language]
    return [
        OTHER[language],
        gr.update(label=texts.question, placeholder=texts.placeholder),
        texts.ask,
        texts.anew,
        *examples[language],
    ]
