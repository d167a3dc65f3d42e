"""The page of commands, made from the declarations of the command line."""

from __future__ import annotations

from collections.abc import Iterator

import click

from lix_tui.cli.entry import entry


def walk() -> Iterator[tuple[str, click.Command]]:
    """Yield every command with its full name, in the order of the help."""
    context = click.Context(entry, info_name="lix-tui")
    yield "lix-tui", entry
    for name in entry.list_commands(context):
        command = entry.get_command(context, name)
        assert command is not None
        yield f"lix-tui {name}", command
        if isinstance(command, click.Group):
            for inner in sorted(command.commands):
                yield f"lix-tui {name} {inner}", command.commands[inner]


def options_of(command: click.Command) -> Iterator[click.Option]:
    """Yield the options of a command that its help lists."""
    for param in command.params:
        if isinstance(param, click.Option) and not param.hidden:
            yield param


def commands() -> list[str]:
    """Return the sections of the page: usage, description and options of each command."""
    parts = ["Every command also takes `-h` and `--help`."]
    for name, command in walk():
        arguments = " ".join(
            param.make_metavar(click.Context(command))
            for param in command.params
            if isinstance(param, click.Argument)
        )
        inner = "[COMMAND] [TARGET]" if command is entry else "COMMAND"
        rest = inner if isinstance(command, click.Group) else arguments
        parts += [f"## {name}", f"`{name} [OPTIONS] {rest}`".replace(" `", "`")]
        parts.append(_paragraphs(command.help or ""))
        options = list(options_of(command))
        if options:
            lines = ["| option | description |", "| --- | --- |"]
            parts.append("\n".join([*lines, *(_row(option) for option in options)]))
    return parts


def _paragraphs(text: str) -> str:
    blocks = text.replace("\b", "").strip().split("\n\n")
    return "\n\n".join(" ".join(block.split()) for block in blocks)


def _row(option: click.Option) -> str:
    names = ", ".join(f"`{name}`" for name in option.opts)
    value = ""
    if isinstance(option.type, click.Choice) and option.metavar is None:
        value = " " + ", ".join(f"`{choice}`" for choice in option.type.choices)
    elif not option.is_flag:
        value = f" {option.metavar or 'N'}" if option.metavar or _is_number(option) else " TEXT"
    words = " ".join((option.help or "").split())
    if not option.is_flag and option.show_default and option.default is not None:
        words = f"{words} Default: {option.default}.".strip()
    if option.required:
        words = f"{words} Required.".strip()
    if option.name == "version" and not words:
        words = "Show the version and exit."
    escaped = words.replace("|", "\\|")
    return f"| {names}{value} | {escaped} |"


def _is_number(option: click.Option) -> bool:
    return isinstance(option.type, click.types.IntParamType | click.types.FloatParamType)
