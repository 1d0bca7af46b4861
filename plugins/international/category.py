"""The category."""

from __future__ import annotations

from core import Category

international = Category("international", "对外合作办学情况")
