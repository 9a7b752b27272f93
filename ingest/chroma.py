"""Where Chroma is and how it is reached: a folder, or a server with what opens it. The client is made here alone."""

import ssl
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from sqlite3 import Error as SqliteError
from threading import Lock
from typing import Any, TypeVar
from urllib.parse import urlsplit

from protokoll.errors import IndexMissingError, SettingsError
from protokoll.settings import Settings

T = TypeVar("T")
SECONDS = 5.0  # for one request to a server; an answer has ten
LONGER = 120.0  # while an index is written: a batch of 4,000 vectors takes a busy server some seconds
PAUSES = (0.1, 0.4, 1.5)  # before a server that did not take the connection is asked again: it may be restarting


@dataclass(frozen=True)
class Store:
    """Chroma's folder, or a server where `url` is set; `ca` is a file of certificates to trust, `seconds` its time."""

    folder: Path
    url: str = ""
    token: str = field(default="", repr=False)
    tenant: str = ""
    database: str = ""
    ca: str = ""
    seconds: float = SECONDS

    @classmethod
    def of(cls, settings: Settings, folder: Path, seconds: float = SECONDS) -> "Store":
        """Return the store of an index.

        Args:
            settings: which server, if any.
            folder: the index's.
            seconds: for one request to a server.

        Returns:
            The store; nothing is opened yet.
        """
        return cls(
            folder=folder / "chroma",
            url=settings.chroma_url,
            token=settings.chroma_token.get_secret_value(),
            tenant=settings.chroma_tenant,
            database=settings.chroma_database,
            ca=str(settings.chroma_ca or ""),
            seconds=seconds,
        )

    @property
    def address(self) -> str:
        """The server's address as it may be shown and compared, "" for the embedded store."""
        return server_of(self.url)


def server_of(url: str) -> str:
    """Return the address of a Chroma server as it may be shown and compared: without what may be secret.

    Args:
        url: as set; "" for the embedded store.

    Returns:
        Scheme, host and port, or "".

    Raises:
        SettingsError: It is no such address, or has parts that Chroma's client would ignore.
    """
    if not url:
        return ""
    parts = urlsplit(url)
    example = "Example: http://127.0.0.1:8000"
    try:
        port = parts.port or (443 if parts.scheme == "https" else 8000)
    except ValueError as error:
        raise SettingsError(f"PROTOKOLL_CHROMA_URL has no usable port. {example}") from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise SettingsError(f"PROTOKOLL_CHROMA_URL is no address of a server. {example}")
    if parts.username or parts.password or parts.path.strip("/") or parts.query:
        raise SettingsError(
            "PROTOKOLL_CHROMA_URL has a user name, password or path, which Chroma's client ignores. Give scheme, host "
            f"and port alone; a token goes into PROTOKOLL_CHROMA_TOKEN. {example}"
        )
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{parts.scheme}://{host}:{port}"


def asked(store: Store, question: Callable[[Any], T]) -> T:
    """Ask Chroma; a server that does not take the connection is asked again, for about two seconds.

    Args:
        store: where it is.
        question: what to do with the client.

    Returns:
        What the question returns.

    Raises:
        IndexMissingError: The folder is no Chroma store, or the server does not answer, or not with what was asked.
    """
    try:
        for pause in PAUSES if store.url else ():
            try:
                return question(client(store))
            except failures() as error:
                if not _not_taken(error):
                    raise
            time.sleep(pause)
        return question(client(store))
    except failures() as error:
        raise IndexMissingError(unreachable(store, error)) from error


def _not_taken(error: Exception) -> bool:
    """Say whether a server did not take the connection, or broke it off: it may be restarting."""
    from httpx import ConnectError, ReadError, RemoteProtocolError

    broken = isinstance(error, ConnectError | RemoteProtocolError | ReadError)
    return broken or str(error).startswith("Could not connect")  # Chroma's own words for the first


def failures(*also: type[Exception]) -> tuple[type[Exception], ...]:
    """What a store that is damaged or does not answer raises; imported late, for it takes a third of a second."""
    from chromadb.errors import ChromaError
    from httpx import HTTPError

    return (ChromaError, HTTPError, SqliteError, ValueError, OSError, *also)


def unreachable(store: Store, error: Exception) -> str:
    """Return a message that names the store, what is wrong with it and what to do."""
    if isinstance(error, IndexMissingError):
        return str(error)
    if not store.url and "readonly database" in str(error):
        return f"{store.folder} must be writable: Chroma writes to its folder even when it only reads."
    if not store.url:
        return f"The vector store {store.folder} cannot be read ({error}). Run: protokoll ingest"
    reason = str(error) or type(error).__name__
    if store.token:
        reason = reason.replace(store.token, "…")
    hints = {
        "401": " It wants a token: PROTOKOLL_CHROMA_TOKEN.",
        "403": " It refuses the token: PROTOKOLL_CHROMA_TOKEN.",
        "CERTIFICATE": " Name the certificate that it is signed with: PROTOKOLL_CHROMA_CA.",
    }
    hint = next((words for sign, words in hints.items() if sign in _chain(error)), "")
    return (
        f"The Chroma server at {server_of(store.url)} cannot be used: {reason}.{hint} Start it, or mend "
        "PROTOKOLL_CHROMA_URL; an emptied one is filled again by: protokoll ingest"
    )


def _chain(error: BaseException | None) -> str:
    """The words of an error and of all that led to it."""
    words: list[str] = []
    while error is not None and len(words) < 10:
        response = getattr(error, "response", None)
        words.append(f"{error} {type(error).__name__} {getattr(response, 'status_code', '')}")
        error = error.__cause__ or error.__context__
    return " ".join(words)


def client(store: Store) -> Any:  # noqa: ANN401 - Chroma's client types are private
    """Return the client of a store, one for all threads.

    Args:
        store: where it is.

    Returns:
        Chroma's client.
    """
    with _lock:
        if store not in _clients:
            _clients[store] = _connected(store) if store.url else _opened(store)
        return _clients[store]


def release(store: Store) -> None:
    """Close the client of a store, if there is one, and free what it holds in memory."""
    with _lock:
        opened = _clients.pop(store, None)
    if opened is not None:
        opened.close()
        for part in (opened, opened._admin_client) if store.url else ():
            part._server._session.close()  # which Chroma forgets; each has connections of its own


_clients: dict[Store, Any] = {}
_lock = Lock()


def _opened(store: Store) -> Any:  # noqa: ANN401
    import chromadb
    from chromadb.config import Settings as ChromaSettings

    return chromadb.PersistentClient(str(store.folder), settings=ChromaSettings(anonymized_telemetry=False))


def _connected(store: Store) -> Any:  # noqa: ANN401
    """Connect to a server. Chroma waits for ever and has no setting for it: so it is asked for a beat first."""
    import chromadb
    import httpx
    from chromadb.config import DEFAULT_DATABASE, DEFAULT_TENANT
    from chromadb.config import Settings as ChromaSettings

    address = server_of(store.url)
    parts = urlsplit(address)
    headers = {"Authorization": f"Bearer {store.token}", "X-Chroma-Token": store.token} if store.token else {}
    verify = ssl.create_default_context(cafile=store.ca) if store.ca else True
    beat = httpx.get(f"{address}/api/v2/heartbeat", headers=headers, timeout=store.seconds, verify=verify)
    beat.raise_for_status()
    quiet = ChromaSettings(anonymized_telemetry=False)
    if store.ca:
        quiet.chroma_server_ssl_verify = store.ca
    with warnings.catch_warnings():  # Chroma hands a file's name to httpx, which would rather have a context
        warnings.simplefilter("ignore", DeprecationWarning)
        made = chromadb.HttpClient(
            host=parts.hostname or "",
            port=parts.port or 8000,
            ssl=parts.scheme == "https",
            headers=headers,
            settings=quiet,
            tenant=store.tenant or DEFAULT_TENANT,
            database=store.database or DEFAULT_DATABASE,
        )
    made._server._session.timeout = store.seconds  # type: ignore[attr-defined]
    return made
