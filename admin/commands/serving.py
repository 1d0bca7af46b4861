"""``serve``: the site, by gunicorn with several processes."""

from __future__ import annotations

import os

import click

from admin.commands.printing import say
from admin.commands.work import require_instance

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
    from admin.commands.server import Server

    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    server = Server({
        "bind": address,
        "workers": workers or min(MOST_WORKERS, (os.cpu_count() or 1) + 1),
        "timeout": SECONDS,
        "preload_app": True,
        "loglevel": "warning",
    })  # fmt: skip
    say(f"http://{address} 已提供服务，按 Ctrl+C 停止")
    server.run()


