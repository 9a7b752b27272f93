"""One line of JSON per request, without the words of the question unless a setting allows them."""

import json
import logging
import re
from datetime import UTC, datetime
from typing import Any

# What some readers take for the end of a line, and what turns the direction of writing; JSON lets them stand raw.
_ENDS = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
LOGGER = logging.getLogger("protokoll.requests")


class JsonLines(logging.Formatter):
    """Writes a record as one JSON object: time, level, message, and what `extra={"fields": …}` gave."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; a traceback becomes a field of its own."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "message": record.getMessage(),
        }
        line |= getattr(record, "fields", {})
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return _ENDS.sub(lambda sign: f"\\u{ord(sign[0]):04x}", json.dumps(line, ensure_ascii=False, default=str))


def log_to_stderr() -> None:
    """Send all logs to stderr as lines of JSON; quiet libraries down to warnings."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    for name in ("protokoll", "protokoll.requests"):
        logging.getLogger(name).setLevel(logging.INFO)


def request_line(method: str, path: str, status: int, seconds: float, told: dict[str, Any]) -> None:
    """Log one request: no address, no query string, no question."""
    fields = {"method": method, "path": path, "status": status, "ms": round(seconds * 1000, 1)} | told
    LOGGER.info("request", extra={"fields": fields})
