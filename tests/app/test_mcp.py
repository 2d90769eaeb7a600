import json
import os
import sys
from collections.abc import Awaitable, Callable

import anyio
import pytest
from mcp import Client, StdioServerParameters, stdio_client

from app.schemas import AnswerOut, SearchOut
from corpus import Language

QUESTION = "Đến năm 2030, kinh tế số chiếm bao nhiêu phần trăm GDP theo Nghị quyết 57?"


@pytest.fixture
def talk(prepared, project):
    """What a client's questions to ``tracuu mcp`` give, in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(project), **prepared}
    server = StdioServerParameters(command=sys.executable, args=["-m", "app", "mcp"], env=environment, cwd=project)

    def run(conversation: Callable[[Client], Awaitable[object]]):
        async def connect():
            with anyio.fail_after(60):
                async with Client(stdio_client(server)) as client:
                    return await conversation(client)

        return anyio.run(connect)

    return run


def test_tools_say_what_they_take_and_give(talk):
    listed = talk(lambda client: client.list_tools())
    tools = {tool.name: tool for tool in listed.tools}
    assert set(tools) == {"ask", "search", "show"}
    assert set(tools["ask"].input_schema["properties"]) == {"question", "k", "documents", "language", "as_typed"}
    assert tools["show"].input_schema["required"] == ["place"]
    assert "quotes" in tools["ask"].output_schema["properties"]


def test_tools_give_what_the_api_gives(talk, assistant, library):
    async def conversation(client):
        return [
            await client.call_tool("ask", {"question": QUESTION}),
            await client.call_tool("ask", {"question": "GDP", "k": 2, "language": "en", "documents": ["52-NQ-TW"]}),
            await client.call_tool("search", {"question": QUESTION, "k": 3}),
            await client.call_tool("ask", {"question": "CDS trong doanh nghiep", "as_typed": True}),
            await client.call_tool("search", {"question": "CDS trong doanh nghiep", "as_typed": True}),
            await client.call_tool("ask", {"question": "Nghị quyết 59 nói gì về hội nhập?"}),
        ]

    expected = [
        AnswerOut.answered(assistant.ask(QUESTION)),
        AnswerOut.answered(assistant.ask("GDP", k=2, language=Language.EN, documents=["52-NQ-TW"])),
        SearchOut.of(assistant.search(QUESTION, k=3)),
        AnswerOut.answered(assistant.ask("CDS trong doanh nghiep", as_typed=True)),
        SearchOut.of(assistant.search("CDS trong doanh nghiep", as_typed=True)),
        AnswerOut.answered(assistant.ask("Nghị quyết 59 nói gì về hội nhập?")),
    ]
    assert expected[-1].reason is not None
    for result, reply in zip(talk(conversation), expected, strict=True):
        assert not result.is_error
        assert result.structured_content == reply.model_dump(mode="json")
        assert json.loads(result.content[0].text) == reply.model_dump(mode="json")


def test_place_is_shown_by_its_name(talk):
    shown = talk(lambda client: client.call_tool("show", {"place": "mục III.2 Nghị quyết 57"})).structured_content
    assert shown["id"] == "57-NQ-TW/III.2"
    assert shown["citation"]["vi"] == "Nghị quyết số 57-NQ/TW, mục III.2"
    assert "57-NQ-TW/III.2/b3" in shown["children"]


def test_error_is_told_in_words(talk):
    async def conversation(client):
        return [
            await client.call_tool("ask", {"question": " ", "language": "en"}),
            await client.call_tool("search", {"question": "kinh tế số", "k": 0}),
            await client.call_tool("ask", {"question": "kinh tế số", "documents": ["x"]}),
            await client.call_tool("show", {"place": "mục IX.9"}),
        ]

    told = (
        "The question is empty. Type a few words.",
        "k là 0, nhưng phải từ 1 đến 100.",
        "Không có tài liệu x.",
        "Không có mục mục IX.9.",
    )
    for result, words in zip(talk(conversation), told, strict=True):
        assert result.is_error
        assert words in result.content[0].text


def test_without_an_index_it_says_so_and_ends(tracuu, tmp_path):
    ran = tracuu("mcp", "--lang", "en", VAR=tmp_path / "empty")
    assert (ran.status, ran.out) == (1, "")
    assert "Run `tracuu build`" in ran.err
