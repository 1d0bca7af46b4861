"""``serve``: the site, by gunicorn with several processes."""

from __future__ import annotations

import os
import socket

import click

from admin.commands.printing import say
from admin.commands.work import require_instance
from core.errors import Refused

SECONDS = 300
"""A large workbook may take its time; a process that is silent longer is replaced."""
MOST_WORKERS = 4


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="监听的地址。")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True,
              help="监听的端口。")  # fmt: skip
@click.option("--workers", type=click.IntRange(1, 64), default=None, help="进程数。")
def serve_command(host: str, port: int, workers: int | None) -> None:
    """提供网页服务，直到按 Ctrl+C。"""
    require_instance()
    require_free(host, port)
    from admin.commands.server import Server

    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    server = Server({
        "bind": address,
        "workers": workers or min(MOST_WORKERS, (os.cpu_count() or 1) + 1),
        "timeout": SECONDS,
        "preload_app": True,
        "loglevel": "warning",
        "when_ready": lambda _: say(f"http://{address} 已提供服务，按 Ctrl+C 停止"),
    })  # fmt: skip
    server.run()


def require_free(host: str, port: int) -> None:
    """Raise ``Refused`` where another program already answers, or the address is not ours."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            reason = f"不能监听 {host} 的 {port} 端口（{error.strerror}）"
            raise Refused(f"{reason}：可能已被占用，请用 --port 另选一个") from error
