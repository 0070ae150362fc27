"""Slack's Web API on loopback, as far as a bot that posts needs it: messages, threads, metadata, and its errors."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from tests.channels.servers import raw_server

from ipscwatch.newsroom.slack_rules import refusal

TOKEN = "xoxb-1-very-secret-token"
ROOM = "C0123456789"


@dataclass
class SlackApi:
    """The messages of one channel, and scripted faults: (method, status, body), each used once."""

    messages: list[dict[str, Any]] = field(default_factory=list)
    faults: list[tuple[str, int, str]] = field(default_factory=list)
    drop_after_post: int = 0
    """So many posts are taken and never answered."""
    calls: list[str] = field(default_factory=list)
    page: int = 2
    """How many messages one page of history holds."""

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer every request of one connection."""
        while head := await reader.readuntil(b"\r\n\r\n"):
            lines = head.decode().split("\r\n")
            method = lines[0].split()[1].rpartition("/")[2]
            headers = dict(line.split(": ", 1) for line in lines[1:] if ": " in line)
            headers = {name.lower(): value for name, value in headers.items()}
            body = (await reader.readexactly(int(headers.get("content-length", "0")))).decode()
            self.calls.append(method)
            status, answer = self.answer(method, headers, body)
            if method == "chat.postMessage" and status == 200 and self.drop_after_post:
                self.drop_after_post -= 1
                return
            more = "Retry-After: 7\r\n" if status == 429 else ""
            writer.write(
                f"HTTP/1.1 {status} X\r\nContent-Length: {len(answer.encode())}\r\n{more}\r\n{answer}".encode()
            )
            await writer.drain()

    def answer(self, method: str, headers: Mapping[str, str], body: str) -> tuple[int, str]:
        """Do what the method does."""
        fault = next((one for one in self.faults if one[0] == method), None)
        if fault is not None:
            self.faults.remove(fault)
            return fault[1], fault[2]
        if headers.get("authorization") != f"Bearer {TOKEN}":
            return 200, json.dumps({"ok": False, "error": "invalid_auth"})
        if method == "chat.postMessage":
            return 200, json.dumps(self.post(json.loads(body)))
        fields = {name: values[0] for name, values in parse_qs(body).items()}
        thread = fields.get("ts")
        found = [
            one
            for one in self.messages
            if one.get("thread_ts") == thread and float(one["ts"]) >= float(fields.get("oldest", 0))
        ]
        if method == "conversations.history":
            found = found[::-1]
        start = int(fields.get("cursor", "0"))
        shown = found[start : start + self.page]
        cursor = str(start + self.page) if start + self.page < len(found) else ""
        return 200, json.dumps({"ok": True, "messages": shown, "response_metadata": {"next_cursor": cursor}})

    def post(self, message: dict[str, Any]) -> dict[str, Any]:
        """Take a message, or refuse it as Slack would."""
        reason = refusal({name: message[name] for name in ("text", "blocks") if name in message})
        if message["channel"] != ROOM or reason is not None:
            return {"ok": False, "error": reason or "channel_not_found"}
        ts = f"{1_900_000_000 + len(self.messages)}.000100"
        self.messages.append({**message, "ts": ts})
        return {"ok": True, "ts": ts}

    @property
    def keys(self) -> list[str]:
        """The keys of all that stands there, in the order it came."""
        return [one["metadata"]["event_payload"]["key"] for one in self.messages if "metadata" in one]


@asynccontextmanager
async def slack_api(api: SlackApi) -> AsyncIterator[str]:
    """Serve the methods on loopback and yield their address."""
    async with raw_server(api.talk) as port:
        yield f"http://127.0.0.1:{port}/api/"
