"""How many questions a client, and all clients together, may ask."""

import math
from dataclasses import dataclass
from ipaddress import IPv6Address, IPv6Network, ip_address

from limits import RateLimitItem, parse_many

from protokoll.settings import Settings
from ui.problems import Problem
from ui.shared import Counting


@dataclass(frozen=True)
class Limits:
    """The limits in force and the count so far, in this process's memory or together with other workers."""

    per_client: tuple[RateLimitItem, ...]
    for_all: tuple[RateLimitItem, ...]
    counter: Counting

    def count(self, address: str, what: str = "questions") -> None:
        """Count one question of a client.

        Args:
            address: of the client.
            what: is counted: feedback uses up nobody's questions.

        Raises:
            Problem: The client, or all together, asked too much; it says when to come back.
        """
        for key, items in ((client(address), self.per_client), ("", self.for_all)):
            for item in items:
                wait = self.counter.hit(item.key_for(what, key), item.amount, item.get_expiry())
                if wait:
                    raise Problem("rate_limited", {"seconds": max(1, math.ceil(wait))})


def open_limits(settings: Settings) -> Limits:
    """Read the limits from the settings.

    Args:
        settings: both limits.

    Returns:
        The limits, nothing counted yet.
    """
    per_client, for_all = _items(settings.rate_limit), _items(settings.rate_limit_all)
    return Limits(
        per_client=per_client,
        for_all=for_all if per_client else (),  # PROTOKOLL_RATE_LIMIT=off lifts every limit
        counter=Counting(),
    )


def client(address: str) -> str:
    """Return whom a question is counted for: an IPv4 address, or the /64 that an IPv6 address lies in."""
    try:
        known = ip_address(address)
    except ValueError:
        return address[:100]
    if isinstance(known, IPv6Address):
        return str(known.ipv4_mapped or IPv6Network((known.packed, 64), strict=False))
    return str(known)


def _items(value: str) -> tuple[RateLimitItem, ...]:
    return () if value.strip().lower() == "off" else tuple(parse_many(value))
