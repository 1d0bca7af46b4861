"""校企合作情况 (cooperation): partner companies, joint projects, platforms and donations."""

from __future__ import annotations

from core import hookimpl
from plugins.cooperation.category import cooperation


@hookimpl
def tianbao_categories():
    return [cooperation]
