"""Command line: all commands, and the explorer with a TARGET."""

from __future__ import annotations

import os
import sys
from importlib import import_module

import click

from lix_tui import __version__
from lix_tui.cli.failures import Failure, OutputClosed

COMMANDS = (
    "search", "get", "enrich",
    "library", "facet", "account", "explain", "sandbox", "key", "keys", "themes", "info",
)  # fmt: skip
"""Names of the commands. Each is the ``command`` of the module with its name."""

CONTEXT = {"help_option_names": ["-h", "--help"]}


class Commands(click.Group):
    """Group that imports a command on its first use. Another first word is the TARGET."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        """Return the names in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  # click's signature
        """Import a command and add the options of all commands; None for an unknown name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"lix_tui.cli.{cmd_name}").command
        _add_common_options(command)
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run the command. Raises OutputClosed if nobody reads its output any more."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise OutputClosed from None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that the first word names, else the explorer with that word."""
        if args[0] in COMMANDS:
            return super().resolve_command(ctx, args)
        _check_target(args[0])  # before its options: it may be a misspelt command
        return _explore.name, _explore, args


def _add_common_options(command: click.Command) -> None:
    """Add the options of every command to a command and its subcommands."""
    from lix_tui.cli.options import common_options

    taken = {name for param in command.params for name in param.opts}
    command.params += [option for option in common_options() if not taken & set(option.opts)]
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            _add_common_options(inner)


STATUSES = """Exit status: 0 done; 1 unexpected; 2 usage or bad input; 3 key refused or missing;
4 out of credits or daily limit; 5 not found; 6 still waiting after --wait; 7 network or server;
8 viewer not usable."""


@click.group(cls=Commands, invoke_without_command=True, context_settings=CONTEXT, epilog=STATUSES)
@click.version_option(__version__, prog_name="lix-tui")
@click.option("--demo", is_flag=True, help="Use the built-in sandbox: no key, no network.")
@click.option("--offline", is_flag=True, help="Send nothing; show only stored data.")
@click.option("--theme", metavar="NAME", help="Colours for this run.")
@click.pass_context
def entry(ctx: click.Context, demo: bool, offline: bool, theme: str | None) -> None:
    """Explore the Lix API from the terminal.

    Without a command, the explorer opens. It opens TARGET at once: a LinkedIn or Sales Navigator
    link, or a search URL.
    """
    ctx.obj = demo
    if offline:
        ctx.meta["offline"] = True
    if ctx.invoked_subcommand is None:
        _open(None, demo=demo, theme=theme)
    else:
        from lix_tui.settings.settings import COMMAND_LINE, SETTINGS

        variable = SETTINGS["theme"].variable or ""
        if name := theme or os.environ.get(variable, "").strip():
            from lix_tui.cli.explorer import check_theme

            check_theme(name, COMMAND_LINE if theme else variable)
    ctx.meta["theme"] = theme


@click.command("TARGET", context_settings=CONTEXT)
@click.argument("target")
@click.option("--demo", is_flag=True, help="Use the built-in sandbox: no key, no network.")
@click.option("--offline", is_flag=True, help="Send nothing; show only stored data.")
@click.option("--theme", metavar="NAME", help="Colours for this run.")
@click.pass_context
def _explore(ctx: click.Context, target: str, demo: bool, offline: bool, theme: str | None) -> None:
    """Open the explorer on TARGET."""
    if offline:
        ctx.find_root().meta["offline"] = True
    _open(target, demo=demo or bool(ctx.obj), theme=theme or ctx.meta.get("theme"))


def _check_target(target: str) -> None:
    """Raise Failure for a word that is neither a command nor a link, id or address."""
    from difflib import get_close_matches

    from lix_tui.services.queries.link_targets import destination_of
    from lix_tui.services.queries.query import QueryError

    try:
        destination_of(target)
    except QueryError as error:
        near = get_close_matches(target, COMMANDS, n=1)
        hint = f" Did you mean 'lix-tui {near[0]}'?" if near else ""
        message = f"{error}{hint}"
        raise Failure(message, 2) from None


def _open(target: str | None, *, demo: bool, theme: str | None) -> None:
    from lix_tui.cli.explorer import NoTerminal, explore

    try:
        offline = click.get_current_context().find_root().meta.get("offline")
        sys.exit(explore(target, demo=demo, theme=theme, offline=offline))
    except NoTerminal as error:
        raise Failure(str(error), 2) from None
