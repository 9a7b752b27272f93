"""A request as the rest of the server sees it: from whom, and below which address.

What proxies in front of us say is believed from those alone that `PROTOKOLL_TRUSTED_PROXIES` names. It is read here and
taken off: nothing behind this knows that there are proxies.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from protokoll.errors import SettingsError
from protokoll.settings import ROOT_PATH, Settings
from ui.guard import is_ours

Network = IPv4Network | IPv6Network
# Gradio takes the first two at their word, whoever wrote them, and puts the host into its page.
TAKEN_OFF = (b"x-forwarded-host", b"x-gradio-server", b"x-forwarded-for", b"x-forwarded-prefix", b"forwarded")
# With a port (Azure's gateways), in brackets or bare.
_ADDRESS = re.compile(r"\[(?P<v6>[^\]]+)\](?::\d{1,5})?|(?P<v4>[\d.]+):\d{1,5}|(?P<bare>.+)", re.DOTALL)


@dataclass(frozen=True)
class Arrival:
    """ASGI middleware around everything.

    `scope["client"]` becomes the visitor, `scope["path"]` the path below our root, and `state["prefix"]` what comes
    before it in the visitor's browser, such as "/fragen", or "" where that is not known. `state["vouched"]` says
    whether a trusted proxy passed the request on.
    """

    app: ASGIApp
    proxies: tuple[Network, ...]
    prefix: str

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on as it is seen from here on."""
        await self.app(self.seen(scope) if scope["type"] == "http" else scope, receive, send)

    def seen(self, scope: Scope) -> Scope:
        """Return a request's scope without what proxies added to it."""
        headers = Headers(scope=scope)
        peer = scope["client"][0] if scope.get("client") else ""
        vouched = within(peer, self.proxies)
        prefix = (told(headers.getlist("x-forwarded-prefix")) if vouched else "") or self.prefix
        return {
            **scope,
            "client": (visitor(peer, headers.getlist("x-forwarded-for"), self.proxies), 0),
            "path": below(prefix, scope["path"]),
            "headers": [(name, value) for name, value in scope["headers"] if name not in TAKEN_OFF],
            "state": {**scope.get("state", {}), "prefix": prefix, "vouched": vouched},
        }


def known_prefix(settings: Settings) -> str:
    """Return the path below which visitors find the server, as far as the settings tell it, "" for the root."""
    return settings.root_path or urlsplit(settings.public_url).path


def trusted(settings: Settings) -> tuple[Network, ...]:
    """Return the networks of the proxies.

    Args:
        settings: which are trusted.

    Returns:
        The networks.

    Raises:
        SettingsError: One of them is no address and no network.
    """
    try:
        return tuple(ip_network(value, strict=False) for value in settings.trusted_proxies)
    except ValueError as error:
        raise SettingsError(f"PROTOKOLL_TRUSTED_PROXIES cannot be used: {error}.") from error


def told(lines: Sequence[str]) -> str:
    """Return the prefix that the nearest proxy told; "" if it is none, so that no foreign address gets in."""
    last = lines[-1].split(",")[-1].strip().rstrip("/") if lines else ""
    return last if re.fullmatch(ROOT_PATH, last) else ""


def below(prefix: str, path: str) -> str:
    """Return a path without the prefix.

    A proxy may cut the prefix off or not. It is taken off where what is left is an address of ours: below a prefix
    "/protokoll", `/protokoll/ui/…` has it still, `/protokoll/<document>` does not.
    """
    if not prefix or not (path + "/").startswith(prefix + "/"):
        return path
    rest = path.removeprefix(prefix)
    return (rest or "/") if is_ours(rest) or not (rest or is_ours(path)) else path


def visitor(peer: str, lines: Sequence[str], proxies: tuple[Network, ...]) -> str:
    """Return the address that a request came from.

    Args:
        peer: the address at the other end of the connection.
        lines: all headers X-Forwarded-For, in their order: a proxy that adds a line of its own does not vouch for
            the ones before it.
        proxies: whose word counts.

    Returns:
        The last address that a trusted proxy vouches for. What is no address ends the search: else whoever gets
        words into the header would be somebody new each time.
    """
    address = peer
    for step in reversed(",".join(lines).split(",")):
        told = _bare(step.strip())
        if not told or not within(address, proxies):
            break
        address = told
    return address


def within(address: str, networks: tuple[Network, ...]) -> bool:
    """Say whether an address lies in one of the networks."""
    try:
        known = ip_address(address)
    except ValueError:
        return False
    known = (known.ipv4_mapped or known) if isinstance(known, IPv6Address) else known
    return any(known in network for network in networks)


def _bare(step: str) -> str:
    """Return the address without port and brackets, "" for what is none."""
    match = _ADDRESS.fullmatch(step)
    address = (match["v6"] or match["v4"] or match["bare"]) if match else ""
    try:
        return str(ip_address(address))
    except ValueError:
        return ""
