"""What went wrong, as JSON in the asker's language."""

import re
from dataclasses import dataclass, field

from starlette.responses import JSONResponse

from protokoll.texts.problems import PROBLEMS

_CODES = {
    422: "invalid not_json question_missing question_not_text question_too_long history language document selection "
    "feedback event too_long",
    400: "not_http",
    403: "forbidden host",
    404: "not_found",
    405: "method",
    408: "too_slow",
    413: "too_large",
    415: "media",
    429: "rate_limited",
    431: "head_too_large",
    500: "broken",
    503: "busy slow store starting feedback_closed paused",
}
STATUS = {code: status for status, codes in _CODES.items() for code in codes.split()}
RETRY_SECONDS = {"busy": 2, "slow": 10, "store": 5, "starting": 3, "paused": 3600}


@dataclass(eq=False)  # not frozen: Python writes the traceback into an exception
class Problem(Exception):
    """One problem: a code of `STATUS`, and what fills the braces of its sentence."""

    code: str
    words: dict[str, str | int] = field(default_factory=dict)

    def message(self, language: str) -> str:
        """Return the sentence for people; a notice of the editors stands as they wrote it."""
        if self.code == "paused":
            return str(self.words["notice"])
        return str(getattr(PROBLEMS[language], self.code)).format(**self.words)

    @property
    def retry_after(self) -> int | None:
        """Return the seconds after which asking again makes sense, if it does."""
        seconds = self.words.get("seconds", RETRY_SECONDS.get(self.code))
        return None if seconds is None else int(seconds)

    def body(self, language: str) -> dict[str, dict[str, str]]:
        """Return the JSON body of the problem."""
        return {"error": {"code": self.code, "message": self.message(language)}}

    def response(self, language: str) -> JSONResponse:
        """Return the HTTP answer, with Retry-After where waiting helps."""
        headers = {"Cache-Control": "no-store", "Content-Language": language}
        if self.retry_after is not None:
            headers["Retry-After"] = str(self.retry_after)
        if "allow" in self.words:
            headers["Allow"] = str(self.words["allow"])
        if STATUS[self.code] in (400, 408, 431):
            headers["Connection"] = "close"  # the rest of the body may never come
        return JSONResponse(self.body(language), STATUS[self.code], headers)


def preferred(accept_language: str | None) -> str:
    """Return "de" or "en" from an Accept-Language header: the first of the two by weight.

    Without a header the answer is German, like the protocol; a header that names neither gets English.
    """
    if not accept_language or accept_language.strip() in ("", "*"):
        return "de"
    found = re.findall(r"(de|en)\b[^,;]*(?:;\s*q=([0-9.]+))?", accept_language[:1_000].lower())
    weighed = [(_weight(weight), name) for name, weight in found]
    return max(weighed, key=lambda pair: pair[0])[1] if weighed else "en"


def _weight(written: str) -> float:
    """Return the weight of a language; what cannot be read ("1.2.3") weighs nothing."""
    if not written:
        return 1.0
    return float(written) if re.fullmatch(r"[01](\.[0-9]{0,3})?|\.[0-9]{1,3}", written) else 0.0
