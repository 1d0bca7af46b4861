"""The category."""

from __future__ import annotations

from core import Category

development = Category("development", "专业建设情况")
