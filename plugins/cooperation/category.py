"""The category."""

from __future__ import annotations

from core import Category

cooperation = Category("cooperation", "校企合作情况")
