"""A small web of our own on loopback: pages with validators, conditional answers, and a Slack-like endpoint."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from ipscwatch.newsroom.slack_rules import refusal

SLACK_PATH = "/slack/services/"
LARGEST_POST = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What is published at one path."""

    body: bytes
    content_type: str
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def etag(self) -> str:
        """The page's strong validator (RFC 9110, 8.8.3)."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:16]}"'


@dataclass(slots=True)
class Web:
    """The published pages, every request that came, and every Slack payload that was accepted."""

    origin: str
    pages: dict[str, Page] = field(default_factory=dict)
    requests: list[tuple[str, int]] = field(default_factory=list)
    """(path, status) in the order of arrival."""
    payloads: list[dict[str, Any]] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    """Why Slack payloads were refused."""

    def answer(self, path: str, if_none_match: str | None) -> Page | None:
        """Return the page to send, or None for 304."""
        page = self.pages.get(path.partition("?")[0])
        if page is None:
            page = Page(body=b"not found\n", content_type="text/plain", status=404)
        unchanged = page.status == 200 and if_none_match == page.etag
        self.requests.append((path, 304 if unchanged else page.status))
        return None if unchanged else page

    def accept(self, body: bytes) -> tuple[int, str]:
        """Answer a Slack payload as Slack's incoming webhooks do: 200 ``ok``, or 400 and a word that says why."""
        try:
            payload = json.loads(body)
        except ValueError:
            return 400, "invalid_payload"
        if (reason := refusal(payload)) is not None:
            self.refusals.append(reason)
            return 400, reason
        self.payloads.append(payload)
        return 200, "ok"


@contextmanager
def serving() -> Iterator[Web]:
    """Serve a web on a free loopback port for as long as the block runs."""
    server = _Server(("127.0.0.1", 0), _Handler)
    web = Web(origin=f"http://127.0.0.1:{server.server_address[1]}")
    server.web = web  # type: ignore[attr-defined]  # the handler's only way to its world
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield web
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a client that hung up; its own side knows."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 10

    @property
    def _web(self) -> Web:
        web: Web = self.server.web  # type: ignore[attr-defined]  # set by `serving`
        return web

    def do_GET(self) -> None:
        """Answer with the published page, or 304."""
        page = self._web.answer(self.path, self.headers.get("If-None-Match"))
        if page is None:
            self._send(304, b"", {})
            return
        headers = {"Content-Type": page.content_type, "ETag": page.etag, **page.headers}
        self._send(page.status, page.body, headers)

    def do_POST(self) -> None:
        """Take a Slack payload."""
        length = min(int(self.headers.get("Content-Length", "0")), LARGEST_POST)
        body = self.rfile.read(length)
        if not self.path.startswith(SLACK_PATH):
            self._send(404, b"no_service", {"Content-Type": "text/plain"})
            return
        status, word = self._web.accept(body)
        self._send(status, word.encode(), {"Content-Type": "text/plain"})

    def _send(self, status: int, body: bytes, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class names it so
        """Stay quiet: the web keeps its own record."""
