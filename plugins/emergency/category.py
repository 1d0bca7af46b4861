"""The category."""

from __future__ import annotations

from core import Category

emergency = Category("emergency", "突发事件应急能力")
