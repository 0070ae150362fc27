"""``ipscwatch schema``: the JSON schemas of the configuration, for editors."""

from __future__ import annotations

import json
from pathlib import Path

import click

from ipscwatch.cli.common import example, home_option
from ipscwatch.cli.tables import print_json


@click.command("schema", epilog=example("ipscwatch schema sources", "ipscwatch schema --write --home ~/watch"))
@click.argument("file", type=click.Choice(["ipscwatch", "sources", "terms"]), required=False)
@click.option("--write", is_flag=True, help="Write all three into config/schema/, where the files refer to them.")
@home_option
def command(file: str | None, write: bool, home: Path) -> None:
    """Print or write the JSON schemas of the configuration.

    Of one FILE, or of all three. Editors with a TOML language server complete and check the files with them.
    """
    from ipscwatch import channels, sources
    from ipscwatch.config import schema

    schemas = schema(sources.kinds(), channels.kinds())
    if write:
        _write(home / "config" / "schema", {name: dict(made) for name, made in schemas.items()})
    elif file:
        print_json(schemas[file])
    else:
        print_json(dict(schemas))


def _write(folder: Path, schemas: dict[str, dict[str, object]]) -> None:
    from ipscwatch.errors import UsageError

    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, made in schemas.items():
            text = json.dumps(made, ensure_ascii=False, indent=2) + "\n"
            (folder / f"{name}.json").write_text(text, encoding="utf-8")
            click.echo(f"wrote {folder / name}.json")
    except OSError as error:
        raise UsageError(f"{folder} cannot be written: {error.strerror}") from error


COMMAND = command
