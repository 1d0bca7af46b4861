"""The category, and the words its rules share."""

from __future__ import annotations

from core import Category

research = Category("research", "科研成果")
