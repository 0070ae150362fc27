"""What a monitor on this machine may ask: /healthz and Prometheus /metrics, on 127.0.0.1 only.

Served from a thread of its own over the last snapshot, so that it answers even when the service does not.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from http.client import responses
from importlib.metadata import version
from socketserver import ThreadingMixIn
from threading import Thread
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector

from ipscwatch.service.condition import Condition

STALE = timedelta(minutes=5)
"""A snapshot this old means that the service hangs."""
NAMES = ("127.0.0.1", "localhost")
"""Hosts a request may name; another is a page in a browser that was led here (DNS rebinding)."""

Start = Callable[[str, list[tuple[str, str]]], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """What the service last said of itself."""

    condition: Condition
    counts: Mapping[str, int]
    """`Store.counts`."""
    health: Mapping[str, int]
    """Enabled sources by how they are."""
    last_success_at: datetime | None
    digests: Mapping[str, datetime]
    """When each schedule's last digest was made."""


@dataclass(slots=True)
class Board:
    """Where the service hangs its last snapshot, and the monitor reads it."""

    clock: Callable[[], datetime]
    snapshot: Snapshot | None = None


@contextmanager
def watched(board: Board, port: int) -> Iterator[int]:
    """Answer on a port of 127.0.0.1 (0: a free one) for as long as the block runs; give the port."""
    server = make_server("127.0.0.1", port, _application(board), server_class=_Server, handler_class=_Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.5}, daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=2)


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    request_queue_size = 16

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a caller that hung up."""


class _Handler(WSGIRequestHandler):
    timeout = 5

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """Say nothing of requests."""


def _application(board: Board) -> Callable[[Mapping[str, Any], Start], Iterable[bytes]]:
    registry = CollectorRegistry()
    registry.register(_Figures(board))
    ProcessCollector(registry=registry)

    def answer(environ: Mapping[str, Any], start: Start) -> Iterable[bytes]:
        status, kind, body = _answer(board, registry, environ)
        headers = [("Content-Type", kind), ("Content-Length", str(len(body))), ("Cache-Control", "no-store")]
        start(f"{status} {responses[status]}", [*headers, ("X-Content-Type-Options", "nosniff")])
        return [body]

    return answer


def _answer(board: Board, registry: CollectorRegistry, environ: Mapping[str, Any]) -> tuple[int, str, bytes]:
    plain = "text/plain; charset=utf-8"
    name = str(environ.get("HTTP_HOST", "")).lower()
    if not any(name == allowed or name.startswith(f"{allowed}:") for allowed in NAMES):
        return 421, plain, b"this host is not served here\n"
    if environ.get("REQUEST_METHOD") not in ("GET", "HEAD"):
        return 405, plain, b"only GET\n"
    match environ.get("PATH_INFO"):
        case "/healthz":
            return _healthz(board)
        case "/metrics":
            return 200, CONTENT_TYPE_LATEST, generate_latest(registry)
    return 404, plain, b"there are /healthz and /metrics\n"


def _healthz(board: Board) -> tuple[int, str, bytes]:
    shot = board.snapshot
    if shot is None:
        told: dict[str, object] = {"level": "bad", "troubles": ["the service is starting"]}
    elif board.clock() - shot.condition.at > STALE:
        told = {"level": "bad", "troubles": [f"the service hangs since {shot.condition.at:%Y-%m-%d %H:%M} UTC"]}
    else:
        told = {"level": shot.condition.level, "troubles": [trouble.said for trouble in shot.condition.troubles]}
    body = json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n"
    return (503 if told["level"] == "bad" else 200), "application/json", body


class _Figures(Collector):
    """The snapshot as Prometheus metrics."""

    def __init__(self, board: Board) -> None:
        self._board = board

    def collect(self) -> Iterator[Metric]:
        """Yield the metrics of now."""
        yield _labelled("ipscwatch_info", "The program.", "version", {version("ipscwatch"): 1})
        shot = self._board.snapshot
        if shot is None:
            return
        well = float(shot.condition.level != "bad")
        yield GaugeMetricFamily("ipscwatch_well", "1 unless something is bad, as /healthz says.", value=well)
        yield _gauge("snapshot_timestamp_seconds", "When these figures were taken.", shot.condition.at)
        if shot.last_success_at:
            yield _gauge(
                "last_good_poll_timestamp_seconds", "The last good poll of any source.", shot.last_success_at
            )
        yield _labelled("ipscwatch_sources", "Enabled sources by how they are.", "health", shot.health)
        made = {name: at.timestamp() for name, at in shot.digests.items()}
        yield _labelled("ipscwatch_digest_timestamp_seconds", "The last digest.", "schedule", made)
        troubles = [trouble.kind for trouble in shot.condition.troubles]
        counted = {kind: troubles.count(kind) for kind in sorted(set(troubles))}
        yield _labelled("ipscwatch_troubles", "What is not as it should be.", "kind", counted)
        yield _labelled("ipscwatch_stored", "What is stored, by name.", "what", shot.counts)


def _gauge(name: str, about: str, at: datetime) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"ipscwatch_{name}", about, value=at.timestamp())


def _labelled(name: str, about: str, label: str, values: Mapping[str, float]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, about, labels=[label])
    for value, number in values.items():
        family.add_metric([value], number)
    return family
