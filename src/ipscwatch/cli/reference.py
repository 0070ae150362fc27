"""``docs/cli.md``, made from the commands themselves: ``python -m ipscwatch.cli.reference > docs/cli.md``."""

from __future__ import annotations

from collections.abc import Iterator

import click

from ipscwatch.cli import main

HEAD = """\
# Commands

Made from the commands' own help by `python -m ipscwatch.cli.reference > docs/cli.md`; a test fails when it is
stale.
"""


def reference() -> str:
    """Return every command's help as Markdown."""
    return "\n".join((HEAD, *_sections(main.make_context("ipscwatch", [], resilient_parsing=True))))


def _sections(context: click.Context) -> Iterator[str]:
    """Yield the help of a command, then of the commands under it."""
    yield f"## `{context.command_path}`\n\n```\n{_help(context)}\n```\n"
    command = context.command
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            if inner := command.get_command(context, name):
                yield from _sections(click.Context(inner, parent=context, info_name=name))


def _help(context: click.Context) -> str:
    """Return a command's help as a terminal 88 places wide shows it."""
    context.terminal_width = 88
    return "\n".join(line.rstrip() for line in context.get_help().splitlines())


if __name__ == "__main__":
    click.echo(reference(), nl=False)
