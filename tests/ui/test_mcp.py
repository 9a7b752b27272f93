"""A chat client of the official SDK asks, searches, reads and lists: over HTTP, within the limits, and over stdio."""

import os
import sys

import anyio
import pytest
from mcp import ClientSession, StdioServerParameters, stdio_client
from mcp.client.streamable_http import streamable_http_client

from protokoll.settings import Settings
from tests.ui.served import PROTOCOL, ROOT, running
from ui.server import create_app

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
TOOLS = {"ask", "search", "read_statement", "list_documents"}


async def over(streams, talk):
    async with streams as (read, write, *_), ClientSession(read, write) as client:
        await client.initialize()
        return await talk(client)


def http(address, talk):
    return anyio.run(over, streamable_http_client(f"{address}/mcp"), talk)


def told(result):  # what a tool returned, or a failure that shows what it said instead
    assert not result.is_error, result.content
    return result.structured_content


async def everything(client):
    called = {}
    assert {tool.name for tool in (await client.list_tools()).tools} == TOOLS
    called["asked"] = await client.call_tool("ask", {"question": "Wie viele Sprachmodelle hat China?"})
    called["found"] = await client.call_tool("search", {"question": "Jülich", "count": 3})
    statement = told(called["asked"])["citations"][0]["statement_id"]
    called["read"] = await client.call_tool("read_statement", {"statement_id": statement, "around": 1})
    called["listed"] = await client.call_tool("list_documents", {"words": "zukunftsforum 2024"})
    called["none"] = await client.call_tool("list_documents", {"since": "2025-01-01"})
    called["seconds"] = await client.call_tool("list_documents", {"since": 1700000000})
    called["outside"] = await client.call_tool("ask", {"question": "Jülich?", "until": "1999-12-31"})
    called["nowhere"] = await client.call_tool("ask", {"question": "Jülich?", "documents": ["nix"]})
    called["wrong"] = await client.call_tool("search", {"question": "Jülich?", "count": 500, "body": 5})
    called["unknown"] = await client.call_tool("read_statement", {"statement_id": "x/y/z"})
    return called


def test_a_client_asks_searches_reads_and_lists_over_http(pipeline, tmp_path, monkeypatch):
    monkeypatch.setattr("ui.desk.SECONDS", 60)  # the machine of the tests may be busy
    with running(create_app(Settings(data=tmp_path, rate_limit="4/hour"), pipeline)) as address:
        called = http(address, everything)
        refused = http(address, lambda client: client.call_tool("ask", {"question": "Jülich?"}))
    assert "8 eigene Sprachmodelle" in told(called["asked"])["answer"]
    assert len(told(called["found"])["statements"]) == 3
    read = told(called["read"])
    assert read["statement"]["quote"] == told(called["asked"])["citations"][0]["quote"]
    assert len(read["before"]) == len(read["after"]) == 1
    assert [d["id"] for d in told(called["listed"])["documents"]] == [PROTOCOL]
    assert told(called["none"])["total"] == 0
    assert called["seconds"].is_error  # a day, not a moment since 1970
    assert called["outside"].is_error
    assert "No document fits" in called["outside"].content[0].text
    assert "no document with this id. The tool list_documents" in called["nowhere"].content[0].text
    wrong = called["wrong"].content[0].text
    assert wrong.startswith("The arguments do not fit the tool: count: Input should be less than or equal to 50; bod")
    assert "pydantic" not in wrong
    assert "Jülich" not in wrong
    assert "no statement with this id" in called["unknown"].content[0].text
    assert refused.is_error  # five questions were asked
    assert "a lot of questions" in refused.content[0].text


@pytest.mark.parametrize("body", [b'{"foo": "geheim"}', b"[]", b'"x"', b"{"])
def test_what_is_no_message_is_told_in_a_line(serve_app, body):
    headers = {"Accept": "application/json, text/event-stream", "Content-Type": "application/json"}
    with serve_app() as client:
        response = client.post("/mcp", content=body, headers=headers)
    assert response.status_code == 400
    message = response.json()["error"]["message"]
    assert len(message) < 100
    assert "geheim" not in message


def test_a_message_of_another_type_is_told_as_json(serve_app):
    with serve_app() as client:
        response = client.post("/mcp", content=b"{}", headers={"Content-Type": "x"})
    assert response.status_code == 400
    assert "message" in response.json()["error"]


def test_a_client_is_served_over_stdio(pipeline):
    program = StdioServerParameters(
        command=sys.executable,
        args=["-c", "from ui.cli import main; main()", "mcp"],
        env=os.environ | {"PROTOKOLL_DATA": str(ROOT / "data")},
        cwd=str(ROOT),
    )

    async def talk(client):
        return await client.call_tool("list_documents", {"words": "zukunftsforum"})

    [document] = told(anyio.run(over, stdio_client(program), talk))["documents"]
    assert document["id"] == PROTOCOL
