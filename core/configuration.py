"""What an instance is set to: ``config.toml`` in its folder, and its secret key."""

from __future__ import annotations

import os
import secrets
import tomllib
from dataclasses import dataclass
from pathlib import Path

from core.errors import Refused, did_you_mean

CONFIG, KEY = "config.toml", "key"
KEYS = ("database", "key")
KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Configuration:
    """The database's URL and the file that holds the secret key."""

    database: str
    key: Path

    def secret(self) -> bytes:
        """Return the secret key; ``Refused`` when there is none."""
        if not self.key.is_file():
            raise Refused(f"没有密钥文件 {self.key}，请先运行 tianbao init")
        return self.key.read_bytes()


def read_configuration(folder: Path) -> Configuration:
    """Read ``config.toml`` of an instance folder; what it does not say has a default.

    Paths in it are relative to the folder.  Raises ``Refused`` for unknown keys.
    """
    path = folder / CONFIG
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    except tomllib.TOMLDecodeError as error:
        raise Refused(f"{path} 不是有效的 TOML：{error}") from error
    wrong = [f"不认识的键 {key}{did_you_mean(key, KEYS)}" for key in data if key not in KEYS]
    wrong += [f"{key} 应为文字" for key in KEYS if not isinstance(data.get(key, ""), str)]
    if wrong:
        raise Refused(f"{path}: " + "；".join(wrong))
    default = f"sqlite:///{folder / 'tianbao.sqlite'}"
    return Configuration(data.get("database", default), folder / data.get("key", KEY))


def prepare_folder(folder: Path) -> None:
    """Make the folder with a configuration and a secret key, where they are missing."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    config = folder / CONFIG
    if not config.exists():
        config.write_text(
            "# 数据库缺省为本目录的 tianbao.sqlite；用 PostgreSQL 时写：\n"
            '# database = "postgresql://用户@主机/数据库"\n',
            encoding="utf-8",
        )
    key = read_configuration(folder).key
    if not key.exists():
        descriptor = os.open(key, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_hex(KEY_BYTES).encode())
