"""信息化建设情况 (digital): network, systems, online courses and information security."""

from __future__ import annotations

from core import hookimpl
from plugins.digital.category import digital


@hookimpl
def tianbao_categories():
    return [digital]
