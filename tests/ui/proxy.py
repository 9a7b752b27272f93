"""A reverse proxy in front of a server, as small as it can be: what nginx does for `location /fragen/`."""

from dataclasses import dataclass, field

import httpx

ONCE = httpx.Limits(max_keepalive_connections=0)  # nothing is left open when the server goes down


@dataclass
class Proxy:
    """ASGI app that passes on what is asked below `prefix`, cuts the prefix off, and tells it in a header."""

    target: str
    prefix: str
    client: httpx.AsyncClient = field(default_factory=lambda: httpx.AsyncClient(timeout=60, verify=False, limits=ONCE))

    async def __call__(self, scope, receive, send):
        if scope["type"] == "lifespan":
            await receive()
            await send({"type": "lifespan.startup.complete"})
            await receive()
            await self.client.aclose()
            await send({"type": "lifespan.shutdown.complete"})
            return
        if not scope["path"].startswith(f"{self.prefix}/"):
            await send({"type": "http.response.start", "status": 404, "headers": []})
            await send({"type": "http.response.body", "body": b"not ours"})
            return
        body = b""
        while True:
            message = await receive()
            body += message["body"]
            if not message["more_body"]:
                break
        path = scope["raw_path"].decode().removeprefix(self.prefix)
        url = f"{self.target}{path}?{scope['query_string'].decode()}".rstrip("?")
        told = [(name, value) for name, value in scope["headers"] if name not in (b"host", b"connection")]
        told += [(b"x-forwarded-for", b"198.51.100.7"), (b"x-forwarded-prefix", self.prefix.encode())]
        request = self.client.build_request(scope["method"], url, headers=told, content=body)
        answer = await self.client.send(request, stream=True)
        raw = b"".join([piece async for piece in answer.aiter_raw()])
        headers = [pair for pair in answer.headers.raw if pair[0].lower() not in (b"transfer-encoding", b"date")]
        await send({"type": "http.response.start", "status": answer.status_code, "headers": headers})
        await send({"type": "http.response.body", "body": raw})
