"""Measures, indicators and the standards that rate them."""
