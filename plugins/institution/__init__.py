"""学校机构 (institution): the school, its units, its leaders and what rules it."""

from __future__ import annotations

from core import hookimpl
from plugins.institution.category import institution


@hookimpl
def tianbao_categories():
    return [institution]
