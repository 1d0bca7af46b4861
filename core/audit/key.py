"""The key of the chain: a file of the instance, never in the database."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from core.errors import Refused

FILE = "audit.key"
BYTES = 32


def audit_key(folder: Path, begin: bool = False) -> bytes:
    """Return the key; ``begin`` makes it where there is none, for a chain that has no entry yet.

    Raises ``Refused`` when it is missing: with another one nothing that was
    written could be verified any more.
    """
    path = folder / FILE
    if begin and not path.exists():
        _make(path)
    if not path.is_file():
        raise Refused(f"操作记录的密钥 {path} 不见了，不能继续；请从备份中恢复这个文件")
    return bytes.fromhex(path.read_text(encoding="ascii").strip())


def _make(path: Path) -> None:
    """Write a new key, unless another process has just done so."""
    temporary = path.with_name(f".{FILE}.{secrets.token_hex(8)}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(BYTES))
    try:
        os.link(temporary, path)
    except FileExistsError:
        return
    finally:
        temporary.unlink()
