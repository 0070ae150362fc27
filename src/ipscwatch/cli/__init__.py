"""The commands, one module each: a module of this package that exports ``COMMAND`` is a command, no list names it.

Modules import nothing but click at their top, and what they need inside their bodies, so that ``--help`` is quick.
`common` holds the options that all share, `tables` and `answers` how results are printed, `reference` writes
``docs/cli.md``.
"""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import version
from pkgutil import iter_modules
from typing import Any

import click


class Commands(click.Group):
    """The commands found in this package; an error of ours is one sentence and its exit code, no traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names of all commands."""
        return [name for name in sorted(_modules()) if _command(name)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module a command is named after; NoSuchCommand names the nearest."""
        command = _command(cmd_name) if cmd_name in _modules() else None
        if command is None and not ctx.resilient_parsing and not cmd_name.startswith("-"):
            raise click.NoSuchCommand(cmd_name, possibilities=self.list_commands(ctx), ctx=ctx)
        return command

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's signature
        """Run the command; what went wrong is said on standard error."""
        from ipscwatch.errors import IpscwatchError

        try:
            return super().invoke(ctx)
        except IpscwatchError as error:
            click.echo(str(error), err=True)
            ctx.exit(error.exit_code)


def _modules() -> set[str]:
    return {module.name for module in iter_modules(__path__)}


def _command(module: str) -> click.Command | None:
    found = getattr(import_module(f"{__name__}.{module}"), "COMMAND", None)
    return found if isinstance(found, click.Command) else None


FIRST_STEPS = """\b
First steps:
  ipscwatch demo                    several days of 2026, offline, on your own machine
  ipscwatch init ~/watch            write a commented configuration
  ipscwatch check --home ~/watch    say what is wrong with it, and where
  ipscwatch run --home ~/watch      poll and send the digests, until stopped
  ipscwatch fact history amchepry.approval_date --home ~/watch
"""


@click.command(
    cls=Commands,
    epilog=FIRST_STEPS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(version("ipscwatch"), prog_name="ipscwatch", message="%(prog)s %(version)s")
def main() -> None:
    """Watch feeds, regulators and price lists for iPSC therapies, and tell which fact changed.

    Every command works on one folder, which holds config/ and state/: --home DIR, else IPSCWATCH_HOME, else the
    current folder. Exit codes: 0 well, 1 a source or a delivery failed, 2 wrong usage or configuration, 3 the
    database cannot be used.
    """
