"""Checks: what holds for a field, a row, a table and between tables, and what they find."""
