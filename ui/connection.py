"""What one connection may take up: how large the head of a request is, how long it takes, how long an answer waits.

The body is the guard's business. Without these bounds one client that sends an endless header stops the server for all,
as long as no proxy stands before it: the parser that uvicorn takes by default (httptools) has none.
"""

import asyncio
import json
import sys
from http import HTTPStatus
from secrets import token_urlsafe
from typing import Any

import h11
import uvicorn
from starlette.datastructures import MutableHeaders
from uvicorn.protocols.http.h11_impl import H11Protocol

from ui.guard import HEAD, HEAD_LIMIT, dress
from ui.problems import STATUS, Problem

HEAD_SECONDS = 10.0  # from the first byte to the last of them
SEND_SECONDS = 30.0  # for the 48 kB that leave the buffer before more is written
CONNECTIONS = 2_000  # open at once; an idle one is closed after a few seconds
GRACE_SECONDS = 10  # for answers under way when the server goes down


def configured(app: Any, host: str = "127.0.0.1") -> uvicorn.Config:  # noqa: ANN401 - any ASGI app
    """Return how an app is served on an address that is listened on already."""
    return uvicorn.Config(
        app,
        host=host,
        http=Connection,
        ws="none",
        h11_max_incomplete_event_size=HEAD_LIMIT,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,  # who is believed is decided in one place, by PROTOKOLL_TRUSTED_PROXIES
        timeout_graceful_shutdown=GRACE_SECONDS,
    )


class Connection(H11Protocol):
    """uvicorn's protocol with bounds; what cannot be read is answered like any other problem."""

    _head_due: asyncio.TimerHandle | None = None
    _sent_due: asyncio.TimerHandle | None = None
    _silent = True

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin, unless too many have begun already."""
        super().connection_made(transport)
        self.server = (self.config.host, None)  # what is listened on, not which of all addresses this came in by
        if len(self.connections) > CONNECTIONS:
            self._refuse(Problem("busy"))
            return
        self._head_due = self.loop.call_later(HEAD_SECONDS, self._too_slow)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the clocks."""
        self._stop_head()
        self._stop_sent()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on; the clock runs while the head of a request is on its way."""
        if self.transport.is_closing():
            return
        self._silent = False
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE and self.conn.our_state is not h11.DONE:
            self._stop_head()
        elif self._head_due is None and not self.transport.is_closing():  # a body that nobody waits for counts too
            self._head_due = self.loop.call_later(HEAD_SECONDS, self._too_slow)

    def on_response_complete(self) -> None:
        """Wait for the next request, at first as long as uvicorn does, then as long as a head may take."""
        self._silent = True
        super().on_response_complete()

    def send_400_response(self, msg: str) -> None:
        """Say what is wrong with a request that is no HTTP."""
        error = sys.exception()
        large = isinstance(error, h11.RemoteProtocolError) and error.error_status_hint == 431
        self._refuse(Problem("head_too_large", HEAD) if large else Problem("not_http"))

    def pause_writing(self) -> None:
        """Give up a client that does not read its answers."""
        super().pause_writing()
        self._sent_due = self._sent_due or self.loop.call_later(SEND_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        """Go on writing."""
        self._stop_sent()
        super().resume_writing()

    def _unsupported_upgrade_warning(self) -> None:
        """Say nothing: a client that asks for a websocket is answered as if it had not."""

    def _too_slow(self) -> None:
        """End a connection whose request did not come; one on which nothing came, a browser's spare, without a word."""
        self._head_due = None
        if self._silent:
            self.transport.close()
        else:
            self._refuse(Problem("too_slow"))

    def _refuse(self, problem: Problem) -> None:
        """Answer with a problem and close."""
        self._stop_head()
        body = json.dumps(problem.body("en")).encode()
        headers = MutableHeaders({"Content-Type": "application/json", "Content-Length": str(len(body))})
        headers.update({"Cache-Control": "no-store", "Connection": "close"})
        dress("", token_urlsafe(), headers)
        try:
            status = HTTPStatus(STATUS[problem.code])
            head = h11.Response(status_code=status, headers=headers.raw, reason=status.phrase.encode())
            for event in (head, h11.Data(data=body), h11.EndOfMessage()):
                self.transport.write(self.conn.send(event) or b"")
        except h11.LocalProtocolError:  # in the middle of an answer to the request before
            pass
        self.transport.close()

    def _stop_head(self) -> None:
        if self._head_due is not None:
            self._head_due.cancel()
            self._head_due = None

    def _stop_sent(self) -> None:
        if self._sent_due is not None:
            self._sent_due.cancel()
            self._sent_due = None
