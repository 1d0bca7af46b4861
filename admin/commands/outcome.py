"""How a command ends: exit codes, and failures told in a few clear lines without a traceback."""

from __future__ import annotations

import logging
from typing import Any, NoReturn

import click

from core.errors import DefinitionError, TianbaoError

OK, DATA_WRONG, REFUSED = 0, 1, 2
LINES = 4
LOG_FILE = "tianbao.log"


class SafeGroup(click.Group):
    """Ends every command with one of the three exit codes, whatever happens in it."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; tell a refusal in its own words and a fault of ours in one line."""
        try:
            return super().invoke(ctx)
        except TianbaoError as error:
            fail(ctx, told(error))
        except KeyboardInterrupt:
            fail(ctx, ["已中断"])
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception as error:  # noqa: BLE001 - the log keeps it; people get one line
            place = logged(error)
            fail(ctx, [f"程序出错：{type(error).__name__}。详情记在 {place}"])


def fail(ctx: click.Context, lines: list[str]) -> NoReturn:
    """Write the lines to stderr and end with the exit code of a refusal."""
    for line in lines:
        click.echo(line, err=True)
    ctx.exit(REFUSED)


def told(error: TianbaoError) -> list[str]:
    """Return the message in at most four lines; where the rest is, the last one says."""
    lines = error.message.splitlines()
    if len(lines) <= LINES:
        return lines
    left = len(lines) - LINES + 1
    if isinstance(error, DefinitionError):
        rest = f"……另有 {left} 处，运行 tianbao plugins check 查看全部"
    else:
        rest = f"……另有 {left} 行，记在 {logged(error)}"
    return [*lines[: LINES - 1], rest]


def logged(error: BaseException) -> str:
    """Append the error with its traceback to the instance's log; return where that is.

    Without an instance folder that can be written to there is nowhere to keep it:
    then the error itself is returned.
    """
    from core.instance import instance_folder

    path = instance_folder() / LOG_FILE
    try:
        handler = logging.FileHandler(path, encoding="utf-8", delay=False)
    except OSError:
        return f"{error}"
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    record = logging.LogRecord(
        "tianbao", logging.ERROR, "", 0, str(error), None,
        (type(error), error, error.__traceback__),
    )
    with_handler(handler, record)
    return str(path)


def with_handler(handler: logging.Handler, record: logging.LogRecord) -> None:
    """Emit one record and let go of the file."""
    try:
        handler.emit(record)
    finally:
        handler.close()
