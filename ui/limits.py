"""How many questions a client, and all clients together, may ask."""

import math
import time
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from limits import RateLimitItem, parse_many
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from protokoll.errors import SettingsError
from protokoll.settings import Settings
from ui.problems import Problem

Network = IPv4Network | IPv6Network


@dataclass(frozen=True)
class Limits:
    """The limits in force and the count so far, in this process's memory."""

    per_client: tuple[RateLimitItem, ...]
    for_all: tuple[RateLimitItem, ...]
    proxies: tuple[Network, ...]
    counter: MovingWindowRateLimiter

    def count(self, peer: str, headers: Mapping[str, str]) -> None:
        """Count one question of a client.

        Args:
            peer: the address at the other end of the connection.
            headers: the request's, names in lower case.

        Raises:
            Problem: The client, or all together, asked too much; it says when to come back.
        """
        who = client(peer, headers, self.proxies)
        for key, items in ((who, self.per_client), ("", self.for_all)):
            for item in items:
                if not self.counter.hit(item, key):
                    reset = self.counter.get_window_stats(item, key).reset_time
                    raise Problem("rate_limited", {"seconds": max(1, math.ceil(reset - time.time()))})


def open_limits(settings: Settings) -> Limits:
    """Read the limits from the settings.

    Args:
        settings: both limits and the proxies.

    Returns:
        The limits, nothing counted yet.

    Raises:
        SettingsError: A limit or a network cannot be read.
    """
    per_client = _items("PROTOKOLL_RATE_LIMIT", settings.rate_limit)
    for_all = _items("PROTOKOLL_RATE_LIMIT_ALL", settings.rate_limit_all)
    return Limits(
        per_client=per_client,
        for_all=for_all if per_client else (),  # PROTOKOLL_RATE_LIMIT=off lifts every limit
        proxies=_networks(settings.trusted_proxies),
        counter=MovingWindowRateLimiter(MemoryStorage()),
    )


def client(peer: str, headers: Mapping[str, str], proxies: tuple[Network, ...]) -> str:
    """Return whom a question is counted for: an IPv4 address, or the /64 that an IPv6 address lies in.

    X-Forwarded-For is believed from the right, as far as trusted proxies wrote it.
    """
    address = peer
    for step in reversed(headers.get("x-forwarded-for", "").split(",")):
        if not _within(address, proxies) or not step.strip():
            break
        address = step.strip()
    try:
        known = ip_address(address)
    except ValueError:
        return address[:100]
    if isinstance(known, IPv6Address):
        return str(known.ipv4_mapped or IPv6Network((known, 64), strict=False))
    return str(known)


def _within(address: str, networks: tuple[Network, ...]) -> bool:
    try:
        known = ip_address(address)
    except ValueError:
        return False
    return any(known in network for network in networks)


def _items(name: str, value: str) -> tuple[RateLimitItem, ...]:
    if value.strip().lower() == "off":
        return ()
    try:
        return tuple(parse_many(value))
    except ValueError as error:
        message = f"{name} cannot be used: {value!r} is no limit. Write 30/minute, 5/second;300/hour or off."
        raise SettingsError(message) from error


def _networks(values: tuple[str, ...]) -> tuple[Network, ...]:
    try:
        return tuple(ip_network(value, strict=False) for value in values)
    except ValueError as error:
        raise SettingsError(f"PROTOKOLL_TRUSTED_PROXIES cannot be used: {error}.") from error
