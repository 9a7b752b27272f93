"""All settings, read once from the environment and passed on as a frozen value."""

import os
import re
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from protokoll.errors import SettingsError, wrong
from protokoll.near import meant

PREFIX = "PROTOKOLL_"
ROOT_PATH = r"(?:/(?!\.{1,2}(?:/|$))[A-Za-z0-9._~-]+)+"  # a path of plain steps, none of them . or ..


def _names(value: object) -> object:
    return tuple(re.findall(r"[^,\s]+", value)) if isinstance(value, str) else value


def _link(value: str) -> str:
    if value and not value.startswith(("https://", "http://", "mailto:", "/")):
        raise ValueError("a link starts with https://, http://, mailto: or /")
    return value


def _root(value: str) -> str:
    bare = value.rstrip("/")
    if bare and not re.fullmatch(ROOT_PATH, bare):
        raise ValueError("a path starts with / and has letters, digits, - . _ ~ and / in it: /fragen")
    return bare


def _public(value: str) -> str:
    bare = value.rstrip("/")
    if bare and not re.fullmatch(rf"https?://[a-z0-9.:\[\]-]+({ROOT_PATH})?", bare):
        raise ValueError("an address starts with https:// and ends with a host or a path: https://www.example.org/fragen")
    return bare


def _origins(value: tuple[str, ...]) -> tuple[str, ...]:
    for origin in value:
        if not re.fullmatch(r"https?://(?:[a-z0-9.-]+|\[[0-9a-f:]+\])(?::\d{1,5})?", origin):
            raise ValueError(f"{origin} is no exact origin; write https://www.example.org, without path or *")
    return value


def _networks(value: tuple[str, ...]) -> tuple[str, ...]:
    for network in value:
        ip_network(network, strict=False)
    return value


def _limit(value: str) -> str:
    from limits import parse_many  # late: nobody who sets no limit waits for it

    if value.strip().lower() != "off":
        told = "a limit looks like 30/minute or 5/second;300/hour, at least 1; off lifts it"
        try:
            limits = parse_many(value)
        except ValueError as error:
            raise ValueError(told) from error
        if any(limit.amount < 1 for limit in limits):
            raise ValueError(told)
    return value


Names = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_names)]
Origins = Annotated[Names, AfterValidator(_origins)]
Networks = Annotated[Names, AfterValidator(_networks)]
Limit = Annotated[str, AfterValidator(_limit)]
Link = Annotated[str, AfterValidator(_link)]
BUNDLED_MODEL = "multilingual-e5-small"


class Settings(BaseSettings):
    """What can be set from outside; field `x` is the variable `PROTOKOLL_X`."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid")

    corpus: Path = Field(default=Path("corpus"), description="Folder of the documents")
    data: Path = Field(default=Path("data"), description="Folder of the index, written by ingest")
    embedding_model: str = Field(
        default=BUNDLED_MODEL,
        description="Finds statements: the bundled encoder, or any sentence-transformers name or folder",
    )
    chroma_url: str = Field(default="", description="A Chroma server instead of the embedded store")
    chroma_token: SecretStr = Field(default=SecretStr(""), description="What the Chroma server asks for, as a bearer")
    chroma_ca: Path | None = Field(default=None, description="File of certificates that sign the Chroma server's")
    chroma_tenant: str = Field(default="", description="Tenant of the Chroma server, where it is not the usual one")
    chroma_database: str = Field(default="", description="Database of the Chroma server, likewise")
    contact: str = Field(default="", description="The editors' address, shown in refusals")
    language: Literal["auto", "de", "en"] = Field(
        default="auto", description="Language of a question that could be either, such as a bare name"
    )
    embed_origins: Origins = Field(
        default=(), description="Origins whose pages may embed the widget, separated by commas"
    )
    rate_limit: Limit = Field(
        default="30/minute", description="Questions per client: 30/minute, 5/second;300/hour; off: no limits"
    )
    rate_limit_all: Limit = Field(
        default="600/minute", description="Questions of all clients together; off lifts it"
    )
    trusted_proxies: Networks = Field(
        default=(), description="Addresses or networks whose X-Forwarded-For is believed, separated by commas"
    )
    root_path: Annotated[str, AfterValidator(_root)] = Field(
        default="", description="Path below which visitors find the server behind a proxy, such as /fragen"
    )
    public_url: Annotated[str, AfterValidator(_public)] = Field(
        default="", description="Address under which visitors find the server; stands in all that is copied"
    )
    search_engines: bool = Field(default=False, description="Search engines may list the protocols' pages")
    paused: str = Field(default="", description="A notice that the server shows instead of answering")
    imprint_url: Link = Field(default="", description="Link to the imprint")
    privacy_url: Link = Field(default="", description="Link to the privacy notice")
    accessibility_url: Link = Field(default="", description="Link to the accessibility statement")
    barrier_url: Link = Field(default="", description="Where barriers are reported: a page or a mailto: link")
    feedback_days: int = Field(default=90, ge=1, description="Days after which feedback is deleted")
    keep_refused: bool = Field(
        default=False, description="Keep the words of questions that were refused, for the editors"
    )
    llm: str = Field(default="", description="A chat model that writes the answers, as provider:model; empty: none")
    llm_url: Link = Field(default="", description="Address of the chat model's server, where it is not the provider's")
    llm_key: SecretStr = Field(default=SecretStr(""), description="Key of the chat model")
    llm_key_file: Path | None = Field(default=None, description="File that holds the key instead")
    llm_seconds: float = Field(default=20.0, gt=0, le=600, description="Seconds for what the model writes")
    llm_tokens: int = Field(default=900, ge=50, description="Tokens that the model may write for one answer")
    llm_parallel: int = Field(default=2, ge=1, description="Answers that the model writes at the same time")
    llm_daily: int = Field(default=0, ge=0, description="Answers that it may write in a day (UTC); 0: any number")
    metrics_token: SecretStr = Field(
        default=SecretStr(""), description="Bearer token for Prometheus figures at /metrics; empty: there are none"
    )
    card: Path | None = Field(
        default=None, description="Quality card of one's own (protokoll eval --card) in place of the release's"
    )
    log_questions: bool = Field(default=False, description="Write the words of questions into the log")

    @property
    def links(self) -> dict[str, str]:
        """The links at the foot of a page by name, those that there are."""
        names = ("imprint", "privacy", "accessibility", "barrier")
        return {name: link for name in names if (link := str(getattr(self, f"{name}_url")))}

    @property
    def writing_seconds(self) -> float:
        """For how long a chat model may write an answer, and once more where it cannot be read; 0 without one."""
        return 2 * self.llm_seconds if self.llm else 0.0


def load_settings() -> Settings:
    """Read the settings from the environment.

    Returns:
        The frozen settings.

    Raises:
        SettingsError: A variable is misspelt (pydantic-settings ignores those) or its value cannot be used.
    """
    known = {name.upper() for name in Settings.model_fields}
    for name in sorted(os.environ):
        if name.startswith(PREFIX) and name.removeprefix(PREFIX) not in known:
            raise SettingsError(f"Unknown setting {name}{meant(name.removeprefix(PREFIX), known, PREFIX)}")
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = f"{PREFIX}{str(first['loc'][0]).upper()}"
        raise SettingsError(f"{name} cannot be used: {wrong(first)[1]} (got {first['input']!r})") from error
