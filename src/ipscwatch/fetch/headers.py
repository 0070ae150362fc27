"""What is sent along with a request, and to whom."""

from __future__ import annotations

from collections.abc import Mapping

from ipscwatch import __version__
from ipscwatch.fetch.address import Address, parse
from ipscwatch.fetch.body import ACCEPTED
from ipscwatch.fetch.faults import Fault
from ipscwatch.model.document import Request
from ipscwatch.model.source import Source, Validators

_HARMLESS = frozenset(("accept", "accept-language", "user-agent"))
_OURS = frozenset(("accept-encoding", "connection", "content-length", "host", "transfer-encoding"))
"""Headers that say how we talk; a configuration cannot change them."""


def base(contact: str) -> dict[str, str]:
    """Return what every request carries; `contact` lets a publisher reach whoever runs this."""
    agent = f"ipscwatch/{'.'.join(__version__.split('.')[:2])}"
    reachable = "".join(c for c in contact if c.isascii() and c.isprintable() and c not in "()\\").strip()
    return {
        "user-agent": f"{agent} (+{reachable})" if reachable else agent,
        "accept": "*/*",
        "accept-language": "ja,en;q=0.8",
        "accept-encoding": ACCEPTED,
    }


def for_hop(common: Mapping[str, str], source: Source, request: Request, address: Address) -> dict[str, str]:
    """Return the headers for one hop of a request.

    What the source or its kind adds goes to the origin it was meant for and no other, whatever page or redirect
    leads away from it.
    """
    headers = dict(common)
    if source.language:
        headers["accept-language"] = source.language if source.language == "en" else f"{source.language},en;q=0.8"
    for added, url in ((source.headers, source.url), (request.headers, request.url)):
        if added and address.continues(parse(url)):
            headers |= {name.lower(): value for name, value in added.items() if name.lower() not in _OURS}
    if address.authorization:
        headers["authorization"] = address.authorization
    return headers


def conditions(validators: Validators, address: Address, *, first: bool) -> dict[str, str]:
    """Return the headers that ask «has it changed?» (RFC 9110, 13.1), where the validators are of this address.

    Those of one address say nothing of another: a redirect may lead to a different page each day.
    """
    if not (validators.at == address.url if validators.at else first):
        return {}
    asked = {"if-none-match": validators.etag, "if-modified-since": validators.last_modified}
    return {name: value for name, value in asked.items() if value}


def check_downgrade(source: Source, request: Request, old: Address, new: Address) -> None:
    """Raise ``Fault`` when a redirect leads from https to http and there are secrets to lose."""
    if not (old.origin.scheme == "https" and new.origin.scheme == "http"):
        return
    added = {name.lower() for name in (*source.headers, *request.headers)} - _HARMLESS
    if added or old.authorization:
        message = (
            f"{old.shown} redirects to unencrypted http, and its source has secret headers; tell its publisher"
        )
        raise Fault(message, transient=False)
