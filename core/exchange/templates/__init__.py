"""Templates: workbooks to fill in, generated from the definitions."""

from __future__ import annotations

from core.exchange.templates.writing import write_template, write_templates

__all__ = ["write_template", "write_templates"]
