"""Any chat model of LangChain's, within bounds: time, tokens, places, questions a day, and a breaker."""

import sqlite3
import threading
import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage
from tenacity import Retrying, retry_if_exception, stop_after_attempt, stop_before_delay, wait_random_exponential

from protokoll.errors import ChatModelError, SettingsError
from protokoll.settings import Settings
from retrieval.llm.claims import SCHEMA

try:
    from langchain.chat_models import init_chat_model
    from purgatory import SyncCircuitBreakerFactory
    from purgatory.domain.model import OpenedState
except ModuleNotFoundError as error:  # they come with each provider's extra
    raise SettingsError(
        f"A chat model needs the package {error.name}: pip install -e '.[openai]' (or anthropic, ollama)"
    ) from error

WAIT = 2.0  # seconds for a free place; then the extractive answer is shown instead
ATTEMPTS = 3  # before the first word; what was cut off later is not asked for again
FAILURES = 4  # in a row, after which the model is left alone for REST seconds
REST = 30.0
EXTRAS = {"openai": "langchain_openai", "anthropic": "langchain_anthropic", "ollama": "langchain_ollama"}
# What the providers' clients call the same thing (openai 3, anthropic 2, ollama 0.6, httpx): class name → our name.
_NAMES = (
    ("timeout", "slow"), ("ratelimit", "limited"), ("authentication", "key"), ("permissiondenied", "key"),
    ("notfound", "model"), ("protocolerror", "cut"), ("readerror", "cut"), ("connect", "unreachable"),
)  # fmt: skip
_AGAIN = ("unreachable", "limited", "failing")
_REASONS = ("finish_reason", "done_reason", "stop_reason")  # OpenAI, Ollama, Anthropic


class ChatModel:
    """One chat model, shared by all questions. Safe to call from several threads."""

    def __init__(self, settings: Settings) -> None:
        provider, _, self.name = settings.llm.partition(":")
        self._seconds = settings.llm_seconds
        self._chat = open_chat(settings)
        self._held = _held(provider, self._chat)
        self._places = threading.BoundedSemaphore(settings.llm_parallel)
        self._breaker = SyncCircuitBreakerFactory(default_threshold=FAILURES, default_ttl=REST)
        self._breaker.initialize()
        self._usage = settings.data / "llm-usage.sqlite3"
        self._daily = settings.llm_daily

    def stream(self, messages: Sequence[BaseMessage]) -> Generator[str]:
        """Yield what the model writes, held to the form of claims where its server can; closing it hangs up.

        Args:
            messages: the prompt.

        Yields:
            Text, never empty.

        Raises:
            ChatModelError: The model cannot be used, or broke off.
        """
        if not self._places.acquire(timeout=WAIT):
            raise ChatModelError("busy")
        try:
            if self._daily and _counted(self._usage) > self._daily:
                raise ChatModelError("daily")
            with self._breaker.get_breaker(self.name, exclude=[GeneratorExit]):
                yield from self._pieces(messages, time.monotonic() + self._seconds)
        except OpenedState as error:
            raise ChatModelError("resting") from error
        finally:
            self._places.release()

    def _pieces(self, messages: Sequence[BaseMessage], until: float) -> Generator[str]:
        chunk, chunks = self._opened(messages)
        finished = False
        while chunk is not None:
            if time.monotonic() > until:
                raise ChatModelError("slow")
            finished = finished or any(chunk.response_metadata.get(name) for name in _REASONS)
            if text := chunk.text:
                yield str(text)
            try:
                chunk = next(chunks, None)
            except Exception as error:  # the providers' errors have no base in common
                kind = _kind(error)
                raise ChatModelError(kind if kind == "slow" else "cut") from error
        if not finished:
            raise ChatModelError("cut")

    def _opened(self, messages: Sequence[BaseMessage]) -> tuple[Any, Iterator[Any]]:
        """The stream with its first piece; asked again where that may help."""
        patient = Retrying(
            stop=stop_after_attempt(ATTEMPTS) | stop_before_delay(self._seconds / 2),
            wait=wait_random_exponential(multiplier=0.2, max=2),
            retry=retry_if_exception(lambda error: isinstance(error, ChatModelError) and error.kind in _AGAIN),
            reraise=True,
        )
        return patient(self._first, messages)

    def _first(self, messages: Sequence[BaseMessage]) -> tuple[Any, Iterator[Any]]:
        held = self._held
        try:
            chunks = iter(self._chat.stream(list(messages), **held))
            return next(chunks, None), chunks
        except Exception as error:  # as above
            if held and _status(error) in (400, 422, 501):  # a server that knows no schemas
                self._held = {}
                return self._first(messages)
            raise ChatModelError(_kind(error)) from error


def _held(provider: str, chat: BaseChatModel) -> dict[str, Any]:
    """The arguments that hold a model to the form of claims, by provider."""
    if provider == "ollama":
        return {"format": SCHEMA}
    if provider == "openai":  # as `response_format=` the client reads the answer itself, and fails with it
        named = {"name": "claims", "schema": SCHEMA, "strict": True}
        body = getattr(chat, "extra_body", None) or {}
        return {"extra_body": {**body, "response_format": {"type": "json_schema", "json_schema": named}}}
    return {}


def _counted(path: Path) -> int:
    """Count one more answer of today (UTC); return how many they are, over all processes that share the file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    today = datetime.now(UTC).date().isoformat()
    with closing(sqlite3.connect(path, timeout=5)) as db, db:
        db.execute("create table if not exists used (day text primary key, answers integer)")
        db.execute("delete from used where day < ?", (today,))
        more = "on conflict (day) do update set answers = answers + 1 returning answers"
        return int(db.execute(f"insert into used values (?, 1) {more}", (today,)).fetchone()[0])


def open_chat(settings: Settings) -> BaseChatModel:
    """Open the chat model that is set, without any bounds but its time and its tokens.

    Args:
        settings: names it and says where it is.

    Returns:
        LangChain's model, at temperature 0.

    Raises:
        SettingsError: It is named wrongly, or a package or its key is missing.
    """
    provider, _, name = settings.llm.partition(":")
    if not name:
        raise SettingsError(
            f"PROTOKOLL_LLM={settings.llm} names no model; write provider:model, for example ollama:qwen3"
        )
    module = EXTRAS.get(provider)
    if module and find_spec(module) is None:
        raise SettingsError(f"PROTOKOLL_LLM={settings.llm} needs a package: pip install -e '.[{provider}]'")
    try:
        chat: BaseChatModel = init_chat_model(name, model_provider=provider, **_arguments(settings, provider))
        return chat
    except (ImportError, ValueError) as error:
        raise SettingsError(f"PROTOKOLL_LLM={settings.llm} cannot be used: {error}") from error
    except Exception as error:  # a missing key is another error with every provider
        raise SettingsError(
            f"PROTOKOLL_LLM={settings.llm} cannot be used ({type(error).__name__}); is PROTOKOLL_LLM_KEY set?"
        ) from error


def _arguments(settings: Settings, provider: str) -> dict[str, Any]:
    key, url = _key(settings), settings.llm_url
    given: dict[str, Any] = {"temperature": 0.0}
    if provider == "ollama":
        headers = {"headers": {"Authorization": f"Bearer {key}"}} if key else {}
        given |= {"num_predict": settings.llm_tokens, "client_kwargs": {"timeout": settings.llm_seconds, **headers}}
        return given | ({"base_url": url} if url else {})
    given |= {"max_tokens": settings.llm_tokens, "timeout": settings.llm_seconds, "max_retries": 0}
    if url:
        given["base_url"] = url
    if url and provider == "openai":  # local servers know the older name only, and want no key
        given["extra_body"] = {"max_tokens": settings.llm_tokens}
        key = key or "none"
    return given | ({"api_key": key} if key else {})


def _key(settings: Settings) -> str:
    if settings.llm_key_file is None:
        return settings.llm_key.get_secret_value()
    try:
        return settings.llm_key_file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"PROTOKOLL_LLM_KEY_FILE={settings.llm_key_file} cannot be read.") from error


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _status(error: BaseException) -> int:
    found = (getattr(link, "status_code", None) for link in _chain(error))
    return next((status for status in found if isinstance(status, int)), 0)


def _kind(error: BaseException) -> str:
    """Say in one word what went wrong with the model; the words are `LlmTexts.failed`'s."""
    names = [base.__name__.lower() for link in _chain(error) for base in type(link).__mro__]
    status = _status(error)
    by_status = {401: "key", 403: "key", 404: "model", 408: "slow", 429: "limited", 504: "slow"}
    if status:
        return by_status.get(status, "failing")
    return next((kind for part, kind in _NAMES if any(part in name for name in names)), "failing")
