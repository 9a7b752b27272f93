"""Several processes behind one address: each has the index open, all share the limits and the figures."""

import os
from socket import socket

from uvicorn.config import STARTUP_FAILURE
from uvicorn.supervisors import Multiprocess

from ingest.index import Index
from protokoll.errors import ProtokollError
from protokoll.settings import Settings, load_settings
from ui.connection import configured
from ui.log import LOGGER, log_to_stderr
from ui.opening import Opening
from ui.shared import shared_folder

_PATIENCE = 60  # seconds in which a worker that loads or is busy must give a sign


def serve_with_workers(settings: Settings, listening: socket, workers: int) -> None:
    """Serve with several processes until interrupted; one that dies is started again.

    Args:
        settings: where the index is; the workers read them from the environment, as this process did.
        listening: bound already.
        workers: how many processes.

    Raises:
        ProtokollError: The index cannot be opened: told once, not by each worker again and again.
    """
    Index.open(settings)
    config = configured("ui.workers:opening", listening.getsockname()[0])
    config.factory, config.workers, config.timeout_worker_healthcheck = True, workers, _PATIENCE
    with shared_folder(settings.data):
        Multiprocess(config, sockets=[listening]).run()


def opening() -> Opening:
    """Return the app of one worker; one that cannot be made ends the worker, and the parent with it."""
    from ui.server import opening_of

    log_to_stderr()
    made: Opening = opening_of(load_settings(), lambda: _give_up(made.failure))
    return made


def _give_up(failure: BaseException | None) -> None:
    """Say why, and end in the way that tells the parent not to try again."""
    LOGGER.error("%s", failure, exc_info=None if isinstance(failure, ProtokollError) else failure)
    os._exit(STARTUP_FAILURE)
