"""Workbook in, marked workbook out, comparison, export, data package."""
