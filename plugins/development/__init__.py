"""专业建设情况 (development): projects, certificates, textbooks, internships and evaluation."""

from __future__ import annotations

from core import hookimpl
from plugins.development.category import development


@hookimpl
def tianbao_categories():
    return [development]
