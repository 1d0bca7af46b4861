"""What an instance is set to: ``config.toml`` in its folder, and its secret key."""

from __future__ import annotations

import os
import secrets
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, cast, get_args

from core.access import ROLES
from core.errors import Refused, did_you_mean

CONFIG, KEY = "config.toml", "key"
KEYS = ("database", "key")
ACCOUNTS = "accounts"
KEY_BYTES = 32
PasswordRules = Literal["gb", "asvs"]


@dataclass(frozen=True, slots=True)
class AccountRules:
    """The section ``[accounts]``.

    ``passwords`` is ``gb`` (10 characters of three classes, renewed by advice) or ``asvs``
    (12 characters, no classes); ``shortest`` asks for more characters than that.
    ``second_factor_roles`` are the roles that need a code of an authenticator besides.
    """

    passwords: PasswordRules = "gb"
    shortest: int = 0
    second_factor_roles: tuple[str, ...] = ("administrator", "office")


@dataclass(frozen=True, slots=True)
class Configuration:
    """The database's URL, the file that holds the secret key, the rules for accounts."""

    database: str
    key: Path
    accounts: AccountRules = field(default_factory=AccountRules)

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
    section = data.pop(ACCOUNTS, {})
    wrong = [f"不认识的键 {key}{did_you_mean(key, KEYS)}" for key in data if key not in KEYS]
    wrong += _wrong_accounts(section)
    wrong += [f"{key} 应为文字" for key in KEYS if not isinstance(data.get(key, ""), str)]
    if wrong:
        raise Refused(f"{path}: " + "；".join(wrong))
    default = f"sqlite:///{folder / 'tianbao.sqlite'}"
    accounts = AccountRules(
        cast(PasswordRules, section.get("passwords", "gb")), section.get("shortest", 0),
        tuple(section.get("second_factor_roles", AccountRules().second_factor_roles)),
    )
    return Configuration(data.get("database", default), folder / data.get("key", KEY), accounts)


def _wrong_accounts(section: Any) -> list[str]:
    """Return in Chinese what is wrong with the section of rules for accounts."""
    if not isinstance(section, dict):
        return [f"{ACCOUNTS} 应写成一节：[{ACCOUNTS}]"]
    known = AccountRules.__slots__
    wrong = [f"不认识的键 {key}{did_you_mean(key, known)}" for key in section if key not in known]
    if section.get("passwords", "gb") not in get_args(PasswordRules):
        wrong.append("passwords 应为 gb 或 asvs")
    shortest = section.get("shortest", 0)
    if isinstance(shortest, bool) or not isinstance(shortest, int) or not 0 <= shortest <= 64:
        wrong.append("shortest 应为 0 至 64 的整数")
    roles = section.get("second_factor_roles", [])
    if not isinstance(roles, list) or not all(role in ROLES for role in roles):
        wrong.append(f"second_factor_roles 应为角色的列表，角色有 {'、'.join(ROLES)}")
    return wrong


def without_second_factor(folder: Path) -> None:
    """Write into the configuration of a demonstration that nobody needs a second factor."""
    if ACCOUNTS in tomllib.loads((folder / CONFIG).read_text(encoding="utf-8")):
        return
    with (folder / CONFIG).open("a", encoding="utf-8") as file:
        file.write(f"\n[{ACCOUNTS}]  # 演示用：正式使用请删去下一行\nsecond_factor_roles = []\n")


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
