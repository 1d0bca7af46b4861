"""A group of commands that imports a command's module only when that command runs."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any, NamedTuple

import click


class Entry(NamedTuple):
    """Where a command is defined, under its own name, and what it does in a few words."""

    module: str
    summary: str


class LazyGroup(click.Group):
    """Lists its commands from the entries, so that ``--help`` imports none of them."""

    def __init__(self, *arguments: Any, entries: Mapping[str, Entry], **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.entries = entries

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order in which they are used."""
        return list(self.entries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command; a module names it like the command, with ``_command`` after it."""
        if cmd_name not in self.entries:
            return None
        module = import_module(self.entries[cmd_name].module)
        command = getattr(module, f"{cmd_name}_command")
        assert isinstance(command, click.Command)  # noqa: S101 - our own module
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what each command does, from the entries."""
        with formatter.section("命令"):
            formatter.write_dl([(name, entry.summary) for name, entry in self.entries.items()])
