"""Closing a round (Articles 12 and 16): aggregate, approve, seal, report, correct."""
