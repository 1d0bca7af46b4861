"""Mistakes of the program, of a plugin, of a definition or of a request.

Mistakes in the *data* are never exceptions: they are ``Issue`` values.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches


class TianbaoError(Exception):
    """The base of all our exceptions; ``message`` is fit to be shown (Chinese)."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Refused(TianbaoError):
    """What was asked for is not allowed or not possible now, and why."""


class NotFound(TianbaoError):
    """The object does not exist, or the actor may not know that it does."""


class Conflict(TianbaoError):
    """Someone else changed the same row in the meantime."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in a definition file: where it stands and what is wrong."""

    path: str
    line: int | None
    text: str

    def __str__(self) -> str:
        place = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{place}: {self.text}"


class DefinitionError(TianbaoError):
    """The definition files hold mistakes; all of them are listed at once."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        lines = "\n".join(str(problem) for problem in problems)
        super().__init__(f"数据表定义有 {len(self.problems)} 处错误：\n{lines}")


class PluginError(TianbaoError):
    """A plugin does not fit; names the plugin and what is wrong with it."""

    def __init__(self, plugin: str, text: str) -> None:
        self.plugin = plugin
        super().__init__(f"插件 {plugin}：{text}")


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return ``；是不是 …？`` when a known word is near, else an empty string."""
    near = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"；是不是 {near[0]}？" if near else ""
