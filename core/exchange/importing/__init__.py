"""Workbook in: found, mapped, read, staged, compared, and moved in one transaction."""
