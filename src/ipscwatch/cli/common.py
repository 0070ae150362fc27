"""What commands share: their options, their examples, the configuration and the database of a home folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from ipscwatch.model.settings import Settings
    from ipscwatch.store import Store

Body = TypeVar("Body", bound=Callable[..., Any])


def home_option(body: Body) -> Body:
    """Add ``--home``."""
    return click.option(
        "--home",
        type=click.Path(path_type=Path),
        envvar="IPSCWATCH_HOME",
        default=Path(),
        show_envvar=True,
        metavar="DIR",
        help="The folder that holds config/ and state/; the current one when not given.",
    )(body)


def format_option(body: Body) -> Body:
    """Add ``--format``."""
    return click.option(
        "--format",
        "as_json",
        type=click.Choice(["text", "json"]),
        default="text",
        callback=lambda _ctx, _param, chosen: chosen == "json",
        help="How to print: aligned text, or JSON for programs.",
    )(body)


def example(*lines: str) -> str:
    """Return the epilog of a command's help that shows how it is used."""
    return "\n".join(("\b", "Example:" if len(lines) == 1 else "Examples:", *(f"  {line}" for line in lines)))


def settings(home: Path) -> Settings:
    """Load the configuration of a home folder; ConfigError with every problem."""
    import os

    from ipscwatch import channels, sources
    from ipscwatch.config import load

    return load(home, kinds=sources.kinds(), channels=channels.kinds(), environ=os.environ)


def is_stored(home: Path) -> bool:
    """Say whether a home folder has a database, or has one that cannot even be looked for."""
    try:
        return (home / "state" / "ipscwatch.db").exists()
    except OSError:
        return True


def store(home: Path) -> Store:
    """Open a home folder's database to look into it; UsageError where there is none yet."""
    from ipscwatch.errors import UsageError
    from ipscwatch.store import Store

    path = home / "state" / "ipscwatch.db"
    if not is_stored(home):
        raise UsageError(f"{path}: nothing is stored yet; «ipscwatch poll --home {home}» makes it")
    return Store.open(path, create=False, readonly=True)


def written_store(home: Path) -> Store:
    """Open a home folder's database to add to it; it is made where there is none yet."""
    from ipscwatch.store import Store

    return Store.open(home / "state" / "ipscwatch.db")


def counted(n: int, what: str) -> str:
    """Return so many things in words: ``1 source``, ``2 sources``."""
    return f"{n:,} {what}{'' if n == 1 else 's'}"


def nearest(what: str, name: str, known: Iterable[str]) -> str:
    """Return a sentence that says there is no such thing, and which was probably meant."""
    from difflib import get_close_matches

    choices = sorted(set(known))
    near = get_close_matches(name, choices, n=1, cutoff=0.5)
    if near:
        return f"there is no {what} '{name}', did you mean '{near[0]}'?"
    shown = f"; there are: {', '.join(choices)}" if 0 < len(choices) <= 20 else ""
    return f"there is no {what} '{name}'{shown}"
