"""Click's own words in Chinese: usage, options, and what is wrong with a command line.

Click looks its sentences up with gettext, but leaves an application no place for a
catalogue other than the language of the environment; a clerk's terminal says nothing of it.
So the functions by which its modules look up are replaced.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType

import click

WORDS: Mapping[str, str] = MappingProxyType({
    "Usage:": "用法：",
    "Options": "选项",
    "Commands": "命令",
    "Positional arguments": "参数",
    "Show this message and exit.": "显示这份说明。",
    "Error: {message}": "错误：{message}",
    "Try '{command} {option}' for help.": "说明见 {command} {option}",
    "Aborted!": "已中断",
    "default: {default}": "缺省 {default}",
    "env var: {var}": "环境变量 {var}",
    "required": "必填",
    "Missing command.": "没有写要执行的命令。",
    "Missing argument": "缺少参数",
    "Missing option": "缺少选项",
    "Missing parameter": "缺少参数",
    "Missing parameter: {param_name}": "缺少参数 {param_name}",
    "Missing {param_type}": "缺少 {param_type}",
    "Choose from:\n\t{choices}": "可选：{choices}",
    "No such command {name!r}.": "没有命令 {name!r}。",
    "No such option {name!r}.": "没有选项 {name!r}。",
    "Did you mean {possibility}?": "是不是 {possibility}？",
    "(Did you mean one of: {possibilities}?)": "（是不是 {possibilities} 之一？）",
    "Got unexpected extra argument ({args})": "多出参数：{args}",
    "Got unexpected extra arguments ({args})": "多出参数：{args}",
    "Invalid value: {message}": "值不对：{message}",
    "Invalid value for {param_hint}: {message}": "{param_hint} 的值不对：{message}",
    "Option {name!r} does not take a value.": "选项 {name!r} 后面不写值。",
    "Option {name!r} requires an argument.": "选项 {name!r} 后面要写值。",
    "Option {name!r} requires {nargs} arguments.": "选项 {name!r} 后面要写 {nargs} 个值。",
    "{value!r} is not {choice}.": "{value!r} 应为 {choice}。",
    "{value!r} is not one of {choices}.": "{value!r} 应为 {choices} 之一。",
    "{value!r} is not a valid {number_type}.": "{value!r} 应为整数。",
    "{value} is not in the range {range}.": "{value} 不在允许的范围 {range} 内。",
    "file": "文件",
    "directory": "文件夹",
    "path": "路径",
    "{name} {filename!r} is a file.": "{filename!r} 是文件，应为文件夹。",
    "{name} {filename!r} is a directory.": "{filename!r} 是文件夹，应为文件。",
    "{name} {filename!r} is not readable.": "{name} {filename!r} 不能读取，请检查权限。",
    "{name} {filename!r} is not writable.": "{name} {filename!r} 不能写入，请检查权限。",
    "{name} {filename!r} does not exist.": "{name} {filename!r} 不存在。",
    "Could not open file {filename!r}: {message}": "打不开文件 {filename!r}：{message}",
    "unknown error": "原因不明",
})  # fmt: skip
"""What Click says of command lines like ours, and how it reads here."""

PLACEHOLDERS = (("[OPTIONS]", "[选项]"), ("COMMAND [ARGS]...", "命令 [参数]…"))
MODULES = ("core", "decorators", "exceptions", "formatting", "parser", "types")


def chinese(text: str) -> str:
    """Return one of Click's sentences in Chinese; what is not known stays as it is."""
    return WORDS.get(text, text)


def chinese_number(one: str, many: str, number: int) -> str:
    """Return one of Click's sentences that has a form for one and another for many."""
    return chinese(one if number == 1 else many)


class ChineseFormatter(click.HelpFormatter):
    """Writes usage lines with Chinese placeholders."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write how a command is used."""
        for english, here in PLACEHOLDERS:
            args = args.replace(english, here)
        super().write_usage(prog, args, prefix)

    def write_heading(self, heading: str) -> None:
        """Write the heading of a section."""
        self.write(f"{'':>{self.current_indent}}{heading}：\n")


def speak_chinese() -> None:
    """Let Click speak Chinese from now on, in this process."""
    for name in MODULES:
        module = import_module(f"click.{name}")
        for own, ours in (("_", chinese), ("ngettext", chinese_number)):
            if hasattr(module, own):
                setattr(module, own, ours)
    click.Context.formatter_class = ChineseFormatter
